"""Rate limits that hold over all workers: when a channel may next be written to is a row."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.platforms.base import Place
from bot.tables import paces


async def turn(
    connection: AsyncConnection, place: Place, every: timedelta, now: datetime
) -> timedelta:
    """Takes the channel's next turn; how long to wait for it where it has not come.

    `every` is what the platform asks between two messages of one channel. `now` is UTC.
    """
    rows = await connection.execute(
        select(paces.c.free_at).where(
            paces.c.workspace == place.workspace,
            paces.c.platform == place.platform,
            paces.c.channel == place.channel,
            paces.c.free_at > now,
        )
    )
    free_at: datetime | None = rows.scalar_one_or_none()
    if free_at is not None:
        return free_at - now
    return timedelta() if not every or await _take(connection, place, now + every, now) else every


async def _take(connection: AsyncConnection, place: Place, until: datetime, now: datetime) -> bool:
    """The channel is taken until then, unless somebody else was first; whether it was free."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(paces).values(
        workspace=place.workspace, platform=place.platform, channel=place.channel, free_at=until
    )
    result = await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["workspace", "platform", "channel"],
            set_={"free_at": statement.excluded.free_at},
            where=paces.c.free_at <= now,
        )
    )
    return result.rowcount == 1
