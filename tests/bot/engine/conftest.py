"""A PostgreSQL with the engine's tables, and a queue of each kind."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.engine.postgres import install
from bot.tables import MIGRATIONS
from digests.store.database import opened
from tests.databases import Postgres


@pytest.fixture
async def engine_database(postgres_server: Postgres) -> AsyncIterator[AsyncEngine]:
    """A fresh PostgreSQL database, with the tables of PgQueuer."""
    async with opened(await postgres_server.fresh(), MIGRATIONS) as database:
        await install(database.url.render_as_string(hide_password=False))
        yield database


async def until(done: Callable[[], object], seconds: float = 20) -> None:
    """Waits until it holds. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            raise TimeoutError
        await asyncio.sleep(0.02)
