"""What a person types is answered, and mistakes are too; channels that close and open."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import admin_notices, subscriptions
from bot.platforms.base import Change, Command
from digests.store import briefs as brief_store
from tests.bot.asking import PERSON, PLACE, handlers, said, typed
from tests.bot.library import news
from tests.fakes import Clock, FakePlatform
from tests.views import NOW


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


async def test_an_order_comes_in_the_language_that_is_spoken(database: AsyncEngine) -> None:
    """Typed in Chinese it is Chinese; so is the next of that channel, by the same clock; said
    otherwise it is not."""
    await typed(database, "订阅 实验室 at 08:00 Asia/Shanghai")
    await typed(database, "subscribe labs at 09:00")
    await typed(database, "subscribe labs at 10:00 in en")
    async with database.connect() as connection:
        found = await subscriptions.of_channel(connection, "T1", "C1")
    assert {one.at.hour: one.language for one in found} == {8: "zh", 9: "zh", 10: "en"}
    assert {one.zone for one in found} == {"Asia/Shanghai"}


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
        ("labs since the war", "write 24h, 7d or since monday"),
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
        ("claims labs forecasts", "She put the chance of a rival matching Wader"),
        ("claims labs denial", "Nothing in the archive on Labs."),
        ("claims labs due", "due"),
        ("claims prophecy", "there is no topic"),
        ("claims forcast", "did you mean `/brief claims forecast`?"),
        ("sources", "0 sources are read"),
        ("search", "say what to look for"),
    ],
)
async def test_the_archive_is_looked_up(database: AsyncEngine, words: str, answer: str) -> None:
    """Search, people, claims and sources answer from what is stored, or say that it isn't."""
    await news(database)
    assert answer.casefold() in said(await typed(database, words)).casefold()


async def test_a_brief_comes_in_a_language_that_there_is(database: AsyncEngine) -> None:
    """In a channel without briefs it is the person's own, where briefs come in it."""
    bot = handlers(database, FakePlatform(), Clock(NOW))
    for own, spoken in (("fr", "en"), ("zh", "zh"), ("", "en")):
        person = replace(PERSON, language=own)
        told = await bot.command(Command(name="brief", text="labs", user=person, place=PLACE))
        async with database.connect() as connection:
            assert (await brief_store.get(connection, told.about)).language == spoken


async def test_a_channel_that_closes_rests_and_goes_on(database: AsyncEngine) -> None:
    """What the platform tells of a channel pauses its briefs, and resumes them."""
    await typed(database, "subscribe labs at 08:00")
    bot = handlers(database, FakePlatform(), Clock(NOW))
    for is_open, paused in ((False, "is_archived"), (True, None)):
        await bot.changed(Change(workspace="T1", channel="C1", open=is_open, code="is_archived"))
        async with database.connect() as connection:
            (one,) = await subscriptions.of_channel(connection, "T1", "C1")
        assert one.paused == paused


async def test_who_looks_after_a_closed_channel_is_told_once(database: AsyncEngine) -> None:
    """Told again and again that it is closed, there is one notice; the list says why it rests."""
    await typed(database, "subscribe labs at 08:00")
    bot = handlers(database, FakePlatform(), Clock(NOW))
    why = "The channel is archived."
    closed = Change(workspace="T1", channel="C1", open=False, code="is_archived", why=why)
    other = replace(closed, channel="C2")  # where nothing is ordered
    for change in (closed, closed, other):
        await bot.changed(change)
    async with database.connect() as connection:
        (cause,) = await admin_notices.standing(connection, "T1")
    assert (cause.key, cause.data["why"]) == ("paused C1", why)
    assert "Resting: The channel is archived" in said(await typed(database, "list"))


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


SPOKEN = (
    ("search insurers", "2026年11月25日"),
    ("search zeppelins", "资料库中没有"),
    ("people Duarte", "2026年11月25日"),
    ("people Nobody", "资料库中没有"),
    ("claims labs", "实验室"),
    ("claims forecast", "预测"),
    ("sources", "来源"),
    ("status", "当前状态"),
    ("topics", "主题"),
    ("lab", "你是不是想输入"),
)


async def test_the_channels_language_is_spoken(database: AsyncEngine) -> None:
    """Where the channel's briefs are Chinese, so is whatever the bot says of the archive."""
    await news(database)
    await typed(database, "subscribe labs at 08:00 in zh")
    for words, answer in SPOKEN:
        assert answer in said(await typed(database, words)), words
