"""One process at a time on a SQLite file: a second bot would post everything twice as late.

PostgreSQL takes any number; there the lock is no lock.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import BotError
from digests.store.database import engine


@contextmanager
def alone(url: str) -> Iterator[None]:
    """Holds the lock of a SQLite store. Raises BotError when another process has it, StoreError
    for an address that can't be read.

    The lock is the operating system's (flock), so it goes with the process, however that ends.
    """
    parsed = engine(url).url
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        yield
        return
    path = Path(parsed.database + ".lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BotError(
                f"another briefbot runs on {parsed.database}; stop it first, "
                "or use PostgreSQL for several."
            ) from error
        yield
