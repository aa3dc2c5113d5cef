"""The little SQL that SQLite and PostgreSQL spell differently, and statements of bounded size."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

T = TypeVar("T")
Insert = sqlite.Insert | postgresql.Insert
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


async def put_new(
    connection: AsyncConnection, table: Table, rows: Sequence[dict[str, Any]]
) -> None:
    """`insert_new` without the count, which makes it several times as fast for many rows."""
    if rows:
        await connection.execute(_insert(connection, table).on_conflict_do_nothing(), rows)


async def upsert_all(
    connection: AsyncConnection, table: Table, rows: Sequence[dict[str, Any]]
) -> None:
    """`upsert` for many rows of the same columns, each with a key of its own."""
    if rows:
        await connection.execute(_upserting(connection, table, rows[0]), rows)


async def upsert(connection: AsyncConnection, table: Table, row: dict[str, Any]) -> None:
    """Inserts the row, or puts its values in the place of the one with its key."""
    await connection.execute(_upserting(connection, table, row), row)


def _upserting(connection: AsyncConnection, table: Table, row: Mapping[str, Any]) -> Insert:
    keys = [column.name for column in table.primary_key]
    statement = _insert(connection, table)
    rest = {name: statement.excluded[name] for name in row if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)


def _insert(connection: AsyncConnection, table: Table) -> Insert:
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)
