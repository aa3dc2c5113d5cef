"""Sources and what is known of each: the schedule lives here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.errors import NotFound
from digests.fetch.politeness import SourceState
from digests.model import Source, Window
from digests.store import codec
from digests.store.sql import upsert
from digests.store.tables import source_states, sources

_ERROR = 400  # from here on a status is no answer (RFC 9110 section 15)


async def ship(connection: AsyncConnection, configured: Sequence[Source]) -> None:
    """Makes the store's shipped sources the configured ones; sources added by hand stay."""
    keep = {source.id for source in configured}
    rows = await connection.execute(select(sources.c.id).where(sources.c.shipped))
    for gone in {row.id for row in rows} - keep:
        await connection.execute(delete(sources).where(sources.c.id == gone))
    disabled = await _disabled(connection)
    for source in configured:
        await _put(connection, source, shipped=True, enabled=source.id not in disabled)


async def add(connection: AsyncConnection, source: Source) -> None:
    """Adds a source by hand."""
    await _put(connection, source, shipped=False, enabled=True)


async def remove(connection: AsyncConnection, source_id: str) -> None:
    """Stops reading a source; its articles stay. Raises NotFound."""
    result = await connection.execute(
        update(sources).where(sources.c.id == source_id).values(enabled=False)
    )
    if not result.rowcount:
        raise NotFound(f"there is no source {source_id!r}; `briefbot sources list` names them all.")


async def listed(connection: AsyncConnection) -> tuple[Source, ...]:
    """The sources that are read, by id."""
    rows = await connection.execute(
        select(sources.c.data).where(sources.c.enabled).order_by(sources.c.id)
    )
    return tuple(codec.load(Source, row.data) for row in rows)


async def outlets(connection: AsyncConnection, ids: Collection[str]) -> Mapping[str, Source]:
    """These sources by id, read or not."""
    rows = await connection.execute(select(sources).where(sources.c.id.in_(list(ids))))
    return {row.id: codec.load(Source, row.data) for row in rows}


async def states(connection: AsyncConnection) -> Mapping[str, SourceState]:
    """What is known of each source that was ever read, by source id."""
    rows = await connection.execute(select(source_states))
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


async def keep_state(connection: AsyncConnection, source_id: str, state: SourceState) -> None:
    """Keeps a source's new state."""
    await upsert(
        connection,
        source_states,
        {"source_id": source_id, "next_due_at": state.next_due_at, "data": codec.dump(state)},
    )


async def _put(
    connection: AsyncConnection, source: Source, *, shipped: bool, enabled: bool
) -> None:
    row: dict[str, Any] = {
        "id": source.id,
        "outlet": source.outlet,
        "url": source.url,
        "data": codec.dump(source),
        "shipped": shipped,
        "enabled": enabled,
    }
    await upsert(connection, sources, row)


async def _disabled(connection: AsyncConnection) -> set[str]:
    rows = await connection.execute(select(sources.c.id).where(sources.c.enabled.is_(False)))
    return {row.id for row in rows}
