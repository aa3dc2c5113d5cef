"""Private answers through the real client: shown to one person, posted once they say so."""

from __future__ import annotations

from bot.platforms.base import Reply
from bot.platforms.discord.app import Discord
from tests.bot.platforms.discord.conftest import stub
from tests.servers.discord import Discord as Server
from tests.servers.discord import until
from tests.servers.recorder import Recorder, say


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
    private = {"id": server.world.snowflake(), **stub(server)}

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
    private = {"id": server.world.snowflake(), **stub(server)}
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
    private = {"id": server.world.snowflake(), **stub(server)}
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
    private = {"id": server.world.snowflake(), **stub(server)}
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
