"""Each run of a job: its own id in every line it logs, a count of how it ended, and in the store
when it last went well, so that anybody can see whether the bot is alive.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import uuid4

import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.clock import Job
from bot.metrics import Metrics
from bot.tables import job_runs
from digests.store.database import reason
from digests.store.sql import upsert

KEPT_EVERY = timedelta(seconds=60)  # of a job that ticks every few seconds

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """How a job fares. Times are UTC; `why` is of the last failure."""

    good_at: datetime | None = None
    failed_at: datetime | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """Keeps watch over the runs of jobs. `clock` gives UTC."""

    database: AsyncEngine
    clock: Callable[[], datetime]
    metrics: Metrics
    kept: dict[str, datetime] = field(default_factory=dict)  # when each was last noted as good

    def watched(self, job: Job) -> Job:
        """The same job, watched."""
        return replace(job, run=lambda: self._run(job))

    async def _run(self, job: Job) -> object:
        run = uuid4().hex[:12]
        good = False
        with structlog.contextvars.bound_contextvars(job=job.name, run=run):
            try:
                done = await job.run()
                good = True
                return done
            finally:
                self.metrics.ran(job.name, good=good)
                await self._note(job.name, run, good=good)

    async def _note(self, job: str, run: str, *, good: bool) -> None:
        """Notes how it ended: a failure always, a good run now and then."""
        now = self.clock()
        if good and now - self.kept.get(job, now - KEPT_EVERY) < KEPT_EVERY:
            return
        row: dict[str, object] = {"job": job, "run": run}
        if good:
            row |= {"good_at": now}
        else:
            error = sys.exc_info()[1]
            row |= {"failed_at": now, "why": f"{type(error).__name__}: {error}"[:500]}
        try:
            async with self.database.begin() as connection:
                await upsert(connection, job_runs, row)
        except SQLAlchemyError as error:
            log.error("run_not_noted", why=reason(error))
            return
        if good:
            self.kept[job] = now
        else:
            self.kept.pop(job, None)


async def last_runs(connection: AsyncConnection) -> Mapping[str, Last]:
    """How each job fares, by its name."""
    rows = await connection.execute(select(job_runs))
    return {
        row.job: Last(good_at=row.good_at, failed_at=row.failed_at, why=row.why) for row in rows
    }
