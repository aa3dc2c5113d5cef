"""What Discord refuses or puts off: waited for, told with its reason, or left to the outbox."""

from __future__ import annotations

import asyncio
import random
from typing import Any

import pytest

from bot.errors import PostRefused, PostUnknown, RateLimited
from bot.platforms.discord.app import Discord
from tests.bot.platforms.discord.conftest import MESSAGES, bot_on, place, say_body
from tests.servers.discord import Discord as Server


async def test_a_storm_of_rate_limits(bot: Discord, server: Server) -> None:
    """Each 429 is obeyed to the moment; nothing is lost, doubled or sent early."""
    chance = random.Random(7)
    server.limit = lambda method, path: 0.02 if method == "POST" and chance.random() < 0.4 else None
    for number in range(40):
        await _carry(bot, server, number)
    shown = [one["embeds"][0]["description"] for one in server.world.general.messages]
    assert shown == [f"Line {number}." for number in range(40)]
    assert server.early == []


async def _carry(bot: Discord, server: Server, number: int) -> None:
    """Post as the outbox does: what Discord asks to wait is waited, then it is tried again."""
    while True:
        try:
            await bot.post(say_body(bot, number), place(server), f"k{number}")
        except RateLimited as limit:
            await asyncio.sleep(min(limit.seconds, 0.05))
        else:
            return


async def test_a_long_rate_limit_is_for_the_outbox(bot: Discord, server: Server) -> None:
    """More than half a minute is not waited for: the caller is told how long."""
    server.limit = lambda method, path: 120.0 if method == "POST" else None
    with pytest.raises(RateLimited) as caught:
        await bot.post(say_body(bot, 1), place(server), "k1")
    assert caught.value.seconds == 120.0


@pytest.mark.parametrize(
    ("denied", "code", "scope"),
    [(10003, "10003", "channel"), (50001, "50001", "channel"), (50013, "50013", "channel")],
)
async def test_channels_that_are_closed(
    bot: Discord, server: Server, denied: int, code: str, scope: str
) -> None:
    """A channel that is gone or closed to the bot is refused for good, by Discord's own code."""
    server.world.general.denied = denied
    with pytest.raises(PostRefused) as caught:
        await bot.post(say_body(bot, 1), place(server), "k1")
    assert (caught.value.code, caught.value.scope) == (code, scope)


async def test_a_token_that_was_revoked(bot: Discord, server: Server) -> None:
    """A token that Discord no longer knows concerns the whole workspace."""
    await bot.post(say_body(bot, 1), place(server), "k1")
    server.world.token = "another"
    with pytest.raises(PostRefused) as caught:
        await bot.post(say_body(bot, 2), place(server), "k2")
    assert caught.value.scope == "workspace"
    assert "test-discord-token" not in str(caught.value)


async def test_a_wrong_token(server: Server) -> None:
    """A token that was never right is refused at the first use, and isn't repeated in the error."""
    server.world.token = "another"
    bot = bot_on(server)
    server.world.token = "yet another"
    with pytest.raises(PostRefused, match="DISCORD_TOKEN") as caught:
        await bot.post(say_body(bot, 1), place(server), "k1")
    assert caught.value.scope == "workspace"
    assert "another" not in str(caught.value)
    await bot.close()


@pytest.mark.parametrize(
    ("status", "body", "headers", "error"),
    [
        (503, None, None, PostUnknown),  # discord.py asks no more than once
        (403, {"code": 40333, "message": "internal network error"}, None, RateLimited),
        (403, None, {"Content-Type": "text/html"}, RateLimited),  # a proxy's page
        (429, None, {"Content-Type": "text/html", "Retry-After": "9"}, RateLimited),  # Cloudflare
        (400, {"code": 160006, "message": "active threads"}, None, RateLimited),
        (400, {"code": 50035, "message": "Invalid Form Body"}, None, PostRefused),
        (403, {"code": 200000, "message": "AutoMod"}, None, PostRefused),
    ],
)
async def test_other_answers(
    bot: Discord, server: Server, status: int, body: Any, headers: Any, error: type[Exception]
) -> None:
    """Each kind of answer becomes the error that makes the outbox do right."""
    server.fail("POST", MESSAGES, status=status, body=body, headers=headers)
    with pytest.raises(error):
        await bot.post(say_body(bot, 1), place(server), "k1")


async def test_without_embed_links_the_reason_is_told(bot: Discord, server: Server) -> None:
    """Discord calls a message empty whose embed it may not show; the permission is named."""
    server.world.general.embeds_allowed = False
    with pytest.raises(PostRefused, match="Embed Links"):
        await bot.post(say_body(bot, 1), place(server), "k1")
