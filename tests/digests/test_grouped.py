"""Jobs of many tasks in few transactions: each gets its own result, and its own failure."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from digests.errors import NotFound, StoreError
from digests.grouped import Grouped
from digests.store.tables import facts


class Writer:
    """Writes a fact a job, and remembers how many came together."""

    def __init__(self) -> None:
        self.groups: list[int] = []

    async def work(self, connection: AsyncConnection, jobs: Sequence[str]) -> list[str]:
        """Each job's own text back; "bad" is refused."""
        self.groups.append(len(jobs))
        for job in jobs:
            if job == "bad":
                raise NotFound("bad")
            await connection.execute(facts.insert().values(name=job, value=job))
        return [job.upper() for job in jobs]


async def count(database: AsyncEngine) -> int:
    """How many facts there are."""
    async with database.connect() as connection:
        rows = await connection.execute(select(func.count()).select_from(facts))
        return int(rows.scalar_one())


async def test_jobs_share_transactions(database: AsyncEngine) -> None:
    """A hundred jobs at once are a few groups, and each hears its own result."""
    writer = Writer()
    grouped = Grouped(database, writer.work, asyncio.Lock())
    names = [f"n{n}" for n in range(100)]
    assert await asyncio.gather(*map(grouped.do, names)) == [name.upper() for name in names]
    assert len(writer.groups) < 5
    assert await count(database) == 100


async def test_a_bad_job_costs_only_itself(database: AsyncEngine) -> None:
    """What `work` refuses and what the database refuses fail alone, with a typed error."""
    writer = Writer()
    grouped = Grouped(database, writer.work, asyncio.Lock())
    jobs = ["a", "bad", "b", "a", "c"]
    results = await asyncio.gather(*map(grouped.do, jobs), return_exceptions=True)
    assert [results[at] for at in (0, 2, 4)] == ["A", "B", "C"]
    assert isinstance(results[1], NotFound)
    assert isinstance(results[3], StoreError)
    assert "could not be stored" in str(results[3])
    assert await count(database) == 3


async def test_a_mistake_of_ours_is_raised_as_it_is(database: AsyncEngine) -> None:
    """An error without a type of its own reaches whoever asked, and nobody waits for ever."""

    async def broken(connection: AsyncConnection, jobs: Sequence[str]) -> list[str]:
        raise KeyError("mistake")

    grouped: Grouped[str, str] = Grouped(database, broken, asyncio.Lock())
    with pytest.raises(KeyError):
        await asyncio.wait_for(grouped.do("a"), 5)


async def test_a_task_that_is_ended_leaves_the_others(database: AsyncEngine) -> None:
    """Whoever gives up waiting takes nobody along."""
    grouped = Grouped(database, Writer().work, asyncio.Lock())
    gone = asyncio.create_task(grouped.do("gone"))
    kept = asyncio.create_task(grouped.do("kept"))
    await asyncio.sleep(0)
    gone.cancel()
    assert await kept == "KEPT"
