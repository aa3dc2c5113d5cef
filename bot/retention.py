"""Forgetting: a workspace at once when it leaves, and what is old in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Table, delete
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.memory import REMEMBERED, forget_questions
from bot.tables import heard_events
from bot.tables import metadata as bot_metadata
from digests.store import batches, marks, replies
from digests.store.tables import metadata as digests_metadata

HEARD = timedelta(days=2)  # Slack's last redelivery comes after minutes; a day is ample
MARKS = timedelta(days=180)  # tastes change, and who pressed what is a person's own


async def purge_workspace(connection: AsyncConnection, workspace: str) -> int:
    """Deletes every row of a workspace, in every table that has any; how many there were."""
    gone = 0
    for table in _of_workspaces():
        result = await connection.execute(delete(table).where(table.c.workspace == workspace))
        gone += result.rowcount
    return gone


async def forget(connection: AsyncConnection, now: datetime) -> int:
    """Deletes what need not be remembered any more at `now` (UTC).

    These are events and questions long answered, what a model answered to them, its batches that
    are done, and readers' marks of half a year ago.
    """
    result = await connection.execute(
        delete(heard_events).where(heard_events.c.heard_at < now - HEARD)
    )
    gone = result.rowcount + await marks.forget(connection, now - MARKS)
    gone += await replies.forget(connection, now - REMEMBERED)
    gone += await batches.forget(connection, now - REMEMBERED)
    return gone + await forget_questions(connection, now)


def _of_workspaces() -> Iterator[Table]:
    for metadata in (bot_metadata, digests_metadata):
        for table in reversed(metadata.sorted_tables):
            if "workspace" in table.c:
                yield table
