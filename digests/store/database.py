"""Opens a database, brings its tables up to date and says what is wrong in one line.

SQLite and PostgreSQL take the same SQL; the few pragmas are here.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.util import CommandError
from sqlalchemy import Connection, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from digests.errors import StoreError
from digests.store import tenancy
from digests.store.sql import alone
from digests.store.tables import metadata

MIGRATIONS = Path(__file__).parent / "migrations"


def engine(url: str) -> AsyncEngine:
    """An engine for `sqlite+aiosqlite:///…` or `postgresql+asyncpg://…`.

    Raises StoreError for a URL of another kind.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(f"database URL {url!r} can't be read: {error}.") from error
    if parsed.drivername not in {"sqlite+aiosqlite", "postgresql+asyncpg"}:
        raise StoreError(
            f"database URL of kind {parsed.drivername!r}: "
            "use sqlite+aiosqlite:///FILE or postgresql+asyncpg://USER@HOST/NAME."
        )
    if parsed.drivername == "sqlite+aiosqlite":
        return _sqlite(url, parsed.database)
    made = create_async_engine(url, pool_pre_ping=True)
    tenancy.tell(made)
    return made


def _sqlite(url: str, database: str | None) -> AsyncEngine:
    if database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
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

    def upgrade(connection: Connection) -> None:
        config.attributes["connection"] = connection
        command.upgrade(config, to)

    try:
        async with database.begin() as connection:
            await alone(connection, "migrations")  # of several processes that start at once
            await connection.run_sync(upgrade)
    except (DBAPIError, OSError) as error:
        raise StoreError(f"database {shown_url(database)}: {reason(error)}") from error
    except CommandError as error:
        # Its tables are of a version that this program does not know: a newer one, most likely.
        raise StoreError(
            f"database {shown_url(database)} was made by another version: {error}."
        ) from error


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
