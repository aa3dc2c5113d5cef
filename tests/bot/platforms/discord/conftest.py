"""A loopback Discord and the bot on it, and handlers that remember what they were asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.message import Message, Paragraph, Run
from bot.platforms.base import Action, Command, Place, Reply, ThreadReply
from bot.platforms.discord import create
from bot.platforms.discord.app import Discord
from digests.model import Topic
from tests.servers.discord import Discord as Server
from tests.servers.discord import discord as loopback

TOPICS = (
    Topic(slug="china-ai", names=(("en", "China AI"), ("zh", "中国人工智能")), aliases=("cn",)),
    Topic(slug="chips", names=(("en", "Chips"), ("zh", "芯片"))),
)


def say(text: str) -> Message:
    """A message of one paragraph."""
    return Message(blocks=(Paragraph(runs=(Run(text=text),)),), fallback=text)


@dataclass
class Heard:
    """Handlers that answer with what they are told to."""

    commands: list[Command] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    replies: list[ThreadReply] = field(default_factory=list)
    answer: Reply | None = field(default_factory=lambda: Reply(posts=(say("An answer."),)))
    pause: float = 0.0

    async def command(self, command: Command) -> Reply:
        self.commands.append(command)
        await asyncio.sleep(self.pause)
        assert self.answer is not None
        return self.answer

    async def action(self, action: Action) -> Reply | None:
        self.actions.append(action)
        await asyncio.sleep(self.pause)
        return self.answer

    async def thread_reply(self, reply: ThreadReply) -> Reply | None:
        self.replies.append(reply)
        await asyncio.sleep(self.pause)
        return self.answer


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


@pytest.fixture
def times(request: pytest.FixtureRequest) -> Callable[[int], int]:
    """How often a fault is tried: in full under `make acceptance`, else a twentieth."""
    full = "acceptance" in (request.config.getoption("-m") or "")
    return lambda count: count if full else max(1, count // 20)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
async def connected(bot: Discord, heard: Heard) -> Discord:
    """The bot, connected."""
    await bot.open(heard)
    return bot
