"""Takes articles into the store: extracted, matched to topics, placed in stories.

The same way for what was collected and what was handed over. Processing is pure and may run in
another process; one article that can't be processed costs only its own extraction.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from digests.arrivals import Arrival
from digests.errors import ReadingFailed
from digests.extract.article import VERSION, extract
from digests.library import Library
from digests.model import Article, Extraction, Story, TopicMatch
from digests.store import articles as article_store
from digests.store import pending
from digests.store import stories as story_store
from digests.store import topics as topic_store
from digests.store.sql import alone
from digests.stories.fingerprint import Fingerprint, fingerprint
from digests.stories.grouping import WINDOW, group
from digests.stories.origin import origins

__all__ = [
    "Arrival",
    "Processed",
    "Processor",
    "inline",
    "process",
    "renew",
    "settle",
    "shelve",
    "take",
]

BATCH = 50  # articles a transaction
STORIES = "stories"  # who places articles is alone with them: two would not see each other's

log = structlog.get_logger(__name__)


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


def attempt(article: Article, library: Library) -> Processed | str:
    """What was read out of an article, or why it could not be, in a few words.

    A rule's mistake on one text, whatever it is, costs that text and no other.
    """
    try:
        return process(article, library)
    except Exception as error:
        return f"It can't be read ({type(error).__name__})."


def inline(library: Library) -> Processor:
    """A processor that works in this process, in a thread, so that the loop stays awake.

    It raises ReadingFailed for an article that can't be read.
    """

    async def run(article: Article) -> Processed:
        result = await asyncio.to_thread(attempt, article, library)
        if isinstance(result, str):
            raise ReadingFailed(result)
        return result

    return run


async def take(
    database: AsyncEngine,
    library: Library,
    arrivals: Sequence[Arrival],
    processor: Processor,
    *,
    now: datetime | None = None,
) -> None:
    """Takes the arrivals in, oldest first, a batch a transaction.

    An article that can't be read is kept and tried again at `settle`; `now` (UTC) is when it was
    tried, its own time of fetching by default.
    """
    ordered = sorted(arrivals, key=lambda one: (one.article.published_at, one.article.id))
    for at in range(0, len(ordered), BATCH):
        read = await read_all(ordered[at : at + BATCH], processor)
        async with database.begin() as connection:
            await alone(connection, STORIES)
            await keep_read(connection, library, read, now or read[-1].arrival.article.fetched_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An arrival and what was read out of it, or why that could not be done."""

    arrival: Arrival
    processed: Processed | None = None
    error: str = ""


async def read_all(arrivals: Sequence[Arrival], processor: Processor) -> list[Read]:
    """Reads each of the articles; one that can't be read costs only itself."""

    async def one(arrival: Arrival) -> Read:
        try:
            return Read(arrival=arrival, processed=await processor(arrival.article))
        except ReadingFailed as error:
            log.warning("article_unread", article=arrival.article.id, why=str(error))
            return Read(arrival=arrival, error=str(error))

    return list(await asyncio.gather(*map(one, arrivals)))


async def shelve(connection: AsyncConnection, arrivals: Sequence[Arrival], now: datetime) -> None:
    """Stores new articles at once, to be read later by `settle`: see `digests.store.pending`."""
    await article_store.add_all(connection, arrivals)
    await pending.put_off(connection, [one.article for one in arrivals], now)


async def renew(database: AsyncEngine, now: datetime) -> int:
    """Puts off what an older version's rules have read, to be read again by `settle`; how many.

    So a better rule reaches the archive too. `now` is UTC.
    """
    async with database.begin() as connection:
        return await pending.put_off_outdated(connection, VERSION, now)


async def settle(
    database: AsyncEngine,
    library: Library,
    processor: Processor,
    *,
    now: datetime,
    lock: asyncio.Lock | None = None,
    most: int | None = None,
    told: Callable[[int], None] = lambda count: None,
) -> int:
    """Reads the articles that were put off before `now` (UTC), the newest first; how many.

    `most` bounds them, `lock` is held while the store is written, `told` hears of each batch's
    size. What fails is tried again at a later `now`, three times in all.
    """
    total = 0
    while most is None or total < most:
        async with database.connect() as connection:
            ids = await pending.waiting(connection, before=now, limit=BATCH)
        read = await settle_these(database, library, processor, ids, now=now, lock=lock)
        if not read:
            return total
        total += read
        told(read)
    return total


async def settle_these(
    database: AsyncEngine,
    library: Library,
    processor: Processor,
    ids: Collection[str],
    *,
    now: datetime,
    lock: asyncio.Lock | None = None,
) -> int:
    """Reads those of these articles that still wait to be read; how many."""
    async with database.connect() as connection:
        articles = await article_store.get(connection, await pending.still(connection, ids))
    if not articles:
        return 0
    read = await read_all([Arrival(article=one) for one in articles], processor)
    async with lock or asyncio.Lock(), database.begin() as connection:
        await alone(connection, STORIES)
        await _keep_results(connection, library, await _current(connection, read), now)
    return len(articles)


async def _current(connection: AsyncConnection, read: Sequence[Read]) -> list[Read]:
    """Those whose text is still the one that was read: a change of it is read by itself."""
    ids = [one.arrival.article.id for one in read]
    now = {one.id: one.content_hash for one in await article_store.get(connection, ids)}
    return [
        one for one in read if now.get(one.arrival.article.id) == one.arrival.article.content_hash
    ]


async def keep_read(
    connection: AsyncConnection, library: Library, read: Sequence[Read], now: datetime
) -> None:
    """Stores arrivals with what was read out of them, and puts them into their stories."""
    await article_store.add_all(
        connection, [one.arrival for one in read if not one.arrival.revises]
    )
    for one in read:
        if one.arrival.revises:
            await article_store.revise(connection, one.arrival.article)
            await article_store.name(connection, one.arrival.article.id, one.arrival.identities)
            await article_store.renew(connection, one.arrival.article.id, one.arrival.brief_at)
    await _keep_results(connection, library, read, now)


async def _keep_results(
    connection: AsyncConnection, library: Library, read: Sequence[Read], now: datetime
) -> None:
    prints: list[Fingerprint] = []
    for one in read:
        article = one.arrival.article
        if one.processed is None:
            # What was read of an older text must not be shown beside this one.
            await article_store.forget_extraction(connection, article)
            await pending.failed(connection, article, one.error, now)
            continue
        await article_store.keep_extraction(connection, article, one.processed.extraction, VERSION)
        await topic_store.keep(connection, article.id, one.processed.topics, library.topics_version)
        prints.append(one.processed.fingerprint)
    await pending.done(connection, [one.article_id for one in prints])
    await _place(connection, prints)


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
