"""A reply in a brief's thread, answered from that brief's articles, every sentence cited."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot import render
from bot.outbox import Delivery
from bot.platforms.base import Reply, ThreadReply
from digests import archive
from digests.model import Answer, Brief, Language
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
    """An answer from the brief's articles first, then from the archive (of a topic)."""
    if brief is not None:
        ids = {source.article_id for item in brief.items for source in item.sources}
        found = await archive.ask_of(connection, question, ids)
        if found.status == "answered":
            return found
    return await archive.ask(connection, question, topic=topic)


def language_of(text: str) -> Language:
    """The language to answer in: that of the question."""
    return "zh" if has_cjk(text) else "en"
