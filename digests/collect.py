"""Reads the sources that are due, once: feed, entries, pages, articles, store.

A source's failure is a value in the report; it never costs another source, nor an entry another.
What no brief can show (a new source's past) is stored at once and read by `settle` afterwards.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from digests import intake
from digests.fetch.client import Fetcher
from digests.fetch.politeness import SourceState
from digests.intake import Processor
from digests.library import Library
from digests.model import Source
from digests.round import Round, SourceReport
from digests.sources.pool import ParserPool
from digests.store import sources as source_store

__all__ = ["PAGES_SINCE", "Collector", "SourceReport"]

PAGES_SINCE = timedelta(days=7)  # of older entries the feed's own text is enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Collector:
    """Collects into a store. `pool` parses what was sent, where it can be killed."""

    database: AsyncEngine
    library: Library
    fetcher: Fetcher
    pool: ParserPool
    process: Processor
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    jitter: Callable[[], float] = random.random
    # One writer at a time: two batches placed at once would not see each other's stories.
    writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def run(
        self,
        now: datetime,
        *,
        only: Collection[str] = (),
        since: timedelta = PAGES_SINCE,
        told: Callable[[SourceReport], None] = lambda report: None,
    ) -> tuple[SourceReport, ...]:
        """Reads what is due at `now` (UTC), or just the sources `only` names, due or not.

        `told` hears of each source as it is done.
        """
        async with self.database.begin() as connection:
            await source_store.ship(connection, self.library.config.sources)
            sources = await source_store.listed(connection)
            states = await source_store.states(connection)
        wanted = [
            (one, states.get(one.id, SourceState()))
            for one in sources
            if (one.id in only if only else states.get(one.id, SourceState()).due(now))
        ]
        return await self._read(wanted, now, since, told)

    async def read(
        self, ids: Collection[str], now: datetime, *, since: timedelta = PAGES_SINCE
    ) -> tuple[SourceReport, ...]:
        """Reads those of these sources that are in the store and still due at `now` (UTC)."""
        async with self.database.connect() as connection:
            sources = await source_store.listed(connection, only=ids)
            states = await source_store.states(connection, only=ids)
        known = [(one, states.get(one.id, SourceState())) for one in sources]
        due = [(one, state) for one, state in known if state.due(now)]
        return await self._read(due, now, since, lambda report: None)

    async def _read(
        self,
        wanted: Sequence[tuple[Source, SourceState]],
        now: datetime,
        since: timedelta,
        told: Callable[[SourceReport], None],
    ) -> tuple[SourceReport, ...]:
        run = Round(self, now, now - since, told)
        reports = await asyncio.gather(*(run.source(*each) for each in wanted))
        async with self.database.begin() as connection:
            await source_store.keep_holds(connection, self.fetcher.holds, now)
        return tuple(reports)

    async def settle_these(self, ids: Collection[str], now: datetime) -> None:
        """Reads those of these articles that wait to be read. See `intake`."""
        await intake.settle_these(
            self.database, self.library, self.process, ids, now=now, lock=self.writing
        )

    def secrets_of(self, source: Source) -> Mapping[str, str]:
        """The secrets that a source may use: one added by hand may name none of the operator's."""
        return self.secrets if source in self.library.shipped else {}

    async def settle(
        self,
        now: datetime,
        *,
        most: int | None = None,
        told: Callable[[int], None] = lambda count: None,
    ) -> int:
        """Reads articles that were stored unread, the newest first; how many. See `intake`."""
        return await intake.settle(
            self.database,
            self.library,
            self.process,
            now=now,
            lock=self.writing,
            most=most,
            told=told,
        )
