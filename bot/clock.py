"""Ticks. APScheduler wakes the jobs; the database decides what is due, so a missed or doubled
tick changes nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something done again and again, never twice at the same time."""

    name: str
    every: timedelta
    run: Callable[[], Awaitable[object]]


def start(jobs: Sequence[Job]) -> AsyncIOScheduler:
    """A running scheduler for these jobs, each at once and then at its interval.

    Ticks that were missed come once (coalesce), however late: the default grace of one second
    would drop them (agronholm/apscheduler#146).
    """
    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None}
    )
    for job in jobs:
        scheduler.add_job(
            _tick(job),
            "interval",
            seconds=job.every.total_seconds(),
            id=job.name,
            max_instances=1,
            next_run_time=datetime.now(UTC),
        )
    scheduler.add_listener(_tell, EVENT_JOB_ERROR)
    scheduler.start()
    return scheduler


def _tick(job: Job) -> Callable[[], Awaitable[None]]:
    """The job as a coroutine function: APScheduler awaits nothing that is not one."""

    async def tick() -> None:
        await job.run()

    return tick


def _tell(event: JobExecutionEvent) -> None:
    log.error("job_failed", job=event.job_id, why=str(event.exception), exc_info=event.exception)
