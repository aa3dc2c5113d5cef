"""The connection: identify, resume, invalid sessions, closed intents, a second READY, leaving."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import discord
import pytest

from bot.errors import PostRefused, PostUnknown, SettingsError
from bot.platforms.base import Change
from bot.platforms.discord.app import Discord
from tests.bot.platforms.discord.conftest import bot_on, place
from tests.servers.discord import Discord as Server
from tests.servers.discord import until
from tests.servers.recorder import Recorder, say


@dataclass
class Watching(Recorder):
    """Handlers that also hear where the bot may write."""

    changes: list[Change] = field(default_factory=list)

    async def changed(self, change: Change) -> None:
        self.changes.append(change)


@pytest.fixture
def watching() -> Watching:
    return Watching()


def _ops(server: Server, number: int) -> list[dict[str, object]]:
    return [one for one in server.gateway.received if one["op"] == number]


async def test_what_it_identifies_as(connected: Discord, server: Server) -> None:
    """One identify, with the intents that are needed and no others, and a heartbeat."""
    (identify,) = _ops(server, 2)
    data = identify["d"]
    assert isinstance(data, dict)
    assert data["intents"] == (1 << 0) | (1 << 9) | (1 << 12) | (1 << 15)
    await until(lambda: bool(_ops(server, 1)))


async def test_commands_are_told_once(connected: Discord, server: Server, heard: Recorder) -> None:
    """Discord hears of the commands at the first start, and at no other without a change."""
    assert len(server.sent("PUT", "/commands$")) == 1
    await connected.close()
    again = bot_on(server)
    await again.open(heard)
    assert len(server.sent("PUT", "/commands$")) == 1
    await again.close()
    server.world.commands[0]["options"][0]["description"] = "something else"
    third = bot_on(server)
    await third.open(heard)
    assert len(server.sent("PUT", "/commands$")) == 2
    await third.close()


async def test_commands_that_can_not_be_told(bot: Discord, server: Server, heard: Recorder) -> None:
    """A bot whose commands Discord does not take is connected all the same."""
    server.fail("PUT", "/commands$", status=400, body={"code": 30034, "message": "daily creates"})
    await bot.open(heard)
    await server.say(f"<@{server.world.bot}> hello")
    await until(lambda: bool(heard.replies))


async def test_ready_twice(connected: Discord, server: Server, heard: Recorder) -> None:
    """READY comes again after every identify; nothing is done twice for it."""
    before = len(server.requests)
    await server.gateway.again()
    await asyncio.sleep(0.3)
    assert len(server.requests) == before
    await (await server.slash("topics")).wait()
    assert len(heard.commands) == 1


@pytest.mark.parametrize("how", ["lost", "reconnect", "resumable"])
async def test_resume(connected: Discord, server: Server, heard: Recorder, how: str) -> None:
    """A lost socket is resumed, and what happened meanwhile is heard once."""
    match how:
        case "lost":
            await server.gateway.drop()
        case "reconnect":
            await server.gateway.ask_reconnect()
        case "resumable":
            await server.gateway.invalidate(resumable=True)
    asked = await server.slash("topics")
    await until(lambda: bool(_ops(server, 6)), seconds=10)
    await asked.wait(10)
    assert len(_ops(server, 2)) == 1
    assert len(heard.commands) == 1


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """discord.py's hook before a second identify waits five seconds; here it does not."""

    async def at_once(client: discord.Client, shard: int | None, *, initial: bool = False) -> None:
        return None

    monkeypatch.setattr(discord.Client, "before_identify_hook", at_once)


@pytest.mark.usefixtures("hurry")
async def test_an_invalid_session(connected: Discord, server: Server, heard: Recorder) -> None:
    """A session that can't be resumed is begun anew, and events are heard again."""
    await server.gateway.invalidate(resumable=False)
    await until(lambda: len(_ops(server, 2)) == 2, seconds=10)
    await until(lambda: bool(server.gateway.sessions))
    await (await server.slash("topics")).wait(10)
    assert len(heard.commands) == 1


async def test_a_wrong_token(server: Server, heard: Recorder) -> None:
    """Opening with a wrong token is a wrong setting, by its name and without the token in it."""
    bot = bot_on(server)
    server.world.token = "another"
    with pytest.raises(SettingsError, match="DISCORD_TOKEN") as caught:
        await bot.open(heard)
    assert "test-discord-token" not in str(caught.value)
    await bot.close()


async def test_discord_is_away_at_the_start(
    server: Server, heard: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Discord that can't be reached is waited for, and nothing else has to wait with it."""
    monkeypatch.setattr("bot.platforms.discord.app._PAUSES", (0.05,))
    bot = bot_on(server)
    server.fail("GET", "/users/@me", status=503, times=3)
    await bot.open(heard)
    await until(lambda: bool(server.sent("PUT", "/commands$")))
    await (await server.slash("topics")).wait()
    await bot.close()


async def test_closing_while_discord_is_away(server: Server, heard: Recorder) -> None:
    """Waiting ends with the connection."""
    bot = bot_on(server)
    server.fail("GET", "/users/@me", status=503, times=99)
    await bot.open(heard)
    await bot.close()


async def test_the_gateway_ends_it(server: Server, heard: Recorder) -> None:
    """A close that Discord means for good ends open with an error."""
    bot = bot_on(server)
    server.gateway.close_identify = 4013
    with pytest.raises(PostRefused, match="intents") as caught:
        await bot.open(heard)
    assert caught.value.scope == "workspace"
    await bot.close()


async def test_an_intent_that_is_taken_away(
    connected: Discord, server: Server, heard: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Switched off in the portal while the bot runs, the intent is done without from then on."""
    monkeypatch.setattr("bot.platforms.discord.app._PAUSES", (0.05,))
    server.world.content_intent = False
    await server.gateway.drop(code=4014)
    await until(lambda: any(one.socket for one in server.gateway.sessions.values()))
    await (await server.slash("topics")).wait()
    ref = await connected.post(connected.reply_payloads(say("x"))[0], place(server), "k")
    assert server.world.general.messages[-1]["id"] == ref.message


async def test_a_token_that_is_taken_away(
    connected: Discord, server: Server, heard: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token that is reset while the bot runs is not tried for ever."""
    monkeypatch.setattr("bot.platforms.discord.app._PAUSES", (0.05,))
    server.world.token = "another"
    before = len(server.sent("GET", "/users/@me$"))
    await server.gateway.drop(code=4004)
    await until(lambda: len(server.sent("GET", "/users/@me$")) == before + 1)
    await asyncio.sleep(0.3)
    assert len(server.sent("GET", "/users/@me$")) == before + 1


async def test_leaving_a_guild(bot: Discord, server: Server, watching: Watching) -> None:
    """The bot hears that it was put out and let in again; a guild's outage is neither."""
    guild = server.world.guild
    await bot.open(watching)
    await server.gateway.dispatch("GUILD_DELETE", {"id": guild, "unavailable": True})
    await server.gateway.dispatch("GUILD_CREATE", server.world.guild_form())
    await asyncio.sleep(0.05)
    assert watching.changes == []
    await server.gateway.dispatch("GUILD_DELETE", {"id": guild})
    joined = {key: v for key, v in server.world.guild_form().items() if key != "unavailable"}
    await server.gateway.dispatch("GUILD_CREATE", joined)
    await until(lambda: len(watching.changes) == 2)
    assert watching.changes == [
        Change(workspace=guild, channel=None, open=False, code="10004"),
        Change(workspace=guild, channel=None, open=True, code="guild_create"),
    ]


async def test_channels_that_close_and_open(
    bot: Discord, server: Server, watching: Watching
) -> None:
    """Lost and given permissions and deleted channels are told, each once, by Discord's codes."""
    world = server.world
    general, other = world.general, world.channel("other")
    await bot.open(watching)

    async def told() -> tuple[str | None, bool, str]:
        await until(lambda: bool(watching.changes))
        change = watching.changes.pop()
        assert watching.changes == []
        return change.channel, change.open, change.code

    no_sending = {"id": world.guild, "type": 0, "allow": "0", "deny": str(1 << 11)}
    for overwrites, open_, code in (([no_sending], False, "50013"), ([], True, "permissions")):
        general.overwrites = overwrites
        await server.gateway.dispatch("CHANNEL_UPDATE", world.channel_form(general))
        assert await told() == (general.id, open_, code)
    await server.gateway.dispatch("CHANNEL_DELETE", world.channel_form(other))
    assert await told() == (other.id, False, "10003")

    world.roles[world.guild] &= ~(1 << 10)
    role = {"guild_id": world.guild, "role": world.guild_form()["roles"][0]}
    await server.gateway.dispatch("GUILD_ROLE_UPDATE", role)
    assert await told() == (general.id, False, "50001")


async def test_closing_lets_answers_end(
    connected: Discord, server: Server, heard: Recorder
) -> None:
    """Work under way when the connection closes is finished and answered."""
    heard.delay = 0.2
    asked = await server.slash("topics")
    await until(lambda: bool(heard.commands))
    await connected.close()
    assert len(asked.shown) == 1


async def test_posting_after_close(connected: Discord, server: Server) -> None:
    """Nothing is sent once the connection is closed."""
    await connected.close()
    with pytest.raises(PostUnknown):
        await connected.post(connected.reply_payloads(say("x"))[0], place(server), "k")


@pytest.mark.usefixtures("hurry")
async def test_shards(server: Server, heard: Recorder) -> None:
    """With several shards each identifies as its own."""
    bot = bot_on(server, shards=2)
    await bot.open(heard)
    shards = [one["d"]["shard"] for one in _ops(server, 2)]  # type: ignore[index]
    assert shards == [[0, 2], [1, 2]]
    await (await server.slash("topics")).wait()
    await bot.close()
