"""Commands, buttons and context commands through the real client and a real gateway socket."""

from __future__ import annotations

import asyncio

import pytest

from bot.message import Button, Buttons, Message, Paragraph, Run
from bot.platforms.discord.app import Discord
from bot.platforms.discord.command_table import COMMANDS, Group
from tests.bot.platforms.discord.conftest import bot_on, place
from tests.servers.discord import Discord as Server
from tests.servers.discord import until
from tests.servers.recorder import Recorder


def pressable(text: str = "A story.") -> Message:
    """A message with a button."""
    row = Buttons(buttons=(Button(label="More", action="more", value="s:1"),))
    return Message(blocks=(Paragraph(runs=(Run(text=text),)), row), fallback=text)


async def test_a_command_is_deferred_at_once(
    connected: Discord, server: Server, heard: Recorder
) -> None:
    """However long the work takes, Discord hears at once, privately; then the answer is shown."""
    heard.delay = 0.4
    asked = await server.slash("brief", {"topic": "china-ai", "window": "7d"})
    (shown,) = await asked.wait()
    assert asked.first_after < 0.3
    assert (asked.deferred, shown["ephemeral"]) == (5, True)
    assert shown["embeds"][0]["description"] == "An answer."
    (command,) = heard.commands
    assert (command.name, command.text) == ("/brief", "china-ai 7d")
    assert command.place == place(server)
    assert server.interactions.pings == []


async def test_who_may_manage_is_told(connected: Discord, server: Server, heard: Recorder) -> None:
    """Manage Server makes an admin, and nobody else is one."""
    for user in (server.world.person, server.world.admin):
        await (await server.slash("briefs", sub="pause", user=user)).wait()
    assert [(one.user.id, one.user.admin) for one in heard.commands] == [
        (server.world.person, False),
        (server.world.admin, True),
    ]


async def test_a_role_may_manage_too(server: Server, heard: Recorder) -> None:
    """The roles named in the settings make admins, on commands and on buttons."""
    role = server.world.role(server.world.person)
    bot = bot_on(server, admin_roles=[int(role)])
    await bot.open(heard)
    await (await server.slash("briefs", sub="pause")).wait()
    message = server.world.add_message(server.world.general, server.world.bot, {"content": "x"})
    await (await server.press("more:1", message)).wait()
    assert heard.commands[0].user.admin
    assert heard.actions[0].user.admin
    await bot.close()


async def test_every_command_goes_through(
    connected: Discord, server: Server, heard: Recorder
) -> None:
    """Each command that Discord was told of reaches the handlers and is answered."""
    count = 0
    for one in COMMANDS:
        forms = one.forms if isinstance(one, Group) else (one,)
        for form in forms:
            options = {option.name: "x" for option in form.options if option.required}
            sub = form.name if isinstance(one, Group) else None
            await (await server.slash(one.name, options, sub=sub)).wait()
            count += 1
    assert len(heard.commands) == count
    assert server.refused == []


async def test_suggestions_while_typing(connected: Discord, server: Server) -> None:
    """A topic that is being typed is suggested in the person's language."""
    asked = await server.slash("brief", {"topic": "芯"}, kind=4, focus="topic", locale="zh-CN")
    await until(lambda: asked.choices is not None)
    assert asked.choices == [{"name": "芯片 (chips)", "value": "chips"}]


async def test_brief_this_link(connected: Discord, server: Server, heard: Recorder) -> None:
    """The context command takes the first address of the message it is used on."""
    text = "look: <https://news.example/a?b=1>, and https://other.example"
    message = server.world.add_message(server.world.general, server.world.person, {"content": text})
    await (await server.use_on_message("Brief this link", message)).wait()
    assert heard.commands[0].text == "https://news.example/a?b=1"


async def test_brief_this_link_without_a_link(
    connected: Discord, server: Server, heard: Recorder
) -> None:
    """A message without an address is answered with just that."""
    message = server.world.add_message(
        server.world.general, server.world.person, {"content": "no address"}
    )
    (shown,) = await (await server.use_on_message("Brief this link", message)).wait()
    assert "no link" in shown["embeds"][0]["description"]
    assert heard.commands == []


async def test_a_button_after_a_restart(server: Server, heard: Recorder) -> None:
    """A button says by itself what it does, so another process can act on it."""
    first = bot_on(server)
    await first.post(first.reply_payloads(pressable())[0], place(server), "k0")
    await first.close()
    (message,) = server.world.general.messages
    carried = message["components"][0]["components"][0]["custom_id"]

    second = bot_on(server)
    await second.open(heard)
    asked = await server.press(carried, message)
    (shown,) = await asked.wait()
    assert (asked.deferred, shown["ephemeral"]) == (6, True)
    (action,) = heard.actions
    assert (action.name, action.value, action.ref.message) == ("more", "s:1", message["id"])
    await second.close()


async def test_a_button_in_a_thread(connected: Discord, server: Server, heard: Recorder) -> None:
    """The action's reference names the channel and the thread."""
    parent = server.world.add_message(server.world.general, server.world.bot, {"content": "p"})
    thread = server.world.thread(server.world.general, parent["id"], "t", server.world.bot)
    message = server.world.add_message(thread, server.world.bot, {"content": "x"})
    await (await server.press("more:1", message, channel=thread)).wait()
    ref = heard.actions[0].ref
    assert (ref.channel, ref.thread, ref.message) == (
        server.world.general.id,
        thread.id,
        message["id"],
    )


async def test_a_button_with_nothing_to_say(
    connected: Discord, server: Server, heard: Recorder
) -> None:
    """A press that has no answer is acknowledged and leaves nothing behind."""
    heard.reply = None
    message = server.world.add_message(server.world.general, server.world.bot, {"content": "x"})
    asked = await server.press("useful:1", message)
    await until(lambda: bool(heard.actions))
    await asyncio.sleep(0.05)
    assert (asked.deferred, asked.shown) == (6, [])


async def test_an_interaction_brought_twice(
    connected: Discord, server: Server, heard: Recorder
) -> None:
    """An event that a resume replays is acted on once."""
    asked = await server.slash("topics")
    await asked.wait()
    await server.gateway.dispatch("INTERACTION_CREATE", asked.data)
    await asyncio.sleep(0.1)
    assert len(heard.commands) == 1


async def test_a_token_that_ran_out(
    connected: Discord, server: Server, heard: Recorder, capfd: pytest.CaptureFixture[str]
) -> None:
    """An answer after fifteen minutes can't be private any more: it is not made public."""
    heard.delay = 0.1
    asked = await server.slash("brief", {"topic": "chips"})
    await asked.answered.wait()
    server.interactions.ages = 16 * 60
    await until(lambda: bool(server.refused))
    await asyncio.sleep(0.05)
    assert server.world.general.messages == []
    assert asked.shown == []


async def test_no_key_in_the_log(
    connected: Discord,
    server: Server,
    heard: Recorder,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Neither the bot's token nor an interaction's is in what is logged when things go wrong."""
    limited = {"message": "limited", "retry_after": 0.05, "global": False}
    server.fail("PATCH", "/webhooks/", status=429, body=limited, headers={"Via": "1.1 google"})
    asked = await server.slash("topics")
    await asked.wait()
    server.fail("PATCH", "/webhooks/", drop=True)
    other = await server.slash("topics")
    await until(lambda: len(server.sent("PATCH", "/webhooks/")) == 3)
    await asyncio.sleep(0.1)
    printed = capfd.readouterr()
    logged = caplog.text + printed.out + printed.err
    for secret in (server.world.token, asked.token, other.token):
        assert secret not in logged
    assert "discord_reply_not_sent" in logged
