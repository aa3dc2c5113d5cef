"""Moves a store from SQLite to PostgreSQL: every row of every table, resumable after any end.

Rows are copied in the order of their keys, some at a time, and how far a table has come is kept
in the transaction that copies them. A second run goes on where the first one ended. At the end
each row is read on both sides and compared.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Integer, Table, delete, func, inspect, literal, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import BotError
from bot.platforms.slack.tables import metadata as slack_metadata
from bot.tables import metadata as bot_metadata
from digests.store import articles as article_store
from digests.store import batches, collecting_tables, facts, replies
from digests.store import search as search_store
from digests.store.sql import insert_new
from digests.store.tables import facts as facts_table
from digests.store.tables import metadata as digests_metadata
from digests.store.tables import search_entries

ROWS = 500
CURSOR = "move:"  # how the facts of a move begin
SOURCE = f"{CURSOR}from"
DONE = "done"
ENDED = "ended: "  # before where a move came from that is complete
# Made anew on the other side: each database keeps its own index of words.
REBUILT = {search_entries.name}
# Tables of the databases' own.
THEIRS = ("alembic_version", "sqlite_", "search_words")
_KEEP = (batches, collecting_tables, replies)  # imported for their tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A table and how many rows it has on the other side."""

    table: str
    rows: int


def tables() -> tuple[Table, ...]:
    """Every table of the bot's, those that others point to first."""
    found = [
        table
        for metadata in (digests_metadata, bot_metadata, slack_metadata)
        for table in metadata.sorted_tables
    ]
    return tuple(table for table in found if table.name not in REBUILT)


async def move(
    source: AsyncEngine,
    target: AsyncEngine,
    *,
    told: Callable[[Moved], None] = lambda moved: None,
) -> tuple[Moved, ...]:
    """Copies everything; both stores are up to date, and nothing writes to `source`.

    Raises BotError where `target` holds something else, or a row would stay behind or differ.
    """
    await _known(source)
    await _begin(source, target)
    for table in tables():
        await _copy(source, target, table)
    moved: list[Moved] = []
    for table in tables():
        moved.append(Moved(table=table.name, rows=await _compare(source, target, table)))
        told(moved[-1])
    await _count_on(target)
    await _index(target)
    await _end(source, target)
    return tuple(moved)


async def _known(source: AsyncEngine) -> None:
    """Raises BotError for a table that this version does not know."""
    async with source.connect() as connection:
        there = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    ours = {table.name for table in tables()} | REBUILT
    strange = [name for name in there if name not in ours and not name.startswith(THEIRS)]
    if strange:
        raise BotError(f"the store has tables of another version: {', '.join(sorted(strange))}.")


async def _begin(source: AsyncEngine, target: AsyncEngine) -> None:
    """Notes from where the move comes; a store that was used otherwise is left alone."""
    origin = _origin(source)
    async with target.begin() as connection:
        begun = await facts.get(connection, SOURCE)
        if begun == origin:
            return
        if begun == ENDED + origin:
            raise BotError(f"{origin} was moved there before, all of it: use that store.")
        if begun is not None and not begun.startswith(ENDED):
            raise BotError(f"that store is being filled from {begun}; empty it first.")
        for table in tables():
            if (await connection.execute(select(table).limit(1))).first() is not None:
                raise BotError(f"that store is in use already ({table.name} has rows).")
        await facts.put(connection, SOURCE, origin)


def _origin(source: AsyncEngine) -> str:
    """The file, however it was named this time."""
    return str(Path(source.url.database or "").resolve())


async def _copy(source: AsyncEngine, target: AsyncEngine, table: Table) -> None:
    """The table's rows, so many a transaction, from where an earlier run ended."""
    keys = list(table.primary_key.columns)
    while True:
        async with target.begin() as connection:
            at = await facts.get(connection, CURSOR + table.name)
            if at == DONE:
                return
            rows = await _rows(source, table, keys, json.loads(at) if at else None)
            if rows:
                await insert_new(connection, table, rows)
            last = json.dumps([rows[-1][key.name] for key in keys]) if rows else DONE
            await facts.put(connection, CURSOR + table.name, last)


async def _rows(
    source: AsyncEngine, table: Table, keys: Sequence[Column[Any]], last: Sequence[Any] | None
) -> list[dict[str, Any]]:
    query = select(table).order_by(*keys).limit(ROWS)
    if last is not None:
        query = query.where(tuple_(*keys) > tuple_(*(literal(one) for one in last)))
    async with source.connect() as connection:
        found = await connection.execute(query)
        return [{name: _storable(value) for name, value in row._mapping.items()} for row in found]


def _storable(value: object) -> object:
    """PostgreSQL's text holds every character but U+0000, which no source means to send."""
    return value.replace("\x00", "") if isinstance(value, str) else value


async def _compare(source: AsyncEngine, target: AsyncEngine, table: Table) -> int:
    """How many rows the table has, the same on both sides. Raises BotError where they differ."""
    keys, last, seen = list(table.primary_key.columns), None, 0
    while rows := await _rows(source, table, keys, last):
        last = [rows[-1][key.name] for key in keys]
        there = await _rows_of(target, table, keys, rows)
        different = [key for key, row in _by_key(keys, rows).items() if there.get(key) != row]
        if different:
            raise BotError(f"{table.name}: the row of {different[0]} isn't there as it is here.")
        seen += len(rows)
    query = select(func.count()).select_from(table)
    if table is facts_table:
        query = query.where(table.c.name.not_like(f"{CURSOR}%"))
    async with target.connect() as connection:
        after = int((await connection.execute(query)).scalar_one())
    if seen != after:
        raise BotError(
            f"{table.name}: {seen} rows here and {after} there; was something written meanwhile?"
        )
    return after


_Row = dict[str, Any]


async def _rows_of(
    target: AsyncEngine, table: Table, keys: Sequence[Column[Any]], rows: Sequence[_Row]
) -> dict[tuple[Any, ...], _Row]:
    """The other side's rows with the keys of these."""
    wanted = [tuple(row[key.name] for key in keys) for row in rows]
    async with target.connect() as connection:
        found = await connection.execute(select(table).where(tuple_(*keys).in_(wanted)))
        return _by_key(keys, [dict(row._mapping) for row in found])


def _by_key(keys: Sequence[Column[Any]], rows: Sequence[_Row]) -> dict[tuple[Any, ...], _Row]:
    return {tuple(row[key.name] for key in keys): row for row in rows}


async def _count_on(target: AsyncEngine) -> None:
    """Numbers that the database gives go on behind the highest that was copied."""
    async with target.begin() as connection:
        for table in tables():
            for column in table.primary_key.columns:
                if isinstance(column.type, Integer) and column.autoincrement is True:
                    await connection.execute(
                        text(
                            f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'),"
                            f" (SELECT coalesce(max({column.name}), 0) + 1 FROM {table.name}), false)"
                        )
                    )


async def _index(target: AsyncEngine) -> None:
    """The index of words, which each database keeps in its own way."""
    while True:
        async with target.begin() as connection:
            late = await search_store.missing(connection, limit=ROWS)
            extractions = await article_store.extractions_of(connection, late)
            for article in await article_store.get(connection, late):
                await search_store.keep(connection, article, extractions[article.id])
        if len(late) < ROWS:
            return


async def _end(source: AsyncEngine, target: AsyncEngine) -> None:
    """Forgets how the move went, but for where it came from."""
    async with target.begin() as connection:
        await connection.execute(delete(facts_table).where(facts_table.c.name.like(f"{CURSOR}%")))
        await facts.put(connection, SOURCE, ENDED + _origin(source))
