"""Opens a database, brings its tables up to date and says what is wrong in one line.

SQLite and PostgreSQL take the same SQL; the few pragmas are here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import stamina
from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.util import CommandError
from sqlalchemy import URL, Connection, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from digests.errors import StoreError
from digests.store import tenancy
from digests.store.sql import alone
from digests.store.tables import metadata

MIGRATIONS = Path(__file__).parent / "migrations"
# A migration that waits for a lock makes all who come after it wait. It gives way before PostgreSQL
# looks for a deadlock (after a second) and so never costs the program that runs beside it a
# transaction; then it tries again.
LOCK_WAIT = "SET lock_timeout = '400ms'"
PATIENCE = 120.0  # seconds of trying
BUSY = ("55P03", "40P01")  # SQLSTATE: the lock was not had in time; a deadlock
SQLITE_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_SNAPSHOT)


# What hosting platforms and other tools write, and the driver that it means here.
_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}


_USE = "use sqlite:///FILE or postgresql://USER@HOST/NAME."


def engine(url: str) -> AsyncEngine:
    """An engine for `sqlite:///FILE` or `postgresql://USER@HOST/NAME`.

    The drivers may be named (`sqlite+aiosqlite`, `postgresql+asyncpg`), `postgres://` is read too,
    and libpq's `sslmode` as asyncpg's `ssl`. Raises StoreError for a URL of another kind, without
    the URL: it may hold a password.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise StoreError(f"the database URL can't be read: {_USE}") from error
    driver = _DRIVERS.get(parsed.drivername)
    if driver is None:
        raise StoreError(f"database URL of kind {parsed.drivername!r}: {_USE}")
    parsed = parsed.set(drivername=driver)
    if driver == "sqlite+aiosqlite":
        return _sqlite(parsed)
    if sslmode := parsed.query.get("sslmode"):
        parsed = parsed.difference_update_query(["sslmode"]).update_query_dict({"ssl": sslmode})
    made = create_async_engine(parsed, pool_pre_ping=True)
    tenancy.tell(made)
    return made


def _sqlite(url: URL) -> AsyncEngine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    made = create_async_engine(url)

    @event.listens_for(made.sync_engine, "connect")
    def _pragmas(connection: Any, _: Any) -> None:
        # WAL lets readers and the writer work at once; FULL, because the outbox lives here too.
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "busy_timeout=15000",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    return made


async def migrate(
    database: AsyncEngine, locations: Sequence[Path] = (), *, to: str = "heads"
) -> None:
    """Brings every table to its newest form. `locations` adds a package's own migrations.

    `to` is a revision where older tables are wanted.

    Raises StoreError with one line when the database can't be opened or changed.
    """
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS))
    folders = [str(MIGRATIONS / "versions"), *(str(folder) for folder in locations)]
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(folders))
    try:
        await _upgrade(database, config, to)
    except (DBAPIError, OSError) as error:
        raise StoreError(f"database {shown_url(database)}: {reason(error)}") from error
    except CommandError as error:
        # Its tables are of a version that this program does not know: a newer one, most likely.
        raise StoreError(
            f"database {shown_url(database)} was made by another version: {error}."
        ) from error


async def _upgrade(database: AsyncEngine, config: AlembicConfig, to: str) -> None:
    def upgrade(connection: Connection) -> None:
        config.attributes["connection"] = connection
        command.upgrade(config, to)

    if database.dialect.name == "sqlite":
        await patiently(lambda: _whole(database, upgrade))
        return
    async with database.begin() as waiting:
        await alone(waiting, "migrations")  # of several processes that start at once
        await patiently(lambda: _one_by_one(database, upgrade))


_Upgrade = Callable[[Connection], None]


async def _whole(database: AsyncEngine, upgrade: _Upgrade) -> None:
    """All in one transaction, on SQLite: who is killed on the way leaves the tables as they were."""
    async with database.begin() as connection:
        await connection.exec_driver_sql("BEGIN")  # the driver begins none by itself for tables
        await connection.run_sync(upgrade)


async def _one_by_one(database: AsyncEngine, upgrade: _Upgrade) -> None:
    """Each migration in its own transaction, on PostgreSQL, waiting shortly for a lock."""
    async with database.connect() as connection:
        await connection.execute(text(LOCK_WAIT))
        await connection.commit()
        try:
            await connection.run_sync(upgrade)
        finally:
            await connection.invalidate()  # nobody else waits so shortly


async def patiently(work: Callable[[], Awaitable[None]]) -> None:
    """Does `work`, and does it again for as long as somebody else holds a lock that it needs.

    What `work` locks it should ask for with LOCK_WAIT. Raises what it raised at last.
    """
    async for attempt in stamina.retry_context(
        on=_busy, attempts=None, timeout=PATIENCE, wait_initial=0.05, wait_max=1.0
    ):
        with attempt:
            await work()


def _busy(error: Exception) -> bool:
    """Whether somebody else held a lock, as SQLAlchemy or the driver says it."""
    said = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(said, sqlite3.Error):
        return said.sqlite_errorcode in SQLITE_BUSY
    return getattr(said, "sqlstate", None) in BUSY


@asynccontextmanager
async def opened(url: str, locations: Sequence[Path] = ()) -> AsyncIterator[AsyncEngine]:
    """An up-to-date database, closed at the end."""
    database = engine(url)
    try:
        await migrate(database, locations)
        yield database
    finally:
        await database.dispose()


async def empty(connection: AsyncConnection) -> None:
    """Deletes every row of the tables of `digests`."""
    for table in reversed(metadata.sorted_tables):
        await connection.execute(table.delete())


def shown_url(database: AsyncEngine) -> str:
    """The database's URL without its password."""
    return database.url.render_as_string(hide_password=True)


def reason(error: Exception) -> str:
    """The first line of what the database said."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    return str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__
