"""What stands beside the briefs, as each platform shows it: forms, the home page, private answers.

    briefbot demo --no-input --database sqlite+aiosqlite:////tmp/demo.sqlite3
    python -m tests.look.surfaces /tmp/demo.sqlite3 /tmp/look
    chromium --headless --no-sandbox --screenshot=LOOK.png --window-size=900,3000 /tmp/look/PAGE.html

The answers are the bot's own, over the demo's store, in English and Chinese.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot import story_buttons
from bot.app import now
from bot.desk import Desk
from bot.handlers import BotHandlers
from bot.message import Message
from bot.platforms.base import Command, Filled, Place, User
from bot.platforms.command_names import set_apart
from bot.platforms.discord.embeds import message_bodies as discord_bodies
from bot.platforms.discord.forms import form as discord_form
from bot.platforms.discord.spoken import in_discord
from bot.platforms.order_form import order_of
from bot.platforms.slack.bodies import message_bodies as slack_bodies
from bot.platforms.slack.forms import form as slack_form
from bot.platforms.slack.home import home_view
from bot.tables import MIGRATIONS
from digests.library import load
from digests.store import briefs as brief_store
from digests.store.database import opened
from digests.summarisers.extractive import Extractive
from tests.fakes import FakePlatform
from tests.look import discord
from tests.servers import slack_html
from tests.shared import ROOT

Json = dict[str, Any]
LANGUAGES = ("en", "zh")
TYPED = (
    "help",
    "subscribe china-ai at 08:00 weekdays Europe/Berlin in {language}",
    "list",
    "topics",
    "sources",
    "status",
    "search chips",
    "people Brightwater",
    "claims china-ai",
    "recap",
    "chnia-ai",
    "china-ai 7d",
    "subscribe china-ai at 25:00",
    "edit",
    "unsubscribe",
    "why 1",
    "https://nowhere.example/a",
    "pause",
)


@dataclass
class Everywhere(FakePlatform):
    """A platform on which everybody is in one channel."""

    async def channels(self, workspace: str, user: str) -> Mapping[str, str]:
        """One channel, by its id."""
        return {"C1": "research"}


def place(platform: str, language: str) -> Place:
    """A channel, one for each language."""
    return Place(platform=platform, workspace=f"T{language}", channel="C1")


async def shown(bot: BotHandlers, platform: str, language: str) -> list[Message]:
    """What a person sees of each of `TYPED`, one after the other."""
    there = place(platform, language)
    person = User(id="U1", admin=True, language=language)
    found: list[Message] = []
    for text in TYPED:
        typed = text.format(language=language)
        told = await bot.command(Command(name="/brief", text=typed, user=person, place=there))
        found += told.shown or told.posts
        if told.about:
            found.append(await reporting(bot, told.about))
    return found


async def reporting(bot: BotHandlers, brief: str) -> Message:
    """What "Report a mistake" shows under the brief's first story that has a quote."""
    async with bot.desk.database.connect() as connection:
        kept = await brief_store.get(connection, brief)
    item = next((one for one in kept.items if one.quotes), kept.items[0])
    return story_buttons.choices(kept, item)


async def views(bot: BotHandlers, language: str) -> list[Json]:
    """Slack's forms and the bot's own page."""
    there, person = place("slack", language), User(id="U1", admin=True, language=language)
    home = await bot.home(replace(there, channel=""), person)
    topics = [(one.slug, one.name(language)) for one in bot.desk.library.config.topics]
    made = order_of(Filled(place=there, language=language), "Europe/Berlin")
    return [
        home_view(home, "", language),
        slack_form(made, topics, language),
        slack_form(replace(made, id="sub_1", topics=("china-ai",)), topics, language),
    ]


def modal(bot: BotHandlers, language: str) -> Json:
    """Discord's form."""
    topics = [(one.slug, one.name(language)) for one in bot.desk.library.config.topics]
    made = order_of(Filled(place=place("discord", language), language=language), "Europe/Berlin")
    return discord_form(replace(made, topics=("china-ai",)), topics, language)


async def pages(store: Path) -> dict[str, str]:
    """A page for each platform and language, by its name."""
    made: dict[str, str] = {}
    async with opened(f"sqlite+aiosqlite:///{store}", MIGRATIONS) as database:
        for platform in ("slack", "discord"):
            desk = Desk(
                database=database,
                library=load(ROOT / "config"),
                platforms={platform: Everywhere(name=platform)},
                summariser=Extractive(),
                clock=now,
            )
            bot = BotHandlers(desk=desk)
            for language in LANGUAGES:
                messages = await shown(bot, platform, language)
                if platform == "slack":
                    bodies = [body for one in messages for body in slack_bodies(set_apart(one))]
                    page = slack_html.page(bodies, thread=False)
                    page += "".join(map(slack_html.view, await views(bot, language)))
                else:
                    bodies = [body for one in messages for body in discord_bodies(in_discord(one))]
                    page = discord.page(bodies, thread=None) + discord.modal(modal(bot, language))
                made[f"{platform}-{language}.html"] = page
    return made


def main() -> None:
    """Pages of the store that is named first, in the folder that is named second."""
    store, folder = map(Path, sys.argv[1:3])
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in asyncio.run(pages(store)).items():
        (folder / name).write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
