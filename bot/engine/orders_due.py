"""Which orders may be due: the clock asks the index, not every subscription there is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.platforms.base import Place
from bot.subscriptions import Subscription, upcoming
from bot.tables import subscriptions

LOOK_EVERY = timedelta(minutes=5)  # for what breaks, where an order has no time of its own
MOST = 5_000  # channels a tick; the next tick takes the rest


async def channels(
    connection: AsyncConnection, now: datetime, platforms: Collection[str]
) -> Sequence[Place]:
    """The channels where an order's time has come by `now` (UTC), or is not known yet."""
    rows = await connection.execute(
        select(subscriptions.c.platform, subscriptions.c.workspace, subscriptions.c.channel)
        .where(
            subscriptions.c.paused.is_(None),
            subscriptions.c.platform.in_(list(platforms)),
            or_(subscriptions.c.next_due_at.is_(None), subscriptions.c.next_due_at <= now),
        )
        .distinct()
        .limit(MOST)
    )
    return [
        Place(platform=row.platform, workspace=row.workspace, channel=row.channel) for row in rows
    ]


async def done(connection: AsyncConnection, one: Subscription, now: datetime) -> None:
    """Notes when the order is next due after `now`; it was looked at just then."""
    slot = upcoming(one, now)
    due_at = slot.due_at if slot else now + LOOK_EVERY
    await connection.execute(
        update(subscriptions)
        .where(subscriptions.c.workspace == one.workspace, subscriptions.c.id == one.id)
        .values(next_due_at=due_at)
    )
