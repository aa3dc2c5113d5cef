"""What is owed and can be worked on now: which part of which slot is next."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox import OPEN, Delivery, delivery
from bot.tables import deliveries, subscriptions


async def due(
    connection: AsyncConnection,
    now: datetime,
    *,
    platforms: Collection[str] | None = None,
    workspace: str | None = None,
    channel: str | None = None,
    limit: int = 500,
) -> tuple[Delivery, ...]:
    """What can be worked on: of each slot the first part that does not stand, where it is due.

    A part is due when it was planned or is unknown and its time has come, or was left behind in
    `sending`. Later parts wait for it, so that a thread reads in order; what belongs to a channel
    that rests, or to another platform than `platforms`, is left alone. Without a `workspace` it
    is that of all, for the clock.
    """
    query = (
        select(deliveries)
        .where(_ready(now), ~_earlier_open(), ~_resting())
        .order_by(deliveries.c.due_at, deliveries.c.subscription_id, deliveries.c.slot)
        .limit(limit)
    )
    if platforms is not None:
        query = query.where(deliveries.c.platform.in_(list(platforms)))
    if workspace is not None:
        query = query.where(deliveries.c.workspace == workspace)
    if channel is not None:
        query = query.where(deliveries.c.channel == channel)
    return tuple(map(delivery, await connection.execute(query)))


async def owed(connection: AsyncConnection, workspace: str, id: str) -> Delivery | None:  # noqa: A002
    """The delivery of that id in the workspace; None where there is none, or its channel rests."""
    rows = await connection.execute(
        select(deliveries).where(
            deliveries.c.workspace == workspace, deliveries.c.id == id, ~_resting()
        )
    )
    row = rows.first()
    return delivery(row) if row else None


async def following(connection: AsyncConnection, one: Delivery, now: datetime) -> Delivery | None:
    """The next part of the same slot, where it is due at `now`."""
    mine = and_(
        deliveries.c.workspace == one.workspace,
        deliveries.c.subscription_id == one.subscription_id,
        deliveries.c.slot == one.slot,
    )
    query = select(deliveries).where(mine, deliveries.c.part > one.part)
    rows = await connection.execute(
        query.where(_ready(now), ~_earlier_open(), ~_resting()).order_by(deliveries.c.part).limit(1)
    )
    row = rows.first()
    return delivery(row) if row else None


def _ready(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(deliveries.c.status.in_(("planned", "unknown")), deliveries.c.due_at <= now),
        and_(deliveries.c.status == "sending", deliveries.c.lease_until < now),
    )


def _earlier_open() -> ColumnElement[bool]:
    """Whether a part before this one neither stands nor was given up."""
    earlier = deliveries.alias("earlier")
    return exists().where(
        earlier.c.workspace == deliveries.c.workspace,
        earlier.c.subscription_id == deliveries.c.subscription_id,
        earlier.c.slot == deliveries.c.slot,
        earlier.c.part < deliveries.c.part,
        earlier.c.status.in_(OPEN),
    )


def _resting() -> ColumnElement[bool]:
    """Whether its subscription is paused: what is open then waits for the channel to open."""
    return exists().where(
        subscriptions.c.id == deliveries.c.subscription_id,
        subscriptions.c.workspace == deliveries.c.workspace,
        subscriptions.c.paused.is_not(None),
    )
