"""How things stand: what is next and last in each channel, what rests and why, the sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import subscriptions
from bot.subscriptions import Subscription, describe
from bot.tables import deliveries
from digests.store import sources as source_store


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelStatus:
    """One subscription. Times are the channel's own, as text."""

    workspace: str
    channel: str
    what: str
    next_at: str | None
    last_at: str | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The whole. `open_parts` are messages owed and not sent yet."""

    channels: tuple[ChannelStatus, ...]
    open_parts: int
    failed_parts: int
    sources: int
    failing_sources: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)

    def summary(self) -> str:
        """The rest in one line."""
        parts = [
            f"{len(self.channels)} subscriptions",
            f"{self.open_parts} messages to send",
            f"{self.failed_parts} given up",
            f"{self.sources} sources read, {len(self.failing_sources)} failing",
        ]
        failing = ", ".join(self.failing_sources[:8])
        return " · ".join(parts) + (f": {failing}" if failing else "")


async def status_of(
    connection: AsyncConnection, now: datetime, *, workspace: str | None = None
) -> Status:
    """How things stand at `now` (UTC), in one workspace or, for the operator, in all."""
    everyone = [
        one
        for one in await subscriptions.everyones(connection)
        if workspace is None or one.workspace == workspace
    ]
    last = await _last_sent(connection, workspace)
    counts = await _counts(connection, workspace)
    states = await source_store.states(connection)
    return Status(
        channels=tuple(_channel(one, last.get(one.id), now) for one in everyone),
        open_parts=sum(counts.get(name, 0) for name in ("planned", "sending", "unknown")),
        failed_parts=counts.get("failed", 0),
        sources=len(states),
        failing_sources=tuple(sorted(key for key, one in states.items() if one.failures)),
    )


def _channel(one: Subscription, last: datetime | None, now: datetime) -> ChannelStatus:
    zone = ZoneInfo(one.zone)
    following = None if one.paused else subscriptions.upcoming(one, now)
    return ChannelStatus(
        workspace=one.workspace,
        channel=f"{one.platform} {one.channel}",
        what=describe(one),
        next_at=_local(following.due_at if following else None, zone),
        last_at=_local(last, zone),
        state=f"paused: {one.paused}" if one.paused else "ok",
    )


def _local(at: datetime | None, zone: ZoneInfo) -> str | None:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else None


async def _last_sent(connection: AsyncConnection, workspace: str | None) -> dict[str, datetime]:
    wanted = (
        select(deliveries.c.subscription_id, func.max(deliveries.c.sent_at).label("at"))
        .where(deliveries.c.status == "sent")
        .group_by(deliveries.c.subscription_id)
    )
    if workspace is not None:
        wanted = wanted.where(deliveries.c.workspace == workspace)
    rows = await connection.execute(wanted)
    return {row.subscription_id: row.at for row in rows if row.at}


async def _counts(connection: AsyncConnection, workspace: str | None) -> dict[str, int]:
    wanted = select(deliveries.c.status, func.count().label("number")).group_by(deliveries.c.status)
    if workspace is not None:
        wanted = wanted.where(deliveries.c.workspace == workspace)
    rows: Sequence[Any] = (await connection.execute(wanted)).all()
    return {row.status: row.number for row in rows}
