"""Which articles belong to which topics, and why. Matched once for each version of the topics."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.model import TopicMatch
from digests.store.sql import chunks
from digests.store.tables import article_topics, articles


async def keep(
    connection: AsyncConnection, article_id: str, matches: Sequence[TopicMatch], version: str
) -> None:
    """Puts these matches in the place of the article's older ones."""
    await connection.execute(
        delete(article_topics).where(article_topics.c.article_id == article_id)
    )
    if matches:
        rows = [
            {
                "article_id": article_id,
                "topic": one.topic,
                "score": one.score,
                "because": list(one.because),
            }
            for one in matches
        ]
        await connection.execute(insert(article_topics), rows)
    await connection.execute(
        update(articles).where(articles.c.id == article_id).values(topics_version=version)
    )


async def stale(connection: AsyncConnection, ids: Collection[str], version: str) -> set[str]:
    """Which of these articles were matched against other topics than `version`, or never."""
    found: set[str] = set()
    for some in chunks(ids):
        rows = await connection.execute(
            select(articles.c.id).where(
                articles.c.id.in_(some), articles.c.topics_version.is_distinct_from(version)
            )
        )
        found.update(row.id for row in rows)
    return found


async def matches(
    connection: AsyncConnection, topic: str, ids: Collection[str]
) -> Mapping[str, TopicMatch]:
    """The matches of one topic among these articles, by article id."""
    found: dict[str, TopicMatch] = {}
    for some in chunks(ids):
        rows = await connection.execute(
            select(article_topics).where(
                article_topics.c.topic == topic, article_topics.c.article_id.in_(some)
            )
        )
        for row in rows:
            found[row.article_id] = TopicMatch(
                topic=row.topic, score=row.score, because=tuple(row.because)
            )
    return found
