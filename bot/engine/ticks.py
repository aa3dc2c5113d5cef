"""What the clock does: it looks at what is due and asks for it. Two clocks ask for it once.

Nothing is decided here: a job asked for once too often finds nothing to do, and what was lost on
the way is asked for again at the next tick.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from bot import jobs, waiting
from bot.engine import orders_due
from bot.jobs import Queue
from digests.fetch.politeness import SourceState
from digests.library import Library
from digests.store import pending
from digests.store import sources as source_store

PARTS = 2_000  # parts asked for a tick; the next tick takes the rest
ARTICLES = 500
READ_AFTER = timedelta(minutes=1)  # an article that failed is left alone for so long


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticks:
    """The clock's questions to the database. `platforms` are those briefs are built for."""

    database: AsyncEngine
    queue: Queue
    library: Library
    platforms: Collection[str]
    clock: Callable[[], datetime]

    async def collect(self) -> int:
        """Asks for every source that is due; how many those were."""
        now = self.clock()
        async with self.queue.transaction() as transaction:
            connection = transaction.connection
            await source_store.ship(connection, self.library.config.sources)
            states = await source_store.states(connection)
            due = [
                one.id
                for one in await source_store.listed(connection)
                if states.get(one.id, SourceState()).due(now)
            ]
            await transaction.put(*map(jobs.collect, due))
        return len(due)

    async def read(self) -> int:
        """Asks for every article that waits to be read; how many those were."""
        async with self.queue.transaction() as transaction:
            before = self.clock() - READ_AFTER
            ids = await pending.waiting(transaction.connection, before=before, limit=ARTICLES)
            await transaction.put(*map(jobs.extract, ids))
        return len(ids)

    async def plan(self) -> int:
        """Asks for the briefs of every channel where one may be due; how many channels."""
        async with self.queue.transaction() as transaction:
            due = await orders_due.channels(transaction.connection, self.clock(), self.platforms)
            await transaction.put(
                *(jobs.brief(one.platform, one.workspace, one.channel) for one in due)
            )
        return len(due)

    async def deliver(self) -> int:
        """Asks for every part that can be sent now; how many those were."""
        async with self.queue.transaction() as transaction:
            due = await waiting.due(
                transaction.connection, self.clock(), platforms=self.platforms, limit=PARTS
            )
            await transaction.put(*(jobs.deliver(one.workspace, one.id) for one in due))
        return len(due)
