"""The bot's own answers behind the real clients, on a loopback Slack or Discord: to be used.

A bench has people of every rank, and tells in plain words what one of them was shown.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from bot import commands, subscriptions
from bot.allowed import Rule
from bot.delivery import Courier
from bot.desk import Desk
from bot.handlers import BotHandlers
from bot.planner import Planner
from bot.platforms.base import Place
from bot.platforms.discord import create as create_discord
from bot.platforms.discord.command_table import COMMANDS, Form, Group
from bot.platforms.order_form import Order
from bot.platforms.slack.app import create as create_slack
from bot.platforms.slack.forms import form as slack_form
from bot.subscriptions import Subscription
from digests.library import Library
from digests.summarisers.extractive import Extractive
from tests.carrying import carry, plan
from tests.fakes import Clock
from tests.servers.discord import Discord, discord, until
from tests.servers.slack import ADMIN, APP_TOKEN, BOT_TOKEN, GENERAL, PERSON, TEAM, SlackServer
from tests.servers.slack_show import shown as slack_shown
from tests.servers.slack_state import GUEST, STRANGER

Json = dict[str, Any]


@dataclass(kw_only=True)
class Bench(ABC):
    """The bot in one channel. `people` are those of every rank, by rank."""

    database: AsyncEngine
    library: Library
    clock: Clock
    place: Place
    people: Mapping[str, str] = field(default_factory=dict)
    handlers: BotHandlers = field(init=False)
    platform: Any = None

    @abstractmethod
    async def types(self, text: str, who: str, **options: str) -> str:
        """A person types `/brief text` (on Discord: that command with `options`); what is shown."""

    @abstractmethod
    async def presses(self, name: str, value: str, who: str) -> str:
        """A person presses a button of that name and value, forged or not; what is shown."""

    @abstractmethod
    async def fills(self, order: Order, who: str) -> str:
        """A person sends the form of a subscription, however they came by it; what is shown."""

    @abstractmethod
    async def uses_link(self, text: str, who: str) -> str:
        """A person uses "Brief this link" on a message of that text; what they are shown."""

    async def orders(self) -> Sequence[Subscription]:
        """Every subscription there is."""
        async with self.database.connect() as connection:
            return await subscriptions.everyones(connection)

    async def delivers(self) -> None:
        """What is due is planned and posted."""
        platforms = {self.place.platform: self.platform}
        planner = Planner(
            database=self.database,
            library=self.library,
            platforms=platforms,
            summariser=Extractive(),
            clock=self.clock,
        )
        await plan(planner)
        await carry(Courier(database=self.database, platforms=platforms, clock=self.clock))


@dataclass(kw_only=True)
class SlackBench(Bench):
    """On Slack."""

    server: SlackServer

    async def types(self, text: str, who: str, **options: str) -> str:
        count = len(self.server.responses)
        await self.server.command(text, user=who)
        return await self._told(count)

    async def presses(self, name: str, value: str, who: str) -> str:
        count = len(self.server.responses)
        before = len(self.server.workspace.views)
        await self.server.press(f"briefbot:0:{name}", value, None, user=who)
        views = self.server.workspace.views
        await self.server.until(lambda: len(self.server.responses) > count or len(views) > before)
        return self._view() if len(views) > before else await self._told(count)

    async def fills(self, order: Order, who: str) -> str:
        fields: Json = {
            "topics": {"value": " ".join(order.topics)},
            "at": {"selected_time": order.at},
            "days": {"selected_option": {"value": order.days}},
            "zone": {"value": order.zone},
            "language": {"selected_option": {"value": order.language}},
        }
        before = len(self.server.workspace.views)
        await self.server.submit(slack_form(order, []), fields, user=who)
        await self.server.until(lambda: len(self.server.workspace.views) > before)
        return self._view()

    async def uses_link(self, text: str, who: str) -> str:
        count = len(self.server.responses)
        message = self.server.workspace.say(GENERAL, text)
        await self.server.shortcut("brief_link", message, user=who)
        return await self._told(count)

    async def _told(self, count: int) -> str:
        """What came; that it will come ("Just a moment …") is no answer yet."""

        def told() -> list[Json]:
            return [one for one in self.server.responses[count:] if "…" not in one["text"][-2:]]

        await self.server.until(told)
        return " ".join(slack_shown(one["blocks"]) for one in told())

    def _view(self) -> str:
        view = self.server.workspace.views[-1]
        return f"{view.get('callback_id', '')} {slack_shown(view['blocks'])}"


@dataclass(kw_only=True)
class DiscordBench(Bench):
    """On Discord."""

    server: Discord

    async def types(self, text: str, who: str, **options: str) -> str:
        name, sub = command_of(commands.split(text)[0])
        made = await self.server.slash(name, options, sub=sub, user=who)
        return _said(await made.wait())

    async def presses(self, name: str, value: str, who: str) -> str:
        world = self.server.world
        message = world.add_message(world.general, world.bot, {"content": "x"})
        made = await self.server.press(f"{name}:{value}", message, user=who)
        await until(lambda: made.form or made.shown)
        return str(made.form["title"]) if made.form else _said(made.shown)

    async def fills(self, order: Order, who: str) -> str:
        from bot.platforms.discord.forms import form

        made = await self.server.fill(
            form(order, [], "en"), {"topics": " ".join(order.topics)}, user=who
        )
        return _said(await made.wait())

    async def uses_link(self, text: str, who: str) -> str:
        world = self.server.world
        message = world.add_message(world.general, world.person, {"content": text})
        made = await self.server.use_on_message("Brief this link", message, user=who)
        return _said(await made.wait()).replace("\\", "")


def command_of(word: str) -> tuple[str, str | None]:
    """Discord's command, and subcommand, for a word of `/brief`. Raises KeyError for none."""
    for one in COMMANDS:
        for each in one.forms if isinstance(one, Group) else (one,):
            if each.word == word:
                return one.name, each.name if isinstance(one, Group) else None
    raise KeyError(f"no command of Discord's means /brief {word}")


def form_of(word: str) -> Form:
    """The row of Discord's table for a word of `/brief`. Raises KeyError for none."""
    name, sub = command_of(word)
    for one in COMMANDS:
        for each in one.forms if isinstance(one, Group) else (one,):
            if (one.name, each.name if isinstance(one, Group) else None) == (name, sub):
                return each
    raise KeyError(word)


def _said(shown: Sequence[Json]) -> str:
    parts = [one.get("content") or "" for one in shown]
    for one in shown:
        for embed in one.get("embeds") or ():
            parts += [embed.get("title") or "", embed.get("description") or ""]
    return " ".join(parts)


@asynccontextmanager
async def bench(
    name: str,
    database: AsyncEngine,
    library: Library,
    clock: Clock,
    *,
    rule: Rule | None = None,
    **desk: Any,
) -> AsyncIterator[Bench]:
    """The bot connected to the loopback platform `name`; closed at the end."""
    made: Bench
    if name == "discord":
        async with discord() as server:
            made = _on_discord(server, database, library, clock)
            async with _open(made, rule, desk):
                yield made
    else:
        async with SlackServer() as slack:
            made = _on_slack(slack, database, library, clock)
            async with _open(made, rule, desk):
                yield made
            assert slack.complaints == []


@asynccontextmanager
async def _open(made: Bench, rule: Rule | None, desk: Mapping[str, Any]) -> AsyncIterator[None]:
    made.handlers = BotHandlers(
        desk=Desk(
            database=made.database,
            library=made.library,
            platforms={made.place.platform: made.platform},
            summariser=Extractive(),
            clock=made.clock,
            **({"rule": rule} if rule else {}),
            **desk,
        )
    )
    await made.platform.open(made.handlers)
    try:
        yield
    finally:
        await made.platform.close()


def _on_slack(
    server: SlackServer, database: AsyncEngine, library: Library, clock: Clock
) -> SlackBench:
    platform = create_slack(
        bot_token=BOT_TOKEN,
        app_token=APP_TOKEN,
        api_url=server.api_url,
        topics=library.config.topics,
        spacing=0,
    )
    return SlackBench(
        database=database,
        library=library,
        clock=clock,
        place=Place(platform="slack", workspace=TEAM, channel=GENERAL),
        people={
            "guest": GUEST,
            "stranger": STRANGER,
            "unknown": "U0NOBODY",
            "member": PERSON,
            "admin": ADMIN,
        },
        platform=platform,
        server=server,
    )


def _on_discord(
    server: Discord, database: AsyncEngine, library: Library, clock: Clock
) -> DiscordBench:
    world = server.world
    holder = world.member("joan")
    role = world.role(holder)
    platform = create_discord(
        token=world.token,
        api_url=server.api_url,
        gateway_url=server.gateway_url,
        topics=library.config.topics,
        admin_roles=(int(role),),
    )
    return DiscordBench(
        database=database,
        library=library,
        clock=clock,
        place=Place(platform="discord", workspace=world.guild, channel=world.general.id),
        people={
            "guest": world.newcomer("eve"),
            "member": world.person,
            "admin": world.admin,
            "role": holder,
        },
        platform=platform,
        server=server,
    )
