"""From a poll's entries to articles: what is stored at once, and what is read in full first."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from digests import intake
from digests.arrivals import Arrival
from digests.articles import Page, article_of, revised
from digests.errors import DigestsError, FetchError
from digests.fetch.client import Fetcher
from digests.fetch.politeness import SourceState
from digests.model import Source
from digests.sources.entries import (
    EditedEntry,
    Intent,
    KnownEntry,
    NewEntry,
    lookup_keys,
    plan_entries,
)
from digests.sources.keys import page_keys
from digests.sources.poll import Poll
from digests.sources.pool import ParserPool
from digests.store import articles as article_store

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """How many articles of a poll are stored already, and the entries to read before they are."""

    shelved: int
    urgent: tuple[Intent, ...]
    read_at: str = ""  # where the feed was: what may name the pages to read


async def plan(
    connection: AsyncConnection,
    polls: Sequence[tuple[Poll, SourceState]],
    *,
    now: datetime,
    since: datetime,
) -> list[Planned]:
    """Plans polls, each with the state before it, and stores what no brief can show.

    That is what was published before `since` and is no news now (UTC both). One question to the
    store serves all polls.
    """
    feeds = [one.feed.entries if one.feed else () for one, _ in polls]
    known = dict(
        await article_store.known(
            connection, {key for entries in feeds for key in lookup_keys(entries)}
        )
    )
    planned: list[Planned] = []
    shelved: list[Arrival] = []
    learnt: list[EditedEntry] = []
    for (done, state), entries in zip(polls, feeds, strict=True):
        source = done.source
        intents = plan_entries(
            entries,
            known,
            source_id=source.id,
            now=now,
            first_poll=state.last_success_at is None,
            last_success_at=state.last_success_at,
        )
        past = list(_past(source, intents, known, now, since))
        shelved += past
        learnt += [one for one in intents if isinstance(one, EditedEntry) and not one.changed]
        urgent = tuple(one for one in intents if _is_urgent(one, now, since))
        planned.append(Planned(shelved=len(past), urgent=urgent, read_at=done.read_at))
    await intake.shelve(connection, shelved, now)
    for one in learnt:
        await _keep_edit(connection, one)
    return planned


def _is_urgent(intent: Intent, now: datetime, since: datetime) -> bool:
    return (
        not _is_past(intent, now, since) if isinstance(intent, NewEntry) else bool(intent.changed)
    )


def _is_past(intent: Intent, now: datetime, since: datetime) -> bool:
    if not isinstance(intent, NewEntry) or intent.published_at >= since:
        return False
    return intent.brief_at is None or intent.brief_at < since


def _past(
    source: Source,
    intents: Sequence[Intent],
    known: dict[str, KnownEntry],
    now: datetime,
    since: datetime,
) -> Iterator[Arrival]:
    """The articles of past entries, from the feed's own text. `known` learns them."""
    for one in intents:
        if not isinstance(one, NewEntry) or not _is_past(one, now, since):
            continue
        arrival = _arrival(source, one, None, now)
        if arrival is not None and arrival.entry is not None:
            known.update(dict.fromkeys(arrival.identities, arrival.entry))
            yield arrival


async def _keep_edit(connection: AsyncConnection, intent: EditedEntry) -> None:
    """What the entry of a known article now is, and the keys it is known by from now on."""
    (old,) = await article_store.get(connection, (intent.article_id,))
    await article_store.name(connection, old.id, intent.keys)
    await article_store.keep_entry(connection, _known_entry(old.id, old.source_id, intent))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gatherer:
    """Reads the pages of entries."""

    database: AsyncEngine
    fetcher: Fetcher
    pool: ParserPool

    async def arrivals(
        self, source: Source, planned: Planned, *, now: datetime, since: datetime
    ) -> list[Arrival]:
        """The articles of these entries, their pages read where those are the articles.

        Of what was published before `since` (UTC) the feed's own text is enough.
        """
        made = await asyncio.gather(
            *(
                self._new(source, one, planned.read_at, now, since)
                if isinstance(one, NewEntry)
                else self._edited(source, one, planned.read_at, now)
                for one in planned.urgent
            )
        )
        return [one for one in made if one is not None]

    async def _new(
        self, source: Source, intent: NewEntry, read_at: str, now: datetime, since: datetime
    ) -> Arrival | None:
        wanted = intent.url and intent.reading == "page" and intent.published_at >= since
        page = await self._page(source, intent.url, read_at) if wanted else None
        return _arrival(source, intent, page, now)

    async def _edited(
        self, source: Source, intent: EditedEntry, read_at: str, now: datetime
    ) -> Arrival | None:
        """The next revision where the text changed; else only what its entry now is."""
        async with self.database.begin() as connection:
            (old,) = await article_store.get(connection, (intent.article_id,))
            await _keep_edit(connection, intent)
        wanted = intent.reading == "page"
        url = intent.url or old.canonical_url
        page = await self._page(source, url, read_at) if wanted else None
        article = revised(old, intent, page, now=now)
        if article is None:
            return None
        return Arrival(article=article, brief_at=now, revises=True)

    async def _page(self, source: Source, url: str, read_at: str) -> Page | None:
        """The article's page, read; None, with a line in the log, where it can't be."""
        try:
            fetched = await self.fetcher.get(url, kind="page", named_by=read_at)
            if not fetched.ok:
                raise FetchError(f"HTTP {fetched.status}")
            text = await self.pool.page(fetched)
        except DigestsError as error:
            log.info("page_unread", source=source.id, why=str(error))
            return None
        return Page(url=fetched.final_url, text=text)


def _arrival(source: Source, intent: NewEntry, page: Page | None, now: datetime) -> Arrival | None:
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
