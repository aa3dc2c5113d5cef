"""How things stand: what is next, last and late in each channel, what rests and why, the sources,
the model and its cost, and what somebody should look after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, func, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import admin_notices, admins, order_views, subscriptions
from bot.census import cost, owed
from bot.outbox import OPEN
from bot.runs import Last, last_runs
from bot.subscriptions import Subscription
from bot.tables import deliveries
from bot.wording import counted
from digests.store import sources as source_store

LATE = timedelta(minutes=2)  # what is owed for longer is late
LATELY = timedelta(hours=48)  # for so long a failure is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelStatus:
    """One subscription. Times are the channel's own, as text. `late` counts messages overdue."""

    workspace: str
    channel: str
    what: str
    next_at: str | None
    last_at: str | None
    state: str
    late: int = 0
    late_since: str | None = None
    failed: str | None = None  # why a message of the last two days was given up


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The whole. `open_parts` are messages owed and not sent yet; costs are US dollars today.

    `model` says what writes the briefs; `jobs` when each last went well, RFC 3339 UTC; `notices`
    are what somebody has to look after, one line each.
    """

    channels: tuple[ChannelStatus, ...]
    open_parts: int
    failed_parts: int
    sources: int
    failing_sources: tuple[str, ...]
    model: str = ""
    cost_today: float = 0.0
    cost_cap: float | None = None
    jobs: Mapping[str, str | None]
    notices: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)

    def summary(self) -> str:
        """The rest in one line."""
        parts = [
            counted(len(self.channels), "subscription"),
            f"{counted(self.open_parts, 'message')} to send",
            f"{self.failed_parts} given up",
            f"{counted(self.sources, 'source')} read, {len(self.failing_sources)} failing",
        ]
        failing = ", ".join(self.failing_sources[:8])
        return " · ".join(parts) + (f": {failing}" if failing else "")

    def costs(self) -> str:
        """What writes the briefs and what it cost today, in one line."""
        cap = f" of ${self.cost_cap:.2f}" if self.cost_cap is not None else ""
        return f"{self.model or 'no model'} · ${self.cost_today:.4f}{cap} today"


async def status_of(
    connection: AsyncConnection,
    now: datetime,
    *,
    workspace: str | None = None,
    language: str = "en",
    model: str = "",
    cap: float | None = None,
) -> Status:
    """How things stand at `now` (UTC), in one workspace or, for the operator, in all.

    `model` and `cap` (US dollars a day) are what the settings say; notices are in `language`.
    """
    everyone = [
        one
        for one in await subscriptions.everyones(connection)
        if workspace is None or one.workspace == workspace
    ]
    last = await _last_sent(connection, workspace)
    late = await _late(connection, workspace, now)
    failed = await _failed(connection, workspace, now)
    counts = await owed(connection, workspace)
    states = await source_store.states(connection)
    causes = await admin_notices.standing(connection, workspace)
    runs = await last_runs(connection)
    return Status(
        channels=tuple(
            _channel(one, last.get(one.id), late.get(one.id), failed.get(one.id), now, language)
            for one in everyone
        ),
        open_parts=sum(counts.get(name, 0) for name in OPEN),
        failed_parts=counts.get("failed", 0),
        sources=len(states),
        failing_sources=tuple(sorted(key for key, one in states.items() if one.failures)),
        model=model,
        cost_today=await cost(connection, now, workspace),
        cost_cap=cap,
        jobs={name: _well(one) for name, one in sorted(runs.items())},
        notices=tuple(admins.text(one, language) for one in causes),
    )


def _channel(
    one: Subscription,
    last: datetime | None,
    late: Row[tuple[str, int, datetime]] | None,
    failed: str | None,
    now: datetime,
    language: str,
) -> ChannelStatus:
    zone = ZoneInfo(one.zone)
    following = None if one.paused else subscriptions.upcoming(one, now)
    return ChannelStatus(
        workspace=one.workspace,
        channel=f"{one.platform} {one.channel}",
        what=order_views.standing(one, language),
        next_at=_local(following.due_at if following else None, zone),
        last_at=_local(last, zone),
        state=f"paused: {one.paused}" if one.paused else "ok",
        late=late.number if late else 0,
        late_since=_local(late.since if late else None, zone),
        failed=failed,
    )


def _local(at: datetime | None, zone: ZoneInfo) -> str | None:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else None


def _well(last: Last) -> str | None:
    return last.good_at.isoformat().replace("+00:00", "Z") if last.good_at else None


def _in(workspace: str | None) -> ColumnElement[bool]:
    return true() if workspace is None else deliveries.c.workspace == workspace


async def _last_sent(connection: AsyncConnection, workspace: str | None) -> Mapping[str, datetime]:
    rows = await connection.execute(
        select(deliveries.c.subscription_id, func.max(deliveries.c.sent_at).label("at"))
        .where(_in(workspace), deliveries.c.status == "sent")
        .group_by(deliveries.c.subscription_id)
    )
    return {row.subscription_id: row.at for row in rows if row.at}


async def _late(
    connection: AsyncConnection, workspace: str | None, now: datetime
) -> Mapping[str, Row[tuple[str, int, datetime]]]:
    """How many messages of each subscription are overdue, and since when."""
    promised = func.coalesce(deliveries.c.promised_at, deliveries.c.due_at, type_=UTC_TIME)
    rows = await connection.execute(
        select(
            deliveries.c.subscription_id,
            func.count().label("number"),
            func.min(promised).label("since"),
        )
        .where(_in(workspace), deliveries.c.status.in_(OPEN), promised < now - LATE)
        .group_by(deliveries.c.subscription_id)
    )
    return {row.subscription_id: row for row in rows}


async def _failed(
    connection: AsyncConnection, workspace: str | None, now: datetime
) -> Mapping[str, str]:
    """Why the newest message that was given up lately was, by subscription."""
    rows: Sequence[Any] = (
        await connection.execute(
            select(deliveries.c.subscription_id, deliveries.c.error)
            .where(
                _in(workspace), deliveries.c.status == "failed", deliveries.c.due_at > now - LATELY
            )
            .order_by(deliveries.c.due_at, deliveries.c.part.desc())
        )
    ).all()
    return {row.subscription_id: row.error for row in rows if row.error}


UTC_TIME = deliveries.c.due_at.type
