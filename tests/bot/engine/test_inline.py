"""Jobs in this process: the same promises without an engine."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import jobs
from bot.engine.inline import InlineQueue
from bot.jobs import Job
from tests.bot.engine.conftest import until
from tests.bot.engine.test_postgres import Done, delivery


async def put(queue: InlineQueue, *some: Job) -> None:
    """Puts jobs, in a transaction of their own."""
    async with queue.transaction() as transaction:
        await transaction.put(*some)


def started(database: AsyncEngine, done: Done) -> InlineQueue:
    """A queue whose jobs are noted."""
    queue = InlineQueue(database)
    queue.start(dict.fromkeys(jobs.KINDS, done.body))
    return queue


async def test_a_job_starts_once_its_rows_stand(database: AsyncEngine) -> None:
    """What is rolled back starts nothing; the same job twice runs once."""
    done = Done(pause=0.05)
    queue = started(database, done)

    async def broken() -> None:
        async with queue.transaction() as transaction:
            await transaction.put(delivery("T1", 1))
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await broken()
    await put(queue, delivery("T1", 2), delivery("T1", 2))
    await put(queue, delivery("T1", 2))
    await until(lambda: done.seen)
    await asyncio.sleep(0.1)
    assert done.seen == [delivery("T1", 2).key]
    await queue.stop(1)


async def test_workspaces_take_turns(database: AsyncEngine) -> None:
    """A burst of one workspace does not hold up another."""
    done = Done(pause=0.005)
    queue = started(database, done)
    await put(queue, *(delivery("BIG", number) for number in range(200)))
    await put(queue, *(delivery("SMALL", number) for number in range(3)))
    await until(lambda: sum("SMALL" in key for key in done.seen) == 3)
    assert max(place for place, key in enumerate(done.seen) if "SMALL" in key) < 60
    await queue.stop(1)


async def test_failing_and_waiting(database: AsyncEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A job that must wait comes again; one that fails is tried three times and given up."""
    monkeypatch.setattr(jobs, "FIRST_RETRY", timedelta(seconds=0.02))
    late, bad = delivery("T1", 1), delivery("T1", 2)
    done = Done(waits={late.key}, fails={bad.key})
    queue = started(database, done)
    await put(queue, late, bad)
    await until(lambda: done.seen.count(late.key) == 2 and done.seen.count(bad.key) == 3)
    await asyncio.sleep(0.1)
    assert len(done.seen) == 5
    await queue.stop(1)


async def test_stopping_lets_work_end(database: AsyncEngine) -> None:
    """What is under way ends in its time; nothing begins any more."""
    done = Done(pause=0.2)
    queue = started(database, done)
    await put(queue, delivery("T1", 1))
    await queue.stop(2)
    await put(queue, delivery("T1", 2))
    await asyncio.sleep(0.3)
    assert done.seen == [delivery("T1", 1).key]
