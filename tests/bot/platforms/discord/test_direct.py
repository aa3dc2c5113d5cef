"""A person and the bot alone: commands, questions and briefs in a conversation without threads."""

from __future__ import annotations

from dataclasses import replace

from bot.platforms.base import Place
from bot.platforms.discord.app import Discord
from tests.bot.platforms.discord.test_checkup import places
from tests.servers.discord import Discord as Server
from tests.servers.discord import until
from tests.servers.recorder import Recorder, say


def with_ada(server: Server) -> Place:
    """The conversation with one person."""
    world = server.world
    channel = world.direct(world.person).id
    return Place(platform="discord", workspace=f"direct:{world.person}", channel=channel)


async def test_a_command_there_is_answered(
    connected: Discord, server: Server, heard: Recorder
) -> None:
    """It belongs to that person alone, who may do all that an admin may."""
    here = with_ada(server)
    asked = await server.slash("briefs", sub="list", channel=server.world.channels[here.channel])
    assert (await asked.wait())[0]["ephemeral"]
    (command,) = heard.commands
    assert command.place == here
    assert command.user.admin


async def test_a_question_there_needs_no_mention(
    connected: Discord, server: Server, heard: Recorder
) -> None:
    """What is written to the bot alone is a question, and is answered there."""
    here = with_ada(server)
    channel = server.world.channels[here.channel]
    await server.say("Who led the round?", channel=channel)
    await until(lambda: len(channel.messages) == 2)
    (reply,) = heard.replies
    assert reply.mentioned
    assert (reply.ref.workspace, reply.ref.channel) == (here.workspace, here.channel)
    brief = server.world.add_message(channel, server.world.bot, {"content": "A brief."})
    answered = {"message_id": brief["id"], "channel_id": channel.id}
    await server.say("Why?", channel=channel, message_reference=answered)
    await until(lambda: len(heard.replies) == 2)
    assert heard.replies[1].ref.thread == brief["id"]  # so that its brief is found


async def test_a_brief_there_stands_in_one_row(bot: Discord, server: Server) -> None:
    """Its stories follow it, since there are no threads, and each is found again."""
    here = with_ada(server)
    parent = await bot.post(bot.reply_payloads(say("A brief."))[0], here, "k0")
    under = replace(here, thread=parent.message)
    story = await bot.post(bot.reply_payloads(say("A story."))[0], under, "k1")
    assert [one["id"] for one in server.world.channels[here.channel].messages] == [
        parent.message,
        story.message,
    ]
    assert await bot.find(under, "k1", None) == story
    assert await bot.find(under, "k2", None) is None
    assert server.refused == []


async def test_the_doctor_knows_it(bot: Discord, server: Server) -> None:
    """A conversation is no channel without permissions."""
    assert (await bot.examine(places(with_ada(server).channel)))[-1][1:] == (
        True,
        "a conversation with one person",
    )
