"""The buttons of a posted brief, pressed as a person would, on both platforms, over a restart."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from digests.model import Mark
from digests.store import marks
from tests.benches import Bench, DiscordBench, SlackBench, bench
from tests.bot.library import LABS, news
from tests.bot.test_reasons import due
from tests.fakes import Clock
from tests.servers.discord import until
from tests.servers.slack_show import shown as slack_shown
from tests.views import NOW

PLATFORMS = ("slack", "discord")
Json = dict[str, Any]


def story(made: Bench) -> Json:
    """The message that tells the story, as the platform has it."""
    if isinstance(made, SlackBench):
        return made.server.workspace.said_by_bot()[1]
    assert isinstance(made, DiscordBench)
    world = made.server.world
    thread = world.channels[world.general.messages[-1]["id"]]
    return next(one for one in thread.messages if one.get("components"))


def buttons(message: Json) -> dict[str, Json]:
    """A message's buttons by their labels."""
    rows = message.get("blocks") or message.get("components") or []
    found = [
        one
        for row in rows
        if row["type"] in ("actions", 1)
        for one in row.get("elements") or row.get("components") or []
    ]
    return {str(one.get("label") or one["text"]["text"]): one for one in found}


async def press(made: Bench, message: Json, label: str, *, private: bool = False) -> Json:
    """Presses a button of a message, seen by all or `private`; what one person is shown then."""
    who, button = made.people["member"], buttons(message)[label]
    if isinstance(made, SlackBench):
        count = len(made.server.responses)
        at = None if private else message
        await made.server.press(button["action_id"], button["value"], at, user=who)
        await made.server.until(lambda: len(made.server.responses) > count)
        return made.server.responses[-1]
    assert isinstance(made, DiscordBench)
    world = made.server.world
    where = world.general if private else world.channels[world.general.messages[-1]["id"]]
    if private:
        message = {**world.add_message(where, world.bot, {"content": "x"}), "flags": 64}
        where.messages.pop()
    asked = await made.server.press(button["custom_id"], message, user=who, channel=where)
    await until(lambda: asked.shown)
    return dict(asked.shown[0])


def said(answer: Json) -> str:
    """What an answer says."""
    if answer.get("blocks"):
        return slack_shown(answer["blocks"])
    return " ".join(
        (one.get("title") or "") + " " + (one.get("description") or "") for one in answer["embeds"]
    ).replace("\\", "")


async def kept(made: Bench) -> list[Mark]:
    """The marks of the channel's readers."""
    channel = f"{made.place.platform}:{made.place.channel}"
    async with made.database.connect() as connection:
        return list(
            await marks.of_channel(
                connection, made.place.workspace, channel, NOW - timedelta(days=1)
            )
        )


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_buttons_of_a_story(database: AsyncEngine, platform: str) -> None:
    """More detail, sources, a verdict that can be turned and taken back, and a report that names
    the very quote; each answer is private, and all work after a restart."""
    await news(database)
    async with bench(platform, database, LABS, Clock(NOW)) as made:
        await due(made)
        message = story(made)
        assert list(buttons(message)) == [
            "More detail", "Sources", "Useful", "Not useful", "Report a mistake"]  # fmt: skip
        await made.platform.close()  # a restart
        await made.platform.open(made.handlers)
        if isinstance(made, DiscordBench):
            await until(lambda: made.platform._connecting.reads_messages)
        assert "That is a line, and we drew it early." in said(
            await press(made, message, "More detail")
        )
        assert "Sources: Heron Labs will not sell" in said(await press(made, message, "Sources"))
        assert "a little higher" in said(await press(made, message, "Useful"))
        assert "a little lower" in said(await press(made, message, "Not useful"))
        assert [one.verdict for one in await kept(made)] == ["not_useful"]
        assert "Taken back" in said(await press(made, message, "Not useful"))
        assert await kept(made) == []

        choices = await press(made, message, "Report a mistake")
        assert "Amina Duarte" in said(choices)
        label = next(one for one in buttons(choices) if one.startswith("Wrong speaker"))
        told = await press(made, choices, label, private=True)
        assert "for the admins" in said(told)
        (mark,) = await kept(made)
        assert (mark.verdict, mark.reader) == ("wrong_speaker", made.people["member"])
        assert mark.evidence
        assert mark.evidence.article_id == "lab"
