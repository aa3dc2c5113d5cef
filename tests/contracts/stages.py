"""The same few deeds on a loopback Slack and a loopback Discord, for the platforms' contract."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal, Protocol

from bot.app import Connected
from bot.platforms.base import MessageRef, Place
from bot.platforms.discord import create as create_discord
from bot.platforms.slack.app import create as create_slack
from tests.servers.discord import Discord, discord
from tests.servers.slack import APP_TOKEN, BOT_TOKEN, GENERAL, TEAM, Fault, SlackServer
from tests.servers.slack_state import BOT_USER

Json = dict[str, Any]
Trouble = Literal["lost", "not stored", "broken"]


class Stage(Protocol):
    """A platform, the bot on it, and the people there. `place` is the channel they are in."""

    bot: Connected
    place: Place

    def standing(self) -> list[str]:
        """What the bot said in the channel and its threads, as the texts of its payloads."""
        ...

    def in_thread(self, parent: MessageRef) -> int:
        """How many messages of the bot's stand in the thread of `parent`."""
        ...

    def trouble(self, kind: Trouble) -> None:
        """The next message is stored and its answer lost, or lost before, or answered 502."""
        ...

    def limit(self, seconds: int) -> None:
        """The next message is answered with a rate limit."""
        ...

    def close_channel(self) -> None:
        """The bot may no longer write in the channel."""
        ...

    def hide_history(self) -> None:
        """The bot may no longer read the channel."""
        ...

    async def command(self, text: str) -> None:
        """A person asks for a brief of the topic `text`."""
        ...

    async def press(self, ref: MessageRef) -> None:
        """A person presses the first button of a message of the bot's."""
        ...

    async def ask(self, text: str, parent: MessageRef, *, times: int = 1) -> None:
        """A person writes in a thread; the platform tells of it so many times."""
        ...

    def shown(self) -> list[Json]:
        """What has been shown to one person only."""
        ...

    def complaints(self) -> list[Any]:
        """What the platform would have refused or pinged for."""
        ...


class DiscordStage:
    """Discord's."""

    def __init__(self, server: Discord) -> None:
        self._server = server
        self.bot: Connected = create_discord(
            token=server.world.token, api_url=server.api_url, gateway_url=server.gateway_url
        )
        world = server.world
        self.place = Place(platform="discord", workspace=world.guild, channel=world.general.id)

    def standing(self) -> list[str]:
        world = self._server.world
        said = [one for channel in world.channels.values() for one in channel.messages]
        return [str(one["embeds"]) for one in said if one["author"]["id"] == world.bot]

    def in_thread(self, parent: MessageRef) -> int:
        world = self._server.world
        thread = world.channels.get(parent.message)
        return sum(one["author"]["id"] == world.bot for one in thread.messages) if thread else 0

    def trouble(self, kind: Trouble) -> None:
        how: dict[Trouble, Json] = {
            "lost": {"drop": True, "after": True},
            "not stored": {"drop": True},
            "broken": {"status": 503, "after": True},
        }
        self._server.fail("POST", r"/channels/\d+/messages$", **how[kind])

    def limit(self, seconds: int) -> None:
        body = {"message": "limited", "retry_after": float(seconds), "global": False}
        headers = {"Via": "1.1 google", "Retry-After": str(seconds)}
        path = r"/channels/\d+/messages$"
        self._server.fail("POST", path, status=429, body=body, headers=headers)

    def close_channel(self) -> None:
        self._server.world.general.denied = 50001

    def hide_history(self) -> None:
        self._server.world.general.may_read = False

    async def command(self, text: str) -> None:
        await self._server.slash("brief", {"topic": text})

    async def press(self, ref: MessageRef) -> None:
        world = self._server.world
        message = world.find_message(world.channels[ref.channel], ref.message)
        assert message is not None
        carried = message["components"][0]["components"][0]["custom_id"]
        await self._server.press(carried, message)

    async def ask(self, text: str, parent: MessageRef, *, times: int = 1) -> None:
        world = self._server.world
        thread = world.channels[parent.message]
        said = world.add_message(thread, world.person, {"content": text})
        for _ in range(times):
            await self._server.announce(said)

    def shown(self) -> list[Json]:
        return [one for made in self._server.interactions.made for one in made.shown]

    def complaints(self) -> list[Any]:
        expected = (10003, 50001)  # a thread is asked for before it is begun; closed by the test
        refused = [one for one in self._server.refused if one["error"].get("code") not in expected]
        pings = [*self._server.calls.pings, *self._server.interactions.pings]
        return [*refused, *pings]


class SlackStage:
    """Slack's."""

    def __init__(self, server: SlackServer) -> None:
        self._server = server
        self.bot: Connected = create_slack(
            bot_token=BOT_TOKEN, app_token=APP_TOKEN, api_url=server.api_url
        )
        self.place = Place(platform="slack", workspace=TEAM, channel=GENERAL)

    def standing(self) -> list[str]:
        return [str(one["blocks"]) for one in self._server.workspace.said_by_bot()]

    def in_thread(self, parent: MessageRef) -> int:
        said = self._server.workspace.said_by_bot()
        return sum(one.get("thread_ts") == parent.message for one in said)

    def trouble(self, kind: Trouble) -> None:
        how: dict[Trouble, Any] = {"lost": "lose", "not stored": "drop", "broken": "break"}
        self._fault(Fault(kind=how[kind]))

    def limit(self, seconds: int) -> None:
        self._fault(Fault(kind="limit", seconds=seconds))

    def close_channel(self) -> None:
        self._server.workspace.channels[GENERAL].archived = True

    def hide_history(self) -> None:
        fault = Fault(kind="refuse", code="missing_scope", extra={"needed": "channels:history"})
        self._server.workspace.faults["conversations.history"].append(fault)

    async def command(self, text: str) -> None:
        await self._server.command(text)

    async def press(self, ref: MessageRef) -> None:
        message = self._server.workspace.parent(ref.channel, ref.message)
        rows = [one for one in message["blocks"] if one["type"] == "actions"]
        button = rows[0]["elements"][0]
        await self._server.press(button["action_id"], button["value"], message)

    async def ask(self, text: str, parent: MessageRef, *, times: int = 1) -> None:
        said = self._server.workspace.say(GENERAL, text, thread=parent.message)
        said["parent_user_id"] = BOT_USER
        for _ in range(times):
            await self._server.message(said)

    def shown(self) -> list[Json]:
        return [*self._server.responses, *self._server.workspace.whispers]

    def complaints(self) -> list[Any]:
        return list(self._server.complaints)

    def _fault(self, fault: Fault) -> None:
        self._server.workspace.faults["chat.postMessage"].append(fault)


@asynccontextmanager
async def stage(name: str) -> AsyncIterator[Stage]:
    """The loopback platform called `name`, with the bot on it; the bot is closed at the end."""
    if name == "discord":
        async with discord() as server:
            made: Stage = DiscordStage(server)
            yield made
            await made.bot.close()
    else:
        async with SlackServer() as slack:
            made = SlackStage(slack)
            yield made
            await made.bot.close()
