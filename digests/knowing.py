"""What the reader of a brief knows already, and what they marked: read from the store."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from digests.orders import Order, Reader
from digests.store import articles as article_store
from digests.store import briefs as brief_store
from digests.store import marks as mark_store
from digests.store import stories as story_store
from digests.stories.changes import Shown, shown, together
from digests.summarisers.base import StoryView
from digests.taste import NOBODYS, Taste, latest, taste

MARKED = timedelta(days=90)  # how far back readers' marks are heeded
MOST_MARKS = 200


async def known_to(
    connection: AsyncConnection, order: Order, views: Sequence[StoryView]
) -> Mapping[str, Shown]:
    """What the reader knows of each story already.

    Who asks without a channel is taken for a daily reader: what was there before the window is
    known to them.
    """
    if order.reader is not None:
        return await shown_to(connection, order.reader, [view.story.id for view in views])
    told: dict[str, Shown] = {}
    for view in views:
        before = await article_store.as_of(connection, view.story.article_ids, order.window.start)
        if before:
            hashes = {one.content_hash for one in before}
            unchanged = [one.id for one in view.articles if one.content_hash in hashes]
            read = {key: view.extractions[key] for key in unchanged if key in view.extractions}
            told[view.story.id] = shown(None, before, read)
    return told


async def shown_to(
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


async def taste_of(connection: AsyncConnection, reader: Reader | None, now: datetime) -> Taste:
    """What the channel's readers marked useful or not of late. `now` is UTC."""
    if reader is None:
        return NOBODYS
    kept = await mark_store.of_channel(connection, reader.workspace, reader.place, now - MARKED)
    marks = latest(kept, MOST_MARKS)
    briefs = await brief_store.of_ids(connection, {one.brief_id for one in marks})
    items = {(brief.id, item.story_id): item for brief in briefs.values() for item in brief.items}
    found = [(one, items.get((one.brief_id, one.story_id))) for one in marks]
    return taste((mark, item) for mark, item in found if item is not None)
