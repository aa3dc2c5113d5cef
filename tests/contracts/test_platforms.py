"""What every platform must do, whatever its own manner: one suite over all of them.

A new platform is a folder in `bot/platforms/` and a stage in `stages.py`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import HistoryUnreadable, PostRefused, PostUnknown, RateLimited
from bot.message import Button, Buttons, Heading, Message, Paragraph, Post, Quotation, Run
from bot.platforms.base import MessageRef, Reply
from bot.platforms.discord.embeds import payloads as discord_payloads
from bot.platforms.slack.bodies import payloads as slack_payloads
from tests.contracts.stages import Stage, Trouble, stage
from tests.servers.recorder import Recorder, say

PLATFORMS = ("slack", "discord")
PURE = {"slack": slack_payloads, "discord": discord_payloads}


@pytest.fixture(params=PLATFORMS)
async def on(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """The bot on a platform, able to post, hearing nothing yet."""
    async with stage(request.param) as made:
        yield made


@pytest.fixture
def heard() -> Recorder:
    return Recorder()


@pytest.fixture
async def live(on: Stage, heard: Recorder) -> Stage:
    """The bot on a platform, connected."""
    await on.bot.open(heard)
    return on


def brief() -> Post:
    """A parent with a button and two stories."""
    row = Buttons(buttons=(Button(label="More", action="more", value="s1"),))
    parent = Message(
        blocks=(Heading(text="A brief"), Paragraph(runs=(Run(text="Its first line."),)), row),
        fallback="A brief",
    )
    return Post(
        parent=parent, thread=(say("Story one."), say("Story two.")), thread_title="A brief"
    )


async def post_all(on: Stage) -> MessageRef:
    """The brief, its parent first; the parent's reference."""
    first, *rest = on.bot.payloads(brief())
    parent = await on.bot.post(first, on.place, "k0")
    inside = replace(on.place, thread=parent.thread or parent.message)
    for number, body in enumerate(rest, start=1):
        await on.bot.post(body, inside, f"k{number}")
    return parent


async def until(done: Callable[[], object]) -> None:
    """Waits until it holds. Raises TimeoutError."""
    deadline = time.monotonic() + 8
    while not done():
        if time.monotonic() > deadline:
            raise TimeoutError
        await asyncio.sleep(0.02)


async def test_a_brief_is_posted_in_order(on: Stage) -> None:
    """The parent in the channel, the stories in its thread, nothing refused, nobody pinged."""
    parent = await post_all(on)
    assert on.in_thread(parent) == 2
    texts = on.standing()
    wanted = ("Its first line.", "Story one.", "Story two.")
    assert [one for text in texts for one in wanted if one in text] == list(wanted)
    assert on.complaints() == []


async def test_each_message_is_found_by_its_key(on: Stage) -> None:
    """In the channel and in the thread; a key that was never used is nowhere."""
    parent = await post_all(on)
    assert await on.bot.find(on.place, "k0", None) == parent
    inside = replace(on.place, thread=parent.thread or parent.message)
    found = await on.bot.find(inside, "k2", None)
    assert found is not None
    assert found.message != parent.message
    assert await on.bot.find(on.place, "nowhere", None) is None


@pytest.mark.parametrize("kind", ["lost", "not stored", "broken"])
async def test_an_answer_that_is_lost_is_unknown(on: Stage, kind: Trouble) -> None:
    """It is not guessed at: the record says whether the message stands."""
    on.trouble(kind)
    with pytest.raises(PostUnknown):
        await on.bot.post(on.bot.payloads(brief())[0], on.place, "k0")
    found = await on.bot.find(on.place, "k0", None)
    assert (found is None) == (kind == "not stored")
    assert len(on.standing()) == (0 if kind == "not stored" else 1)


async def test_a_rate_limit_that_is_long(on: Stage) -> None:
    """It comes with the platform's own figure, and nothing was sent."""
    on.limit(60)
    with pytest.raises(RateLimited) as caught:
        await on.bot.post(on.bot.payloads(brief())[0], on.place, "k0")
    assert caught.value.seconds == 60
    assert on.standing() == []


async def test_a_closed_channel(on: Stage) -> None:
    """It is refused for good, for the channel alone, in a sentence."""
    on.close_channel()
    with pytest.raises(PostRefused) as caught:
        await on.bot.post(on.bot.payloads(brief())[0], on.place, "k0")
    assert caught.value.scope == "channel"
    assert caught.value.code in str(caught.value)


async def test_a_record_that_is_hidden(on: Stage) -> None:
    """Where the record can't be read, nothing may be concluded from it."""
    await on.bot.post(on.bot.payloads(brief())[0], on.place, "k0")
    on.hide_history()
    with pytest.raises(HistoryUnreadable):
        await on.bot.find(on.place, "k0", None)


async def test_a_message_put_right_is_still_found(on: Stage) -> None:
    """What is edited in place says the new thing, stands once, and keeps its key."""
    bot: Any = on.bot
    ref = await bot.post(bot.payloads(brief())[0], on.place, "k0")
    await bot.edit(ref, bot.reply_payloads(say("Put right."))[0])
    (text,) = on.standing()
    assert "Put right." in text
    assert await bot.find(on.place, "k0", None) == ref


async def test_a_message_taken_back_is_gone(on: Stage) -> None:
    """Taking back what is gone already is no error."""
    bot: Any = on.bot
    ref = await bot.post(bot.payloads(brief())[0], on.place, "k0")
    await bot.retract(ref)
    await bot.retract(ref)
    assert on.standing() == []


async def test_a_command_is_answered_privately(live: Stage, heard: Recorder) -> None:
    """Its text reaches the handlers, and the answer the person who asked."""
    await live.command("china-ai")
    await until(live.shown)
    (command,) = heard.commands
    assert (command.text, command.place.channel) == ("china-ai", live.place.channel)
    assert command.place.workspace == live.place.workspace
    assert not command.user.admin
    assert "An answer." in str(live.shown())
    assert live.standing() == []


async def test_a_button_reaches_the_handlers(live: Stage, heard: Recorder) -> None:
    """With its action, its value, and the message it hangs on."""
    parent = await live.bot.post(live.bot.payloads(brief())[0], live.place, "k0")
    await live.press(parent)
    await until(lambda: heard.actions and live.shown())
    (action,) = heard.actions
    assert (action.name, action.value) == ("more", "s1")
    assert (action.ref.channel, action.ref.message) == (parent.channel, parent.message)


async def test_a_question_is_answered_once(live: Stage, heard: Recorder) -> None:
    """In its thread, however often the platform tells of it."""
    parent = await post_all(live)
    await live.ask("Who said so?", parent, times=3)
    await until(lambda: live.in_thread(parent) == 3)
    await asyncio.sleep(0.1)
    (reply,) = heard.replies
    assert reply.text == "Who said so?"
    assert (reply.ref.channel, reply.ref.thread) == (parent.channel, parent.message)
    assert live.in_thread(parent) == 3
    assert live.complaints() == []


async def test_the_bots_own_words_are_no_question(live: Stage, heard: Recorder) -> None:
    """Nothing the bot posts comes back to it as something to answer."""
    await post_all(live)
    await asyncio.sleep(0.2)
    assert heard.replies == []


async def test_nothing_to_say(live: Stage, heard: Recorder) -> None:
    """Handlers that have no answer leave the thread as it is."""
    heard.reply = None
    parent = await post_all(live)
    await live.ask("Anyone?", parent)
    await until(lambda: heard.replies)
    await asyncio.sleep(0.1)
    assert live.in_thread(parent) == 2


async def test_a_share_button_only_where_it_may_be_shared(live: Stage, heard: Recorder) -> None:
    """A private answer can be posted to the channel where the handlers allow it."""
    await live.command("china-ai")
    await until(live.shown)
    plain = len(str(live.shown()).split("button")) + len(str(live.shown()).split("custom_id"))
    heard.reply = Reply(posts=(say("A brief."),), shareable=True)
    await live.command("china-ai")
    await until(lambda: len(live.shown()) == 2)
    shared = str(live.shown()[1])
    assert plain == 2
    assert "Post" in shared


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_quote_is_shown_letter_for_letter(name: str) -> None:
    """A quote of plain words stands in the payload as it stands in the article."""

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.text(alphabet="abcdeé 中文算力.,!?’", min_size=1, max_size=300))
    def check(words: str) -> None:
        said = " ".join(words.split()) or "x"
        quote = Quotation(text=said, attribution=(Run(text="Mei Sun, Lumen"),))
        post = Post(parent=Message(blocks=(quote,), fallback="x"))
        assert any(said in text for body in PURE[name](post) for text in _texts(body))

    check()


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in _texts(one)]
