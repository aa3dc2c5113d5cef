"""A loopback Discord and the bot on it, and handlers that remember what they were asked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from bot.platforms.base import Place
from bot.platforms.discord import create
from bot.platforms.discord.app import Discord
from digests.model import Topic
from tests.servers.discord import Discord as Server
from tests.servers.discord import discord as loopback
from tests.servers.recorder import Recorder, say

TOPICS = (
    Topic(slug="china-ai", names=(("en", "China AI"), ("zh", "中国人工智能")), aliases=("cn",)),
    Topic(slug="chips", names=(("en", "Chips"), ("zh", "芯片"))),
)
MESSAGES = r"/channels/\d+/messages$"


def bot_on(server: Server, **options: Any) -> Discord:
    """The bot, pointed at the loopback Discord."""
    return create(
        token=server.world.token,
        api_url=server.api_url,
        gateway_url=server.gateway_url,
        topics=TOPICS,
        **options,
    )


def place(server: Server, *, channel: str | None = None, thread: str | None = None) -> Place:
    """A place in the loopback guild."""
    return Place(
        platform="discord",
        workspace=server.world.guild,
        channel=channel or server.world.general.id,
        thread=thread,
    )


def say_body(bot: Discord, number: int) -> dict[str, Any]:
    """A body of one line."""
    return bot.reply_payloads(say(f"Line {number}."))[0]


def stub(server: Server) -> dict[str, object]:
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


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with loopback() as running:
        yield running


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[Discord]:
    """The bot, not connected to the gateway: it can post."""
    made = bot_on(server)
    yield made
    await made.close()


@pytest.fixture(
    params=[
        pytest.param(20, id="twentieth"),
        pytest.param(1, id="full", marks=pytest.mark.acceptance),
    ]
)
def times(request: pytest.FixtureRequest) -> Callable[[int], int]:
    """How often a fault is tried: a twentieth in every run, in full under `make acceptance`."""
    return lambda count: max(1, count // int(request.param))


@pytest.fixture
def heard() -> Recorder:
    return Recorder()


@pytest.fixture
async def connected(bot: Discord, heard: Recorder) -> Discord:
    """The bot, connected."""
    await bot.open(heard)
    return bot
