"""Jobs in this process: what waits is in memory, since the clock puts again what is lost."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.jobs import KINDS, TRIES, Again, Bodies, Job, Kind, retry_in

# Briefs are heavy and SQLite has one writer; deliveries mostly wait for a platform.
AT_ONCE: Mapping[Kind, int] = {"answer": 8, "deliver": 16, "brief": 2, "extract": 32, "collect": 64}

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Transaction:
    connection: AsyncConnection
    jobs: list[Job] = field(default_factory=list)

    async def put(self, *jobs: Job) -> None:
        self.jobs += jobs


@dataclass(slots=True)
class _Line:
    """The waiting jobs of one kind. Workspaces take turns, so that none has to wait for another."""

    free: int
    waiting: OrderedDict[str, deque[Job]] = field(default_factory=OrderedDict)

    def add(self, job: Job) -> None:
        self.waiting.setdefault(job.workspace, deque()).append(job)

    def take(self) -> Job | None:
        if not self.free or not self.waiting:
            return None
        workspace, jobs = self.waiting.popitem(last=False)
        job = jobs.popleft()
        if jobs:
            self.waiting[workspace] = jobs  # at the end of the row
        self.free -= 1
        return job


class InlineQueue:
    """Runs jobs as tasks of this process, so many of a kind at the same time."""

    def __init__(self, database: AsyncEngine) -> None:
        self._database = database
        self._bodies: Bodies = {}
        self._lines = {kind: _Line(AT_ONCE[kind]) for kind in KINDS}
        self._known: set[str] = set()
        self._tries: dict[str, int] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._open = False

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[_Transaction]:
        """A transaction; its jobs start once it stands."""
        async with self._database.begin() as connection:
            made = _Transaction(connection)
            yield made
        for job in made.jobs:
            self._put(job)

    def start(self, bodies: Bodies) -> None:
        """From now on jobs run."""
        self._bodies, self._open = bodies, True
        self._go_on()

    async def stop(self, seconds: float) -> None:
        """No job begins any more; those under way have so long to end, then are cancelled."""
        self._open = False
        if not self._running:
            return
        _, late = await asyncio.wait(set(self._running), timeout=seconds)
        if late:
            log.warning("jobs_cut_short", number=len(late))
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def idle(self) -> None:
        """Returns when no job runs; one that waits for its time is not waited for."""
        while self._running:
            await asyncio.wait(set(self._running))

    def _put(self, job: Job) -> None:
        if job.key not in self._known:
            self._known.add(job.key)
            self._wait(job, job.after)

    def _wait(self, job: Job, after: timedelta) -> None:
        if after > timedelta():
            asyncio.get_running_loop().call_later(after.total_seconds(), self._ready, job)
        else:
            self._ready(job)

    def _ready(self, job: Job) -> None:
        self._lines[job.kind].add(job)
        self._go_on()

    def _go_on(self) -> None:
        while self._open and (job := self._next()) is not None:
            task = asyncio.create_task(self._run(job))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    def _next(self) -> Job | None:
        return next((job for line in self._lines.values() if (job := line.take())), None)

    async def _run(self, job: Job) -> None:
        again: timedelta | None = None
        try:
            await self._bodies[job.kind](job)
        except Again as later:
            again = later.after
        except Exception as error:  # the boundary of a job: whatever it is costs this job alone
            again = self._failed(job, error)
        finally:
            self._lines[job.kind].free += 1
            if again is None:
                self._known.discard(job.key)
                self._tries.pop(job.key, None)
            else:
                self._wait(job, again)
            self._go_on()

    def _failed(self, job: Job, error: Exception) -> timedelta | None:
        """When to try once more; None where it was tried often enough."""
        tries = self._tries[job.key] = self._tries.get(job.key, 0) + 1
        log.error("job_failed", job=job.key, tries=tries, why=str(error), exc_info=error)
        return retry_in(tries) if tries < TRIES else None
