"""What a person writes in a brief's thread is understood, cited, and kept to its channel."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import memory, replies, thread_views
from bot.conversation import converse
from bot.formats import text
from bot.message import Message
from bot.outbox import Delivery
from bot.platforms.base import MessageRef, ThreadReply, User
from bot.tables import questions
from digests import pipeline
from digests.intake import Arrival, inline, take
from digests.model import Brief, Window
from digests.pipeline import Order
from digests.store import briefs as brief_store
from digests.summarisers.extractive import Extractive
from tests.bot.library import LABS as LIBRARY
from tests.views import LAB, NOW, PRESS, article

ELSEWHERE = """Ostrich Systems opened an office in Ghent.

The company employs 75 people there, said Lotte Maes, its president."""


async def briefed(database: AsyncEngine) -> Brief:
    """A brief of one story by two outlets; another article stands in the archive alone."""
    arrivals = [
        Arrival(article=one, brief_at=one.published_at)
        for one in (
            article(LAB, "lab", hours=5),
            article(PRESS, "press", outlet="Ledger", hours=4),
            article(ELSEWHERE, "other", outlet="Gazette", hours=3),
        )
    ]
    await take(database, LIBRARY, arrivals, inline(LIBRARY))
    order = Order(
        topic=LIBRARY.topic("labs"),
        window=Window(start=NOW - timedelta(days=1), end=NOW),
    )
    built = await pipeline.build_brief(database, LIBRARY, order, Extractive(), now=NOW)
    async with database.begin() as connection:
        await brief_store.keep(connection, built.brief)
    return built.brief


def standing(brief: Brief, story_id: str | None = None) -> Delivery:
    """The delivery that the thread belongs to."""
    return Delivery(
        id="d1", workspace="T1", platform="slack", channel="C1", subscription_id="s1",
        slot="2026-11-25", part=0, parent_part=None, brief_id=brief.id, story_id=story_id,
        status="sent", payload={}, due_at=NOW, attempts=1, message="m1", thread=None, error=None,
        promised_at=None, tried_at=None,
    )  # fmt: skip


def written(words: str, *, channel: str = "C1") -> ThreadReply:
    """A person's message in the thread."""
    ref = MessageRef(platform="slack", workspace="T1", channel=channel, message="u1", thread="m1")
    return ThreadReply(ref=ref, text=words, user=User(id="U1"), event_id="E1")


def shown(posts: tuple[Message, ...]) -> str:
    """All that is said, on one line."""
    return " ".join(" ".join(text.message(one) for one in posts).split())


async def said(database: AsyncEngine, brief: Brief, words: str) -> str:
    """The answer in the thread of the brief."""
    reply = await converse(database, written(words), standing(brief), now=NOW)
    return shown(reply.posts)


async def test_wishes_about_the_brief(database: AsyncEngine) -> None:
    """Sources, more, who differs, how sure, another language, what is new: from its own stories."""
    brief = await briefed(database)
    assert "Courier: Heron Labs will not sell" in await said(database, brief, "sources?")
    assert "Amina Duarte" in await said(database, brief, "more on 1")
    assert "no story of that number" in await said(database, brief, "more on 9")
    assert "简报里没有" in await said(database, brief, "第9条")
    assert "2 outlets" in await said(database, brief, "how sure are they?")
    assert "less than 15%" in await said(database, brief, "how sure are they?")
    assert "None of the sources is in Chinese" in await said(database, brief, "in Chinese")
    assert "Heron Labs" in await said(database, brief, "what changed since Monday?")


async def test_outlets_that_differ(database: AsyncEngine) -> None:
    """Asked who disagrees, both figures stand beside one another, or it is said that nobody does."""
    brief = await briefed(database)
    told = await said(database, brief, "who disagrees?")
    differing = any(item.differences for item in brief.items)
    assert ("$90 million" in told and "$80 million" in told) if differing else "No outlet" in told


async def test_what_is_new_is_told_once(database: AsyncEngine) -> None:
    """A reprint of what is told already is not told again."""
    told = shown(
        (
            thread_views.news(
                (
                    article(LAB, "lab", hours=2),
                    article(LAB, "copy", outlet="Gazette", hours=1),
                    article(PRESS, "press", outlet="Ledger"),
                ),
                "en",
            ),
        )
    )
    assert told.count("will not sell its Wader model to insurers, its") == 2  # its title, its lead
    assert "Insurers will have to do without" in told


async def test_what_outlets_differ_on_is_named_for_the_asker(database: AsyncEngine) -> None:
    """What outlets differ on is named in the language of the question, whatever the brief's is."""
    brief = await briefed(database)
    told = await said(database, brief, "谁反对？")
    assert "各媒体说法不同：金额" in told
    assert "Outlets differ" not in told


async def test_the_thread_first_then_the_archive(database: AsyncEngine) -> None:
    """What the brief's articles say comes from them; else from the archive, and that is said."""
    brief = await briefed(database)
    inside = await said(database, brief, "How many people does Heron Labs employ?")
    outside = await said(database, brief, "How many people does Ostrich Systems employ?")
    nowhere = await said(database, brief, "How many people does Kiwi Motors employ?")
    assert "240 people" in inside
    assert "from the archive" not in inside
    assert "75 people" in outside
    assert "from the archive" in outside
    assert "The sources don't say" in nowhere


async def test_a_question_that_leans_on_the_last(database: AsyncEngine) -> None:
    """ "What did she say…" is about whom the question before it named, in that thread alone."""
    brief = await briefed(database)
    await said(database, brief, "Who is Piet Okonjo?")
    told = await said(database, brief, "And what did he say about rivals?")
    assert "turn that money down" in told
    async with database.connect() as connection:
        here = await memory.last_question(connection, written("").ref)
        there = await memory.last_question(connection, written("", channel="C2").ref)
    assert here
    assert "Okonjo" in here
    assert there is None


async def test_questions_are_forgotten(database: AsyncEngine) -> None:
    """After thirty days no question is kept."""
    brief = await briefed(database)
    await said(database, brief, "Who is Piet Okonjo?")
    async with database.begin() as connection:
        assert await memory.forget_questions(connection, NOW) == 0
        later = NOW + memory.REMEMBERED * 2
        assert await memory.forget_questions(connection, later) == 1
        left = await connection.execute(select(func.count()).select_from(questions))
    assert left.scalar_one() == 0


@pytest.mark.parametrize(
    ("words", "want", "number"),
    [
        ("sources?", "sources", None),
        ("Sources for 2", "sources", 2),
        ("more on 2", "more", 2),
        ("tell me more about the second", "more", 2),
        ("#3", "more", 3),
        ("第二条详细说说", "more", 2),
        ("来源？", "sources", None),
        ("in Chinese", "language", None),
        ("用英文说", "language", None),
        ("who disagrees?", "disagree", None),
        ("有哪些分歧？", "disagree", None),
        ("how sure are they?", "sure", None),
        ("what changed since Monday?", "since", None),
        ("周一以来有什么变化？", "since", None),
        ("who denied the 38% yield?", "answer", None),
        ("What are the sources saying about export rules?", "answer", None),
        ("How sure is Duarte that chips will arrive?", "answer", None),
    ],
)
def test_wishes_are_read(words: str, want: str, number: int | None) -> None:
    """A short wish is known in both languages; anything else is a question."""
    asked = replies.read(words)
    assert (asked.want, asked.number) == (want, number)
