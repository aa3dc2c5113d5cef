"""A store that was put back from a backup does not know what was sent since that was made.

So what it owes is taken for lost answers: it may stand, and is looked for in the platform's record
before anything is sent. A part has the same key however often it is planned.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from digests.store import facts

FACT = "restored_at"  # when the store was put back, RFC 3339
DOUBT = timedelta(days=1)  # alerts and notices of that day may have come before it, too


def note(copy: sqlite3.Connection, now: datetime) -> None:
    """Notes in a copy that is about to be put in place that it is one, at `now` (UTC)."""
    tables = {row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"deliveries", "facts"} <= tables:
        return  # of a version that sent nothing yet
    with copy:
        copy.execute(
            "UPDATE deliveries SET status = 'unknown', lease_until = NULL, error = NULL, "
            "tried_at = coalesce(tried_at, promised_at, due_at) "
            "WHERE status IN ('planned', 'sending')"
        )
        copy.execute(
            "INSERT INTO facts (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (FACT, now.isoformat()),
        )


async def doubts(connection: AsyncConnection, promised: datetime) -> bool:
    """Whether what was promised for that time (UTC) may have been sent before a restore."""
    found = await facts.get(connection, FACT)
    return found is not None and promised < datetime.fromisoformat(found) + DOUBT
