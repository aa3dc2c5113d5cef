"""Which orders may be due: the clock asks the index, not every subscription there is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import outbox
from bot.platforms.base import Place
from bot.subscriptions import Subscription, due, of_id, upcoming
from bot.tables import subscriptions
from digests.store.tables import UTCDateTime

LOOK_EVERY = timedelta(minutes=5)  # for what breaks, where an order has no time of its own
TRY_AGAIN = timedelta(minutes=1)  # a slot that could not be planned
MOST = 20_000  # channels a tick; the next tick takes the rest
_PLACE = (subscriptions.c.platform, subscriptions.c.workspace, subscriptions.c.channel)
_NEVER = literal(datetime.min.replace(tzinfo=UTC), UTCDateTime())  # not known: before all others


async def channels(
    connection: AsyncConnection, now: datetime, platforms: Collection[str]
) -> Sequence[Place]:
    """The channels where an order's time has come by `now` (UTC), or is not known yet.

    Workspaces take turns, in each the longest due first: one with many channels keeps no other's
    out of the MOST.
    """
    due = (
        select(
            *_PLACE,
            func.min(func.coalesce(subscriptions.c.next_due_at, _NEVER)).label("since"),
        )
        .where(
            subscriptions.c.paused.is_(None),
            subscriptions.c.platform.in_(list(platforms)),
            or_(subscriptions.c.next_due_at.is_(None), subscriptions.c.next_due_at <= now),
        )
        .group_by(*_PLACE)
        .subquery()
    )
    turn = func.row_number().over(partition_by=due.c.workspace, order_by=due.c.since)
    rows = await connection.execute(
        select(due.c.platform, due.c.workspace, due.c.channel)
        .order_by(turn, due.c.since)
        .limit(MOST)
    )
    return [
        Place(platform=row.platform, workspace=row.workspace, channel=row.channel) for row in rows
    ]


async def known(
    connection: AsyncConnection, workspace: str, channel: str
) -> Mapping[str, datetime | None]:
    """When each order of the channel was to be looked at, by its id; None: not known yet."""
    rows = await connection.execute(
        select(subscriptions.c.id, subscriptions.c.next_due_at).where(
            subscriptions.c.workspace == workspace, subscriptions.c.channel == channel
        )
    )
    return {row.id: row.next_due_at for row in rows}


def next_look(one: Subscription, now: datetime) -> datetime:
    """When an order that is done with at `now` (UTC) is to be looked at again."""
    slot = upcoming(one, now)
    return slot.due_at if slot else now + LOOK_EVERY


async def done(connection: AsyncConnection, one: Subscription, now: datetime) -> None:
    """Notes when the order is looked at again, as it was looked at just then, at `now` (UTC).

    A slot that is due and could not be planned is tried again soon. An order that somebody
    changed meanwhile is looked at anew: its old times say nothing any more.
    """
    slot = due(one, now)
    failed = slot is not None and not await outbox.planned(
        connection, one.workspace, one.id, slot.date.isoformat()
    )
    again = now + TRY_AGAIN if failed else next_look(one, now)
    # Written first: from here on whoever wants to change the order waits for this transaction.
    await _look_at(connection, one, again)
    stands = await of_id(connection, one.workspace, one.id)
    if stands is not None and replace(stands, paused=one.paused) != one:
        await _look_at(connection, one, None)


async def _look_at(connection: AsyncConnection, one: Subscription, at: datetime | None) -> None:
    await connection.execute(
        update(subscriptions)
        .where(subscriptions.c.workspace == one.workspace, subscriptions.c.id == one.id)
        .values(next_due_at=at)
    )
