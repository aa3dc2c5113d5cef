"""The little SQL that SQLite and PostgreSQL spell differently, and statements of bounded size."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

T = TypeVar("T")
CHUNK = 500  # bound values a statement; SQLite's own limit is 32,766


def chunks(values: Collection[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The values in lists of at most `size`."""
    source = iter(values)
    while some := list(islice(source, size)):
        yield some


async def insert_new(
    connection: AsyncConnection, table: Table, rows: Sequence[dict[str, Any]]
) -> int:
    """Inserts the rows whose key is not there yet; the number that were new."""
    if not rows:
        return 0
    statement = _insert(connection, table).on_conflict_do_nothing()
    total = 0
    for some in chunks(rows):
        total += (await connection.execute(statement.values(some))).rowcount
    return total


async def upsert(connection: AsyncConnection, table: Table, row: dict[str, Any]) -> None:
    """Inserts the row, or puts its values in the place of the one with its key."""
    keys = [column.name for column in table.primary_key]
    statement = _insert(connection, table).values(row)
    rest = {name: statement.excluded[name] for name in row if name not in keys}
    await connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=rest))


def _insert(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)
