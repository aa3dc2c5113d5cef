"""The only orchestration: what is read goes into the store, what is asked for comes out of it."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from digests import brief as briefing
from digests.brief import Told
from digests.choosing import choose
from digests.finding import Found, find, rematch
from digests.knowing import known_to, taste_of
from digests.ledger import due_in
from digests.lengths import SIZES, trimmed
from digests.library import Library
from digests.longer import digest, is_long
from digests.model import BriefItem, Language, Mode
from digests.orders import Built, Order, Reader
from digests.ranking import Scale
from digests.shelf import Shelf
from digests.store import briefs as brief_store
from digests.stories.changes import Change, Shown, changes, shown
from digests.summarisers.base import Accounted, StoryView, Summariser
from digests.summarisers.notes import notes
from digests.summarisers.telling import Telling, tell_all

__all__ = ["Built", "Order", "Reader", "Shared", "build_brief", "keep_brief"]


@dataclass(frozen=True, slots=True)
class Shared:
    """What briefs of one moment have in common, so that many channels cost little more than one.

    Two readers who know the same get the same brief: all that a brief depends on is in its key.
    """

    found: Shelf[Found] = field(default_factory=lambda: Shelf(8))  # whole articles: few
    built: Shelf[Built] = field(default_factory=Shelf)


async def build_brief(
    database: AsyncEngine,
    library: Library,
    order: Order,
    summariser: Summariser,
    *,
    now: datetime,
    shared: Shared | None = None,
) -> Built:
    """The brief of a topic over a window, from what the store holds. `now` is UTC.

    A story that can't be summarised is told extractively; none costs the brief. With `shared`
    what was built for another reader of the same order is taken, where both know the same.
    """
    shared = shared or Shared()
    found = await _found(database, library, order, shared)
    async with database.connect() as connection:
        known = await known_to(connection, order, found.views)
        taste = await taste_of(connection, order.reader, now)
    knows = frozenset(known.items())
    key = (_what(order), order.language, order.length, knows, taste)
    async with shared.built.turn(key):
        held = shared.built.get(key)
        if held is None:
            scale = Scale(now=now, long=is_long(order.window), taste=taste)
            made = await _build(found, known, order, summariser, scale)
            async with database.connect() as connection:
                due = await due_in(connection, order.window, order.topic.slug)
            held = shared.built.put(key, replace(made, brief=replace(made.brief, due=due)))
    return held


def _what(order: Order) -> Hashable:
    return (order.topic.slug, order.window, order.only, is_long(order.window) and order.language)


async def _found(database: AsyncEngine, library: Library, order: Order, shared: Shared) -> Found:
    """The stories of the order's topic and window, looked for once."""
    async with shared.found.turn(_what(order)):
        held = shared.found.get(_what(order))
        if held is None:
            async with database.begin() as connection:
                await rematch(connection, library, order.window)
            async with database.connect() as connection:
                held = shared.found.put(_what(order), await find(connection, order))
    return held


async def _build(
    found: Found,
    known: Mapping[str, Shown],
    order: Order,
    summariser: Summariser,
    scale: Scale,
) -> Built:
    """The brief for a reader who knows this much."""
    # Seconds of work where a topic has many stories: heartbeats and gateways go on meanwhile.
    news = await asyncio.to_thread(_news, found.views, known)
    most = SIZES[order.length].stories
    items, told = await asyncio.to_thread(choose, news, order.language, scale, most=most)
    if scale.long:
        views = {view.story.id: view for view in found.views}
        items = digest(items, views, found.briefs, order.language)
    tellings = await _tell(items, told, order, summariser, now=scale.now)
    retold = _retold(items, told, tellings, order.language, scale)
    items = tuple(trimmed(one, order.length) for one in retold)
    coverage = replace(
        found.coverage, stories_shown=len(items), stories_repeated=len(found.views) - len(news)
    )
    made = briefing.assemble(
        items,
        topic=order.topic,
        window=order.window,
        language=order.language,
        mode=_mode(tellings),
        coverage=coverage,
        now=scale.now,
        notes=notes(tuple(tellings.values()), order.language),
    )
    return Built(brief=made, shown=_will_be_shown(items, told, known))


def _news(
    views: Sequence[StoryView], known: Mapping[str, Shown]
) -> tuple[tuple[StoryView, Change], ...]:
    """The stories that tell the reader something, and what; no repeats."""
    changed = (
        (view, changes(view.articles, view.extractions, known.get(view.story.id))) for view in views
    )
    return tuple(one for one in changed if one[1].status != "repeat")


async def keep_brief(
    connection: AsyncConnection, built: Built, reader: Reader | None, *, now: datetime
) -> None:
    """Keeps a brief and what its reader has been shown, in the caller's transaction."""
    await brief_store.keep(connection, built.brief)
    if reader is None:
        return
    for story_id, value in built.shown.items():
        await brief_store.keep_shown(
            connection, reader.workspace, reader.channel, story_id, value, at=now
        )


async def _tell(
    items: Sequence[BriefItem],
    told: Sequence[Told],
    order: Order,
    summariser: Summariser,
    *,
    now: datetime,
) -> Mapping[str, Telling]:
    """The stories that will be shown, told by a model where one is configured.

    What is shown is chosen before, from the articles' own words, so nothing is paid for a story
    that nobody will read.
    """
    if summariser.mode == "extractive":
        return {}
    if isinstance(summariser, Accounted):
        workspace = order.reader.workspace if order.reader else "local"
        channel = order.reader.channel if order.reader else ""
        run = f"{workspace} {channel} {order.topic.slug} {now:%Y-%m-%d}"
        summariser = summariser.on_behalf_of(workspace, run)
    views = {one.view.story.id: one.view for one in told}
    return await tell_all([views[one.story_id] for one in items], order.language, summariser)


def _retold(
    items: Sequence[BriefItem],
    told: Sequence[Told],
    tellings: Mapping[str, Telling],
    language: Language,
    scale: Scale,
) -> tuple[BriefItem, ...]:
    """The items in the model's words where it told them; their places stay."""
    by_id = {one.view.story.id: one for one in told}
    retold: list[BriefItem] = []
    for item in items:
        telling = tellings.get(item.story_id)
        if telling is None or telling.failure is not None:
            retold.append(item)
            continue
        changed = replace(by_id[item.story_id], verified=telling.verified)
        made = briefing.item(changed, language, scale)
        retold.append(replace(made, course=item.course, theme=item.theme))
    return tuple(retold)


def _mode(tellings: Mapping[str, Telling]) -> Mode:
    """ "model" where a model told any of it."""
    return "model" if any(one.failure is None for one in tellings.values()) else "extractive"


def _will_be_shown(
    items: Sequence[BriefItem], told: Sequence[Told], known: Mapping[str, Shown]
) -> Mapping[str, Shown]:
    views = {one.view.story.id: one.view for one in told}
    return {
        item.story_id: shown(
            item,
            views[item.story_id].articles,
            views[item.story_id].extractions,
            known.get(item.story_id),
        )
        for item in items
    }
