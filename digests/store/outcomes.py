"""What came of a claim, as people recorded it with a source: never by the program, per workspace."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.errors import NotFound
from digests.store.sql import chunks, upsert
from digests.store.tables import outcomes, statements

Verdict = Literal["came_true", "did_not", "unclear"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a statement, as a person recorded it, with the source that shows it.

    `recorded_by` is the platform's id of the person, or a name given on the command line.
    """

    statement_id: str
    text: str
    source_url: str
    recorded_by: str
    recorded_at: datetime
    verdict: Verdict | None = None


async def record(connection: AsyncConnection, outcome: Outcome, *, workspace: str = "") -> None:
    """Keeps what a person says came of a statement. Raises NotFound where there is none such."""
    there = await connection.execute(
        select(statements.c.id).where(statements.c.id == outcome.statement_id)
    )
    if there.first() is None:
        raise NotFound(f"there is no claim {outcome.statement_id!r} in this database.")
    await upsert(
        connection,
        outcomes,
        {
            "statement_id": outcome.statement_id,
            "workspace": workspace,
            "text": outcome.text,
            "source_url": outcome.source_url,
            "recorded_by": outcome.recorded_by,
            "recorded_at": outcome.recorded_at,
            "verdict": outcome.verdict,
        },
    )


async def of_statements(
    connection: AsyncConnection, ids: Collection[str], *, workspace: str = ""
) -> dict[str, Outcome]:
    """What was recorded of these statements in this workspace, by statement id."""
    found: dict[str, Outcome] = {}
    for some in chunks(ids):
        rows = await connection.execute(
            select(outcomes).where(
                outcomes.c.workspace == workspace, outcomes.c.statement_id.in_(some)
            )
        )
        found.update({row.statement_id: _outcome(row) for row in rows})
    return found


async def recorded_between(
    connection: AsyncConnection, start: datetime, end: datetime, *, workspace: str
) -> tuple[Outcome, ...]:
    """What people of this workspace recorded after `start` and by `end` (UTC), oldest first."""
    rows = await connection.execute(
        select(outcomes)
        .where(
            outcomes.c.workspace == workspace,
            outcomes.c.recorded_at > start,
            outcomes.c.recorded_at <= end,
        )
        .order_by(outcomes.c.recorded_at, outcomes.c.statement_id)
    )
    return tuple(_outcome(row) for row in rows)


def _outcome(row: Any) -> Outcome:
    return Outcome(
        statement_id=row.statement_id,
        text=row.text,
        source_url=row.source_url,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
        verdict=row.verdict if row.verdict in VERDICTS else None,
    )
