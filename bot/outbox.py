"""What channels are owed. A message is a row before it is a message, and its payload is frozen
in the transaction that plans it.

planned → sending → sent, or → unknown → (found: sent | not there: planned), or → failed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, and_, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import restored
from bot.platforms.base import MessageRef, Payload, Place
from bot.tables import deliveries, heard_events
from digests.store.sql import insert_new

Status = Literal["planned", "sending", "sent", "unknown", "failed", "skipped"]
OPEN = ("planned", "sending", "unknown")
LEASE = timedelta(
    seconds=90
)  # longer than any post may take, so a lease that ran out means a crash


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One part of one brief owed to one channel. Times are UTC."""

    id: str
    workspace: str
    platform: str
    channel: str
    subscription_id: str
    slot: str
    part: int
    parent_part: int | None
    brief_id: str | None
    story_id: str | None
    status: Status
    payload: Payload
    due_at: datetime
    attempts: int
    message: str | None
    thread: str | None
    error: str | None
    promised_at: datetime | None
    tried_at: datetime | None

    @property
    def place(self) -> Place:
        """Where it is owed, before its thread is known."""
        return Place(platform=self.platform, workspace=self.workspace, channel=self.channel)

    @property
    def promised(self) -> datetime:
        """When it was to stand; `due_at` moves on when it has to wait."""
        return self.promised_at or self.due_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message to plan. `parent_part` is None for a parent."""

    payload: Payload
    parent_part: int | None = None
    brief_id: str | None = None
    story_id: str | None = None


def delivery_id(workspace: str, subscription_id: str, slot: str, part: int) -> str:
    """The part's key: the same part of the same slot is the same delivery, whoever plans it."""
    key = "\0".join((workspace, subscription_id, slot, str(part)))
    return "d" + hashlib.sha256(key.encode()).hexdigest()[:23]


async def planned(
    connection: AsyncConnection, workspace: str, subscription_id: str, slot: str
) -> bool:
    """Whether the slot has been planned, by anyone."""
    row = await connection.execute(
        select(deliveries.c.id)
        .where(
            deliveries.c.workspace == workspace,
            deliveries.c.subscription_id == subscription_id,
            deliveries.c.slot == slot,
        )
        .limit(1)
    )
    return row.first() is not None


async def plan(
    connection: AsyncConnection,
    place: Place,
    *,
    subscription_id: str,
    slot: str,
    parts: Sequence[Part],
    due_at: datetime,
    promised_at: datetime | None = None,
) -> bool:
    """Owes the parts to the channel, in order. False when another process was first.

    `promised_at` is the slot's own time (UTC), where it is another than `due_at`. A slot with no
    parts is kept as skipped, so that it stays decided. Call it in the transaction that keeps the
    brief: either both stand or neither. Where the store was put back from a backup, the part may
    stand already and is looked for first.
    """
    promised = promised_at or due_at
    doubted = await restored.doubts(connection, promised)
    rows = [
        {
            "id": delivery_id(place.workspace, subscription_id, slot, number),
            "workspace": place.workspace,
            "platform": place.platform,
            "channel": place.channel,
            "subscription_id": subscription_id,
            "slot": slot,
            "part": number,
            "parent_part": part.parent_part,
            "brief_id": part.brief_id,
            "story_id": part.story_id,
            "status": ("unknown" if doubted else "planned") if parts else "skipped",
            "payload": part.payload,
            "due_at": due_at,
            "promised_at": promised,
            "tried_at": promised if doubted else None,
            "attempts": 0,
            "thread": place.thread,
        }
        for number, part in enumerate(parts or (Part(payload={}),))
    ]
    try:
        async with connection.begin_nested():
            await connection.execute(insert(deliveries), rows)
    except IntegrityError:
        return False
    return True


async def claim(connection: AsyncConnection, one: Delivery, now: datetime) -> bool:
    """Takes the delivery for this process, if nobody else has: the database decides.

    What was noted of an earlier look goes with it, so that a crash from here on is looked into
    from the beginning.
    """
    result = await connection.execute(
        update(deliveries)
        .where(*_is(one), deliveries.c.status == one.status)
        .where(or_(deliveries.c.lease_until.is_(None), deliveries.c.lease_until < now))
        .values(
            status="sending",
            lease_until=now + LEASE,
            attempts=deliveries.c.attempts + 1,
            tried_at=one.tried_at or now,
            error=None,
        )
    )
    return result.rowcount == 1


async def sent(connection: AsyncConnection, one: Delivery, ref: MessageRef, now: datetime) -> None:
    """The part stands, as `ref`."""
    await _settle(
        connection, one, "sent", message=ref.message, thread=ref.thread, sent_at=now, error=None
    )


async def later(
    connection: AsyncConnection, one: Delivery, status: Status, at: datetime, why: str
) -> None:
    """Back to `planned` or `unknown`, to be looked at again at `at` (UTC)."""
    await _settle(connection, one, status, due_at=at, error=why)


async def hold(connection: AsyncConnection, place: Place, until: datetime) -> None:
    """Nothing of the channel goes out before `until` (UTC): its platform asked to wait."""
    await connection.execute(
        update(deliveries)
        .where(
            deliveries.c.platform == place.platform,
            deliveries.c.workspace == place.workspace,
            deliveries.c.channel == place.channel,
            deliveries.c.status == "planned",
            deliveries.c.due_at < until,
        )
        .values(due_at=until)
    )


async def failed(connection: AsyncConnection, one: Delivery, why: str) -> None:
    """Given up, with the reason an admin is told."""
    await _settle(connection, one, "failed", error=why)


async def parent_of(connection: AsyncConnection, one: Delivery) -> Delivery | None:
    """The delivery whose thread this part goes in."""
    if one.parent_part is None:
        return None
    key = delivery_id(one.workspace, one.subscription_id, one.slot, one.parent_part)
    rows = await connection.execute(select(deliveries).where(deliveries.c.id == key))
    row = rows.first()
    return delivery(row) if row else None


async def stands(
    connection: AsyncConnection, refs: Sequence[MessageRef], *, brief_id: str, now: datetime
) -> None:
    """Notes messages of a brief that were posted on request: the first is the parent.

    They were owed to nobody, but their thread is known from now on.
    """
    root = refs[0]
    rows: list[dict[str, Any]] = [
        {
            "id": delivery_id(ref.workspace, f"shared:{root.channel}", root.message, number),
            "workspace": ref.workspace,
            "platform": ref.platform,
            "channel": ref.channel,
            "subscription_id": f"shared:{root.channel}",
            "slot": root.message,
            "part": number,
            "parent_part": 0 if number else None,
            "brief_id": brief_id,
            "status": "sent",
            "payload": {},
            "due_at": now,
            "attempts": 1,
            "sent_at": now,
            "message": ref.message,
            "thread": ref.thread,
        }
        for number, ref in enumerate(refs)
    ]
    await insert_new(connection, deliveries, rows)


async def standing(
    connection: AsyncConnection, workspace: str, channel: str, message: str
) -> Delivery | None:
    """The delivery that stands in the channel as this message, or whose thread it starts.

    A Slack message's id is its channel's own, so a thread of the same id elsewhere is another's;
    on Discord a thread is a channel itself, and may be named as one.
    """
    here = deliveries.c.channel == channel
    inside = and_(deliveries.c.thread == message, deliveries.c.status == "sent")
    rows = await connection.execute(
        select(deliveries)
        .where(
            deliveries.c.workspace == workspace,
            or_(
                and_(here, deliveries.c.message == message),
                and_(inside, or_(here, deliveries.c.thread == channel)),
            ),
        )
        # An answer of the bot's stands in a brief's thread too, and says nothing of its brief.
        .order_by(deliveries.c.brief_id.is_(None), deliveries.c.part)
        .limit(1)
    )
    row = rows.first()
    return delivery(row) if row else None


async def hear(connection: AsyncConnection, workspace: str, event: str, now: datetime) -> bool:
    """Whether this event is heard for the first time, by any process."""
    row = {"workspace": workspace, "event": event, "heard_at": now}
    return await insert_new(connection, heard_events, [row]) == 1


async def _settle(
    connection: AsyncConnection, one: Delivery, status: Status, **values: object
) -> None:
    await connection.execute(
        update(deliveries).where(*_is(one)).values(status=status, lease_until=None, **values)
    )


def _is(one: Delivery) -> tuple[ColumnElement[bool], ...]:
    return deliveries.c.workspace == one.workspace, deliveries.c.id == one.id


def delivery(row: Row[tuple[object, ...]]) -> Delivery:
    """A row of the table as a value."""
    values = row._mapping
    return Delivery(**{name: values[name] for name in Delivery.__slots__})
