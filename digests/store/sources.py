"""Sources and what is known of each: the schedule lives here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.errors import NotFound
from digests.fetch.politeness import SourceState
from digests.model import Source, Window
from digests.store import codec
from digests.store.collecting_tables import host_holds
from digests.store.sql import chunks, upsert, upsert_all
from digests.store.tables import source_states, sources

READING = ("url", "kind", "selectors")  # what decides which entries a source has
_ERROR = 400  # from here on a status is no answer (RFC 9110 section 15)


async def ship(connection: AsyncConnection, configured: Sequence[Source]) -> None:
    """Makes the store's shipped sources the configured ones; sources added by hand stay.

    One whose address, kind or selectors changed is a new source: what was known of the old
    address (where it moved, that it ended, its validators) is forgotten.
    """
    known = {row.id: row for row in await connection.execute(select(sources))}
    wanted = {one.id for one in configured}
    gone = [one for one, row in known.items() if row.shipped and one not in wanted]
    for some in chunks(gone):
        await connection.execute(delete(sources).where(sources.c.id.in_(some)))
    rows = [
        _row(one, shipped=True, enabled=one.id not in known or known[one.id].enabled)
        for one in configured
    ]
    changed = [row for row in rows if not _stands(known.get(row["id"]), row)]
    await upsert_all(connection, sources, changed)
    await _forget(connection, [row["id"] for row in changed if _elsewhere(known, row)])


def _elsewhere(known: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    old = known.get(row["id"])
    return old is not None and any(old.data.get(one) != row["data"].get(one) for one in READING)


async def _forget(connection: AsyncConnection, ids: Sequence[str]) -> None:
    for some in chunks(ids):
        await connection.execute(delete(source_states).where(source_states.c.source_id.in_(some)))


def _stands(known: Any, row: Mapping[str, Any]) -> bool:
    return known is not None and all(known._mapping[name] == row[name] for name in row)


async def add(connection: AsyncConnection, source: Source) -> None:
    """Adds a source by hand, or one anew that was removed: nothing is known of it yet."""
    await _forget(connection, [source.id])
    await upsert(connection, sources, _row(source, shipped=False, enabled=True))


async def remove(connection: AsyncConnection, source_id: str) -> None:
    """Stops reading a source; its articles stay. Raises NotFound."""
    result = await connection.execute(
        update(sources).where(sources.c.id == source_id).values(enabled=False)
    )
    if not result.rowcount:
        raise NotFound(f"there is no source {source_id!r}; `briefbot sources list` names them all.")


async def listed(
    connection: AsyncConnection, *, only: Collection[str] | None = None
) -> tuple[Source, ...]:
    """The sources that are read, or those of them that `only` names; by id."""
    query = select(sources.c.data).where(sources.c.enabled).order_by(sources.c.id)
    if only is not None:
        query = query.where(sources.c.id.in_(list(only)))
    rows = await connection.execute(query)
    return tuple(codec.load(Source, row.data) for row in rows)


async def outlets(connection: AsyncConnection, ids: Collection[str]) -> Mapping[str, Source]:
    """These sources by id, read or not."""
    rows = await connection.execute(select(sources).where(sources.c.id.in_(list(ids))))
    return {row.id: codec.load(Source, row.data) for row in rows}


async def states(
    connection: AsyncConnection, *, only: Collection[str] | None = None
) -> Mapping[str, SourceState]:
    """What is known of each source that was ever read, or of those of `only`; by source id."""
    query = select(source_states)
    if only is not None:
        query = query.where(source_states.c.source_id.in_(list(only)))
    rows = await connection.execute(query)
    return {row.source_id: codec.load(SourceState, row.data) for row in rows}


async def health(connection: AsyncConnection, window: Window) -> tuple[int, int]:
    """How many sources were checked in the window, and how many of those are failing now."""
    known = await states(connection)
    ids = {one.id for one in await listed(connection)}
    checked = [
        state
        for source_id, state in known.items()
        if source_id in ids
        and state.last_checked_at
        and window.start < state.last_checked_at <= window.end
    ]
    failing = [one for one in checked if one.failures or (one.last_status or 0) >= _ERROR]
    return len(checked), len(failing)


async def keep_states(connection: AsyncConnection, kept: Mapping[str, SourceState]) -> None:
    """Keeps the new states of sources, by source id."""
    await upsert_all(
        connection,
        source_states,
        [
            {"source_id": one, "next_due_at": state.next_due_at, "data": codec.dump(state)}
            for one, state in kept.items()
        ],
    )


async def holds(connection: AsyncConnection, now: datetime) -> Mapping[str, datetime]:
    """Hosts that asked to be left alone, and until when (UTC), as far as that is to come."""
    rows = await connection.execute(select(host_holds).where(host_holds.c.until > now))
    return {row.host: row.until for row in rows}


async def keep_holds(
    connection: AsyncConnection, held: Mapping[str, datetime], now: datetime
) -> None:
    """Remembers these holds beside those of other processes; what is over at `now` is forgotten."""
    await connection.execute(delete(host_holds).where(host_holds.c.until <= now))
    await upsert_all(
        connection, host_holds, [{"host": host, "until": until} for host, until in held.items()]
    )


def _row(source: Source, *, shipped: bool, enabled: bool) -> dict[str, Any]:
    return {
        "id": source.id,
        "outlet": source.outlet,
        "url": source.url,
        "data": codec.dump(source),
        "shipped": shipped,
        "enabled": enabled,
    }
