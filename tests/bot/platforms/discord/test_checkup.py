"""`briefbot doctor` and `briefbot manifest` on Discord."""

from __future__ import annotations

import base64
from urllib.parse import parse_qs, urlsplit

import discord
import pytest

from bot.platforms.base import Place
from bot.platforms.discord import manifest
from bot.platforms.discord.app import Discord
from bot.platforms.discord.checkup import granted
from tests.bot.platforms.discord.conftest import bot_on
from tests.servers.discord import Discord as Server


def places(*channels: str) -> list[Place]:
    """Channels of the one server."""
    return [Place(platform="discord", workspace="1", channel=one) for one in channels]


async def test_all_is_well(bot: Discord, server: Server) -> None:
    """Token, intent, servers and channels are each a line that is well."""
    checks = await bot.examine(places(server.world.general.id))
    assert [(what, ok) for what, ok, _ in checks] == [
        ("bot token", True),
        ("message content", True),
        ("server Loopback", True),
        ("channel #general", True),
    ]


async def test_what_is_missing_is_named(bot: Discord, server: Server) -> None:
    """An intent that is off, a denied permission and a channel that is gone say what to do."""
    world = server.world
    world.content_intent = False
    world.general.overwrites = [
        {"id": world.guild, "type": 0, "allow": "0", "deny": str(1 << 35)},
    ]
    _, content, _, general, gone = await bot.examine(places(world.general.id, "123"))
    assert content[1]
    assert "mention the bot" in content[2]
    assert general == (
        "channel #general",
        False,
        "the bot lacks Create Public Threads: give its role these permissions.",
    )
    assert gone[:2] == ("channel 123", False)
    assert "10003" in gone[2]


async def test_a_wrong_token_is_one_line(server: Server) -> None:
    """With a wrong token there is nothing else to check."""
    bot = bot_on(server)
    server.world.token = "another"
    ((what, ok, detail),) = await bot.examine()
    assert (what, ok) == ("bot token", False)
    assert "DISCORD_TOKEN" in detail


@pytest.mark.parametrize(
    ("overwrites", "missing"),
    [
        ([], ()),
        ([("everyone", 0, 1 << 11)], ("Send Messages",)),
        ([("everyone", 0, 1 << 11), ("role", 1 << 11, 0)], ()),
        ([("role", 0, 1 << 14), ("member", 1 << 14, 0)], ()),
        ([("everyone", 0, 1 << 10), ("stranger", 1 << 10, 0)], ("View Channel",)),
    ],
)
def test_permissions_as_discord_works_them_out(
    overwrites: list[tuple[str, int, int]], missing: tuple[str, ...]
) -> None:
    """Everyone's, then the roles', then the member's overwrites decide, in this order."""
    guild = {
        "id": "everyone",
        "roles": [
            {"id": "everyone", "permissions": str(manifest.permissions())},
            {"id": "role", "permissions": "0"},
        ],
    }
    written = [
        {"id": who, "type": int(who == "member"), "allow": str(allow), "deny": str(deny)}
        for who, allow, deny in overwrites
    ]
    found = granted({"permission_overwrites": written}, guild, ["role"], "member")
    assert manifest.missing(found) == missing


def test_the_invite_link() -> None:
    """It asks for exactly the permissions that are explained, and for the commands."""
    link = urlsplit(manifest.invite("123456789012345678"))
    query = parse_qs(link.query)
    assert (link.netloc, link.path) == ("discord.com", "/oauth2/authorize")
    assert query["client_id"] == ["123456789012345678"]
    assert query["scope"] == ["bot applications.commands"]
    asked = discord.Permissions(int(query["permissions"][0]))
    assert {name for name, value in asked if value} == {
        "read_messages",
        "send_messages",
        "embed_links",
        "read_message_history",
        "create_public_threads",
        "send_messages_in_threads",
    }


def test_the_application_in_a_token() -> None:
    """A bot token begins with the application's id; anything else has none."""
    first = base64.urlsafe_b64encode(b"123456789012345678").decode().rstrip("=")
    assert manifest.application_of(f"{first}.abc.def") == "123456789012345678"
    assert manifest.application_of("not-a-token") is None
    assert manifest.application_of("") is None


def test_what_is_lost_without_the_intent_is_said() -> None:
    """The manifest explains each permission and the one intent that is a choice."""
    text = manifest.text(None)
    assert text.splitlines()[0].startswith("https://discord.com/oauth2/authorize?")
    assert "Message Content: optional" in text
    assert "YOUR_APPLICATION_ID" in text
