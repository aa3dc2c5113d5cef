"""Questions put to the archive: the articles that may answer are looked up, then read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from digests.answer import answer
from digests.answers.lexemes import lexemes
from digests.answers.material import Material
from digests.answers.question import read
from digests.answers.retrieval import groups
from digests.evidence import cut
from digests.extract.boilerplate import boilerplate
from digests.grounds import inside, readable, told_by_people
from digests.model import Answer, Article, Evidence
from digests.search import Search, tokens
from digests.store import articles as article_store
from digests.store import claims as claim_store
from digests.store import search as search_store
from digests.store import stories as story_store

CANDIDATES = 14  # articles found by their words
MOST_READ = 30  # articles read for one answer, those of the same stories included
_BATCH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article that was searched for, and the sentence of it that matches best."""

    article: Article
    score: float
    evidence: Evidence | None


def ready() -> None:
    """Reads the dictionaries, about a second: for them the first who asks would have to wait."""
    lexemes("computing 算力")


async def search(
    connection: AsyncConnection, wanted: Search, *, limit: int = 20
) -> tuple[Found, ...]:
    """The articles that hold what is wanted, the best first."""
    hits = await search_store.find(connection, wanted, limit=limit)
    articles = {
        one.id: one for one in await article_store.get(connection, [hit.article_id for hit in hits])
    }
    return tuple(
        Found(
            article=articles[hit.article_id],
            score=hit.score,
            evidence=_matching(articles[hit.article_id], wanted.text),
        )
        for hit in hits
        if hit.article_id in articles
    )


async def ask(connection: AsyncConnection, question: str, *, topic: str | None = None) -> Answer:
    """An answer from the whole archive, or from a topic's articles (its slug).

    The cost does not grow with the archive: a bounded number of articles is read.
    """
    found = await material(connection, question, topic=topic)
    return answer(question, found.articles, found.extractions)


async def ask_of(connection: AsyncConnection, question: str, ids: Collection[str]) -> Answer:
    """An answer from these articles alone."""
    found = await material_of(connection, ids)
    return answer(question, found.articles, found.extractions)


async def material(
    connection: AsyncConnection, question: str, *, topic: str | None = None
) -> Material:
    """The articles of the archive, or of a topic, that may answer the question."""
    wanted = groups(read(question))
    found = await search_store.candidates(connection, wanted, topic=topic, limit=CANDIDATES)
    return await material_of(connection, await _with_stories(connection, found))


async def material_of(connection: AsyncConnection, ids: Collection[str]) -> Material:
    """These articles, with what was read out of them."""
    articles = await article_store.get(connection, ids)
    found = await article_store.extractions_of(connection, [one.id for one in articles])
    return Material(articles=tuple(articles), extractions=told_by_people(articles, found))


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


def _matching(article: Article, text: str) -> Evidence | None:
    """The first of the sentences that hold the most of the words looked for."""
    wanted = set(tokens(text))
    skip = boilerplate(article.text)
    spans = [one for one in readable(article) if not inside(one, skip)]
    held = [len(wanted & set(tokens(article.text[one.start : one.end]))) for one in spans]
    best = max(held, default=0)
    if not best:
        return None
    span = spans[held.index(best)]
    return cut(article, span.start, span.end)
