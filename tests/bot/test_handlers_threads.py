"""Replies in a brief's thread, mentions and the buttons under a story are answered, each once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import outbox
from bot.delivery import Courier
from bot.planner import Planner
from bot.platforms.base import Action, Command, MessageRef, ThreadReply
from digests.store import marks
from digests.summarisers.extractive import Extractive
from tests.bot.asking import PERSON, PLACE, handlers, said, typed
from tests.bot.library import LABS as LIBRARY
from tests.bot.library import news
from tests.carrying import carry, plan
from tests.fakes import Clock, FakePlatform
from tests.views import NOW


async def delivered(database: AsyncEngine, clock: Clock, platform: FakePlatform) -> None:
    """Posts a brief to the channel."""
    await typed(database, "subscribe labs at 09:00", at=NOW - timedelta(days=1))
    planner = Planner(
        database=database,
        library=LIBRARY,
        platforms={"slack": platform},
        summariser=Extractive(),
        clock=clock,
    )
    await plan(planner)
    await carry(Courier(database=database, platforms={"slack": platform}, clock=clock))


def reply_to(platform: FakePlatform, words: str, event: str = "Ev1") -> ThreadReply:
    """A person's message in the brief's thread."""
    root = f"m-{platform.messages[0][0]}"
    ref = MessageRef(platform="slack", workspace="T1", channel="C1", message="u1", thread=root)
    return ThreadReply(ref=ref, text=words, user=PERSON, event_id=event)


async def test_a_reply_in_the_thread_is_answered_once(database: AsyncEngine) -> None:
    """The answer cites the brief's article; a redelivery, under any event id, gets none."""
    await news(database)
    clock, platform = Clock(NOW), FakePlatform()
    await delivered(database, clock, platform)
    bot = handlers(database, platform, clock)
    question = "How many people does the company employ?"
    first = await bot.thread_reply(reply_to(platform, question))
    assert "240 people" in said(first)
    assert first
    assert not first.private
    assert await bot.thread_reply(reply_to(platform, question)) is None
    assert await bot.thread_reply(reply_to(platform, question, "Ev2")) is None


async def test_a_thread_that_is_not_ours_is_left_alone(database: AsyncEngine) -> None:
    """People may talk elsewhere without the bot; by name it answers from the archive."""
    await news(database)
    bot = handlers(database, FakePlatform(), Clock(NOW))
    ref = MessageRef(platform="slack", workspace="T1", channel="C9", message="1.0", thread="0.5")
    words = "How many people does Heron Labs employ?"
    assert (
        await bot.thread_reply(ThreadReply(ref=ref, text=words, user=PERSON, event_id="E1")) is None
    )
    ref = MessageRef(platform="slack", workspace="T1", channel="C9", message="2.0", thread="0.5")
    named = ThreadReply(ref=ref, text=words, user=PERSON, event_id="E2", mentioned=True)
    assert "240 people" in said(await bot.thread_reply(named))


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("hello!", "What I can do"),
        ("", "What I can do"),
        ("帮助", "我能做什么"),
        ("Help", "/brief"),
    ],
)
async def test_who_greets_the_bot_is_told_what_it_can_do(
    database: AsyncEngine, words: str, answer: str
) -> None:
    """A mention or a direct message without a question is answered with help, in its language."""
    bot = handlers(database, FakePlatform(), Clock(NOW))
    ref = MessageRef(platform="slack", workspace="T1", channel="D1", message="1.0")
    reply = ThreadReply(ref=ref, text=words, user=PERSON, event_id="E1", mentioned=True)
    assert answer in said(await bot.thread_reply(reply))


async def test_another_workspaces_thread_is_not_known(database: AsyncEngine) -> None:
    """The same channel and message ids in another workspace are another place."""
    await news(database)
    clock, platform = Clock(NOW), FakePlatform()
    await delivered(database, clock, platform)
    bot = handlers(database, platform, clock)
    root = f"m-{platform.messages[0][0]}"
    ref = MessageRef(platform="slack", workspace="T2", channel="C1", message="u1", thread=root)
    other = ThreadReply(ref=ref, text="How many people?", user=PERSON, event_id="E1")
    assert await bot.thread_reply(other) is None


async def test_buttons_of_a_posted_story(database: AsyncEngine) -> None:
    """Sources and more detail of the story it hangs on; thanks for a mark."""
    await news(database)
    clock, platform = Clock(NOW), FakePlatform()
    await delivered(database, clock, platform)
    bot = handlers(database, platform, clock)
    key, place, _ = platform.messages[1]
    ref = MessageRef(
        platform="slack", workspace="T1", channel="C1", message=f"m-{key}", thread=place.thread
    )
    async with database.connect() as connection:
        delivery = await outbox.standing(connection, "T1", "C1", f"m-{key}")
    assert delivery
    assert delivery.story_id

    async def press(name: str, value: str) -> str:
        return said(await bot.action(Action(name=name, value=value, user=PERSON, ref=ref)))

    assert "Courier: Heron Labs will not sell" in await press("sources", delivery.story_id)
    assert "Amina Duarte" in await press("more", delivery.story_id)
    assert "Noted: useful" in await press("useful", delivery.story_id)
    assert "Noted: not useful" in await press("not_useful", delivery.story_id)
    assert "Taken back" in await press("not_useful", delivery.story_id)
    assert "What is wrong?" in await press("report", delivery.story_id)
    wrong = f"{delivery.brief_id} {delivery.story_id} 1"
    assert "Looked at again at once" in await press("wrong_speaker", wrong)
    async with database.connect() as connection:
        (mark,) = await marks.of_channel(connection, "T1", "slack:C1", NOW - timedelta(days=1))
    assert mark.verdict == "wrong_speaker"
    assert mark.evidence is not None
    assert "no longer kept" in await press("wrong_quote", f"{delivery.brief_id} s-forged 1")
    assert "no longer kept" in await press("wrong_quote", "brief_forged s1 1")
    assert "no longer kept" in await press("more", "s-forged")


async def test_a_shared_briefs_thread_is_answered(database: AsyncEngine) -> None:
    """A brief that was posted on request is known by its thread from then on."""
    await news(database)
    bot = handlers(database, FakePlatform(), Clock(NOW))
    shared = await bot.command(Command(name="brief", text="labs", user=PERSON, place=PLACE))
    refs = [
        MessageRef(platform="slack", workspace="T1", channel="C1", message=f"{n}.0", thread=thread)
        for n, thread in ((7, None), (8, "7.0"))
    ]
    await bot.posted(shared.about, refs)
    ref = MessageRef(platform="slack", workspace="T1", channel="C1", message="9.0", thread="7.0")
    asked = ThreadReply(ref=ref, text="How many people?", user=PERSON, event_id="E9")
    assert "240 people" in said(await bot.thread_reply(asked))
