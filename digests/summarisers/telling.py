"""A story told: drafted, verified, repaired once, and made whole from the articles' own words."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import structlog

from digests.errors import ModelUnavailable, SummariserError
from digests.grounds import ADDS
from digests.leaning import leans_back
from digests.model import Draft, Language, Sentence
from digests.standing import NAMELESS, leaning
from digests.summarisers import extractive
from digests.summarisers.base import Fault, Repairing, StoryView, Summariser
from digests.verify import Dropped, Verified, verify
from digests.words import content_words

AT_ONCE = 4  # stories asked about at the same time
SECONDS = 50.0  # for all stories of a brief; what is not told by then is told extractively

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A story as it will be shown. `failure` is why the summariser could not tell it."""

    verified: Verified
    failure: SummariserError | None = None


def plainly(view: StoryView, language: Language, failure: SummariserError | None = None) -> Telling:
    """The story in the articles' own words."""
    return Telling(verified=verify(extractive.draft(view, language), view), failure=failure)


async def tell(view: StoryView, language: Language, summariser: Summariser) -> Telling:
    """The story told by the summariser, as far as the sources bear it out. Never raises."""
    try:
        draft = await summariser.summarise(view, language)
    except SummariserError as error:
        log.info("story_told_plainly", story=view.story.id, why=str(error))
        return plainly(view, language, error)
    found = checked(draft, view)
    # A lost headline is replaced by an article's: that alone is not worth another call.
    if any(one.part != "headline" for one in found.dropped) and isinstance(summariser, Repairing):
        faults = [Fault(text=one.text, reason=one.reason) for one in found.dropped]
        try:
            second = await summariser.repair(view, language, draft, faults)
            again = checked(second, view)
        except SummariserError as error:
            log.info("story_not_repaired", story=view.story.id, why=str(error))
        else:
            if _kept(again) >= _kept(found) and again.summary:
                found, draft = again, second
    plain = plainly(view, language).verified
    return Telling(verified=whole(found, plain, lead_lost=_lead_lost(draft, found)))


def checked(draft: Draft, view: StoryView) -> Verified:
    """What may be shown of a model's draft: borne out, and understood where it stands."""
    found = verify(draft, view)
    lost = tuple(leaning(found.summary, view))
    told = (Dropped(text=one.text, verdict="altered", reason=NAMELESS) for one in lost)
    return replace(
        found,
        summary=tuple(one for one in found.summary if one not in lost),
        dropped=(*found.dropped, *told),
    )


async def tell_all(
    views: Sequence[StoryView], language: Language, summariser: Summariser
) -> Mapping[str, Telling]:
    """The stories told side by side within SECONDS, by story id."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(view: StoryView) -> Telling:
        async with gate:
            return await tell(view, language, summariser)

    tasks = {view.story.id: asyncio.create_task(one(view)) for view in views}
    try:
        if tasks:
            await asyncio.wait(tasks.values(), timeout=SECONDS)
    finally:
        late = [task for task in tasks.values() if not task.done()]
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
    return {view.story.id: _outcome(tasks[view.story.id], view, language) for view in views}


def _outcome(task: asyncio.Task[Telling], view: StoryView, language: Language) -> Telling:
    if task.cancelled():
        return plainly(view, language, ModelUnavailable("The model did not answer in time."))
    error = task.exception()
    if error is not None:  # a fault of ours costs a story's summary, never the brief
        log.error("story_not_told", story=view.story.id, error=repr(error))
        return plainly(view, language, SummariserError())
    return task.result()


def whole(found: Verified, plain: Verified, *, lead_lost: bool = False) -> Verified:
    """What survived, with the articles' own sentences in the place of those that did not.

    Where the first was lost, an article's own comes first: the others only add to it.
    """
    lost = any(one.part == "headline" for one in found.dropped)
    return replace(
        found,
        headline=plain.headline if lost else found.headline,
        summary=_filled(found, plain.summary, lead_lost),
        claims=found.claims or plain.claims,
        quotes=found.quotes or plain.quotes,
    )


def _filled(found: Verified, plain: Sequence[Sentence], lead_lost: bool) -> tuple[Sentence, ...]:
    missing = sum(one.part == "summary" for one in found.dropped)
    wanted = min(len(found.summary) + missing, extractive.SENTENCES)
    filled = list(found.summary)
    if lead_lost and plain:
        filled = [plain[0], *(one for one in filled if not _says(plain[0], one))]
    for one in plain:
        known = any(_says(other, one) for other in filled)
        if len(filled) < max(wanted, 1) and not known and not (filled and leans_back(one.text)):
            filled.append(one)
    return tuple(filled)


def _says(known: Sentence, one: Sentence) -> bool:
    """Whether a sentence adds nothing to one that stands on the same place."""
    if set(one.evidence) & set(known.evidence):
        return True
    words = set(content_words(one.text))
    return len(words - set(content_words(known.text))) < ADDS * len(words)


def _lead_lost(draft: Draft, found: Verified) -> bool:
    """Whether the first sentence, which says what happened, is not borne out."""
    lost = {one.text for one in found.dropped}
    return bool(draft.summary) and " ".join(draft.summary[0].text.split()) in lost


def _kept(found: Verified) -> tuple[int, int]:
    """The draft that lost less is the better one; what it lost is what is told of."""
    lost: Sequence[Dropped] = found.dropped
    return (-len(lost), len(found.summary))
