"""A disk that is full, that fails, or a file that somebody else holds: for moments, by chance.

All of it inside one process, on its own SQLite file, while it goes on working.
"""

from __future__ import annotations

import asyncio
import random
import resource
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

KINDS = ("full", "failing", "locked")
HUGE = 1 << 30  # pages: SQLite's own most is about four times as many
MOMENTS = 4


@dataclass
class Disk:
    """The state of the disk, as connections find it."""

    full: bool = False


@asynccontextmanager
async def trouble(kind: str, database: AsyncEngine, seed: int) -> AsyncIterator[None]:
    """Trouble of that kind comes and goes a few times; none where `kind` is empty."""
    if not kind:
        yield
        return
    disk, chance = Disk(), random.Random(seed)

    @event.listens_for(database.sync_engine, "checkout")
    def _found(connection: Any, *rest: Any) -> None:
        del rest
        # The least it can be set to is what the file has: from then on it can't grow.
        connection.execute(f"PRAGMA max_page_count={1 if disk.full else HUGE}").close()
        if kind == "locked":
            connection.execute("PRAGMA busy_timeout=30").close()

    task = asyncio.create_task(_moments(kind, database, disk, chance))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _moments(kind: str, database: AsyncEngine, disk: Disk, chance: random.Random) -> None:
    begin, end = _ways(kind, str(database.url.database), disk)
    for _ in range(MOMENTS):
        await asyncio.sleep(chance.uniform(0, 0.15))
        begin()
        try:
            await asyncio.sleep(chance.uniform(0.02, 0.3))
        finally:
            end()


def _ways(kind: str, path: str, disk: Disk) -> tuple[Callable[[], None], Callable[[], None]]:
    """How trouble of that kind begins, and how it ends."""
    if kind == "full":
        return lambda: setattr(disk, "full", True), lambda: setattr(disk, "full", False)
    if kind == "failing":
        return lambda: _most(1), lambda: _most(resource.RLIM_INFINITY)
    holder = sqlite3.connect(path, timeout=5, isolation_level=None)
    return lambda: _begin(holder), lambda: _end(holder)


def _most(size: int) -> None:
    """The most bytes a file of this process may have: more fails (setrlimit(2), EFBIG)."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))


def _begin(holder: sqlite3.Connection) -> None:
    with closing(holder.execute("BEGIN IMMEDIATE")):
        pass


def _end(holder: sqlite3.Connection) -> None:
    with closing(holder.execute("ROLLBACK")):
        pass
