"""From verified stories to a brief: what each item holds, and the brief around them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from digests.evidence import cut
from digests.extract.dateline import after_dateline
from digests.grounds import inside
from digests.hostile import hostile, orders
from digests.leaning import leans
from digests.model import (
    Article,
    Brief,
    BriefItem,
    Coverage,
    Difference,
    Language,
    Mode,
    Sentence,
    SourceRef,
    Topic,
    Window,
)
from digests.prose import stands_alone
from digests.ranking import Scale, independent, ranked
from digests.stories.changes import Change
from digests.summarisers.base import StoryView
from digests.verify import Verified

NEW_SENTENCES = 12  # of an update; a message shows the first few


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story ready to be told: its view, what survived verify(), what is new, what differs."""

    view: StoryView
    verified: Verified
    change: Change
    differences: tuple[Difference, ...] = ()


def item(told: Told, language: Language, scale: Scale) -> BriefItem:
    """The brief's item for a story, ranked by reasons that a reader would agree with.

    What is new is said in `language` where any article does. `scale` says by what it is ranked.
    """
    view, verified = told.view, told.verified
    update = told.change.status == "update"
    made = BriefItem(
        story_id=view.story.id,
        headline=verified.headline,
        status="update" if update else "new",
        what_changed=most_telling(told, language) if update else (),
        summary=verified.summary,
        claims=verified.claims,
        quotes=verified.quotes,
        differences=told.differences,
        sources=source_refs(view),
        independent_outlets=independent(view),
    )
    return ranked(made, view, scale)


def source_refs(view: StoryView) -> tuple[SourceRef, ...]:
    """The story's articles as a reader is pointed to them: origins first, then their copies."""
    copied = {copy: origin[0] for origin in view.story.origins for copy in origin[1:]}
    refs = [_source_ref(article, copied, view) for article in view.articles]
    return tuple(sorted(refs, key=lambda ref: (ref.origin is not None, ref.published)))


def _source_ref(article: Article, copied: Mapping[str, str], view: StoryView) -> SourceRef:
    origin = view.article(copied.get(article.id, ""))
    return SourceRef(
        article_id=article.id,
        outlet=article.outlet,
        title="" if orders(article.title) else article.title,
        url=article.canonical_url,
        published=article.published_at,
        lang=article.language,
        origin=origin.outlet if origin and origin.outlet != article.outlet else None,
        paywalled=article.paywalled,
    )


def most_telling(told: Told, language: Language) -> tuple[Sentence, ...]:
    """The most telling of the new sentences, those in `language` first."""
    spoken = {one.id for one in told.view.articles if one.language == language}
    # A piece of somebody's speech, cut at its full stop, can't be read by itself.
    whole = [
        one for one in told.change.sentences if stands_alone(one.text) and not _is_order(one, told)
    ]
    whole.sort(key=lambda one: one.evidence[0].article_id not in spoken)
    shown = _that_stand(whole, told.view)[:NEW_SENTENCES]
    return tuple(_without_dateline(one, told.view) for one in shown)


def _that_stand(sentences: Sequence[Sentence], view: StoryView) -> list[Sentence]:
    """Those that a reader understands here first: "It" needs the sentence before it."""
    kept: list[Sentence] = []
    leaning: list[Sentence] = []
    for one in sentences:
        stands = not leans(one.text) or (kept and _follows(one, kept[-1], view))
        (kept if stands else leaning).append(one)
    return [*kept, *leaning]


def _follows(one: Sentence, other: Sentence, view: StoryView) -> bool:
    """Whether nothing but white space stands between them in one article."""
    at, before = one.evidence[0], other.evidence[0]
    article = view.article(at.article_id)
    if article is None or before.article_id != at.article_id or before.end > at.start:
        return False
    return not article.text[before.end : at.start].strip()


def _is_order(sentence: Sentence, told: Told) -> bool:
    """Whether it stands in a paragraph that gives orders to machines."""
    at = sentence.evidence[0]
    article = told.view.article(at.article_id)
    return article is not None and inside(at, hostile(article.text))


def _without_dateline(sentence: Sentence, view: StoryView) -> Sentence:
    at = sentence.evidence[0]
    article = view.article(at.article_id)
    skip = after_dateline(at.text)
    if article is None or not skip or skip >= len(at.text):
        return sentence
    evidence = cut(article, at.start + skip, at.end)
    return Sentence(text=evidence.text, evidence=(evidence,))


def assemble(
    items: Sequence[BriefItem],
    *,
    topic: Topic,
    window: Window,
    language: Language,
    mode: Mode,
    coverage: Coverage,
    now: datetime,
    notes: Sequence[str] = (),
) -> Brief:
    """The brief itself. Its id is that of its content, so the same brief has the same id."""
    content = repr((topic.slug, window, language, mode, tuple(items), now))
    return Brief(
        id="brief_" + hashlib.sha256(content.encode()).hexdigest()[:16],
        topic=topic.slug,
        topic_name=topic.name(language),
        window=window,
        language=language,
        mode=mode,
        items=tuple(items),
        coverage=coverage,
        notes=tuple(notes),
        built_at=now,
    )
