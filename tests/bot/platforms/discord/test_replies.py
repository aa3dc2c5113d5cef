"""What people write: in threads of ours, to the bot by name, and what is left alone."""

from __future__ import annotations

import asyncio
import random

import pytest

from bot.platforms.base import Reply
from bot.platforms.discord.app import Discord
from tests.bot.platforms.discord.conftest import bot_on
from tests.servers.discord import Discord as Server
from tests.servers.discord import until
from tests.servers.discord_state import Channel
from tests.servers.recorder import Recorder, say


async def begun(server: Server, owner: str | None = None, *, told: bool = True) -> Channel:
    """A thread under a message of the bot's; `told`: the gateway has brought it."""
    world = server.world
    parent = world.add_message(world.general, world.bot, {"content": "brief"})
    thread = world.thread(world.general, parent["id"], "brief", owner or world.bot)
    if told:
        await server.gateway.dispatch("THREAD_CREATE", world.channel_form(thread))
    return thread


def answers(channel: Channel, server: Server) -> list[str]:
    """What the bot said in a channel."""
    return [
        one["embeds"][0]["description"]
        for one in channel.messages
        if one["author"]["id"] == server.world.bot and one["embeds"]
    ]


async def settle(server: Server) -> None:
    """Long enough for anything wrong to happen."""
    await asyncio.sleep(0.1)


async def test_a_question_in_our_thread(
    connected: Discord, server: Server, heard: Recorder
) -> None:
    """It is answered in the thread, without its being named, and typing is shown meanwhile."""
    heard.delay = 0.5
    thread = await begun(server)
    asked = await server.say("Who said so?", channel=thread)
    await until(lambda: bool(answers(thread, server)))
    (reply,) = heard.replies
    assert (reply.text, reply.mentioned, reply.event_id) == ("Who said so?", False, asked["id"])
    assert (reply.ref.channel, reply.ref.thread) == (server.world.general.id, thread.id)
    assert server.sent("POST", rf"/channels/{thread.id}/typing")
    assert answers(thread, server) == ["An answer."]
    (sent,) = server.sent("POST", rf"/channels/{thread.id}/messages$")
    assert sent.body["message_reference"]["message_id"] == asked["id"]
    assert sent.body["allowed_mentions"] == {"parse": []}  # so the reply itself pings nobody
    assert server.calls.pings == []


@pytest.mark.parametrize("told", [True, False])
async def test_a_thread_that_was_archived(
    connected: Discord, server: Server, heard: Recorder, told: bool
) -> None:
    """A thread that the client has never heard of is asked after."""
    thread = await begun(server, told=told)
    await server.say("Still here?", channel=thread)
    await until(lambda: bool(answers(thread, server)))
    assert heard.replies[0].ref.channel == server.world.general.id


async def test_a_mention_in_a_channel(connected: Discord, server: Server, heard: Recorder) -> None:
    """Named in a channel, the bot answers there; its own name is no part of the question."""
    await server.say(f"<@{server.world.bot}> what about chips?")
    await until(lambda: bool(answers(server.world.general, server)))
    (reply,) = heard.replies
    assert (reply.text, reply.mentioned, reply.ref.thread) == ("what about chips?", True, None)


async def test_what_is_left_alone(connected: Discord, server: Server, heard: Recorder) -> None:
    """Talk among people, other bots, webhooks, system messages and the bot's own words."""
    world = server.world
    thread = await begun(server)
    other = world.member("beep", bot=True)
    await server.say("just talking")
    await server.say("beep", user=other, channel=thread)
    await server.say("hook", channel=thread, webhook_id=world.snowflake())
    await server.say("", channel=thread, type=21)
    mine = world.add_message(thread, world.bot, {"content": f"<@{world.bot}>"})
    await server.announce(mine)
    await settle(server)
    assert heard.replies == []


async def test_an_edit_is_not_a_question(
    connected: Discord, server: Server, heard: Recorder
) -> None:
    """Editing a message, or Discord adding a preview to it, asks nothing."""
    thread = await begun(server)
    asked = await server.say("Who?", channel=thread)
    await until(lambda: bool(answers(thread, server)))
    await server.announce({**asked, "content": "Who now?"}, "MESSAGE_UPDATE")
    await settle(server)
    assert len(heard.replies) == 1


async def test_a_persons_thread(connected: Discord, server: Server, heard: Recorder) -> None:
    """A thread that a person began on a message of the bot's is the bot's to answer in."""
    thread = await begun(server, owner=server.world.person)
    await server.say("hello", channel=thread)
    await until(lambda: bool(answers(thread, server)))
    await server.say("hello again", channel=thread)
    await until(lambda: len(answers(thread, server)) == 2)
    looked = server.sent("GET", rf"/channels/{server.world.general.id}/messages/{thread.id}$")
    assert len(looked) == 1  # asked once


async def test_a_thread_among_people(connected: Discord, server: Server, heard: Recorder) -> None:
    """A thread that has nothing to do with the bot is not listened to."""
    world = server.world
    theirs = world.add_message(world.general, world.person, {"content": "lunch?"})
    thread = world.thread(world.general, theirs["id"], "lunch", world.person)
    await server.gateway.dispatch("THREAD_CREATE", world.channel_form(thread))
    loose = world.thread(world.general, world.snowflake(), "loose", world.person)
    await server.gateway.dispatch("THREAD_CREATE", world.channel_form(loose))
    for channel in (thread, loose):
        await server.say("hello", channel=channel)
    await settle(server)
    assert heard.replies == []
    assert not server.sent("POST", "/typing$")


async def test_an_answer_to_the_bots_message(
    connected: Discord, server: Server, heard: Recorder
) -> None:
    """A reply to a message of the bot's is meant for the bot, in any channel."""
    world = server.world
    brief = world.add_message(world.general, world.bot, {"content": "brief"})
    await server.say(
        "and why?",
        type=19,
        message_reference={"channel_id": world.general.id, "message_id": brief["id"]},
        referenced_message=brief,
    )
    await until(lambda: bool(heard.replies))
    assert heard.replies[0].mentioned


async def test_one_event_many_times(connected: Discord, server: Server, heard: Recorder) -> None:
    """However often and in whatever order messages come again, each is answered once."""
    thread = await begun(server)
    world = server.world
    said = [world.add_message(thread, world.person, {"content": f"q{n}"}) for n in range(8)]
    events = [one for one in said for _ in range(11)]
    random.Random(3).shuffle(events)
    for one in events:
        await server.announce(one)
    await until(lambda: len(answers(thread, server)) == 8)
    await settle(server)
    assert len(heard.replies) == 8
    assert len(answers(thread, server)) == 8


async def test_without_the_message_content_intent(
    bot: Discord, server: Server, heard: Recorder
) -> None:
    """Not granted, it is done without: mentions work, and a thread is told so once."""
    server.world.content_intent = False
    await bot.open(heard)
    thread = await begun(server)
    await server.say("Who said so?", channel=thread)
    await until(lambda: len(answers(thread, server)) == 1)
    await server.say("Hello?", channel=thread)
    await settle(server)
    assert "mention me" in answers(thread, server)[0]
    assert heard.replies == []

    await server.say(f"<@{server.world.bot}> who said so?", channel=thread)
    await until(lambda: len(answers(thread, server)) == 2)
    assert heard.replies[0].text == "who said so?"


async def test_a_picture_is_no_question(
    connected: Discord, server: Server, heard: Recorder
) -> None:
    """With the intent, a message without words is a picture or a sticker."""
    thread = await begun(server)
    await server.say("", channel=thread)
    await settle(server)
    assert heard.replies == []
    assert answers(thread, server) == []


async def test_a_lost_answer_is_said_once(
    connected: Discord, server: Server, heard: Recorder
) -> None:
    """An answer whose acknowledgement is lost stands once in the thread."""
    thread = await begun(server)
    server.fail("POST", rf"/channels/{thread.id}/messages$", after=True, drop=True)
    await server.say("Who?", channel=thread)
    await until(lambda: len(server.sent("POST", rf"/channels/{thread.id}/messages$")) == 2)
    await settle(server)
    assert answers(thread, server) == ["An answer."]


async def test_a_locked_thread(connected: Discord, server: Server, heard: Recorder) -> None:
    """Where nothing may be said nothing is said, and the bot goes on."""
    thread = await begun(server)
    thread.locked = True
    await server.say("Who?", channel=thread)
    await until(lambda: bool(server.refused))
    thread.locked = False
    await server.say("And now?", channel=thread)
    await until(lambda: bool(answers(thread, server)))


async def test_a_long_answer(connected: Discord, server: Server, heard: Recorder) -> None:
    """All parts of a long answer stand in the thread, in order."""
    heard.reply = Reply(posts=(say("A sentence of an answer. " * 400),), private=False)
    thread = await begun(server)
    await server.say("All of it?", channel=thread)
    await until(lambda: len(answers(thread, server)) == 3)
    assert " ".join(answers(thread, server)) == ("A sentence of an answer. " * 400).strip()


async def test_admins_are_known_in_threads(server: Server, heard: Recorder) -> None:
    """Manage Server and the roles named in the settings count in what is written, too."""
    role = server.world.role(server.world.person)
    bot = bot_on(server, admin_roles=[int(role)])
    await bot.open(heard)
    for user in (server.world.person, server.world.admin, server.world.member("lin")):
        await server.say(f"<@{server.world.bot}> hi", user=user)
    await until(lambda: len(heard.replies) == 3)
    known = {one.user.id: one.user.admin for one in heard.replies}
    assert list(known.values()).count(True) == 2
    assert known[server.world.admin]
    assert known[server.world.person]
    await bot.close()
