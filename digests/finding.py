"""The stories of a topic with something new in a window, as the store has them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from digests.grounds import told_by_people
from digests.library import Library
from digests.longer import is_long
from digests.model import Brief, Coverage, Story, TopicMatch, Window
from digests.orders import Order
from digests.store import articles as article_store
from digests.store import briefs as brief_store
from digests.store import sources as source_store
from digests.store import stories as story_store
from digests.store import topics as topic_store
from digests.summarisers.base import StoryView


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The stories, what was looked through for them, and the daily briefs of a long window.

    The briefs' stories have the ids that they have now.
    """

    views: tuple[StoryView, ...]
    coverage: Coverage
    briefs: tuple[Brief, ...] = ()


async def rematch(connection: AsyncConnection, library: Library, window: Window) -> None:
    """Matches the articles of the window's stories against the topics as they are now."""
    fresh = await article_store.in_window(connection, window)
    ids = {one for story in await _stories(connection, fresh) for one in story.article_ids}
    stale = await topic_store.stale(connection, ids | set(fresh), library.topics_version)
    for one in await article_store.get(connection, stale):
        found = library.matcher.matches(one)
        await topic_store.keep(connection, one.id, found, library.topics_version)


async def find(connection: AsyncConnection, order: Order) -> Found:
    """The stories of the topic with something new in the window, and what was looked through.

    A story belongs to the topic when any of its articles does: a follow-up need not say again
    what it is about.
    """
    fresh = await article_store.in_window(connection, order.window)
    stories = await _stories(connection, fresh)
    members = {one for story in stories for one in story.article_ids}
    matches = await topic_store.matches(connection, order.topic.slug, members)
    seen = [
        await _view(connection, story, matches, fresh, order.window)
        for story in stories
        if matches.keys() & set(story.article_ids)
        and (order.only is None or story.id in order.only)
    ]
    # What came in after the window's end, though it is older news, had no story by then.
    views = [view for view in seen if view.articles]
    checked, failed = await source_store.health(connection, order.window)
    read = await article_store.count_outlets(connection, fresh)
    briefs = await _daily(connection, order) if is_long(order.window) else ()
    coverage = Coverage(
        sources_checked=max(checked, read),
        sources_failed=failed,
        articles_read=len(fresh),
        stories_found=len(views),
        briefs_read=len(briefs),
    )
    return Found(views=tuple(views), coverage=coverage, briefs=briefs)


async def _daily(connection: AsyncConnection, order: Order) -> tuple[Brief, ...]:
    briefs = await brief_store.daily(connection, order.topic.slug, order.language, order.window)
    told = {item.story_id for brief in briefs for item in brief.items}
    became = {one: await story_store.resolve(connection, one) for one in told}
    return tuple(
        replace(
            brief,
            items=tuple(replace(item, story_id=became[item.story_id]) for item in brief.items),
        )
        for brief in briefs
    )


async def _stories(connection: AsyncConnection, fresh: Collection[str]) -> tuple[Story, ...]:
    placed = await story_store.of_articles(connection, fresh)
    return await story_store.get(connection, set(placed.values()))


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
