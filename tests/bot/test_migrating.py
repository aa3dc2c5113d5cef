"""Migrations run online: the program of an older release works on the newer tables."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, Table, insert, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.tables import MIGRATIONS
from digests.store.database import engine, migrate
from tests.bot.test_moving import value
from tests.conftest import briefbot
from tests.databases import ROLE, Postgres, make_role
from tests.processes import ROOT
from tests.workers.migrate import KILLED, NEVER

# The first revision of every chain: the oldest program that can still run beside this one.
OLDEST = ("digests_0001", "bot_0001", "slack_0001")


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'old.sqlite3'}"
    server: Postgres = request.getfixturevalue("postgres_server")
    return await server.fresh()


async def old(database: AsyncEngine) -> MetaData:
    """Migrates to the oldest tables, and gives them as an old program knows them."""
    for revision in OLDEST:
        await migrate(database, MIGRATIONS, to=revision)
    known = MetaData()
    async with database.connect() as connection:
        await connection.run_sync(known.reflect)
    for name in ("alembic_version", *(one for one in known.tables if one.startswith("search_w"))):
        if name in known.tables:
            known.remove(known.tables[name])
    return known


def row(table: Table, number: int) -> dict[str, Any]:
    """A row as an old program writes it."""
    return {column.name: value(column, number) for column in table.c}


async def used(database: AsyncEngine, tables: MetaData, number: int) -> None:
    """What an old program does with every table: write, read, change, in one transaction."""
    async with database.begin() as connection:
        for table in tables.sorted_tables:
            await connection.execute(insert(table).values(row(table, number)))
            key = [column == row(table, number)[column.name] for column in table.primary_key]
            found = (await connection.execute(select(table).where(*key))).one()
            assert len(found) == len(table.c)
            await connection.execute(table.update().where(*key).values(row(table, number)))


async def test_an_old_program_works_on_the_new_tables(url: str) -> None:
    """Each statement of the old tables runs after the newest migration, and what it wrote stays."""
    database = engine(url)
    try:
        tables = await old(database)
        await used(database, tables, 1)
        await migrate(database, MIGRATIONS)
        await used(database, tables, 2)
        async with database.begin() as connection:
            for table in reversed(tables.sorted_tables):
                assert (await connection.execute(table.delete())).rowcount >= 1
    finally:
        await database.dispose()


async def test_nothing_is_taken_away(url: str) -> None:
    """No table or column of the oldest form is gone, and no new one has to be given."""
    database = engine(url)
    try:
        tables = await old(database)
        await migrate(database, MIGRATIONS)
        async with database.connect() as connection:
            now = await connection.run_sync(
                lambda sync: {
                    name: {one["name"]: one for one in inspect(sync).get_columns(name)}
                    for name in inspect(sync).get_table_names()
                }
            )
        for table in tables.sorted_tables:
            columns = now[table.name]
            assert {one.name for one in table.c} <= columns.keys()
            for name in columns.keys() - {one.name for one in table.c}:
                assert columns[name]["nullable"] or columns[name]["default"], (table.name, name)
    finally:
        await database.dispose()


async def test_the_old_program_runs_meanwhile(postgres_server: Postgres) -> None:
    """While PostgreSQL is migrated, an old program writes on and loses nothing."""
    url = await postgres_server.fresh()
    database, beside = engine(url), engine(url)
    try:
        tables = await old(database)
        done = asyncio.Event()
        numbers: list[int] = []

        async def work() -> None:
            while not done.is_set() or len(numbers) < 20:
                number = len(numbers) + 1
                await used(beside, tables, number)
                numbers.append(number)

        working = asyncio.create_task(work())
        await asyncio.sleep(0.1)
        await migrate(database, MIGRATIONS)
        done.set()
        await working
        async with database.connect() as connection:
            for table in tables.sorted_tables:
                count = await connection.scalar(text(f"SELECT count(*) FROM {table.name}"))
                assert count == len(numbers)
    finally:
        await database.dispose()
        await beside.dispose()


async def test_who_holds_a_lock_is_waited_for(postgres_server: Postgres) -> None:
    """A long transaction makes the migration wait, and nobody else for more than a moment."""
    url = await postgres_server.fresh()
    database, beside = engine(url), engine(url)
    try:
        tables = await old(database)
        held = [tables.tables[name] for name in ("deliveries", "subscriptions")]
        async with beside.begin() as long:
            for table in held:
                await long.execute(insert(table).values(row(table, 1)))
            migrating = asyncio.create_task(migrate(database, MIGRATIONS))
            slowest = 0.0
            for number in range(2, 32):
                start = time.monotonic()
                async with beside.begin() as connection:
                    await connection.execute(insert(held[1]).values(row(held[1], number)))
                slowest = max(slowest, time.monotonic() - start)
                await asyncio.sleep(0.05)
            assert not migrating.done()
        await migrating
        assert slowest < 2
    finally:
        await database.dispose()
        await beside.dispose()


async def migrating(path: Path, statement: int) -> int:
    """A process that makes a new SQLite store, killed after so many statements; its exit code."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.workers.migrate", str(path), str(statement), cwd=ROOT
    )
    return await process.wait()


@pytest.mark.parametrize("statement", [1, 12, 45, 88])
async def test_killed_while_it_makes_the_tables(tmp_path: Path, statement: int) -> None:
    """A SQLite store whose first start was killed at any statement opens at the next."""
    path = tmp_path / "new.sqlite3"
    assert await migrating(path, statement) == KILLED
    database = engine(f"sqlite+aiosqlite:///{path}")
    await migrate(database, MIGRATIONS)
    await database.dispose()


async def test_two_start_at_once_on_one_file(tmp_path: Path) -> None:
    """Each process brings a new SQLite file up to date, or finds that it is."""
    path = tmp_path / "new.sqlite3"
    assert await asyncio.gather(*(migrating(path, NEVER) for _ in range(3))) == [0, 0, 0]


async def test_releases_at_once(postgres_server: Postgres) -> None:
    """`briefbot migrate` with the engine's tables and the role, three at the same time."""
    owner = await postgres_server.fresh()
    database = engine(owner)
    await make_role(database)
    await database.dispose()
    release = ("migrate", "--app-role", ROLE, "--database", owner)
    done = await asyncio.gather(
        *(asyncio.to_thread(briefbot, *release, BRIEFBOT_ENGINE="true") for _ in range(3))
    )
    assert [(one.returncode, one.stdout) for one in done] == [(0, "up to date\n")] * 3, done


async def test_several_processes_start_at_once(postgres_server: Postgres) -> None:
    """Each brings the tables up to date, one after the other, and none fails."""
    url = await postgres_server.fresh()
    databases = [engine(url) for _ in range(4)]
    try:
        await asyncio.gather(*(migrate(one, MIGRATIONS) for one in databases))
    finally:
        for one in databases:
            await one.dispose()
