"""Briefs, kept whole and never changed, and what each channel has been shown of each story."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.errors import NotFound
from digests.model import Brief
from digests.store import codec
from digests.store.sql import chunks, insert_new, upsert
from digests.store.tables import briefs, shown
from digests.stories.changes import Shown


async def keep(connection: AsyncConnection, brief: Brief) -> None:
    """Keeps a brief. Its id is that of its content, so the same one is kept once."""
    row = {
        "id": brief.id,
        "topic": brief.topic,
        "window_start": brief.window.start,
        "window_end": brief.window.end,
        "language": brief.language,
        "mode": brief.mode,
        "built_at": brief.built_at,
        "data": codec.dump(brief),
    }
    await insert_new(connection, briefs, [row])


async def get(connection: AsyncConnection, brief_id: str) -> Brief:
    """The brief of that id. Raises NotFound."""
    row = (await connection.execute(select(briefs.c.data).where(briefs.c.id == brief_id))).first()
    if row is None:
        raise NotFound(f"there is no brief {brief_id!r} in this database.")
    return codec.load(Brief, row.data)


async def shown_to(
    connection: AsyncConnection, workspace: str, channel: str, story_ids: Collection[str]
) -> Mapping[str, Shown]:
    """What this channel has been shown of these stories, by story id."""
    found: dict[str, Shown] = {}
    for some in chunks(story_ids):
        rows = await connection.execute(
            select(shown.c.story_id, shown.c.data).where(
                shown.c.workspace == workspace,
                shown.c.channel == channel,
                shown.c.story_id.in_(some),
            )
        )
        found.update({row.story_id: codec.load(Shown, row.data) for row in rows})
    return found


async def keep_shown(
    connection: AsyncConnection,
    workspace: str,
    channel: str,
    story_id: str,
    value: Shown,
    *,
    at: datetime,
) -> None:
    """Remembers what this channel has now been shown of a story."""
    await upsert(
        connection,
        shown,
        {
            "workspace": workspace,
            "channel": channel,
            "story_id": story_id,
            "shown_at": at,
            "data": codec.dump(value),
        },
    )
