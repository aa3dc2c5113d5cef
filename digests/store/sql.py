"""The little SQL that SQLite and PostgreSQL spell differently, and statements of bounded size."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ARRAY, Column, ColumnElement, Table, Text, any_, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.store.tables import UTCDateTime

T = TypeVar("T")
Insert = sqlite.Insert | postgresql.Insert
CHUNK = 500  # bound values a statement; SQLite's own limit is 32,766


def chunks(values: Collection[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The values in lists of at most `size`."""
    source = iter(values)
    while some := list(islice(source, size)):
        yield some


async def alone(connection: AsyncConnection, what: str) -> None:
    """Waits until no other transaction is `alone` with `what`, and holds it to the end of this one.

    Over several processes; SQLite has one writer anyway.
    """
    if connection.dialect.name == "postgresql":
        key = func.hashtextextended(f"briefbot {what}", 0)
        await connection.execute(select(func.pg_advisory_xact_lock(key)))


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


Rows = Sequence[tuple[Any, ...]]


async def put_new(
    connection: AsyncConnection, table: Table, names: Sequence[str], rows: Rows
) -> None:
    """`insert_new` of these columns without the count, several times as fast for many rows."""
    statement = _insert(connection, table).on_conflict_do_nothing()
    await _execute_many(connection, table, statement, names, rows)


async def put_all(
    connection: AsyncConnection, table: Table, names: Sequence[str], rows: Rows
) -> None:
    """Inserts rows of these columns that are all new."""
    await _execute_many(connection, table, _insert(connection, table), names, rows)


async def upsert_all(
    connection: AsyncConnection, table: Table, rows: Sequence[dict[str, Any]]
) -> None:
    """`upsert` for many rows of the same columns, each with a key of its own."""
    if rows:
        names = tuple(rows[0])
        values = [tuple(row[name] for name in names) for row in rows]
        statement = _upserting(connection, table, names)
        await _execute_many(connection, table, statement, names, values)


async def _execute_many(
    connection: AsyncConnection,
    table: Table,
    statement: Insert,
    names: Sequence[str],
    rows: Rows,
) -> None:
    """An insert of many rows, at the driver's own speed.

    What SQLAlchemy does for each row again (a dictionary of parameters, the same time made into
    text) is two thirds of the cost of a collecting run's writes.
    """
    if not rows:
        return
    dialect = connection.dialect
    compiled = statement.compile(dialect=dialect, column_keys=list(names))
    given = dict(zip(names, zip(*rows, strict=True), strict=True))
    columns: list[Sequence[Any]] = []
    for name in compiled.positiontup or names:
        column_type = table.c[name].type
        process = column_type.dialect_impl(dialect).bind_processor(dialect)
        if process is None:
            columns.append(given[name])
            continue
        if isinstance(column_type, UTCDateTime):
            process = lru_cache(maxsize=len(rows))(process)
        columns.append([process(value) for value in given[name]])
    await connection.exec_driver_sql(str(compiled), list(zip(*columns, strict=True)))


def among(
    connection: AsyncConnection, column: Column[str], values: Collection[str]
) -> ColumnElement[bool]:
    """That a text column holds one of these values, however many: they are one parameter."""
    if connection.dialect.name == "sqlite":
        given = func.json_each(json.dumps(list(values))).table_valued("value")
        return column.in_(select(given.c.value))
    return column == any_(literal(list(values), ARRAY(Text)))


async def upsert(connection: AsyncConnection, table: Table, row: dict[str, Any]) -> None:
    """Inserts the row, or puts its values in the place of the one with its key."""
    await connection.execute(_upserting(connection, table, tuple(row)), row)


def _upserting(connection: AsyncConnection, table: Table, names: Sequence[str]) -> Insert:
    keys = [column.name for column in table.primary_key]
    statement = _insert(connection, table)
    rest = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)


def _insert(connection: AsyncConnection, table: Table) -> Insert:
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)
