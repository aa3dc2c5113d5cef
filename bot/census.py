"""How much there is of everything: what the store itself can say, in a few counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.tables import deliveries, subscriptions
from digests.store import calls
from digests.store import sources as source_store
from digests.store.tables import articles, briefs, model_calls, stories

MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """Counts at one moment. `owed` is by a delivery's status; costs are US dollars."""

    articles: int
    stories: int
    briefs: int
    subscriptions: int
    paused: int
    failing: int
    owed: Mapping[str, int]
    cost_today: float
    calls_today: int


async def census(connection: AsyncConnection, now: datetime) -> Census:
    """The counts at `now` (UTC)."""
    states = await source_store.states(connection)
    day = now.astimezone(UTC).date().isoformat()
    return Census(
        articles=await _count(connection, articles),
        stories=await _count(connection, stories),
        briefs=await _count(connection, briefs),
        subscriptions=await _subscriptions(connection, paused=False),
        paused=await _subscriptions(connection, paused=True),
        failing=sum(1 for one in states.values() if one.failures),
        owed=await owed(connection),
        cost_today=await cost(connection, now),
        calls_today=await _calls(connection, day),
    )


async def owed(connection: AsyncConnection, workspace: str | None = None) -> Mapping[str, int]:
    """How many deliveries are in which state, in one workspace or in all."""
    query = select(deliveries.c.status, func.count().label("number")).group_by(deliveries.c.status)
    if workspace is not None:
        query = query.where(deliveries.c.workspace == workspace)
    return {row.status: row.number for row in await connection.execute(query)}


async def cost(connection: AsyncConnection, now: datetime, workspace: str | None = None) -> float:
    """US dollars spent or reserved on models in the UTC day of `now`."""
    scope = "all" if workspace is None else f"workspace:{workspace}"
    day = now.astimezone(UTC).date().isoformat()
    return await calls.spent(connection, scope, day) / MILLION


async def _count(connection: AsyncConnection, table: Table) -> int:
    return int((await connection.execute(select(func.count()).select_from(table))).scalar_one())


async def _subscriptions(connection: AsyncConnection, *, paused: bool) -> int:
    rests = subscriptions.c.paused.is_not(None)
    query = select(func.count()).select_from(subscriptions).where(rests if paused else ~rests)
    return int((await connection.execute(query)).scalar_one())


async def _calls(connection: AsyncConnection, day: str) -> int:
    query = select(func.count()).select_from(model_calls).where(model_calls.c.day == day)
    return int((await connection.execute(query)).scalar_one())
