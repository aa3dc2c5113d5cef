"""Questions put to the archive: the articles that may answer are looked up, then read."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from digests.answer import answer
from digests.answers.question import read
from digests.answers.retrieval import groups
from digests.model import Answer
from digests.store import articles as article_store
from digests.store import claims as claim_store
from digests.store import search as search_store
from digests.store import stories as story_store

CANDIDATES = 14  # articles found by their words
MOST_READ = 30  # articles read for one answer, those of the same stories included
_BATCH = 100


async def ask(connection: AsyncConnection, question: str, *, topic: str | None = None) -> Answer:
    """An answer from the whole archive, or from a topic's articles (its slug).

    The cost does not grow with the archive: a bounded number of articles is read.
    """
    wanted = groups(read(question))
    found = await search_store.candidates(connection, wanted, topic=topic, limit=CANDIDATES)
    return await ask_of(connection, question, await _with_stories(connection, found))


async def ask_of(connection: AsyncConnection, question: str, ids: Collection[str]) -> Answer:
    """An answer from these articles alone."""
    articles = await article_store.get(connection, ids)
    extractions = await article_store.extractions_of(connection, [one.id for one in articles])
    return answer(question, articles, extractions)


async def catch_up(database: AsyncEngine) -> int:
    """Indexes the articles that were stored before there was an index; the number of them."""
    total = 0
    while True:
        async with database.begin() as connection:
            late = await search_store.missing(connection, limit=_BATCH)
            extractions = await article_store.extractions_of(connection, late)
            for article in await article_store.get(connection, late):
                await search_store.keep(connection, article, extractions[article.id])
                await claim_store.keep(connection, article, extractions[article.id])
        total += len(late)
        if len(late) < _BATCH:
            return total


async def _with_stories(connection: AsyncConnection, ids: Collection[str]) -> tuple[str, ...]:
    """These articles and the others of their stories, which may say it better."""
    found = dict.fromkeys(ids)
    placed = await story_store.of_articles(connection, ids)
    stories = {story.id: story for story in await story_store.get(connection, set(placed.values()))}
    for one in ids:
        story = stories.get(placed.get(one, ""))
        if story and len(found) < MOST_READ:
            found.update(dict.fromkeys(story.article_ids[: MOST_READ - len(found)]))
    return tuple(found)
