"""A second opinion: simcord is another's reading of Discord's rules, strict about every field."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import discord
import pytest

from bot.errors import PostRefused
from bot.message import (
    Bullets,
    Button,
    Buttons,
    Context,
    Heading,
    Message,
    Paragraph,
    Post,
    Quotation,
    Run,
)
from bot.platforms.base import Place
from bot.platforms.discord.embeds import payloads
from bot.platforms.discord.posting import DiscordPosting
from bot.platforms.discord.rest import Rest
from tests.servers.recorder import say

_WORDS = ("model", "算力", "🔥", "@everyone", "<@1>", "*bold*", "[x](https://evil.example)", "20%.")


@pytest.fixture
def simcord_bot() -> discord.Client:
    return discord.Client(intents=discord.Intents.default())


def _posting(client: discord.Client) -> DiscordPosting:
    async def given() -> discord.Client:
        return client

    return DiscordPosting(Rest(given))


def _post(chance: random.Random) -> Post:
    """A post of every kind of block, each of a random length up to far beyond the limits."""

    def run(style: Any = "plain", url: str | None = None) -> Run:
        words = chance.choices(_WORDS, k=chance.choice((1, 5, 40, 900)))
        return Run(text=" ".join(words), style=style, url=url)

    message = Message(
        blocks=(
            Heading(text=run().text),
            Paragraph(runs=(run("strong"), run("emphasis"), run())),
            Bullets(items=((run(),), (run(url="https://ok.example/a_(b)"),))),
            Quotation(text=run().text, attribution=(run(),)),
            Context(runs=(run(),)),
            Buttons(
                buttons=tuple(
                    Button(label=run().text, action="more", value=f"s{n}") for n in range(7)
                )
            ),
        ),
        fallback=run().text,
    )
    return Post(parent=message, thread=(say("Story."),), thread_title=run().text)


async def test_a_brief_is_taken(simcord_env: Any, simcord_bot: discord.Client) -> None:
    """The parent, its thread and the stories are posted, and found again by their keys."""
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    place = Place(platform="discord", workspace=str(guild.id), channel=str(channel.id))
    posting = _posting(simcord_bot)
    first, story = payloads(
        Post(parent=say("Parent."), thread=(say("Story."),), thread_title="A brief")
    )
    parent = await posting.post(first, place, "k0")
    inside = replace(place, thread=parent.message)
    child = await posting.post(story, inside, "k1")
    assert await posting.find(place, "k0", None) == parent
    assert await posting.find(inside, "k1", None) == child


async def test_any_body_is_taken(simcord_env: Any, simcord_bot: discord.Client) -> None:
    """No body of any length is refused."""
    channel = simcord_env.create_guild().create_text_channel("general")
    place = Place(platform="discord", workspace="1", channel=str(channel.id))
    posting = _posting(simcord_bot)
    chance = random.Random(11)
    count = 0
    for _ in range(12):
        for body in payloads(_post(chance)):
            await posting.post(body, place, f"k{count}")
            count += 1
    assert count > 24


async def test_it_does_refuse(simcord_env: Any, simcord_bot: discord.Client) -> None:
    """A body that is too long is refused there, so the other tests mean something."""
    channel = simcord_env.create_guild().create_text_channel("general")
    place = Place(platform="discord", workspace="1", channel=str(channel.id))
    body = {"embeds": [{"title": "x" * 257}]}
    with pytest.raises(PostRefused, match="50035"):
        await _posting(simcord_bot).post(body, place, "k0")
