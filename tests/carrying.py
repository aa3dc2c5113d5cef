"""The clock's ticks and the jobs they bring, one by one, on a clock that a test sets.

The same jobs as in the program, without its queue: a test sees their end, and their errors.
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.alerts import Alerts
from bot.delivery import Courier
from bot.engine.ticks import Ticks
from bot.engine.work import Work
from bot.jobs import Again, Job
from bot.planner import Planner
from bot.tables import deliveries
from digests.config import Config
from digests.extract.entities import Gazetteer
from digests.library import library
from digests.store.tenancy import EVERYONE, within
from digests.summarisers.extractive import Extractive

LIBRARY = library(Config(sources=(), topics=(), entities=(), gazetteer=Gazetteer(())))


@dataclass
class _Transaction:
    connection: AsyncConnection
    waiting: list[Job] = field(default_factory=list)

    async def put(self, *jobs: Job) -> None:
        self.waiting += jobs


@dataclass
class Line:
    """A queue that a test empties itself. A job that has to wait is left to the next tick."""

    database: AsyncEngine
    jobs: deque[Job] = field(default_factory=deque)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[_Transaction]:
        """A transaction; its jobs wait once it stands."""
        async with self.database.begin() as connection:
            made = _Transaction(connection)
            yield made
        known = {one.key for one in self.jobs}
        self.jobs += [one for one in made.waiting if one.key not in known]

    async def empty(self, work: Work) -> None:
        """Does what waits, and what comes of it."""
        bodies = work.bodies()
        while self.jobs:
            job = self.jobs.popleft()
            try:
                await bodies[job.kind](job)
            except Again:
                continue


async def carry(courier: Courier, pace: Mapping[str, float] | None = None) -> int:
    """What can be sent now, at that pace (seconds a message by platform); how many messages."""
    database = courier.database
    before = await _sent(database)
    planner = Planner(
        database=database,
        library=LIBRARY,
        platforms=courier.platforms,
        summariser=Extractive(),
        clock=courier.clock,
    )
    await _tick(planner, Ticks.deliver, courier, pace or {})
    return await _sent(database) - before


async def plan(planner: Planner) -> int:
    """What is due is planned, and what breaks; how many slots."""
    before = await _slots(planner.database)
    nobody = Courier(database=planner.database, platforms={}, clock=planner.clock)
    await _tick(planner, Ticks.plan, nobody, {})
    return await _slots(planner.database) - before


async def _tick(
    planner: Planner,
    ask: Callable[[Ticks], Awaitable[int]],
    courier: Courier,
    pace: Mapping[str, float],
) -> None:
    line = Line(planner.database)
    ticks = Ticks(
        database=planner.database,
        queue=line,
        library=planner.library,
        platforms=tuple(planner.platforms),
        clock=planner.clock,
    )
    work = Work(
        database=planner.database,
        queue=line,
        planner=planner,
        alerts=Alerts(planner=planner, clock=planner.clock),
        courier=courier,
        collect=nothing,
        extract=nothing,
        answer=nothing,
        clock=planner.clock,
        pace=pace,
    )
    with within(EVERYONE):
        await ask(ticks)
    await line.empty(work)


async def nothing(what: object) -> None:
    """A job that this test has no use for."""
    del what


async def _sent(database: AsyncEngine) -> int:
    async with database.connect() as connection:
        query = select(func.count()).where(deliveries.c.status == "sent")
        return int((await connection.execute(query)).scalar_one())


async def _slots(database: AsyncEngine) -> int:
    async with database.connect() as connection:
        query = select(func.count()).where(deliveries.c.part == 0)
        return int((await connection.execute(query)).scalar_one())
