"""`briefbot move`: from SQLite to PostgreSQL, nothing lost, however often it is killed."""

from __future__ import annotations

import asyncio
import json
import random
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Integer,
    Table,
    insert,
    select,
)
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import moving
from bot.errors import BotError
from bot.moving import tables
from bot.tables import MIGRATIONS
from digests.model import Extraction
from digests.store import codec
from digests.store.database import opened
from digests.store.tables import UTCDateTime, facts
from tests.conftest import DemoRun, briefbot
from tests.databases import Postgres, sqlite
from tests.processes import ROOT

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)


def value(column: Column[Any], number: int) -> Any:
    """Something that the column holds, another for each number."""
    kind = column.type
    if column.foreign_keys:  # the row of the same number in the other table
        return f"k{number:06d}"
    match kind:
        case JSON():
            if column.nullable and number % 3 == 0:
                return None
            return ["“naïve” 简", str(number)]
        case Boolean():
            return bool(number % 2)
        case BigInteger() | Integer():
            return number + 1
        case Float():
            return number / 7
        case Date():
            return date(2026, 1, 1) + timedelta(days=number)
        case UTCDateTime() | DateTime():
            return NOW + timedelta(seconds=number, microseconds=number)
        case _:
            return f"k{number:06d}"


async def fill(database: AsyncEngine, rows: int) -> None:
    """Rows of every kind in every table."""
    for table in tables():
        # One row a foreign key's table has at most, so that every pointer finds its row.
        made = [{column.name: value(column, n) for column in table.c} for n in range(rows)]
        if table.name == "extractions":
            for n, row in enumerate(made):
                row["data"] = codec.dump(Extraction(article_id=f"k{n:06d}", language="en"))
        async with database.begin() as connection:
            await connection.execute(insert(table), made)


async def content(database: AsyncEngine, table: Table) -> list[tuple[Any, ...]]:
    """All rows, in the order of their keys."""
    async with database.connect() as connection:
        found = await connection.execute(select(table))
        rows = [tuple(row) for row in found if not str(row[0]).startswith("move:")]
    return sorted(rows, key=repr)


async def same(source: AsyncEngine, target: AsyncEngine) -> None:
    """Every table has the same rows on both sides."""
    for table in tables():
        assert await content(source, table) == await content(target, table), table.name


async def test_every_row_of_every_table(tmp_path: Path, postgres_server: Postgres) -> None:
    """What was there is there: times, JSON, numbers, characters; new numbers come behind."""
    async with (
        sqlite(tmp_path) as source,
        opened(await postgres_server.fresh(), MIGRATIONS) as target,
    ):
        await fill(source, 40)
        moved = await moving.move(source, target)
        assert {one.table: one.rows for one in moved} == {table.name: 40 for table in tables()}
        await same(source, target)
        events = next(table for table in tables() if table.name == "source_events")
        row = {c.name: value(c, 7) for c in events.c if c.name != "id"}
        async with target.begin() as connection:
            made = await connection.execute(insert(events).values(row).returning(events.c.id))
            assert made.scalar_one() == 41
            left = await connection.execute(select(facts.c.name).where(facts.c.name.like("move:%")))
            assert left.scalars().all() == [moving.SOURCE]
        with pytest.raises(BotError, match="all of it: use that store"):
            await moving.move(source, target)


async def test_a_store_in_use_is_left_alone(tmp_path: Path, postgres_server: Postgres) -> None:
    """Nothing is mixed into a store that has rows of its own."""
    async with (
        sqlite(tmp_path) as source,
        opened(await postgres_server.fresh(), MIGRATIONS) as target,
    ):
        await fill(source, 3)
        await fill(target, 2)
        with pytest.raises(BotError, match="in use already"):
            await moving.move(source, target)


async def test_a_row_that_differs_is_found(tmp_path: Path, postgres_server: Postgres) -> None:
    """Not only the number of rows is compared: each is read on both sides."""
    async with (
        sqlite(tmp_path) as source,
        opened(await postgres_server.fresh(), MIGRATIONS) as target,
    ):
        await fill(source, 3)
        first = tables()[0]
        await moving._begin(source, target)
        await moving._copy(source, target, first)
        column = next(one for one in first.c if not one.primary_key and one.type.python_type is str)
        async with target.begin() as connection:
            await connection.execute(first.update().values({column.name: "other"}))
        with pytest.raises(BotError, match=f"{first.name}: the row of"):
            await moving.move(source, target)


async def killed(tmp_path: Path, server: Postgres, *, rows: int, kills: int, seed: int) -> None:
    """The real command, killed again and again, then left to end."""
    chance = random.Random(seed)
    async with sqlite(tmp_path) as source, opened(await server.fresh(), MIGRATIONS) as target:
        await fill(source, rows)
        to = target.url.render_as_string(hide_password=False)
        for number in range(kills + 1):
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "tests.workers.move", str(source.url), to),
                stdout=asyncio.subprocess.PIPE,
                cwd=ROOT,
            )
            assert process.stdout
            await process.stdout.readline()  # it has begun
            if number < kills:
                await asyncio.sleep(chance.uniform(0, 0.25))
                process.kill()
            await process.wait()
        assert process.returncode == 0
        await same(source, target)


async def test_killed_moves_lose_nothing(tmp_path: Path, postgres_server: Postgres) -> None:
    """A few kills on every run of the tests."""
    await killed(tmp_path, postgres_server, rows=300, kills=3, seed=11)


@pytest.mark.acceptance
@pytest.mark.parametrize("run", range(10))
async def test_a_hundred_kills(tmp_path: Path, postgres_server: Postgres, run: int) -> None:
    """A hundred kills, ten a run."""
    await killed(tmp_path, postgres_server, rows=2_000, kills=10, seed=run)


async def test_the_demo_moves(demo: DemoRun, postgres_server: Postgres) -> None:
    """`briefbot move` takes the demo's store over, and the new one answers and briefs the same."""
    to = await postgres_server.fresh()
    done = briefbot("move", "--to", to, BRIEFBOT_DATABASE=demo.url)
    assert (done.returncode, done.stderr.splitlines()[-1][:5]) == (0, "moved")
    asked = ("ask", "Who led the round that Chengyuan raised?", "--format", "json")
    here, there = (
        briefbot(*asked, "--database", one, BRIEFBOT_CONFIG="config").stdout
        for one in (demo.url, to)
    )
    assert here == there
    assert "Tongjiang Capital" in there
    for words in ("Chengyuan", "澄原"):  # each database has its own index, and its own order
        here, there = (
            json.loads(
                briefbot(
                    *("search", words, "--limit", "100", "--format", "json", "--database", one),
                    BRIEFBOT_CONFIG="config",
                ).stdout
            )
            for one in (demo.url, to)
        )
        assert {one["article_id"] for one in here} == {one["article_id"] for one in there} != set()
    again = briefbot("move", "--to", to, BRIEFBOT_DATABASE=demo.url)
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)
    assert "use that store" in again.stderr


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    """A mistyped file is said, and none is made."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'no.sqlite3'}"
    done = briefbot("move", "--to", "postgresql://nobody@127.0.0.1:1/x", BRIEFBOT_DATABASE=url)
    assert done.returncode == 1
    assert "there is no store at" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_only_from_sqlite_to_postgresql() -> None:
    """Other ways are a wrong use, said in one line."""
    done = briefbot(
        "move", "--to", "sqlite+aiosqlite:///x", BRIEFBOT_DATABASE="sqlite+aiosqlite:///y"
    )
    assert done.returncode == 2
    assert "PostgreSQL" in done.stderr
