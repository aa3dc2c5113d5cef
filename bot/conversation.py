"""A reply in a brief's thread, answered from that brief's articles, every sentence cited."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot import render
from bot.outbox import Delivery
from bot.platforms.base import Reply, ThreadReply
from digests.answer import answer
from digests.model import Answer, Article, Brief, Language
from digests.store import articles as article_store
from digests.store import briefs as brief_store
from digests.text import has_cjk


async def converse(database: AsyncEngine, reply: ThreadReply, delivery: Delivery | None) -> Reply:
    """The answer to what a person wrote; from the thread's story first, then its brief."""
    async with database.connect() as connection:
        brief = (
            await brief_store.get(connection, delivery.brief_id)
            if delivery and delivery.brief_id
            else None
        )
        found = await ask(connection, reply.text, brief=brief)
    return Reply(posts=(render.answer(found, language_of(reply.text)),), private=False)


async def ask(
    connection: AsyncConnection,
    question: str,
    *,
    brief: Brief | None = None,
    topic: str | None = None,
) -> Answer:
    """An answer from the brief's articles, or from the archive (of a topic) without a brief."""
    articles = await _articles(connection, brief, topic)
    extractions = await article_store.extractions_of(connection, [one.id for one in articles])
    return answer(question, articles, extractions)


async def _articles(
    connection: AsyncConnection, brief: Brief | None, topic: str | None
) -> tuple[Article, ...]:
    if brief is None:
        return await article_store.latest(connection, topic=topic)
    ids = {source.article_id for item in brief.items for source in item.sources}
    return await article_store.get(connection, ids)


def language_of(text: str) -> Language:
    """The language to answer in: that of the question."""
    return "zh" if has_cjk(text) else "en"
