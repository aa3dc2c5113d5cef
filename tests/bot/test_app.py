"""The whole bot, as `briefbot run` starts it, on the real Slack and Discord clients."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

from pydantic import SecretStr

from bot import subscriptions
from bot.app import configured_platforms, now, running
from bot.settings import Settings
from bot.subscriptions import Subscription
from bot.tables import MIGRATIONS
from digests.store.database import opened
from tests.conftest import DemoRun
from tests.servers.discord import discord
from tests.servers.slack import APP_TOKEN, BOT_TOKEN, GENERAL, TEAM, SlackServer


async def subscribe(store: DemoRun, platform: str, workspace: str, channel: str) -> None:
    """A china-ai subscription whose time came a minute ago."""
    at = now() - timedelta(minutes=1)
    made = Subscription(
        id=f"sub_{platform}",
        workspace=workspace,
        platform=platform,
        channel=channel,
        topics=("china-ai",),
        at=at.time().replace(second=0, microsecond=0),
        created_at=at - timedelta(days=1),
    )
    async with opened(store.url, MIGRATIONS) as database, database.begin() as connection:
        await subscriptions.keep(connection, made)


def nothing_owed(store: DemoRun) -> bool:
    """Whether a brief was planned, and every message of it was sent."""
    with closing(sqlite3.connect(store.path)) as connection:
        rows = connection.execute("SELECT status, count(*) FROM deliveries GROUP BY status")
        return [status for status, _ in rows] == ["sent"]


async def eventually(done: Callable[[], object], seconds: float = 30) -> None:
    """Waits until it holds. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            raise TimeoutError
        await asyncio.sleep(0.05)


async def test_slack_gets_its_brief_on_time_and_answers(demo_copy: DemoRun) -> None:
    """The brief comes as a parent and its thread; a command, a reply and a button are answered."""
    async with SlackServer() as slack:
        await subscribe(demo_copy, "slack", TEAM, GENERAL)
        settings = Settings(
            database=demo_copy.url,
            slack_bot_token=SecretStr(BOT_TOKEN),
            slack_app_token=SecretStr(APP_TOKEN),
            slack_api_url=slack.api_url,
            workers=1,
        )
        channel = slack.workspace.channels[GENERAL]
        async with running(settings, configured_platforms(settings)):
            assert gc.get_freeze_count() > 100_000  # what is loaded no longer holds the loop up
            await eventually(lambda: nothing_owed(demo_copy))
            assert len(channel.messages) >= 5
            parent, *replies = channel.messages
            assert "China AI brief" in parent["text"]
            assert "thread_ts" not in parent
            assert {one["thread_ts"] for one in replies} == {parent["ts"]}

            await slack.command("china-ai 24h")
            await eventually(lambda: slack.responses or slack.workspace.whispers)

            posted = len(channel.messages)
            question = slack.workspace.say(
                GENERAL, "Who led the round that Chengyuan raised?", thread=parent["ts"]
            )
            await slack.message(question)
            await slack.message(question)  # redelivered with another event id
            await eventually(lambda: len(channel.messages) > posted + 1)
            answer = channel.messages[-1]
            assert "Tongjiang Capital" in str(answer["blocks"])
            assert answer["thread_ts"] == parent["ts"]
        keys = [one["metadata"]["event_payload"]["key"] for one in [parent, *replies]]
        assert len(keys) == len(set(keys))
        assert slack.complaints == []


async def test_discord_gets_its_brief_on_time(demo_copy: DemoRun) -> None:
    """The brief comes as a message with a thread that holds the stories."""
    async with discord() as server:
        world = server.world
        await subscribe(demo_copy, "discord", world.guild, world.general.id)
        settings = Settings(
            database=demo_copy.url,
            discord_token=SecretStr(world.token),
            discord_api_url=server.api_url,
            discord_gateway_url=server.gateway_url,
            workers=1,
        )
        async with running(settings, configured_platforms(settings)):
            await eventually(
                lambda: any(
                    one.is_thread and len(one.messages) >= 4 for one in world.channels.values()
                )
            )
        parent = world.general.messages[0]
        thread = world.channels[parent["id"]]
        assert "China AI brief" in str(parent["embeds"])
        assert thread.parent == world.general.id
        # A thread that isn't there yet is asked for first, since its id is known.
        assert {one["error"]["code"] for one in server.refused} <= {10003}
