"""Which stories many outlets tell at once: a count in the store, before anything is built."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.model import Window
from digests.store.tables import article_topics, articles, story_articles


async def widely_told(
    connection: AsyncConnection, topic: str, window: Window, *, outlets: int
) -> Mapping[str, int]:
    """The topic's stories that at least so many outlets told in the window, copies among them.

    Gives each story's number of articles in the window by its id. A story belongs to the topic by
    any of its articles.
    """
    matched = and_(article_topics.c.article_id == articles.c.id, article_topics.c.topic == topic)
    rows = await connection.execute(
        select(story_articles.c.story_id, func.count(articles.c.id.distinct()).label("number"))
        .join(articles, articles.c.id == story_articles.c.article_id)
        .join(article_topics, matched, isouter=True)
        .where(articles.c.brief_at > window.start, articles.c.brief_at <= window.end)
        .group_by(story_articles.c.story_id)
        .having(
            and_(
                func.count(articles.c.outlet.distinct()) >= outlets,
                func.count(article_topics.c.article_id) >= 1,
            )
        )
    )
    return {row.story_id: row.number for row in rows}
