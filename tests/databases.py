"""Real databases for tests: a SQLite file with every table."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.tables import MIGRATIONS
from digests.store.database import opened


@asynccontextmanager
async def sqlite(folder: Path) -> AsyncIterator[AsyncEngine]:
    """A fresh SQLite file in `folder`, up to date."""
    async with opened(f"sqlite+aiosqlite:///{folder / 'test.sqlite3'}", MIGRATIONS) as database:
        yield database
