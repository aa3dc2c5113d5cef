"""A store that was put back from a backup does not know what was sent since that was made.

So what it owes is taken for lost answers: it may stand, and is looked for in the platform's record
before anything is sent. A part has the same key however often it is planned.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, inspect, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.tables import deliveries
from digests.store import facts
from digests.store.tables import facts as all_facts

FACT = "restored_at"  # when the store was put back, RFC 3339
DOUBT = timedelta(days=1)  # alerts and notices of that day may have come before it, too


def note(connection: Connection, now: datetime) -> None:
    """Notes in a store that it was put back at `now` (UTC)."""
    if not {deliveries.name, all_facts.name} <= set(inspect(connection).get_table_names()):
        return  # of a version that sent nothing yet
    at = func.coalesce(deliveries.c.tried_at, deliveries.c.promised_at, deliveries.c.due_at)
    connection.execute(
        update(deliveries)
        .where(deliveries.c.status.in_(("planned", "sending")))
        .values(status="unknown", lease_until=None, error=None, tried_at=at)
    )
    connection.execute(delete(all_facts).where(all_facts.c.name == FACT))
    connection.execute(insert(all_facts).values(name=FACT, value=now.isoformat()))


async def doubts(connection: AsyncConnection, promised: datetime) -> bool:
    """Whether what was promised for that time (UTC) may have been sent before a restore."""
    found = await facts.get(connection, FACT)
    return found is not None and promised < datetime.fromisoformat(found) + DOUBT
