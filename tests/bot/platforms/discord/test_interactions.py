"""Commands, buttons and context commands through the real client and a real gateway socket."""

from __future__ import annotations

import asyncio

import pytest

from bot.message import Button, Buttons, Message, Paragraph, Run
from bot.platforms.base import Reply
from bot.platforms.discord.app import Discord
from bot.platforms.discord.command_table import COMMANDS, Group
from tests.bot.platforms.discord.conftest import bot_on, place
from tests.servers.discord import Discord as Server
from tests.servers.discord import until
from tests.servers.recorder import Recorder, say


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


async def test_an_answer_of_several_messages(
    connected: Discord, server: Server, heard: Recorder
) -> None:
    """The first takes the place of "thinking…", the others follow, all private."""
    heard.reply = Reply(posts=(say("One."), say("Two."), say("Three.")))
    asked = await server.slash("search", {"words": "x"})
    await until(lambda: len(asked.shown) == 3)
    assert [one["embeds"][0]["description"] for one in asked.shown] == ["One.", "Two.", "Three."]
    assert all(one["ephemeral"] for one in asked.shown)


async def test_post_here(connected: Discord, server: Server, heard: Recorder) -> None:
    """A private brief is one message with buttons; its asker can see the rest and post it, once."""
    heard.reply = Reply(posts=(say("Parent."), say("Story.")), shareable=True)
    asked = await server.slash("brief", {"topic": "chips"})
    (shown,) = await asked.wait()
    share, details = shown["components"][-1]["components"]
    assert (share["label"], details["label"]) == ("Post here", "Show details")
    private = {"id": server.world.snowflake(), **_stub(server)}

    rest = await (await server.press(details["custom_id"], private)).wait()
    assert [(one["embeds"][0]["description"], one["ephemeral"]) for one in rest] == [
        ("Story.", True)
    ]
    for button in (share, details):
        stranger = await server.press(button["custom_id"], private, user=server.world.admin)
        assert "Only the person" in (await stranger.wait())[0]["embeds"][0]["description"]
    for _ in range(2):
        await (await server.press(share["custom_id"], private)).wait()
    parent, *more = server.world.general.messages
    assert (parent["embeds"][0]["description"], more) == ("Parent.", [])
    thread = server.world.channels[parent["id"]]
    assert [one["embeds"][0]["description"] for one in thread.messages] == ["Story."]
    assert server.calls.pings == []


async def test_the_bots_own_words_in_chinese(
    connected: Discord, server: Server, heard: Recorder
) -> None:
    """Who uses Discord in Chinese reads Chinese labels."""
    heard.reply = Reply(posts=(say("简报。"), say("详情。")), shareable=True)
    asked = await server.slash("brief", {"topic": "chips"}, locale="zh-CN")
    (shown,) = await asked.wait()
    labels = [one["label"] for one in shown["components"][-1]["components"]]
    assert labels == ["发到这里", "查看详情"]


async def test_post_here_after_a_restart(
    connected: Discord, server: Server, heard: Recorder
) -> None:
    """A private answer that is no longer kept is made again for who presses, and posted once;
    a button that does not say what was asked says that it is gone."""
    private = {"id": server.world.snowflake(), **_stub(server)}
    asked = await server.press("share:of-another-process", private)
    assert "no longer at hand" in (await asked.wait())[0]["embeds"][0]["description"]
    heard.reply = Reply(posts=(say("Parent."), say("Story.")), shareable=True)
    details = await server.press("details:another chips 7d", private)
    assert (await details.wait())[0]["embeds"][0]["description"] == "Story."
    for _ in range(2):
        posted = await server.press("share:another chips 7d", private)
        told = (await posted.wait())[0]
    assert "posted already" in told["embeds"][0]["description"]
    assert [one.text for one in heard.commands] == ["chips 7d", "chips 7d"]
    assert len(server.world.general.messages) == 1


async def test_a_private_answer_says_what_was_asked(
    connected: Discord, server: Server, heard: Recorder
) -> None:
    """Its buttons carry the command, where it fits into what Discord takes; posted, it has none."""
    heard.reply = Reply(posts=(say("Parent."),), shareable=True)
    for words, carried in (("open weights", "search open weights"), ("x" * 90, "")):
        asked = await server.slash("search", {"words": words})
        (shown,) = await asked.wait()
        share = shown["components"][-1]["components"][0]
        assert share["custom_id"].partition(" ")[2] == carried
    private = {"id": server.world.snowflake(), **_stub(server)}
    (told,) = await (await server.press(share["custom_id"], private)).wait()
    assert (told["embeds"][0]["description"], told["components"]) == ("Posted.", [])


async def test_post_here_in_a_closed_channel(
    connected: Discord, server: Server, heard: Recorder
) -> None:
    """Where the bot may not write, who asked is told why, and can try again."""
    heard.reply = Reply(posts=(say("Parent."),), shareable=True)
    asked = await server.slash("brief", {"topic": "chips"})
    (shown,) = await asked.wait()
    share = shown["components"][-1]["components"][0]
    private = {"id": server.world.snowflake(), **_stub(server)}
    server.world.general.denied = 50013
    (told,) = await (await server.press(share["custom_id"], private)).wait()
    assert "manifest discord" in told["embeds"][0]["description"]
    server.world.general.denied = None
    await (await server.press(share["custom_id"], private)).wait()
    assert len(server.world.general.messages) == 1


async def test_a_public_reply(connected: Discord, server: Server, heard: Recorder) -> None:
    """What all should see stands in the channel as a message of the bot's."""
    heard.reply = Reply(posts=(say("For all."),), private=False)
    asked = await server.slash("briefs", sub="pause")
    (shown,) = await asked.wait()
    assert shown["embeds"][0]["description"] == "Posted."
    assert [one["embeds"][0]["description"] for one in server.world.general.messages] == [
        "For all."
    ]


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


def _stub(server: Server) -> dict[str, object]:
    """The rest of a private message, as an interaction brings it."""
    return {
        "type": 0,
        "channel_id": server.world.general.id,
        "author": server.world.user_form(server.world.bot),
        "content": "",
        "embeds": [],
        "attachments": [],
        "mentions": [],
        "mention_roles": [],
        "mention_everyone": False,
        "pinned": False,
        "tts": False,
        "timestamp": "2026-11-25T00:00:00+00:00",
        "edited_timestamp": None,
        "flags": 64,
    }
