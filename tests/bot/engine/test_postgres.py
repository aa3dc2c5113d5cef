"""Jobs on a real PgQueuer over a real PostgreSQL: once, fairly, and with their rows or not at all."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import jobs
from bot.engine.postgres import PgQueue, Worker, counts, install, installed, priorities
from bot.jobs import Again, Job
from bot.outbox import hear
from bot.tables import heard_events
from tests.bot.engine.conftest import until
from tests.fakes import Clock


@dataclass
class Done:
    """Notes which jobs ran, in order; what `fails` names fails, what `waits` names comes later."""

    seen: list[str] = field(default_factory=list)
    fails: set[str] = field(default_factory=set)
    waits: set[str] = field(default_factory=set)
    pause: float = 0.0

    async def body(self, job: Job) -> None:
        await asyncio.sleep(self.pause)
        self.seen.append(job.key)
        if job.key in self.fails:
            raise ValueError(job.key)
        if job.key in self.waits:
            self.waits.discard(job.key)
            raise Again(timedelta(seconds=0.2))


def worker(database: AsyncEngine, done: Done, *, at_once: int = 4) -> Worker:
    """A worker that does all kinds, noting them."""
    return Worker(
        database,
        dict.fromkeys(jobs.KINDS, done.body),
        heartbeat=timedelta(seconds=2),
        at_once=at_once,
    )


async def put(database: AsyncEngine, *some: Job) -> None:
    """Puts jobs, in a transaction of their own."""
    async with PgQueue(database).transaction() as transaction:
        await transaction.put(*some)


async def waiting(database: AsyncEngine) -> int:
    """How many jobs wait or run."""
    async with database.connect() as connection:
        found = await counts(connection)
    return sum(number for (_, status), number in found.items() if status in {"queued", "picked"})


def delivery(workspace: str, number: int) -> Job:
    """A job of a workspace."""
    return jobs.deliver(workspace, f"{workspace}-{number}")


async def test_a_job_stands_with_its_rows_or_not_at_all(engine_database: AsyncEngine) -> None:
    """What is rolled back leaves neither row nor job; what is committed leaves both."""
    queue, now = PgQueue(engine_database), Clock().at

    async def hear_and_put(error: Exception | None = None) -> None:
        async with queue.transaction() as transaction:
            await hear(transaction.connection, "T1", "e1", now)
            await transaction.put(delivery("T1", 1))
            if error:
                raise error

    with pytest.raises(ValueError, match="no"):
        await hear_and_put(ValueError("no"))
    assert await waiting(engine_database) == 0
    await hear_and_put()
    assert await waiting(engine_database) == 1
    async with engine_database.connect() as connection:
        assert len((await connection.execute(select(heard_events))).all()) == 1


async def test_two_clocks_ask_once(engine_database: AsyncEngine) -> None:
    """The same job put by many at the same time is one job."""
    same = [jobs.brief("slack", "T1", f"C{number}") for number in range(20)]
    await asyncio.gather(*(put(engine_database, *same) for _ in range(8)))
    assert await waiting(engine_database) == 20


async def test_a_burst_does_not_hold_up_others(engine_database: AsyncEngine) -> None:
    """Behind five hundred jobs of one workspace, another's five are done in their turns."""
    await put(engine_database, *(delivery("BIG", number) for number in range(500)))
    done = Done(pause=0.002)
    running = worker(engine_database, done, at_once=4)
    await running.start()
    await until(lambda: len(done.seen) >= 50)
    await put(engine_database, *(delivery("SMALL", number) for number in range(5)))
    at = len(done.seen)
    await until(lambda: sum("SMALL" in key for key in done.seen) == 5)
    between = len(done.seen) - at
    await running.stop(10)
    assert between < 60  # five turns of each, what was in hand, and the moments of looking
    big = [int(key.rpartition("-")[2]) for key in done.seen if "BIG" in key]
    assert sorted(big) == list(range(len(big)))  # nobody's own jobs overtake each other for long


async def test_turns_are_worked_out_fairly() -> None:
    """A workspace's next job stands behind its last, and a newcomer's at the turn of now."""
    some = [delivery(name, number) for number, name in enumerate("AABAC")]
    found = priorities("deliver", some, {"": -10, "A": -12})
    assert found == [-13, -14, -10, -15, -10]
    assert min(priorities("answer", [delivery("A", 1)], {})) > max(found)


async def test_a_job_that_must_wait_comes_again(engine_database: AsyncEngine) -> None:
    """Again is no failure: the same job runs later."""
    one = delivery("T1", 1)
    done = Done(waits={one.key})
    running = worker(engine_database, done)
    await running.start()
    await put(engine_database, one)
    await until(lambda: done.seen == [one.key] * 2)
    await running.stop(10)
    assert await waiting(engine_database) == 0


async def test_a_poisonous_job_is_held(
    engine_database: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After three tries it is held and not put again for a while; the others go on."""
    monkeypatch.setattr(jobs, "FIRST_RETRY", timedelta(seconds=0.05))
    bad, good = jobs.extract("bad"), jobs.extract("good")
    done = Done(fails={bad.key})
    running = worker(engine_database, done)
    await running.start()
    await put(engine_database, bad, good)
    await until(lambda: done.seen.count(bad.key) == 3)
    await running.stop(10)
    async with engine_database.connect() as connection:
        assert await counts(connection) == {("extract", "failed"): 1}
    await put(engine_database, bad, replace(good, key="another"))
    assert await waiting(engine_database) == 1


async def test_a_release_beside_workers(engine_database: AsyncEngine) -> None:
    """The queue's tables are renewed again and again while a worker works: no job is lost."""
    url = engine_database.url.render_as_string(hide_password=False)
    done = Done(pause=0.001)
    running = worker(engine_database, done)
    await running.start()
    for at in range(0, 300, 100):
        await put(engine_database, *(delivery("T1", number) for number in range(at, at + 100)))
        await install(url)
    await until(lambda: len(done.seen) >= 300)
    await running.stop(10)
    assert sorted(done.seen) == sorted(delivery("T1", number).key for number in range(300))


async def test_installing_twice_changes_nothing(engine_database: AsyncEngine) -> None:
    """`briefbot migrate` can be run again, with jobs waiting."""
    await put(engine_database, delivery("T1", 1))
    await install(engine_database.url.render_as_string(hide_password=False))
    assert await installed(engine_database)
    assert await waiting(engine_database) == 1
