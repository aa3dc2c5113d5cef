"""Ticks. APScheduler wakes the jobs; the database decides what is due, so a missed or doubled
tick changes nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from digests.store.tenancy import EVERYONE, within

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something done again and again, never twice at the same time."""

    name: str
    every: timedelta
    run: Callable[[], Awaitable[object]]


class Clock:
    """Runs its jobs, each at once and then at its interval, until it is stopped.

    Ticks that were missed come once (coalesce), however late: the default grace of one second
    would drop them (agronholm/apscheduler#146).
    """

    def __init__(self, jobs: Iterable[Job]) -> None:
        self._under_way: set[asyncio.Task[object]] = set()
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None}
        )
        for job in jobs:
            self._scheduler.add_job(
                self._tick(job),
                "interval",
                seconds=job.every.total_seconds(),
                id=job.name,
                max_instances=1,
                next_run_time=datetime.now(UTC),
            )
        self._scheduler.add_listener(_tell, EVENT_JOB_ERROR)

    def start(self) -> None:
        """Begins to tick, on the running loop."""
        self._scheduler.start()

    async def stop(self, seconds: float) -> None:
        """Ticks no more; what is under way has so many seconds to finish, then is cancelled.

        APScheduler's own shutdown would cancel it at once.
        """
        self._scheduler.pause()
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=seconds)
            if late:
                log.warning("jobs_cut_short", number=len(late))
        self._scheduler.shutdown(wait=False)

    def _tick(self, job: Job) -> Callable[[], Awaitable[None]]:
        """The job as a coroutine function: APScheduler awaits nothing that is not one."""

        async def tick() -> None:
            with within(EVERYONE):  # the clock asks for all workspaces
                task = asyncio.ensure_future(job.run())
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
            await task

        return tick


def _tell(event: JobExecutionEvent) -> None:
    log.error("job_failed", job=event.job_id, why=str(event.exception), exc_info=event.exception)
