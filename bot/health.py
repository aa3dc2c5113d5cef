"""Whether the bot does its work: what is missing, by name, from what the store knows.

`/readyz` answers with it, and the heartbeat is sent only while it is empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import waiting
from bot.runs import Last, last_runs

# How long a job may not have gone well. What is not there has never run: it is starting.
PATIENCE: Mapping[str, timedelta] = {
    "plan": timedelta(minutes=5),
    "deliver": timedelta(minutes=5),
    "collect": timedelta(hours=3),
}

OVERDUE = timedelta(minutes=15)  # what could have been sent for so long, and was not


def late_jobs(runs: Mapping[str, Last], now: datetime) -> Sequence[str]:
    """The jobs that should have gone well by `now` (UTC) and have not."""
    return [name for name, patience in PATIENCE.items() if _late(runs.get(name), now - patience)]


async def missing(connection: AsyncConnection, now: datetime) -> Sequence[str]:
    """What keeps the bot from its work at `now` (UTC), by name; empty when all is well."""
    late = list(late_jobs(await last_runs(connection), now))
    stuck = await waiting.due(connection, now - OVERDUE, limit=1)
    return [*late, "outbox"] if stuck else late


def _late(last: Last | None, since: datetime) -> bool:
    return last is not None and (last.good_at is None or last.good_at < since)
