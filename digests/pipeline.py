"""The only orchestration: what is read goes into the store, what is asked for comes out of it."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from digests import brief as briefing
from digests.brief import Told
from digests.grounds import told_by_people
from digests.lengths import SIZES, Length, trimmed
from digests.library import Library
from digests.model import (
    Brief,
    BriefItem,
    Coverage,
    Language,
    Mode,
    Story,
    Topic,
    TopicMatch,
    Window,
)
from digests.shelf import Shelf
from digests.store import articles as article_store
from digests.store import briefs as brief_store
from digests.store import sources as source_store
from digests.store import stories as story_store
from digests.store import topics as topic_store
from digests.stories.changes import Shown, changes, shown, together
from digests.stories.differences import differences
from digests.summarisers.base import Accounted, StoryView, Summariser
from digests.summarisers.notes import notes
from digests.summarisers.telling import Telling, plainly, tell_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who a brief is for: what this channel has been shown is not told again."""

    workspace: str
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked for. Without a `reader` nothing counts as told before.

    `only` narrows it to these stories, by their ids.
    """

    topic: Topic
    window: Window
    language: Language = "en"
    reader: Reader | None = None
    length: Length = "standard"
    only: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A brief, and what its reader will have been shown of each story once it is posted."""

    brief: Brief
    shown: Mapping[str, Shown]


@dataclass(frozen=True, slots=True)
class Shared:
    """What briefs of one moment have in common, so that many channels cost little more than one.

    Two readers who know the same get the same brief: all that a brief depends on is in its key.
    """

    found: Shelf[_Found] = field(default_factory=lambda: Shelf(8))  # whole articles: few
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
        known = await _known(connection, order, found.views)
    key = (_what(order), order.language, order.length, frozenset(known.items()))
    held = shared.built.get(key)
    if held is None:
        held = shared.built.put(key, await _build(found, known, order, summariser, now=now))
    return held


def _what(order: Order) -> Hashable:
    return (order.topic.slug, order.window, order.only)


async def _found(database: AsyncEngine, library: Library, order: Order, shared: Shared) -> _Found:
    """The stories of the order's topic and window, looked for once."""
    held = shared.found.get(_what(order))
    if held is None:
        async with database.begin() as connection:
            await _rematch(connection, library, order.window)
        async with database.connect() as connection:
            held = shared.found.put(_what(order), await _find(connection, order))
    return held


async def _build(
    found: _Found,
    known: Mapping[str, Shown],
    order: Order,
    summariser: Summariser,
    *,
    now: datetime,
) -> Built:
    """The brief for a reader who knows this much."""
    told = _news(found.views, known, order.language)
    ranked = [briefing.item(one, order.language, now=now) for one in told]
    items = briefing.rank(ranked, most=SIZES[order.length].stories)
    tellings = await _tell(items, told, order, summariser, now=now)
    retold = _retold(items, told, tellings, order.language, now=now)
    items = tuple(trimmed(one, order.length) for one in retold)
    coverage = replace(
        found.coverage,
        stories_found=len(found.views),
        stories_shown=len(items),
        stories_repeated=len(found.views) - len(told),
    )
    made = briefing.assemble(
        items,
        topic=order.topic,
        window=order.window,
        language=order.language,
        mode=_mode(tellings),
        coverage=coverage,
        now=now,
        notes=notes(tuple(tellings.values()), order.language),
    )
    return Built(brief=made, shown=_will_be_shown(items, told, known))


def _news(views: Sequence[StoryView], known: Mapping[str, Shown], language: Language) -> list[Told]:
    """The stories that tell the reader something, in the articles' own words; no repeats."""
    changed = [
        (view, changes(view.articles, view.extractions, known.get(view.story.id))) for view in views
    ]
    return [
        Told(
            view=view,
            verified=plainly(view, language).verified,
            change=change,
            differences=differences(view.articles, view.extractions),
        )
        for view, change in changed
        if change.status != "repeat"
    ]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    views: tuple[StoryView, ...]
    coverage: Coverage


async def _rematch(connection: AsyncConnection, library: Library, window: Window) -> None:
    """Matches the articles of the window's stories against the topics as they are now."""
    fresh = await article_store.in_window(connection, window)
    ids = {one for story in await _stories(connection, fresh) for one in story.article_ids}
    stale = await topic_store.stale(connection, ids | set(fresh), library.topics_version)
    for one in await article_store.get(connection, stale):
        found = library.matcher.matches(one)
        await topic_store.keep(connection, one.id, found, library.topics_version)


async def _stories(connection: AsyncConnection, fresh: Collection[str]) -> tuple[Story, ...]:
    placed = await story_store.of_articles(connection, fresh)
    return await story_store.get(connection, set(placed.values()))


async def _find(connection: AsyncConnection, order: Order) -> _Found:
    """The stories of the topic with something new in the window, and what was looked through.

    A story belongs to the topic when any of its articles does: a follow-up need not say again
    what it is about.
    """
    fresh = await article_store.in_window(connection, order.window)
    stories = await _stories(connection, fresh)
    members = {one for story in stories for one in story.article_ids}
    matches = await topic_store.matches(connection, order.topic.slug, members)
    views = [
        await _view(connection, story, matches, fresh, order.window)
        for story in stories
        if matches.keys() & set(story.article_ids)
        and (order.only is None or story.id in order.only)
    ]
    checked, failed = await source_store.health(connection, order.window)
    read = await article_store.count_outlets(connection, fresh)
    coverage = Coverage(
        sources_checked=max(checked, read), sources_failed=failed, articles_read=len(fresh)
    )
    return _Found(views=tuple(views), coverage=coverage)


async def _view(
    connection: AsyncConnection,
    story: Story,
    matches: Mapping[str, TopicMatch],
    fresh: Collection[str],
    window: Window,
) -> StoryView:
    """The story as it stood at the window's end."""
    articles = [
        one
        for one in await article_store.get(connection, story.article_ids)
        if one.first_seen_at <= window.end
    ]
    ids = {one.id for one in articles}
    origins = tuple(
        kept for origin in story.origins if (kept := tuple(one for one in origin if one in ids))
    )
    return StoryView(
        story=replace(story, origins=origins, article_ids=tuple(one.id for one in articles)),
        articles=tuple(articles),
        extractions=told_by_people(articles, await article_store.extractions_of(connection, ids)),
        matches={key: value for key, value in matches.items() if key in ids},
        fresh=frozenset(ids & set(fresh)),
    )


async def _known(
    connection: AsyncConnection, order: Order, views: Sequence[StoryView]
) -> Mapping[str, Shown]:
    """What the reader knows of each story already.

    Who asks without a channel is taken for a daily reader: what was there before the window is
    known to them.
    """
    if order.reader is not None:
        return await _shown(connection, order.reader, [view.story.id for view in views])
    told: dict[str, Shown] = {}
    for view in views:
        before = await article_store.as_of(connection, view.story.article_ids, order.window.start)
        if before:
            hashes = {one.content_hash for one in before}
            unchanged = [one.id for one in view.articles if one.content_hash in hashes]
            read = {key: view.extractions[key] for key in unchanged if key in view.extractions}
            told[view.story.id] = shown(None, before, read)
    return told


async def _shown(
    connection: AsyncConnection, reader: Reader, ids: Collection[str]
) -> Mapping[str, Shown]:
    """What was shown of each story, under this id or one it had before stories were merged."""
    became = dict(await story_store.former_ids(connection, ids)) | {one: one for one in ids}
    told = await brief_store.shown_to(connection, reader.workspace, reader.channel, became)
    known: dict[str, Shown] = {}
    for story_id, value in told.items():
        now_id = became[story_id]
        known[now_id] = together(known[now_id], value) if now_id in known else value
    return known


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
    *,
    now: datetime,
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
        made = briefing.item(changed, language, now=now)
        retold.append(replace(made, score=item.score, reasons=item.reasons))
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
