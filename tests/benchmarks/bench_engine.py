"""The engine: 1, 2 and 4 workers on 1,000 sources and 2,000 subscriptions, beside bare PgQueuer.

All on one machine: PostgreSQL, the loopback feed site and Slack, and the workers share its cores.
`BENCH_SOURCES` and `BENCH_CHANNELS` make it smaller, `BENCH_WORKERS=2` runs one size alone.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import jobs, subscriptions
from bot.engine.postgres import PgQueue, Worker, counts, install
from bot.engine.ticks import Ticks
from bot.jobs import Job
from bot.subscriptions import Subscription
from bot.tables import MIGRATIONS, deliveries
from digests import library as libraries
from digests.store import pending
from digests.store.database import engine, opened
from digests.store.tenancy import EVERYONE, within
from tests.benchmarks.engine_site import configure
from tests.benchmarks.meter import Meter, Spent
from tests.benchmarks.report import Result
from tests.databases import Postgres, postgres
from tests.processes import program
from tests.servers.feeds import feed_site
from tests.servers.slack import BOT_TOKEN, TEAM, Channel, SlackServer

SOURCES = int(os.environ.get("BENCH_SOURCES", "1000"))
CHANNELS = int(os.environ.get("BENCH_CHANNELS", "2000"))
NOTHINGS = 4_000  # jobs that do nothing, for the bare figure
WORKERS = tuple(map(int, os.environ.get("BENCH_WORKERS", "1,2,4").split(",")))


@dataclass(frozen=True, kw_only=True)
class Phase:
    """So many of something, and what they cost."""

    name: str
    number: int
    spent: Spent

    def result(self, workers: int) -> Result:
        """As a line of the table."""
        return Result(
            name=f"{self.name}, {workers} workers",
            figure=self.number / self.spent.wall,
            unit="/s",
            note=f"{self.number} in {self.spent.wall:.1f} s; ms of CPU each: "
            f"{self.spent.of_each(self.number)}",
        )


def bench() -> Iterator[Result]:
    """The bare engine, then the bot on it."""
    with tempfile.TemporaryDirectory(prefix="pg-") as folder, postgres(Path(folder)) as server:
        enqueued, bare = asyncio.run(_bare(server))
        yield Result(
            name="enqueueing", figure=enqueued, unit="jobs/s", note="PgQueuer, batches of 500"
        )
        for number in WORKERS:
            yield Result(
                name=f"bare engine, {number} workers",
                figure=bare[number],
                unit="jobs/s",
                note=f"{NOTHINGS} jobs that do nothing",
            )
        postmaster = int((Path(folder) / "postmaster.pid").read_text().split()[0])
        for number in WORKERS:
            yield from asyncio.run(_bot(server, postmaster, number))


async def _bare(server: Postgres) -> tuple[float, dict[int, float]]:
    async with opened(await server.fresh(), MIGRATIONS) as database:
        url = database.url.render_as_string(hide_password=False)
        await install(url)
        found: dict[int, float] = {}
        enqueued = 0.0
        for number in WORKERS:
            start = time.monotonic()
            for at in range(0, NOTHINGS, 500):
                async with PgQueue(database).transaction() as transaction:
                    await transaction.put(
                        *(jobs.deliver(f"T{n % 50}", f"{number}-{n}") for n in range(at, at + 500))
                    )
            enqueued = max(enqueued, NOTHINGS / (time.monotonic() - start))
            processes = [await _nothing(url) for _ in range(number)]
            start = await _begun(database)
            await _emptied(database)
            found[number] = NOTHINGS / (time.monotonic() - start)
            for one in processes:
                one.kill()
                await one.wait()
        return enqueued, found


async def _nothing(url: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.bench_engine", url
    )


async def _begun(database: AsyncEngine) -> float:
    """When the first job was taken: how long a process takes to start is no matter here."""
    while await _waiting(database) == NOTHINGS:  # noqa: ASYNC110 - rows of other processes
        await asyncio.sleep(0.005)
    return time.monotonic()


async def _waiting(database: AsyncEngine) -> int:
    async with database.connect() as connection:
        found = await counts(connection)
    return sum(number for (_, status), number in found.items() if status in {"queued", "picked"})


async def _emptied(database: AsyncEngine) -> None:
    while await _waiting(database):  # noqa: ASYNC110 - rows of other processes
        await asyncio.sleep(0.05)


async def _bot(server: Postgres, postmaster: int, workers: int) -> list[Result]:
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = await stack.enter_async_context(opened(await server.fresh(), MIGRATIONS))
        url = database.url.render_as_string(hide_password=False)
        await install(url)
        site = await stack.enter_async_context(feed_site())
        slack = await stack.enter_async_context(SlackServer())
        configure(folder, site, SOURCES)
        for number in range(CHANNELS):
            slack.workspace.channels[f"C9{number:05d}"] = Channel(id=f"C9{number:05d}")
        running = [
            await stack.enter_async_context(
                program(
                    folder / f"{number}.log",
                    "worker",
                    BRIEFBOT_DATABASE=url,
                    BRIEFBOT_CONFIG=str(folder),
                    BRIEFBOT_ENGINE="true",
                    BRIEFBOT_WORKERS="1",
                    BRIEFBOT_PRIVATE_HOSTS=site.host,
                    BRIEFBOT_SLACK_API_URL=slack.api_url,
                    SLACK_BOT_TOKEN=BOT_TOKEN,
                    SLACK_SIGNING_SECRET="s",
                )
            )
            for number in range(workers)
        ]
        await asyncio.sleep(12)  # the workers have started
        meter = Meter(workers=[one.process.pid for one in running], database=postmaster)
        with within(EVERYONE):
            return [one async for one in _told(_run(database, folder, meter), workers)]


async def _told(phases: AsyncIterator[Phase], workers: int) -> AsyncIterator[Result]:
    """Each phase's line, on standard error too, since the next may take minutes."""
    async for phase in phases:
        result = phase.result(workers)
        sys.stderr.write(f"{result.name}: {result.figure:.3g} {result.unit}; {result.note}\n")
        yield result


async def _run(database: AsyncEngine, folder: Path, meter: Meter) -> AsyncIterator[Phase]:
    ticks = Ticks(
        database=database,
        queue=PgQueue(database),
        library=libraries.load(folder),
        platforms=("slack",),
        clock=lambda: datetime.now(UTC),
    )
    meter.lap()
    await ticks.collect()
    await _emptied(database)
    yield Phase(name="sources collected", number=SOURCES, spent=meter.lap())
    while await _unread(database):
        async with PgQueue(database).transaction() as transaction:
            ids = await pending.waiting(
                transaction.connection, before=datetime.now(UTC), limit=2_000
            )
            await transaction.put(*map(jobs.extract, ids))
        await _emptied(database)
    yield Phase(name="past articles read", number=SOURCES, spent=meter.lap())
    await _order(database)
    await asyncio.sleep(61 - datetime.now(UTC).second)  # their minute has come
    meter.lap()
    await ticks.plan()
    while not await _all_sent(database):
        await ticks.deliver()
        await asyncio.sleep(1)
    spent = meter.lap()
    async with database.connect() as connection:
        messages = await connection.scalar(select(func.count()).select_from(deliveries)) or 0
    yield Phase(name="channels briefed", number=CHANNELS, spent=spent)
    yield Phase(name="messages posted", number=messages, spent=spent)


async def _unread(database: AsyncEngine) -> int:
    async with database.connect() as connection:
        return await pending.count(connection)


async def _all_sent(database: AsyncEngine) -> bool:
    async with database.connect() as connection:
        rows = await connection.execute(
            select(deliveries.c.status, func.count().label("n")).group_by(deliveries.c.status)
        )
        found = {row.status: row.n for row in rows}
    return set(found) == {"sent"} and found["sent"] >= CHANNELS and not await _waiting(database)


async def _order(database: AsyncEngine) -> None:
    """A subscription a channel, due at the next full minute."""
    now = datetime.now(UTC)
    at = now + timedelta(minutes=1)
    async with database.begin() as connection:
        for number in range(CHANNELS):
            await subscriptions.keep(
                connection,
                Subscription(
                    id=f"sub_{number}",
                    workspace=TEAM,
                    platform="slack",
                    channel=f"C9{number:05d}",
                    topics=("labs",),
                    at=clock_time(at.hour, at.minute),
                    created_at=now - timedelta(days=1),
                ),
            )


async def _work(url: str) -> None:
    """A worker whose jobs do nothing."""

    async def nothing(job: Job) -> None:
        del job

    database = engine(url)
    worker = Worker(database, dict.fromkeys(jobs.KINDS, nothing))
    await worker.start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_work(sys.argv[1]))
