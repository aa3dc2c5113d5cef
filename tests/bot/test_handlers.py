"""What a person types, presses or writes in a thread is answered, and mistakes are too."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import outbox, subscriptions
from bot.delivery import Courier
from bot.desk import Desk
from bot.formats import text
from bot.handlers import BotHandlers
from bot.planner import Planner
from bot.platforms.base import Action, Change, Command, MessageRef, Place, Reply, ThreadReply, User
from digests.store import marks
from digests.summarisers.extractive import Extractive
from tests.bot.library import LABS as LIBRARY
from tests.bot.library import news
from tests.fakes import Clock, FakePlatform
from tests.views import NOW

PLACE = Place(platform="slack", workspace="T1", channel="C1")
PERSON = User(id="U1")


def handlers(database: AsyncEngine, platform: FakePlatform, clock: Clock) -> BotHandlers:
    """The bot's answers over this database."""
    return BotHandlers(
        desk=Desk(
            database=database,
            library=LIBRARY,
            platforms={"slack": platform},
            summariser=Extractive(),
            clock=clock,
        )
    )


def said(reply: Reply | None) -> str:
    """All that a reply says, on one line."""
    assert reply is not None
    return " ".join(" ".join(text.message(one) for one in reply.posts).split())


async def typed(database: AsyncEngine, words: str, *, at: datetime = NOW) -> Reply:
    """The answer to `/brief words` in one channel."""
    bot = handlers(database, FakePlatform(), Clock(at))
    return await bot.command(Command(name="brief", text=words, user=PERSON, place=PLACE))


async def test_a_topic_is_briefed_privately_and_can_be_shared(database: AsyncEngine) -> None:
    """`/brief labs` shows the parent and its story to the asker."""
    await news(database)
    reply = await typed(database, "labs")
    assert (reply.private, reply.shareable) == (True, True)
    assert "Labs brief" in said(reply)
    assert "Amina Duarte" in said(reply)


async def test_subscribing_lists_and_ending(database: AsyncEngine) -> None:
    """A channel's order is told back, listed, briefed without a topic, and ended."""
    await news(database)
    made = said(await typed(database, "subscribe labs at 08:00 weekdays Europe/Berlin in zh"))
    assert "labs，工作日 08:00，Europe/Berlin" in made
    assert "11月26日星期四 08:00" in made
    assert "labs，工作日 08:00，Europe/Berlin" in said(await typed(database, "list"))
    assert "实验室简报" in said(await typed(database, ""))
    assert "已取消" in said(await typed(database, "unsubscribe labs"))
    assert "no subscriptions" in said(await typed(database, "list"))


async def test_editing_keeps_the_rest(database: AsyncEngine) -> None:
    """An edit changes what it names, under the same id; in English its next time is told."""
    made = said(await typed(database, "subscribe labs at 08:00 weekdays Europe/Berlin long"))
    assert "labs at 08:00 on weekdays, Europe/Berlin, long" in made
    assert "Thursday 26 November, 08:00" in made
    async with database.connect() as connection:
        (one,) = await subscriptions.of_channel(connection, "T1", "C1")
    assert "09:30" in said(await typed(database, f"edit {one.id} at 09:30"))
    async with database.connect() as connection:
        (changed,) = await subscriptions.of_channel(connection, "T1", "C1")
    assert changed == replace(one, at=time(9, 30), created_at=NOW)
    assert "Nothing to change" in said(await typed(database, f"edit {one.id} at 09:30"))
    assert "say which one and what is new" in said(await typed(database, "edit")).casefold()
    assert "no subscription “sub_x”" in said(await typed(database, "edit sub_x at 09:00"))


async def test_pausing_and_resuming(database: AsyncEngine) -> None:
    """A paused channel rests until it is resumed; another channel is untouched."""
    await typed(database, "subscribe labs at 08:00")
    assert "rest until" in said(await typed(database, "pause"))
    async with database.connect() as connection:
        (one,) = await subscriptions.of_channel(connection, "T1", "C1")
    assert one.paused
    assert "run again" in said(await typed(database, "resume"))
    async with database.connect() as connection:
        (one,) = await subscriptions.of_channel(connection, "T1", "C1")
    assert one.paused is None


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("", "follows no topic yet"),
        ("lab", "did you mean `/brief labs`"),
        ("labs since yesterday", "use 24h, 7d or since monday"),
        ("unsubscribe", "say which one"),
        ("topics", "labs: Labs · 实验室"),
        ("help", "/brief subscribe"),
        ("status", "0 sources read"),
        ("pause", "no subscriptions yet"),
    ],
)
async def test_every_other_word_is_answered(database: AsyncEngine, words: str, answer: str) -> None:
    """Help, lists and mistakes come back privately, as one clear answer."""
    reply = await typed(database, words)
    assert reply.private
    assert answer.casefold() in said(reply).casefold()


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
    await planner.run()
    await Courier(database=database, platforms={"slack": platform}, clock=clock).run()


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


async def test_old_news_is_no_answer_to_a_new_window(database: AsyncEngine) -> None:
    """A brief of a later day does not hold what was news before."""
    await news(database)
    later = await typed(database, "labs", at=NOW + timedelta(days=3))
    assert "Nothing new on Labs" in said(later)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("search insurers", "Heron Labs will not sell its Wader model"),
        ("search zeppelins", "Nothing in the archive on zeppelins."),
        ("people Duarte", "“We will not sell this to anyone who prices people”"),
        ("people Nobody", "Nothing in the archive on Nobody."),
        ("claims forecast", "by Thursday 31 December 2026: She put the chance"),
        ("claims labs", "She put the chance of a rival matching Wader"),
        ("claims prophecy", "there is no topic"),
        ("sources", "0 sources"),
        ("search", "say what to look for"),
    ],
)
async def test_the_archive_is_looked_up(database: AsyncEngine, words: str, answer: str) -> None:
    """Search, people, claims and sources answer from what is stored, or say that it isn't."""
    await news(database)
    assert answer.casefold() in said(await typed(database, words)).casefold()


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


async def test_a_channel_that_closes_rests_and_goes_on(database: AsyncEngine) -> None:
    """What the platform tells of a channel pauses its briefs, and resumes them."""
    await typed(database, "subscribe labs at 08:00")
    bot = handlers(database, FakePlatform(), Clock(NOW))
    for is_open, paused in ((False, "is_archived"), (True, None)):
        await bot.changed(Change(workspace="T1", channel="C1", open=is_open, code="is_archived"))
        async with database.connect() as connection:
            (one,) = await subscriptions.of_channel(connection, "T1", "C1")
        assert one.paused == paused


async def test_what_a_person_paused_stays_paused(database: AsyncEngine) -> None:
    """A channel that closes and opens again does not undo a person's own pause."""
    await typed(database, "subscribe labs at 08:00")
    await typed(database, "pause")
    bot = handlers(database, FakePlatform(), Clock(NOW))
    for is_open in (False, True):
        await bot.changed(Change(workspace="T1", channel="C1", open=is_open, code="is_archived"))
    async with database.connect() as connection:
        (one,) = await subscriptions.of_channel(connection, "T1", "C1")
    assert one.paused == "paused by <U1>"


async def test_a_workspace_that_leaves_is_forgotten(database: AsyncEngine) -> None:
    """Nothing of it is kept when the bot is removed."""
    await typed(database, "subscribe labs at 08:00")
    bot = handlers(database, FakePlatform(), Clock(NOW))
    await bot.changed(Change(workspace="T1", channel=None, open=False, code="account_inactive"))
    async with database.connect() as connection:
        assert await subscriptions.everyones(connection) == ()
