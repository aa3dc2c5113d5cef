"""Rate limits that hold over all workers: when a channel may next be written to is a row."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.platforms.base import Place
from bot.tables import paces

ALL = ""  # the channel of a limit on the whole workspace


async def turn(
    connection: AsyncConnection, place: Place, every: timedelta, now: datetime
) -> timedelta:
    """Takes the channel's next turn; how long to wait for it where it has not come.

    `every` is what the platform asks between two messages of one channel. `now` is UTC.
    """
    rows = await connection.execute(
        select(paces.c.channel, paces.c.free_at).where(
            paces.c.workspace == place.workspace,
            paces.c.platform == place.platform,
            paces.c.channel.in_((place.channel, ALL)),
            paces.c.free_at > now,
        )
    )
    wait = max((row.free_at - now for row in rows), default=timedelta())
    if wait or not every:
        return wait
    return timedelta() if await _push(connection, place, now + every, now) else every


async def hold(connection: AsyncConnection, place: Place, until: datetime, now: datetime) -> None:
    """Nothing is sent to the workspace before `until`: the platform asked for a pause."""
    whole = Place(platform=place.platform, workspace=place.workspace, channel=ALL)
    await _push(connection, whole, until, until)
    del now


async def _push(
    connection: AsyncConnection, place: Place, until: datetime, free_before: datetime
) -> bool:
    """Puts the row's time to `until` unless it is later than `free_before`; whether it was."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(paces).values(
        workspace=place.workspace, platform=place.platform, channel=place.channel, free_at=until
    )
    result = await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["workspace", "platform", "channel"],
            set_={"free_at": statement.excluded.free_at},
            where=paces.c.free_at <= free_before,
        )
    )
    return result.rowcount == 1
