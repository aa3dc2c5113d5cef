"""Row 29 of the fault matrix: killed at any moment, every message comes once.

The courier is a real process with the real client of each platform, killed with SIGKILL and
started anew; the loopback platforms count what stands.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import outbox
from bot.message import Message, Paragraph, Post, Run
from bot.outbox import Part
from bot.platforms.base import Place
from bot.platforms.discord.embeds import payloads as discord_payloads
from bot.platforms.slack.bodies import payloads as slack_payloads
from bot.tables import deliveries
from tests.databases import sqlite
from tests.servers.discord import discord
from tests.servers.slack import BOT_TOKEN, GENERAL, TEAM, SlackServer

SEED = 20261125
PARTS = 4  # a parent and three replies
DUE = datetime(2026, 11, 25, 8, tzinfo=UTC)


def say(text: str) -> Post:
    """A message of one line."""
    return Post(parent=Message(blocks=(Paragraph(runs=(Run(text=text),)),), fallback=text))


async def owe(database: AsyncEngine, place: Place, number: int) -> None:
    """Plans so many briefs of PARTS messages each."""
    payloads = slack_payloads if place.platform == "slack" else discord_payloads
    async with database.begin() as connection:
        for brief in range(number):
            parts = [
                Part(
                    payload=payloads(say(f"brief {brief} part {part}"))[0],
                    parent_part=0 if part else None,
                )
                for part in range(PARTS)
            ]
            await outbox.plan(
                connection,
                place,
                subscription_id=f"sub_{brief}",
                slot="2026-11-25",
                parts=parts,
                due_at=DUE,
            )


async def open_parts(database: AsyncEngine) -> Counter[str]:
    """How many parts are in which state."""
    async with database.connect() as connection:
        rows = await connection.execute(
            select(deliveries.c.status, func.count().label("number")).group_by(deliveries.c.status)
        )
        return Counter({row.status: row.number for row in rows})


async def kill_until_done(
    database: AsyncEngine, arguments: list[str], chance: random.Random, *, kills: int
) -> None:
    """Starts the courier, kills it in the middle of its work, and again; then lets it end."""
    deadline = time.monotonic() + 60 + kills * 5
    for number in range(kills + 1):
        before = await open_parts(database)
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.workers.deliver", *arguments
        )
        last = number == kills
        wanted = before.total() if last else min(before["sent"] + 1, before.total())
        while (await open_parts(database))["sent"] < wanted:
            assert process.returncode is None, "the courier ended by itself"
            assert time.monotonic() < deadline, await open_parts(database)
            await asyncio.sleep(0.002)
        if not last:
            await asyncio.sleep(chance.uniform(0, 0.03))
        process.kill()
        await process.wait()


async def slack_run(folder: Path, *, briefs: int, kills: int, seed: int) -> None:
    """One run on Slack: every planned message stands exactly once, in its thread."""
    async with sqlite(folder) as database, SlackServer() as server:
        place = Place(platform="slack", workspace=TEAM, channel=GENERAL)
        await owe(database, place, briefs)
        arguments = [str(database.url), "slack", str(time.time()), server.api_url, BOT_TOKEN]
        await kill_until_done(database, arguments, random.Random(seed), kills=kills)
        messages = server.workspace.channels[GENERAL].messages
        texts = Counter(one["text"] for one in messages)
        wanted = [f"brief {brief} part {part}" for brief in range(briefs) for part in range(PARTS)]
        assert texts == Counter(wanted), f"seed {seed}"
        by_ts = {one["ts"]: one["text"] for one in messages}
        for one in messages:
            if "thread_ts" in one:
                assert by_ts[one["thread_ts"]].split(" part ")[0] == one["text"].split(" part ")[0]


async def discord_run(
    folder: Path, *, briefs: int, kills: int, seed: int, nonces: bool = True
) -> None:
    """The same on Discord; without `nonces` as after minutes, when only the record can tell."""
    async with sqlite(folder) as database, discord() as server:
        world = server.world
        server.calls.remember_nonces = nonces
        place = Place(platform="discord", workspace=world.guild, channel=world.general.id)
        await owe(database, place, briefs)
        arguments = [str(database.url), "discord", str(time.time()), server.api_url, world.token]
        await kill_until_done(database, arguments, random.Random(seed), kills=kills)
        said = [one for channel in world.channels.values() for one in channel.messages]
        texts = Counter(str(one.get("embeds") or one.get("content")) for one in said)
        assert set(texts.values()) == {1}, f"seed {seed}: {texts}"
        assert len(texts) == briefs * PARTS, f"seed {seed}"


async def test_a_courier_killed_on_slack_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """A few kills on every run of the tests."""
    await slack_run(tmp_path, briefs=10, kills=5, seed=SEED)


async def test_a_courier_killed_on_discord_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """The same with Discord's client."""
    await discord_run(tmp_path, briefs=10, kills=5, seed=SEED)


async def test_a_courier_killed_on_discord_finds_by_the_record(tmp_path: Path) -> None:
    """The same where Discord no longer knows a nonce: the mark in the record alone decides."""
    await discord_run(tmp_path, briefs=10, kills=5, seed=SEED, nonces=False)


@pytest.mark.acceptance
@pytest.mark.parametrize("run", range(20))
async def test_row_29_without_nonces(tmp_path: Path, run: int) -> None:
    """Two hundred kills on a Discord that remembers no nonce."""
    await discord_run(tmp_path, briefs=30, kills=10, seed=SEED + run, nonces=False)


@pytest.mark.acceptance
@pytest.mark.parametrize("platform", ["slack", "discord"])
@pytest.mark.parametrize("run", range(50))
async def test_row_29(tmp_path: Path, platform: str, run: int) -> None:
    """A thousand kills: fifty runs of ten on each platform."""
    one = slack_run if platform == "slack" else discord_run
    await one(tmp_path, briefs=30, kills=10, seed=SEED + run)
