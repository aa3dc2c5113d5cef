"""Takes articles into the store: extracted, matched to topics, placed in stories.

The same way for what was collected and what was handed over. Processing is pure and may run in
another process; one article that can't be processed costs only its own extraction.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from digests.extract.article import VERSION, extract
from digests.library import Library
from digests.model import Article, Extraction, Story, TopicMatch
from digests.sources.entries import KnownEntry
from digests.store import articles as article_store
from digests.store import stories as story_store
from digests.store import topics as topic_store
from digests.stories.fingerprint import Fingerprint, fingerprint
from digests.stories.grouping import WINDOW, group
from digests.stories.origin import origins

BATCH = 50  # articles a transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An article to take in.

    `brief_at` (UTC) is the instant by which a brief's window takes it, None for no news. `revises`
    says that it is a changed text of one already there.
    """

    article: Article
    identities: tuple[str, ...] = ()
    brief_at: datetime | None = None
    entry: KnownEntry | None = None
    revises: bool = False

    def revising(self, old: Article) -> Arrival:
        """This arrival as the next revision of `old`: first sight and identity stay its own."""
        article = replace(
            self.article,
            id=old.id,
            first_seen_at=old.first_seen_at,
            revision=old.revision + 1,
        )
        return replace(self, article=article, revises=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """All that is read out of one article."""

    extraction: Extraction
    fingerprint: Fingerprint
    topics: tuple[TopicMatch, ...]


Processor = Callable[[Article], Awaitable[Processed]]


def process(article: Article, library: Library) -> Processed:
    """Reads an article: quotes, claims, entities, features, topics. Pure and CPU-bound."""
    extraction = extract(article, library.config.gazetteer)
    return Processed(
        extraction=extraction,
        fingerprint=fingerprint(article, extraction, library.config.gazetteer),
        topics=library.matcher.matches(article),
    )


def inline(library: Library) -> Processor:
    """A processor that works in this process, in a thread, so that the loop stays awake."""

    async def run(article: Article) -> Processed:
        return await asyncio.to_thread(process, article, library)

    return run


async def take(
    database: AsyncEngine, library: Library, arrivals: Sequence[Arrival], processor: Processor
) -> None:
    """Takes the arrivals in, oldest first, a batch a transaction."""
    ordered = sorted(arrivals, key=lambda one: (one.article.published_at, one.article.id))
    for at in range(0, len(ordered), BATCH):
        batch = ordered[at : at + BATCH]
        processed = await asyncio.gather(*(processor(one.article) for one in batch))
        async with database.begin() as connection:
            for one, read in zip(batch, processed, strict=True):
                await _keep(connection, one, read, library.topics_version)
            await _place(connection, [read.fingerprint for read in processed])


async def _keep(
    connection: AsyncConnection, one: Arrival, read: Processed, topics_version: str
) -> None:
    if one.revises:
        await article_store.revise(connection, one.article)
        await article_store.name(connection, one.article.id, one.identities)
        await article_store.renew(connection, one.article.id, one.brief_at)
    else:
        await article_store.add(
            connection,
            one.article,
            identities=one.identities,
            brief_at=one.brief_at,
            entry=one.entry,
        )
    await article_store.keep_extraction(connection, one.article, read.extraction, VERSION)
    await topic_store.keep(connection, one.article.id, read.topics, topics_version)


async def _place(connection: AsyncConnection, prints: Sequence[Fingerprint]) -> None:
    """Puts each article into its story; an article that is in one already stays in it."""
    placed = await story_store.of_articles(connection, [one.article_id for one in prints])
    new = [one for one in prints if one.article_id not in placed]
    touched = set(placed.values())
    if new:
        since = min(one.published_at for one in new) - WINDOW
        known = await story_store.candidates(connection, new, since=since)
        grouping = group(new, known)
        targets = {merge.source: merge.target for merge in grouping.merges}
        by_id = {one.article_id: one for one in new}
        for story_id in grouping.started:
            await _start(connection, story_id)
        for source, target in targets.items():
            await story_store.merge(connection, source, target)
        for article_id, story_id in grouping.stories.items():
            await story_store.place(connection, story_id, by_id[article_id])
            touched.add(story_id)
        touched |= set(targets.values())
    for one in prints:
        if one.article_id in placed:
            await story_store.place(connection, placed[one.article_id], one)
    await _refresh(connection, touched)


async def _start(connection: AsyncConnection, story_id: str) -> None:
    never = datetime.fromtimestamp(0, tz=UTC)
    await story_store.keep(
        connection,
        Story(id=story_id, article_ids=(), origins=(), first_seen=never, updated_at=never),
    )


async def _refresh(connection: AsyncConnection, story_ids: Iterable[str]) -> None:
    """Works out anew whose text is whose in these stories, and how old and new they are."""
    for story in await story_store.get(connection, tuple(story_ids)):
        members = await article_store.get(connection, story.article_ids)
        if not members:
            continue
        await story_store.keep(
            connection,
            Story(
                id=story.id,
                article_ids=story.article_ids,
                origins=origins(members),
                first_seen=min(one.first_seen_at for one in members),
                updated_at=max(one.fetched_at for one in members),
            ),
        )
