"""Calls handed in together for less: which batch holds which call, and how far it has come.

A batch is written down with its calls reserved before anything is sent, then with its file, then
with its own id at the provider. So whoever comes after a kill knows what was sent, and sends
nothing twice. Its text is kept until the provider has it. Times are UTC.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    JSON,
    Column,
    Index,
    Row,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.store.tables import UTCDateTime, metadata, model_calls

# "reserved": nothing sent that we know of. "uploaded": the provider has the file. "submitted": it
# has the batch. "cancelling": it was asked to stop. "closed": every call of it is settled.
Stage = Literal["reserved", "uploaded", "submitted", "cancelling", "closed"]

model_batches = Table(
    "model_batches",
    metadata,
    Column("id", Text, primary_key=True),
    Column("provider", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("slots", JSON, nullable=False),  # whose briefs it is for: "SUBSCRIPTION DATE"
    Column("input", Text, nullable=True),  # the file's text until the provider has it
    Column("file_id", Text, nullable=True),  # the provider's
    Column("remote_id", Text, nullable=True),
    Column("reserved_at", UTCDateTime, nullable=False),
    Column("touched_at", UTCDateTime, nullable=False),
    Column("deadline_at", UTCDateTime, nullable=False),  # later than this it is called off
    Column("outcome", Text, nullable=True),
    Index("ix_model_batches_stage", "stage"),
)

model_batch_calls = Table(
    "model_batch_calls",
    metadata,
    Column("call_id", Text, primary_key=True),
    Column("batch_id", Text, nullable=False),
    Column("key", Text, nullable=False),
    Index("ix_model_batch_calls_batch_id", "batch_id"),
    Index("ix_model_batch_calls_key", "key"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A batch as it stands."""

    id: str
    provider: str
    url: str
    model: str
    stage: Stage
    slots: tuple[str, ...]
    input: str | None
    file_id: str | None
    remote_id: str | None
    reserved_at: datetime
    touched_at: datetime
    deadline_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A call of a batch that is not settled yet."""

    call_id: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBatch:
    """A batch that is not back: how many calls it holds, and what is reserved for them (micros)."""

    batch: Batch
    calls: int
    reserved: int


async def keep(connection: AsyncConnection, batch: Batch, held: Sequence[Held]) -> None:
    """Writes a new batch down with the calls it holds, which are reserved already."""
    await connection.execute(
        insert(model_batches).values(
            id=batch.id,
            provider=batch.provider,
            url=batch.url,
            model=batch.model,
            stage=batch.stage,
            slots=list(batch.slots),
            input=batch.input,
            file_id=batch.file_id,
            remote_id=batch.remote_id,
            reserved_at=batch.reserved_at,
            touched_at=batch.touched_at,
            deadline_at=batch.deadline_at,
        )
    )
    rows = [{"call_id": one.call_id, "batch_id": batch.id, "key": one.key} for one in held]
    if rows:
        await connection.execute(insert(model_batch_calls), rows)


async def move(
    connection: AsyncConnection, batch_id: str, stage: Stage, *, now: datetime, **values: Any
) -> None:
    """A batch is at another stage; `values` are other columns that change with it."""
    await connection.execute(
        update(model_batches)
        .where(model_batches.c.id == batch_id)
        .values(stage=stage, touched_at=now, **values)
    )


async def claim(connection: AsyncConnection, batch: Batch, *, now: datetime, **values: Any) -> bool:
    """Takes a batch to go on with it; False where another process has touched it meanwhile.

    `values` are columns that change with it.
    """
    claimed = await connection.execute(
        update(model_batches)
        .where(
            model_batches.c.id == batch.id,
            model_batches.c.stage == batch.stage,
            model_batches.c.touched_at == batch.touched_at,
        )
        .values(touched_at=now, **values)
    )
    return claimed.rowcount == 1


async def open_ones(connection: AsyncConnection) -> Sequence[Batch]:
    """The batches that are not closed, the oldest first."""
    rows = await connection.execute(
        select(model_batches)
        .where(model_batches.c.stage != "closed")
        .order_by(model_batches.c.reserved_at, model_batches.c.id)
    )
    return tuple(map(_batch, rows.all()))


async def under_way(connection: AsyncConnection) -> Sequence[OpenBatch]:
    """The open batches with what is reserved for each."""
    found: list[OpenBatch] = []
    for one in await open_ones(connection):
        held = (
            await connection.execute(
                select(func.count().label("n"), func.sum(model_calls.c.cost).label("cost"))
                .join(model_batch_calls, model_calls.c.id == model_batch_calls.c.call_id)
                .where(model_batch_calls.c.batch_id == one.id, model_calls.c.status == "reserved")
            )
        ).one()
        found.append(OpenBatch(batch=one, calls=held.n, reserved=int(held.cost or 0)))
    return tuple(found)


async def slots_since(connection: AsyncConnection, since: datetime) -> Collection[str]:
    """The slots that a batch was made for since then."""
    rows = await connection.execute(
        select(model_batches.c.slots).where(model_batches.c.reserved_at >= since)
    )
    return {slot for row in rows.all() for slot in row.slots}


async def unsettled(connection: AsyncConnection, batch_id: str) -> Sequence[Held]:
    """The calls of a batch that are still reserved."""
    rows = await connection.execute(
        select(model_batch_calls.c.call_id, model_batch_calls.c.key)
        .join(model_calls, model_calls.c.id == model_batch_calls.c.call_id)
        .where(model_batch_calls.c.batch_id == batch_id, model_calls.c.status == "reserved")
        .order_by(model_batch_calls.c.call_id)
    )
    return tuple(Held(call_id=row.call_id, key=row.key) for row in rows.all())


async def holds(connection: AsyncConnection, key: str) -> bool:
    """Whether an open batch holds this very call, so that it must not be made at once too."""
    held = (
        select(model_batch_calls.c.call_id)
        .join(model_calls, model_calls.c.id == model_batch_calls.c.call_id)
        .where(model_batch_calls.c.key == key, model_calls.c.status == "reserved")
    )
    return (await connection.execute(held.limit(1))).first() is not None


async def forget(connection: AsyncConnection, before: datetime) -> int:
    """Deletes closed batches that are older; how many there were. Their calls stay on the ledger."""
    old = select(model_batches.c.id).where(
        model_batches.c.stage == "closed", model_batches.c.touched_at < before
    )
    await connection.execute(delete(model_batch_calls).where(model_batch_calls.c.batch_id.in_(old)))
    gone = await connection.execute(
        delete(model_batches).where(
            model_batches.c.stage == "closed", model_batches.c.touched_at < before
        )
    )
    return gone.rowcount


def _batch(row: Row[Any]) -> Batch:
    return Batch(
        id=row.id,
        provider=row.provider,
        url=row.url,
        model=row.model,
        stage=row.stage,
        slots=tuple(row.slots),
        input=row.input,
        file_id=row.file_id,
        remote_id=row.remote_id,
        reserved_at=row.reserved_at,
        touched_at=row.touched_at,
        deadline_at=row.deadline_at,
    )
