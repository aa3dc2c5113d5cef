"""A reply in a brief's thread, answered from the thread's story, its brief, then the archive.

Every sentence is cited. A brief is only ever that of the workspace and channel it was posted to;
the archive is public articles alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot import answering, commands, memory, render, replies, thread_views
from bot.answering import Found
from bot.message import Message
from bot.outbox import Delivery
from bot.phrases import phrases
from bot.platforms.base import Reply, ThreadReply
from bot.replies import Asked
from digests import archive
from digests.answers.material import Material
from digests.model import Answer, Article, Brief, BriefItem, Language, Window
from digests.search import Search
from digests.store import articles as article_store
from digests.store import briefs as brief_store
from digests.store import search as search_store
from digests.stories.differences import differences
from digests.summarisers.base import Summariser
from digests.text import has_cjk

UTC = ZoneInfo("UTC")
_NEWEST = 8  # articles shown of what is new


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What a thread is about: its brief, and the story where it is one story's."""

    brief: Brief | None = None
    item: BriefItem | None = None

    def items(self, number: int | None = None) -> tuple[BriefItem, ...]:
        """The stories that are meant: that of the number, that of the thread, else all."""
        found = self.brief.items if self.brief else ()
        if number is not None:
            return found[number - 1 : number]
        return (self.item,) if self.item else found


async def converse(
    database: AsyncEngine,
    reply: ThreadReply,
    delivery: Delivery | None,
    *,
    now: datetime | None = None,
    speaker: Summariser | None = None,
) -> Reply:
    """The answer to what a person wrote. `now` (UTC) is when it came; unknown, nothing is kept.

    A `speaker` that answers questions writes the answer, over what is found; so `now` is needed.
    """
    posts: tuple[Message, ...] = ()
    found: Found | None = None
    async with database.connect() as connection:
        thread = await _thread(connection, delivery)
        before = await memory.last_question(connection, reply.ref)
        asked = replies.read(reply.text)
        question, language = replies.leaning(asked, before), language_of(asked.text)
        if asked.want == "answer" or thread.brief is None:
            found = await answering.find(connection, question, _nearer(thread), speaker=speaker)
        else:
            posts = await _posts(connection, asked, thread, language, now)
    if found is not None:
        if now is not None:
            place = (reply.ref.workspace, f"{reply.ref.platform}:{reply.ref.channel}")
            found = await answering.tell(speaker, question, found, language, place=place, now=now)
        archived = found.archived and thread.brief is not None
        posts = (render.answer(found.answer, language, from_archive=archived),)
    if now and asked.want == "answer":
        async with database.begin() as connection:
            await memory.remember(connection, reply.ref, replies.leaning(asked, before), now)
    return Reply(posts=posts, private=False)


async def ask(
    connection: AsyncConnection,
    question: str,
    *,
    brief: Brief | None = None,
    topic: str | None = None,
) -> Answer:
    """An answer from the brief's articles first, then from the archive (of a topic)."""
    nearer = (_ids(brief.items),) if brief else ()
    return (await answering.find(connection, question, nearer, topic=topic)).answer


def language_of(text: str) -> Language:
    """The language to answer in: that of the question."""
    return "zh" if has_cjk(text) else "en"


async def _thread(connection: AsyncConnection, delivery: Delivery | None) -> Thread:
    if delivery is None or not delivery.brief_id:
        return Thread()
    brief = await brief_store.get(connection, delivery.brief_id)
    item = next((one for one in brief.items if one.story_id == delivery.story_id), None)
    return Thread(brief=brief, item=item)


async def _posts(
    connection: AsyncConnection,
    asked: Asked,
    thread: Thread,
    language: Language,
    now: datetime | None,
) -> tuple[Message, ...]:
    """What is said to a wish about the thread's own brief."""
    if thread.brief is None:
        return ()
    items = thread.items(asked.number)
    if not items:
        return (thread_views.line(phrases(language)["no_such_story"]),)
    match asked.want:
        case "more":
            return _more(thread, items, language)
        case "sources":
            return tuple(render.source_list(one, language) for one in items)
        case "since":
            news = await _since(connection, asked, thread, items, now or thread.brief.window.end)
            return (thread_views.news(news, language),)
        case "language":
            articles = await article_store.get(connection, _ids(items))
            return (thread_views.in_language(articles, asked.language or language, language),)
    found = await archive.material_of(connection, _ids(items))
    extractions = found.extractions
    if thread.brief.language != language:
        items = tuple(_retold(one, found, language) for one in items)
    if asked.want == "sure":
        return (thread_views.certainty(items, extractions, language),)
    return (thread_views.disagreements(items, extractions, language),)


def _nearer(thread: Thread) -> Sequence[Collection[str]]:
    """The articles of the thread's story, then those of its brief."""
    if thread.brief is None:
        return ()
    story, whole = _ids(thread.items()), _ids(thread.brief.items)
    return (story,) if story == whole else (story, whole)


def _retold(item: BriefItem, found: Material, language: Language) -> BriefItem:
    """The story with what its outlets differ on named in the asker's language."""
    ids = {source.article_id for source in item.sources}
    ours = [one for one in found.articles if one.id in ids]
    return replace(item, differences=differences(ours, found.extractions, language))


def _more(thread: Thread, items: Sequence[BriefItem], language: Language) -> tuple[Message, ...]:
    if len(items) > 1:
        return (thread_views.line(phrases(language)["which_story"]),)
    shown = thread.brief.language if thread.brief else language
    return tuple(render.story(one, shown) for one in items)


async def _since(
    connection: AsyncConnection,
    asked: Asked,
    thread: Thread,
    items: Sequence[BriefItem],
    now: datetime,
) -> tuple[Article, ...]:
    """What was published since: of the thread's story, or of the brief's topic."""
    start = _window(asked.since or "24h", now).start
    if thread.item or thread.brief is None:
        found = await article_store.get(connection, _ids(items))
        new = [one for one in found if one.published_at > start]
        return tuple(sorted(new, key=lambda one: one.published_at, reverse=True))
    wanted = Search(topic=thread.brief.topic, since=start, until=now)
    hits = await search_store.find(connection, wanted, limit=_NEWEST)
    articles = await article_store.get(connection, [one.article_id for one in hits])
    return tuple(sorted(articles, key=lambda one: one.published_at, reverse=True))


def _window(since: str, now: datetime) -> Window:
    if since == "yesterday":
        start = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
        return Window(start=start, end=now)
    return commands.window(since, now, UTC)


def _ids(items: Sequence[BriefItem]) -> Collection[str]:
    return {source.article_id for item in items for source in item.sources}
