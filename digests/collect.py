"""Reads the sources that are due, once: feed, entries, pages, articles, store.

A source's failure is a value in the report; it never costs another source, nor an entry another.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from digests.articles import Page, article_of, revised
from digests.errors import DigestsError, FetchError
from digests.fetch.client import Fetcher
from digests.fetch.politeness import Outcome, SourceState, decide
from digests.intake import Arrival, Processor, take
from digests.library import Library
from digests.model import Feed, Source
from digests.sources.entries import (
    EditedEntry,
    KnownEntry,
    NewEntry,
    lookup_keys,
    plan_entries,
)
from digests.sources.keys import page_keys
from digests.sources.poll import poll
from digests.sources.pool import ParserPool
from digests.store import articles as article_store
from digests.store import sources as source_store

PAGES_SINCE = timedelta(days=7)  # of older entries the feed's own text is enough
AT_ONCE = 32  # sources under way at the same time

Result = Literal["new", "unchanged", "failed", "waiting"]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """What reading one source came to. `why` says it for `failed` and `waiting`."""

    source: Source
    result: Result
    new: int = 0
    revised: int = 0
    why: str | None = None
    notice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collector:
    """Collects into a store. `pool` parses what was sent, where it can be killed."""

    database: AsyncEngine
    library: Library
    fetcher: Fetcher
    pool: ParserPool
    process: Processor
    jitter: Callable[[], float] = random.random
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
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(source: Source, state: SourceState) -> SourceReport:
            async with gate:
                report = await self._source(source, state, now, now - since)
            told(report)
            return report

        return tuple(await asyncio.gather(*(one(*each) for each in wanted)))

    async def _source(
        self, source: Source, state: SourceState, now: datetime, pages_since: datetime
    ) -> SourceReport:
        """Reads one source and keeps what is now known of it."""
        polled = await poll(source, state, fetcher=self.fetcher, pool=self.pool)
        arrivals: Sequence[Arrival] = ()
        if polled.feed is not None:
            arrivals = await self._arrivals(source, state, polled.feed, now, pages_since)
            arrivals = await self._take(arrivals)
        outcome = polled.with_new(len(arrivals))
        decision = decide(state, outcome, now=now, jitter=self.jitter())
        async with self.database.begin() as connection:
            await source_store.keep_state(connection, source.id, decision.state)
        if decision.notice:
            log.warning("source_notice", source=source.id, notice=decision.notice)
        return _report(source, outcome, decision.state, arrivals, decision.notice)

    async def _arrivals(
        self,
        source: Source,
        state: SourceState,
        feed: Feed,
        now: datetime,
        pages_since: datetime,
    ) -> list[Arrival]:
        async with self.database.connect() as connection:
            keys = lookup_keys(feed, source_id=source.id)
            known = await article_store.known(connection, keys)
        intents = plan_entries(
            feed,
            known,
            source_id=source.id,
            now=now,
            first_poll=state.last_success_at is None,
            last_success_at=state.last_success_at,
        )
        made = await asyncio.gather(
            *(
                self._new(source, one, now, pages_since)
                if isinstance(one, NewEntry)
                else self._edited(source, one, now)
                for one in intents
            )
        )
        return [one for one in made if one is not None]

    async def _new(
        self, source: Source, intent: NewEntry, now: datetime, pages_since: datetime
    ) -> Arrival | None:
        recent = intent.published_at >= pages_since
        wanted = recent and intent.url and intent.reading == "page"
        page = await self._page(source, intent.url) if wanted else None
        made = article_of(source, intent, page, now=now)
        if made is None:
            return None
        pages = page_keys(page.url, page.text.canonical_url) if page else ()
        return Arrival(
            article=made.article,
            identities=tuple(dict.fromkeys((*intent.keys, *pages))),
            brief_at=made.brief_at,
            entry=_known_entry(made.article.id, source.id, intent),
        )

    async def _edited(self, source: Source, intent: EditedEntry, now: datetime) -> Arrival | None:
        """The next revision where the text changed; else only what its entry now is."""
        async with self.database.begin() as connection:
            old = (await article_store.get(connection, (intent.article_id,)))[0]
            entry = _known_entry(old.id, old.source_id, intent)
            await article_store.name(connection, old.id, intent.keys)
            await article_store.keep_entry(connection, entry)
        if not intent.changed:
            return None
        wanted = intent.reading == "page"
        page = await self._page(source, intent.url or old.canonical_url) if wanted else None
        article = revised(old, intent, page, now=now)
        if article is None:
            return None
        return Arrival(article=article, brief_at=now, revises=True)

    async def _page(self, source: Source, url: str) -> Page | None:
        """The article's page, read; None, with a line in the log, where it can't be."""
        try:
            fetched = await self.fetcher.get(url, kind="page", named_by=source.url)
            if not fetched.ok:
                raise FetchError(f"HTTP {fetched.status}")
            text = await self.pool.page(fetched)
        except DigestsError as error:
            log.info("page_unread", source=source.id, why=str(error))
            return None
        return Page(url=fetched.final_url, text=text)

    async def _take(self, arrivals: Sequence[Arrival]) -> Sequence[Arrival]:
        """Takes in those that are not another source's article already; which they were."""
        # One writer at a time: two batches placed at once would not see each other's stories.
        async with self.writing:
            fresh = await self._unknown(arrivals)
            await take(self.database, self.library, fresh, self.process)
        return fresh

    async def _unknown(self, arrivals: Sequence[Arrival]) -> list[Arrival]:
        """Without those whose page turned out to be a known article's: that learns their keys."""
        kept: list[Arrival] = []
        async with self.database.begin() as connection:
            keys = [key for one in arrivals for key in one.identities]
            known = {key: one.article_id for key, one in
                     (await article_store.known(connection, keys)).items()}  # fmt: skip
            for one in arrivals:
                article_id = next((known[key] for key in one.identities if key in known), None)
                if one.revises or article_id is None:
                    kept.append(one)
                    known.update(dict.fromkeys(one.identities, one.article.id))
                elif article_id not in {each.article.id for each in kept}:
                    await article_store.name(connection, article_id, one.identities)
        return kept


def _known_entry(article_id: str, source_id: str, intent: NewEntry | EditedEntry) -> KnownEntry:
    return KnownEntry(
        article_id=article_id,
        source_id=source_id,
        fingerprint=intent.fingerprint,
        guid=intent.entry.guid,
        url=intent.url,
        title=intent.entry.title,
        published=intent.entry.published,
    )


def _report(
    source: Source,
    outcome: Outcome,
    state: SourceState,
    arrivals: Sequence[Arrival],
    notice: str | None,
) -> SourceReport:
    changed = sum(one.revises for one in arrivals)
    new = len(arrivals) - changed
    if outcome.hold_until is not None:
        return SourceReport(source=source, result="waiting", why=outcome.error, notice=notice)
    if state.last_error is not None:
        return SourceReport(source=source, result="failed", why=state.last_error, notice=notice)
    return SourceReport(
        source=source,
        result="new" if new or changed else "unchanged",
        new=new,
        revised=changed,
        notice=notice,
    )
