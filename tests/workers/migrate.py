"""A new SQLite store, left in the middle: `python -m tests.workers.migrate FILE STATEMENT`.

The process ends, as if it were killed, after so many statements that change something.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
from typing import Any

from sqlalchemy import event

from bot.tables import MIGRATIONS
from digests.store.database import engine, migrate

KILLED, NEVER = 9, 1_000_000
CHANGING = ("CREATE", "ALTER", "INSERT", "UPDATE")


async def main(path: str, statement: str) -> None:
    """Migrates as far as that."""
    database = engine(f"sqlite+aiosqlite:///{path}")
    done = itertools.count(1)

    def look(connection: Any, cursor: Any, said: str, *rest: Any) -> None:
        del connection, cursor, rest
        if said.lstrip().startswith(CHANGING) and next(done) == int(statement):
            os._exit(KILLED)

    event.listen(database.sync_engine, "after_cursor_execute", look)
    await migrate(database, MIGRATIONS)
    await database.dispose()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
