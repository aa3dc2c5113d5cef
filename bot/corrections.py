"""What a source takes back is taken back where it was posted: the message edited, one line said.

The edit may be made twice and does no harm; the line is a delivery with a key of its own, planned
once the edits stand, so that it comes once whatever crashes. A brief is never changed: the
corrected one is a new one, and the channel's messages are told by it from then on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import correction_views, outbox, posted, render
from bot.errors import PostRefused, PostUnknown, RateLimited
from bot.message import Post
from bot.outbox import Part
from bot.phrases import phrases
from bot.platforms.base import Editor, MessageRef, Payload, Platform
from bot.posted import Posted, Style
from digests.corrections import Correction, correction
from digests.model import Article, Brief, BriefItem, Extraction, Quote
from digests.store import articles as article_store
from digests.store import briefs as brief_store
from digests.store import facts
from digests.store import revisions as revision_store

REACH = timedelta(days=14)  # older posts are left as they are
OVERLAP = timedelta(hours=1)  # a revision may be stored a while after its time
_SEEN = "corrections_seen"  # the fact up to which revisions were looked at

Messages = Mapping[str | None, Sequence[MessageRef]]  # by story; the parent's under None
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrector:
    """Looks at revised articles and corrects what was posted of them. `clock` gives UTC."""

    database: AsyncEngine
    platforms: Mapping[str, Platform]
    clock: Callable[[], datetime]

    async def run(self) -> int:
        """Corrects what has come up since the last run; how many posts were corrected.

        What a platform does not take now is tried again in the next run.
        """
        now = self.clock()
        async with self.database.connect() as connection:
            seen = await facts.get(connection, _SEEN)
            since = datetime.fromisoformat(seen) - OVERLAP if seen else now - REACH
            revised = await revision_store.revised(connection, since=since, until=now)
        done, open_ = 0, False
        for article_id in revised:
            async with self.database.connect() as connection:
                posts = await posted.telling(connection, article_id, since=now - REACH)
            for post in posts:
                try:
                    done += await self.correct(post, article_id, now)
                except (RateLimited, PostUnknown) as error:
                    open_ = True
                    log.info("correction_later", channel=post.place.channel, why=str(error))
        if not open_:
            async with self.database.begin() as connection:
                await facts.put(connection, _SEEN, now.isoformat())
        return done

    async def correct(self, post: Posted, article_id: str, now: datetime) -> bool:
        """Corrects one post for one article's newest revision; whether there was anything to do.

        Raises RateLimited or PostUnknown where the platform does not take an edit now.
        """
        if not isinstance(self.platforms.get(post.place.platform), Editor):
            return False
        async with self.database.connect() as connection:
            brief = await brief_store.get(connection, post.brief_id)
            after = next(iter(await article_store.get(connection, (article_id,))), None)
            slot = f"{article_id}:{after.revision if after else 0}"
            if after is None or await outbox.planned(
                connection, post.place.workspace, post.owner, slot
            ):
                return False
            before = await article_store.as_of(connection, (article_id,), brief.built_at)
            extractions = await article_store.extractions_of(connection, (article_id,))
        made = _correction(brief, before, after, extractions.get(article_id))
        if made is None:
            return False
        await self._put(post, brief, made, slot, now)
        log.info("corrected", channel=post.place.channel, article=article_id)
        return True

    async def withdraw(self, post: Posted, quote: Quote, now: datetime) -> bool:
        """Takes a quote out of one post, which a reader reported and which did not hold.

        Whether there was anything to do. Raises RateLimited or PostUnknown.
        """
        span = quote.evidence
        slot = f"withdrawn:{span.article_id}:{span.start}-{span.end}"
        async with self.database.connect() as connection:
            brief = await brief_store.get(connection, post.brief_id)
            if await outbox.planned(connection, post.place.workspace, post.owner, slot):
                return False
        item = next((one for one in brief.items if quote in one.quotes), None)
        if item is None or not isinstance(self.platforms.get(post.place.platform), Editor):
            return False
        made = Correction(
            article_id=span.article_id,
            outlet=next(s.outlet for s in item.sources if s.article_id == span.article_id),
            item=replace(item, quotes=tuple(one for one in item.quotes if one != quote)),
            gone=(quote,),
            withdrawn=True,
        )
        await self._put(post, brief, made, slot, now)
        return True

    async def _put(
        self, post: Posted, brief: Brief, made: Correction, slot: str, now: datetime
    ) -> None:
        """The corrected brief in the place of the posted one, and the line that says so."""
        platform: object = self.platforms.get(post.place.platform)
        if not isinstance(platform, Editor):
            return
        async with self.database.connect() as connection:
            style = await posted.style(connection, post)
        corrected = _brief(brief, made, now)
        shown = correction_views.post(corrected, made, style, now=now)
        messages = post.messages or _by_story(post, brief, platform, style)
        over = await _edit(platform, messages, _bodies(platform, shown, corrected, made, post))
        line = platform.reply_payloads(correction_views.line(made, corrected))
        await self._say(post, slot, corrected, (*line, *over), now)

    async def _say(
        self,
        post: Posted,
        slot: str,
        brief: Brief,
        bodies: Sequence[Payload],
        now: datetime,
    ) -> None:
        """The corrected brief kept and the line owed, both or neither."""
        async with self.database.begin() as connection:
            ours = await outbox.plan(
                connection,
                post.thread,
                subscription_id=post.owner,
                slot=slot,
                parts=[Part(payload=body) for body in bodies],
                due_at=now,
            )
            if ours:
                await brief_store.keep(connection, brief)
                await posted.told_by(connection, post, brief.id)


async def _edit(
    platform: Editor, messages: Messages, shown: Mapping[str | None, Sequence[Payload]]
) -> list[Payload]:
    """Puts each message's new body in its place; gives the bodies that have no message yet."""
    over: list[Payload] = []
    for story, bodies in shown.items():
        refs = messages.get(story, ())
        for number, ref in enumerate(refs):
            # What is shorter now must not end in old words.
            await _edited(platform, ref, bodies[min(number, len(bodies) - 1)])
        over += bodies[len(refs) :] if refs else []
    return over


async def _edited(platform: Editor, ref: MessageRef, body: Payload) -> None:
    """One edit. A message that may not be edited, or is gone, stays as it is: the line tells."""
    try:
        await platform.edit(ref, body)
    except PostRefused as error:
        log.warning("correction_not_shown", channel=ref.channel, why=str(error))


def _bodies(
    platform: Editor, shown: Post, brief: Brief, made: Correction, post: Posted
) -> dict[str | None, Sequence[Payload]]:
    """The new bodies of the parent and of the corrected story, made as they were for this post."""
    story = next(
        message
        for item, message in zip(brief.items, shown.thread, strict=True)
        if item.story_id == made.item.story_id
    )
    if post.loose:  # a person posted it, as replies are
        parent = platform.reply_payloads(shown.parent)
        return {None: parent, made.item.story_id: platform.reply_payloads(story)}
    parent = platform.payloads(Post(parent=shown.parent, thread_title=shown.thread_title))
    return {None: parent, made.item.story_id: platform.payloads(Post(parent=story))}


def _by_story(post: Posted, brief: Brief, platform: Editor, style: Style) -> Messages:
    """Which of a person's posted messages tell which story: bodies come in the brief's order."""
    shown = render.brief(brief, zone=style.zone)
    stories = (None, *(item.story_id for item in brief.items))
    found: dict[str | None, Sequence[MessageRef]] = {}
    refs = list(post.loose)
    for story, message in zip(stories, (shown.parent, *shown.thread), strict=True):
        number = len(platform.reply_payloads(message))
        found[story], refs = refs[:number], refs[number:]
    return found


def _correction(
    brief: Brief, before: Sequence[Article], after: Article, extraction: Extraction | None
) -> Correction | None:
    """What the revision corrects, of the brief's story that has the article."""
    item = next(
        (one for one in brief.items if any(s.article_id == after.id for s in one.sources)), None
    )
    if item is None or not before or before[0].revision >= after.revision:
        return None
    return correction(item, before[0], after, extraction)


def _brief(brief: Brief, made: Correction, now: datetime) -> Brief:
    """The brief with the corrected story, under an id of its own and with a note of it."""
    items = tuple(made.item if _same(one, made.item) else one for one in brief.items)
    number = next(n for n, one in enumerate(brief.items, start=1) if _same(one, made.item))
    key = "withdrawn_note" if made.withdrawn else "corrected_note"
    note = phrases(brief.language)[key].format(number=number, outlet=made.outlet)
    content = repr((brief.id, made, now.date()))
    return replace(
        brief,
        id="brief_" + hashlib.sha256(content.encode()).hexdigest()[:16],
        items=items,
        notes=(*(one for one in brief.notes if one != note), note),
        built_at=now,
    )


def _same(one: BriefItem, other: BriefItem) -> bool:
    return one.story_id == other.story_id
