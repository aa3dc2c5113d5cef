"""A copy made while the store is written to is whole, and comes back."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from bot.backup import backup, check, restore
from bot.errors import BotError
from bot.instance import alone
from tests.views import NOW


def store(folder: Path, rows: int = 50) -> str:
    """A small SQLite store in WAL mode, as ours are; its URL."""
    path = folder / "store.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)")
        connection.executemany("INSERT INTO notes (text) VALUES (?)", [("x" * 200,)] * rows)
    return f"sqlite+aiosqlite:///{path}"


def count(path: Path) -> int:
    """How many rows a store has."""
    with sqlite3.connect(path) as connection:
        return int(connection.execute("SELECT count(*) FROM notes").fetchone()[0])


def test_a_backup_during_a_thousand_writes_is_whole(tmp_path: Path) -> None:
    """The copy passes SQLite's check and holds what was there when it was made."""
    url = store(tmp_path)
    done = threading.Event()

    def write() -> None:
        connection = sqlite3.connect(tmp_path / "store.sqlite3", timeout=30)
        for _ in range(1000):
            with connection:
                connection.execute("INSERT INTO notes (text) VALUES ('y')")
        connection.close()
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    target = tmp_path / "copies" / "copy.sqlite3"
    size = backup(url, target)
    writer.join()
    assert done.is_set()
    check(target)
    assert size == target.stat().st_size
    assert 50 <= count(target) <= 1050


def test_a_restored_store_is_the_backup(tmp_path: Path) -> None:
    """What came after the backup is gone, with its write-ahead log."""
    url = store(tmp_path)
    path = tmp_path / "store.sqlite3"
    backup(url, tmp_path / "copy.sqlite3")
    held = sqlite3.connect(path)
    held.execute("INSERT INTO notes (text) VALUES ('later')")
    held.commit()
    held.close()
    path.with_name("store.sqlite3-wal").write_bytes(b"stale")
    restore(url, tmp_path / "copy.sqlite3", NOW)
    check(path)
    assert count(path) == 50


def test_a_damaged_backup_changes_nothing(tmp_path: Path) -> None:
    """A file that is no database is refused before the store is touched."""
    url = store(tmp_path)
    bad = tmp_path / "bad.sqlite3"
    bad.write_bytes(b"SQLite format 3\0" + b"nonsense" * 500)
    with pytest.raises(BotError, match="damaged or no SQLite file"):
        restore(url, bad, NOW)
    assert count(tmp_path / "store.sqlite3") == 50


def test_a_store_in_use_is_not_replaced(tmp_path: Path) -> None:
    """While a bot holds the store, restore says who is in the way."""
    url = store(tmp_path)
    backup(url, tmp_path / "copy.sqlite3")
    with alone(url), pytest.raises(BotError, match="another briefbot runs"):
        restore(url, tmp_path / "copy.sqlite3", NOW)


def test_the_lock_goes_with_its_holder(tmp_path: Path) -> None:
    """One at a time on a SQLite file, any number on PostgreSQL."""
    url = store(tmp_path)
    with alone(url), pytest.raises(BotError, match="stop it first"), alone(url):
        pass
    with alone(url):
        pass
    server = "postgresql+asyncpg://postgres@localhost/briefbot"
    with alone(server), alone(server):
        pass


def test_postgresql_is_left_to_its_own_tools(tmp_path: Path) -> None:
    """The error names pg_dump."""
    with pytest.raises(BotError, match="pg_dump"):
        backup("postgresql+asyncpg://localhost/briefbot", tmp_path / "copy")
