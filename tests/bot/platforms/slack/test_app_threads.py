"""Threads and mentions through the real slack-bolt: answered once, in their place, to people only."""

from __future__ import annotations

import asyncio

import pytest

from bot.platforms.base import Reply
from bot.platforms.slack.app import Slack
from tests.bot.platforms.slack.conftest import QUIET
from tests.servers.recorder import Recorder, say
from tests.servers.slack import (
    BOT_USER,
    GENERAL,
    PERSON,
    Channel,
    Fault,
    SlackServer,
)


async def test_thread_reply_is_answered_in_the_thread(
    server: SlackServer, connected: Slack, handlers: Recorder, root: str
) -> None:
    """What a person writes under a brief is answered there, as plain text to the bot."""
    asked = server.workspace.say(GENERAL, "Who said &lt;this&gt; &amp; why?", thread=root)
    await server.message(asked)
    await server.until(lambda: len(server.workspace.said_by_bot()) == 2)
    answer = server.workspace.said_by_bot()[-1]
    assert answer["thread_ts"] == root
    reply = handlers.replies[0]
    assert reply.text == "Who said <this> & why?"
    assert (reply.ref.thread, reply.ref.message, reply.user.id) == (root, asked["ts"], PERSON)
    assert not reply.mentioned


async def test_mention_is_answered_under_it(
    server: SlackServer, connected: Slack, handlers: Recorder
) -> None:
    """A mention in a channel begins a thread under itself; the bot's name is not in the question."""
    asked = server.workspace.say(GENERAL, f"<@{BOT_USER}> what did Qwen ship?")
    await server.message(asked, kind="app_mention")
    await server.until(lambda: server.workspace.said_by_bot())
    assert server.workspace.said_by_bot()[0]["thread_ts"] == asked["ts"]
    assert handlers.replies[0].text == "what did Qwen ship?"
    assert handlers.replies[0].mentioned


async def test_direct_message_counts_as_addressed(
    server: SlackServer, connected: Slack, handlers: Recorder
) -> None:
    """In a direct conversation every message is to the bot."""
    server.workspace.channels["D1"] = Channel(id="D1", kind="im")
    await server.message(server.workspace.say("D1", "chips"), "D1")
    await server.until(lambda: server.workspace.said_by_bot("D1"))
    assert handlers.replies[0].mentioned


@pytest.mark.parametrize("same_id", [True, False])
async def test_one_message_sent_eleven_times_is_answered_once(
    server: SlackServer, connected: Slack, handlers: Recorder, root: str, same_id: bool
) -> None:
    """Redelivery, under one event id or eleven, brings one answer."""
    asked = server.workspace.say(GENERAL, f"<@{BOT_USER}> why?", thread=root)
    for retry in range(11):
        kind = "app_mention" if retry % 2 else "message"
        event_id = "Ev1" if same_id else f"Ev1{retry}"
        payload = server.event_payload(asked, event_id=event_id, kind=kind)
        await server.deliver("events_api", payload, retry=retry)
    await asyncio.sleep(QUIET)
    assert len(handlers.replies) == 1
    assert len(server.workspace.said_by_bot()) == 2


async def test_only_people_are_heard(
    server: SlackServer, connected: Slack, handlers: Recorder, root: str
) -> None:
    """The bot's own messages, other bots', edits, deletions and loose talk are not answered."""
    here = server.workspace
    own = {**here.say(GENERAL, "mine", BOT_USER, root), "bot_id": "B0BOT"}
    other = {**here.say(GENERAL, "beep", thread=root), "bot_id": "B0OTHER"}
    edited = {
        **here.say(GENERAL, "x", thread=root),
        "subtype": "message_changed",
        "message": {**here.say(GENERAL, "x", BOT_USER, root), "bot_id": "B0BOT"},
    }
    deleted = {**here.say(GENERAL, "x", thread=root), "subtype": "message_deleted"}
    joined = {**here.say(GENERAL, "joined"), "subtype": "channel_join"}
    loose = here.say(GENERAL, "just talking")
    for message in (own, other, edited, deleted, joined, loose):
        await server.message(message)
    await asyncio.sleep(QUIET)
    assert handlers.replies == []


async def test_slow_answer_says_so_and_is_edited_in(
    server: SlackServer, connected: Slack, handlers: Recorder, root: str
) -> None:
    """An answer that takes over two seconds is announced, and takes the announcement's place."""
    handlers.delay = 2.4
    await server.message(server.workspace.say(GENERAL, "Why?", thread=root))
    await server.until(lambda: len(server.workspace.said_by_bot()) == 2)
    assert "Reading the sources" in server.workspace.said_by_bot()[1]["text"]
    await server.until(lambda: server.called("chat.update"))
    assert [m["text"] for m in server.workspace.said_by_bot()] == ["A brief.", "An answer."]


async def test_slacks_own_words_are_in_the_readers_language(
    server: SlackServer, connected: Slack, handlers: Recorder, root: str
) -> None:
    """A Chinese question is answered "reading" in Chinese, a Chinese brief has Chinese buttons."""
    handlers.delay = 2.2
    await server.message(server.workspace.say(GENERAL, "谁说的？", thread=root))
    await server.until(lambda: len(server.workspace.said_by_bot()) == 2)
    assert "正在查阅来源" in server.workspace.said_by_bot()[1]["text"]
    handlers.delay, handlers.reply = 0, Reply(posts=(say("简报"), say("详情")), shareable=True)
    await server.command("china-ai in zh")
    await server.until(lambda: server.responses)
    labels = [e["text"]["text"] for e in server.responses[0]["blocks"][-1]["elements"]]
    assert labels == ["发到频道", "查看详情"]


async def test_announcement_without_an_answer_goes_away(
    server: SlackServer, connected: Slack, handlers: Recorder, root: str
) -> None:
    """Where the bot has nothing to say after all, its announcement is deleted."""
    handlers.delay, handlers.reply = 2.2, None
    await server.message(server.workspace.say(GENERAL, "Why?", thread=root))
    await server.until(lambda: server.called("chat.delete"))
    assert [m["text"] for m in server.workspace.said_by_bot()] == ["A brief."]


@pytest.mark.parametrize("code", ["message_not_found", "internal_error"])
async def test_answer_is_given_though_the_announcement_is_lost(
    server: SlackServer, connected: Slack, handlers: Recorder, root: str, code: str
) -> None:
    """Where the announcement can't be edited, or not at once, the answer still stands once."""
    handlers.delay = 2.2
    server.workspace.faults["chat.update"].append(Fault(kind="refuse", code=code))
    await server.message(server.workspace.say(GENERAL, "Why?", thread=root))
    await server.until(
        lambda: "An answer." in [m["text"] for m in server.workspace.said_by_bot()], 6
    )
    await asyncio.sleep(QUIET)
    texts = [m["text"] for m in server.workspace.said_by_bot()]
    assert texts.count("An answer.") == 1


async def test_failed_work_leaves_no_announcement(
    server: SlackServer, connected: Slack, handlers: Recorder, root: str
) -> None:
    """Work that fails after it was announced takes the announcement away."""
    handlers.delay, handlers.failure = 2.2, RuntimeError("a fault of the program")
    await server.message(server.workspace.say(GENERAL, "Why?", thread=root))
    await server.until(lambda: server.called("chat.delete"))
    assert [m["text"] for m in server.workspace.said_by_bot()] == ["A brief."]


async def test_nothing_is_announced_in_a_strangers_thread(
    server: SlackServer, connected: Slack, handlers: Recorder
) -> None:
    """In a thread the bot did not begin it stays silent until it has an answer."""
    handlers.delay, handlers.reply = 2.2, None
    begun = server.workspace.say(GENERAL, "Lunch?")
    await server.message(server.workspace.say(GENERAL, "Yes", thread=begun["ts"]))
    await asyncio.sleep(2.4)
    assert server.called("chat.postMessage") == []


@pytest.mark.parametrize("kind", ["lose", "break"])
async def test_lost_answer_is_looked_for_before_it_is_sent_again(
    server: SlackServer, connected: Slack, root: str, kind: str
) -> None:
    """A reply whose acknowledgement was lost stands once."""
    server.workspace.faults["chat.postMessage"].append(Fault(kind=kind))  # type: ignore[arg-type]
    await server.message(server.workspace.say(GENERAL, "Why?", thread=root))
    await server.until(lambda: server.called("conversations.replies"))
    await asyncio.sleep(QUIET)
    assert [m["text"] for m in server.workspace.said_by_bot()] == ["A brief.", "An answer."]


async def test_rate_limit_is_waited_for(server: SlackServer, connected: Slack, root: str) -> None:
    """A reply waits for as long as Slack says, no less."""
    server.workspace.faults["chat.postMessage"].append(Fault(kind="limit", seconds=0.5))
    await server.message(server.workspace.say(GENERAL, "Why?", thread=root))
    await server.until(lambda: len(server.workspace.said_by_bot()) == 2)
    first, second = server.called("chat.postMessage")
    assert second.at - first.at >= 0.5
