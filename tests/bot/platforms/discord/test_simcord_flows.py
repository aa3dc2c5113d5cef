"""The whole conversation on simcord, whose Discord is another's: commands, buttons and a form."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import time
from pathlib import Path
from typing import Any

import discord
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import subscriptions
from bot.allowed import Rule
from bot.desk import Desk
from bot.handlers import BotHandlers
from bot.platforms.discord import commands
from bot.platforms.discord.answers import Answers
from bot.platforms.discord.listening import Listeners
from bot.platforms.discord.posting import DiscordPosting
from bot.platforms.discord.rest import Rest
from bot.platforms.discord.suggest import Suggestions
from bot.platforms.discord.sync import sync
from digests.summarisers.extractive import Extractive
from tests.bot.library import LABS, news
from tests.databases import sqlite
from tests.fakes import Clock
from tests.views import NOW


@pytest.fixture
def simcord_bot() -> discord.Client:
    return discord.Client(intents=discord.Intents.default())


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """A fresh database with an article."""
    async with sqlite(tmp_path) as opened:
        await news(opened)
        yield opened


async def put_on(client: discord.Client, database: AsyncEngine) -> None:
    """The bot's own answers, listening on this client; its commands told."""

    async def given() -> discord.Client:
        return client

    rest = Rest(given)
    posting = DiscordPosting(rest)
    desk = Desk(
        database=database,
        library=LABS,
        platforms={"discord": posting},
        summariser=Extractive(),
        clock=Clock(NOW),
        rule=Rule(),
    )
    handlers = BotHandlers(desk=desk)
    listeners = Listeners(
        handlers,
        rest=rest,
        answers=Answers(rest, posting, poster=handlers),
        suggestions=Suggestions(LABS.config.topics),
        admin_roles=frozenset(),
        reads_messages=lambda: True,
    )
    for listener in listeners.all():
        client.event(listener)
    assert client.application_id
    await sync(rest, client.application_id, commands.payloads())


def said(shown: Any) -> str:
    """What an answer says."""
    embed = shown.embeds[0]
    return f"{embed.title or ''} {embed.description or ''}".replace("\\", "")


async def test_a_channel_is_ordered_for(
    simcord_env: Any, simcord_bot: discord.Client, database: AsyncEngine
) -> None:
    """Subscribe, list, edit by form, pause and remove by button, a brief and its details; a member
    without rights is refused on each."""
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    rights = discord.Permissions(manage_guild=True)
    admin = guild.add_member(
        simcord_env.create_user("grace"), roles=[guild.create_role("staff", permissions=rights)]
    )
    member = guild.add_member(simcord_env.create_user("ada"))
    await put_on(simcord_bot, database)

    done = await admin.slash(channel, "briefs subscribe", topic="labs", at="08:00")
    assert done.ephemeral
    assert "Subscribed: labs at 08:00" in said(done.response)
    refused = await member.slash(channel, "briefs pause")
    assert "Only people who may" in said(refused.response)

    listed = await admin.slash(channel, "briefs list")
    opened = await admin.click(listed.response, label="Edit")
    assert opened.modal
    sent = await admin.submit_modal(opened, {"at": "09:15", "topics": ["labs"], "days": ["daily"],
                                             "zone": "UTC", "language": ["en"]})  # fmt: skip
    assert "Changed: labs at 09:15" in said(sent.response)
    async with database.connect() as connection:
        (one,) = await subscriptions.of_channel(connection, str(guild.id), str(channel.id))
    assert one.at == time(9, 15)

    await admin.click(listed.response, label="Pause")
    assert "Resting" in said(listed.response)
    await admin.click(listed.response, label="Remove")
    assert "To have it back" in said(listed.response)

    brief = await member.slash(channel, "brief", topic="labs")
    assert "Labs brief" in said(brief.response)
    assert "Show details" in said(brief.response)
    details = await member.click(brief.response, label="Show details")
    assert "Amina Duarte" in said(details.followups[0])
    await member.click(brief.response, label="Post here")
    assert said(brief.response) == " Posted."
    assert "Labs brief" in said(channel.history()[0])


async def test_a_thread_is_talked_in(
    simcord_env: Any, simcord_bot: discord.Client, database: AsyncEngine
) -> None:
    """A brief that was posted has its stories in a thread, with buttons; who names the bot there is
    answered once with the sentence that says it, and the thread's own talk is left alone."""
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    member = guild.add_member(simcord_env.create_user("ada"))
    await put_on(simcord_bot, database)
    brief = await member.slash(channel, "brief", topic="labs")
    await member.click(brief.response, label="Post here")
    (thread,) = channel.threads
    story = thread.history()[-1]
    pressed = await member.click(story, label="Sources")
    assert "Courier" in said(pressed.followups[0])

    assert simcord_bot.user
    await member.send(thread, "What do you all think?")
    question = f"<@{simcord_bot.user.id}> How many people does the company employ?"
    await member.send(thread, question, reply_to=story)
    brief_story, *talk, answer = thread.history()
    assert brief_story.id == story.id
    assert [one.author.name for one in talk] == ["ada", "ada"]
    assert "240 people" in said(answer)
