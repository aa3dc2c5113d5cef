"""Briefs, kept whole and never changed, and what each channel has been shown of each story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.errors import NotFound
from digests.model import Brief, Language, Window
from digests.store import codec
from digests.store.sql import chunks, insert_new, upsert
from digests.store.tables import briefs, shown
from digests.stories.changes import Shown

# How long a window a daily brief has: a Monday's tells the weekend too.
SHORTEST, LONGEST = timedelta(hours=12), timedelta(hours=72)
A_DAY = 5  # of a day's briefs, the last so many are looked at


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


async def of_ids(connection: AsyncConnection, ids: Collection[str]) -> Mapping[str, Brief]:
    """Those of these briefs that are there, by id."""
    found: dict[str, Brief] = {}
    for some in chunks(ids):
        rows = await connection.execute(
            select(briefs.c.id, briefs.c.data).where(briefs.c.id.in_(some))
        )
        found.update({row.id: codec.load(Brief, row.data) for row in rows})
    return found


async def daily(
    connection: AsyncConnection, topic: str, language: Language, window: Window
) -> tuple[Brief, ...]:
    """The daily briefs of a topic that ended in the window, one a day (UTC), the oldest first.

    Of a day's several, the one with most stories: what a channel was told before is left out of
    its own. Alerts, and briefs of longer windows, which sum up others, are none.
    """
    rows = await connection.execute(
        select(briefs.c.id, briefs.c.window_start, briefs.c.window_end)
        .where(
            briefs.c.topic == topic,
            briefs.c.language == language,
            briefs.c.built_at > window.start,  # the column with an index
            briefs.c.window_end > window.start,
            briefs.c.window_end <= window.end,
        )
        .order_by(briefs.c.built_at.desc(), briefs.c.id)
    )
    of_day: dict[date, list[str]] = defaultdict(list)
    for row in rows:
        if SHORTEST <= row.window_end - row.window_start <= LONGEST:
            of_day[row.window_end.date()].append(row.id)
    read = await of_ids(connection, [one for ids in of_day.values() for one in ids[:A_DAY]])
    return tuple(
        max((read[one] for one in of_day[day][:A_DAY]), key=lambda brief: len(brief.items))
        for day in sorted(of_day)
    )


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
