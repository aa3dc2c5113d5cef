"""A move in a process of its own, to be killed: `python -m tests.workers.move SQLITE POSTGRESQL`."""

from __future__ import annotations

import asyncio
import sys

from bot import moving
from digests.store.database import engine


async def main(source: str, target: str) -> None:
    """Moves, a little slower than it could, so that kills fall in the middle."""
    moving.ROWS = 50
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    here, there = engine(source), engine(target)
    await moving.move(here, there)
    await here.dispose()
    await there.dispose()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
