"""One round over the sources: many under way at once, few transactions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from digests import intake
from digests.errors import DigestsError, StoreError
from digests.fetch.politeness import Outcome, SourceState, decide
from digests.gathering import Gatherer, Planned, plan
from digests.grouped import Grouped
from digests.intake import Read
from digests.model import Source
from digests.sources.poll import Poll, poll
from digests.store import articles as article_store
from digests.store import events as event_store
from digests.store import sources as source_store
from digests.store.events import SourceEvent
from digests.store.sql import alone

if TYPE_CHECKING:
    from digests.collect import Collector

AT_ONCE = 64  # sources under way at the same time

Result = Literal["new", "unchanged", "failed", "waiting"]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """What reading one source came to. `why` says it for `failed` and `waiting`.

    `unread` of its articles are stored and could not be read for quotes; they are tried again.
    """

    source: Source
    result: Result
    new: int = 0
    revised: int = 0
    unread: int = 0
    why: str | None = None
    notice: str | None = None
    state: SourceState = field(default_factory=SourceState)  # what is now known of it


@dataclass(frozen=True, slots=True, kw_only=True)
class _Polled:
    """A source that was polled, and what was known of it before."""

    poll: Poll
    state: SourceState

    @property
    def source(self) -> Source:
        return self.poll.source


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finished:
    """A source whose articles are at hand. `shelved` of them are in the store already."""

    polled: _Polled
    read: tuple[Read, ...] = ()
    shelved: int = 0


class Round:
    """A collector's round at `now` (UTC); entries published `since` are read in full."""

    def __init__(
        self,
        collector: Collector,
        now: datetime,
        since: datetime,
        told: Callable[[SourceReport], None],
    ) -> None:
        self._of, self._now, self._since, self._told = collector, now, since, told
        self._gate = asyncio.Semaphore(AT_ONCE)
        self._gatherer = Gatherer(
            database=collector.database, fetcher=collector.fetcher, pool=collector.pool
        )
        database, lock = collector.database, collector.writing
        self._planning = Grouped(database, self._plan, lock)
        self._finishing = Grouped(database, self._finish, lock)

    async def source(self, source: Source, state: SourceState) -> SourceReport:
        """Reads one source and keeps what is now known of it."""
        async with self._gate:
            polled = _Polled(
                poll=await poll(
                    source,
                    state,
                    fetcher=self._of.fetcher,
                    pool=self._of.pool,
                    secrets=self._of.secrets_of(source),
                ),
                state=state,
            )
            try:
                report = await self._stored(polled)
            except StoreError as error:
                report = await self._unstored(polled, error)
        self._told(report)
        return report

    async def _stored(self, polled: _Polled) -> SourceReport:
        if polled.poll.feed is None:
            return await self._finishing.do(_Finished(polled=polled))
        done = await self._planning.do(polled)
        if isinstance(done, SourceReport):
            return done
        arrivals = await self._gatherer.arrivals(
            polled.source, done, now=self._now, since=self._since
        )
        read = await intake.read_all(arrivals, self._of.process)
        return await self._finishing.do(
            _Finished(polled=polled, read=tuple(read), shelved=done.shelved)
        )

    async def _unstored(self, polled: _Polled, error: DigestsError) -> SourceReport:
        """The source whose articles the database refuses: it failed, and is tried again."""
        outcome = replace(polled.poll.outcome, error=str(error), body_hash=None)
        broken = replace(polled.poll, feed=None, outcome=outcome)
        return await self._finishing.do(_Finished(polled=replace(polled, poll=broken)))

    async def _plan(
        self, connection: AsyncConnection, jobs: Sequence[_Polled]
    ) -> list[Planned | SourceReport]:
        """Stores what needs no more reading. A source that has nothing else is done with that."""
        await alone(connection, intake.STORIES)
        planned = await plan(
            connection, [(one.poll, one.state) for one in jobs], now=self._now, since=self._since
        )
        done = [
            _Finished(polled=job, shelved=one.shelved)
            for job, one in zip(jobs, planned, strict=True)
            if not one.urgent
        ]
        reports = {one.source.id: one for one in await self._finish(connection, done)}
        return [reports.get(job.source.id, one) for job, one in zip(jobs, planned, strict=True)]

    async def _finish(
        self, connection: AsyncConnection, jobs: Sequence[_Finished]
    ) -> list[SourceReport]:
        """Takes in what was read, and keeps the state of each source."""
        await alone(connection, intake.STORIES)
        fresh = await _fresh(connection, [job.read for job in jobs])
        everything = [one for some in fresh for one in some]
        if everything:
            await intake.keep_read(connection, self._of.library, everything, self._now)
        reports: list[SourceReport] = []
        states: dict[str, SourceState] = {}
        events: list[SourceEvent] = []
        for job, read in zip(jobs, fresh, strict=True):
            report, state, event = self._decided(job, read)
            reports.append(report)
            states[job.polled.source.id] = state
            events += [event] if event else []
        await source_store.keep_states(connection, states)
        await event_store.record(connection, events)
        return reports

    def _decided(
        self, job: _Finished, read: Sequence[Read]
    ) -> tuple[SourceReport, SourceState, SourceEvent | None]:
        source, before = job.polled.source, job.polled.state
        outcome = job.polled.poll.with_new(job.shelved + len(read))
        decision = decide(before, outcome, now=self._now, jitter=self._of.jitter())
        event = None
        if decision.notice and decision.kind:
            log.warning("source_notice", source=source.id, notice=decision.notice)
            event = SourceEvent(
                source_id=source.id,
                outlet=source.outlet,
                kind=decision.kind,
                text=decision.notice,
                at=self._now,
            )
        report = _report(source, outcome, decision.state, read, job.shelved)
        report = replace(report, notice=decision.notice, state=decision.state)
        return report, decision.state, event


async def _fresh(
    connection: AsyncConnection, batches: Sequence[Sequence[Read]]
) -> list[list[Read]]:
    """Without those whose page turned out to be a known article's: that learns their keys."""
    keys = {key for some in batches for one in some for key in one.arrival.identities}
    found = await article_store.known(connection, keys) if keys else {}
    known = {key: one.article_id for key, one in found.items()}
    kept: list[list[Read]] = []
    coming: set[str] = set()
    for some in batches:
        kept.append([])
        for one in some:
            arrival = one.arrival
            article_id = next((known[key] for key in arrival.identities if key in known), None)
            if arrival.revises or article_id is None:
                kept[-1].append(one)
                known.update(dict.fromkeys(arrival.identities, arrival.article.id))
                coming.add(arrival.article.id)
            elif article_id not in coming:
                await article_store.name(connection, article_id, arrival.identities)
    return kept


def _report(
    source: Source, outcome: Outcome, state: SourceState, read: Sequence[Read], shelved: int
) -> SourceReport:
    if outcome.hold_until is not None:
        return SourceReport(source=source, result="waiting", why=outcome.error)
    if state.last_error is not None:
        return SourceReport(source=source, result="failed", why=state.last_error)
    revised = sum(one.arrival.revises for one in read)
    new = len(read) - revised + shelved
    return SourceReport(
        source=source,
        result="new" if new or revised else "unchanged",
        new=new,
        revised=revised,
        unread=sum(one.processed is None for one in read),
    )
