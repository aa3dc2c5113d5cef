"""Copies of a SQLite store while it is used, and the way back.

A copy is made by SQLite's own online backup (https://www.sqlite.org/backup.html): copying the
file would miss what still stands in its write-ahead log. PostgreSQL has its own tools.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import create_engine, make_url

from bot import restored
from bot.errors import BotError
from bot.instance import alone

PAGES = 256  # copied at a time, so that writers get their turn between


def backup(url: str, target: Path) -> int:
    """Copies the store of `url` to `target`; its size in bytes.

    `target` appears whole or not at all. Raises BotError.
    """
    source = sqlite_file(url)
    if not source.exists():
        raise BotError(f"there is no store at {source}.")
    partial = target.with_name(target.name + ".part")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(source)) as held, closing(sqlite3.connect(partial)) as copy:
            held.backup(copy, pages=PAGES)
        check(partial)
        partial.replace(target)
    except sqlite3.Error as error:
        raise BotError(f"the backup to {target} did not succeed: {error}.") from error
    finally:
        partial.unlink(missing_ok=True)
    return target.stat().st_size


def restore(url: str, source: Path, now: datetime) -> None:
    """Puts a backup in the place of the store of `url`, which nothing may be using, at `now` (UTC).

    The write-ahead log of the old file goes with it: beside another file it would spoil that.
    What was sent since the backup was made is not known any more, so it will be looked for.
    Raises BotError, and then nothing has changed.
    """
    target = sqlite_file(url)
    if not source.exists():
        raise BotError(f"there is no backup at {source}.")
    check(source)
    with alone(url):
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(target.name + ".part")
        with closing(sqlite3.connect(source)) as held, closing(sqlite3.connect(partial)) as copy:
            held.backup(copy)
        _note(partial, now)
        for ending in ("-wal", "-shm"):
            target.with_name(target.name + ending).unlink(missing_ok=True)
        os.replace(partial, target)


def _note(path: Path, now: datetime) -> None:
    made = create_engine(f"sqlite:///{path}")
    with made.begin() as connection:
        restored.note(connection, now)
    made.dispose()


def check(path: Path) -> None:
    """SQLite's own quick check of a file. Raises BotError when it is damaged or no database."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            (result,) = connection.execute("PRAGMA quick_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise BotError(
            f"{path} is damaged or no SQLite file: {error}; restore a backup with briefbot restore."
        ) from error
    if result != "ok":
        found = " ".join(result.split())[:200]  # a line a page
        raise BotError(f"{path} is damaged: {found}; restore a backup with briefbot restore.")


def sqlite_file(url: str) -> Path:
    """The file of a SQLite URL. Raises BotError for another kind of database."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise BotError("only SQLite stores are copied here; for PostgreSQL use pg_dump.")
    return Path(parsed.database)
