"""What happened to sources that an admin should hear of, once each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.fetch.politeness import NoticeKind
from digests.store.collecting_tables import source_events


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEvent:
    """One thing that happened to a source. `text` is a sentence about "it"; `at` is UTC.

    `id` grows: whoever tells of events remembers the last one told and asks for those after it.
    """

    source_id: str
    outlet: str
    kind: NoticeKind
    text: str
    at: datetime
    id: int = 0


async def record(connection: AsyncConnection, events: Sequence[SourceEvent]) -> None:
    """Keeps events, in the transaction that keeps the states they came of."""
    if events:
        await connection.execute(
            source_events.insert(),
            [
                {
                    "source_id": one.source_id,
                    "outlet": one.outlet,
                    "kind": one.kind,
                    "text": one.text,
                    "at": one.at,
                }
                for one in events
            ],
        )


async def after(
    connection: AsyncConnection, last: int, *, limit: int = 100
) -> tuple[SourceEvent, ...]:
    """The events since the one with the id `last` (0: from the beginning), the oldest first."""
    rows = await connection.execute(
        select(source_events)
        .where(source_events.c.id > last)
        .order_by(source_events.c.id)
        .limit(limit)
    )
    return tuple(SourceEvent(**row) for row in rows.mappings())


async def newest(connection: AsyncConnection) -> int:
    """The id of the newest event, 0 where there is none: where a new teller begins."""
    rows = await connection.execute(select(func.max(source_events.c.id)))
    return int(rows.scalar() or 0)


async def forget(connection: AsyncConnection, before: datetime) -> int:
    """Deletes events older than `before` (UTC); how many there were."""
    result = await connection.execute(delete(source_events).where(source_events.c.at < before))
    return result.rowcount
