"""Row 41 of the fault matrix: told to stop in the middle of sending, it ends in time and in order.

The whole program runs on the real clients; it is sent SIGTERM while a platform is answering.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.platforms.discord.embeds import payloads as discord_payloads
from bot.platforms.slack.bodies import payloads as slack_payloads
from digests.store.database import engine
from tests.databases import sqlite
from tests.kills import ROOT, World, check, discord_world, ended, lives, slack_world
from tests.servers.slack import APP_TOKEN
from tests.workers.deliver import owed, plan

SEED = 20261125
BRIEFS = 4  # a world, of four messages each
STOPS = 5  # a world
LONGEST = 25.0  # seconds, as the platform kills after 30
TOPICS = '[[topic]]\nslug = "labs"\nnames = { en = "Labs", zh = "实验室" }\nany = ["lab"]\n'


@dataclass(kw_only=True)
class Programs:
    """The fork server, and how long each program took to end."""

    process: asyncio.subprocess.Process
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    took: list[float] = field(default_factory=list)

    async def start(self, settings: dict[str, Any]) -> int:
        """The id of a new process that runs with them."""
        async with self.asking:
            assert self.process.stdin
            assert self.process.stdout
            self.process.stdin.write((json.dumps(settings) + "\n").encode())
            await self.process.stdin.drain()
            return int(await self.process.stdout.readline())

    async def stop(self, pid: int) -> None:
        """SIGTERM, and the wait for its end."""
        begun = time.monotonic()
        os.kill(pid, signal.SIGTERM)
        await ended(pid)
        self.took.append(time.monotonic() - begun)


@asynccontextmanager
async def programs() -> AsyncIterator[Programs]:
    """A running fork server."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.workers.program",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=ROOT,
    )
    try:
        yield Programs(process=process)
    finally:
        process.kill()
        await process.wait()


def settings(world: World, folder: Path) -> dict[str, Any]:
    """What the program is started with."""
    one = world.order
    values: dict[str, Any] = {
        "database": one.url,
        "config": str(folder / "config"),
        "workers": 1,
        "codes": str(folder / "codes"),
    }
    if one.platform == "slack":
        return values | {
            "slack_bot_token": one.token,
            "slack_app_token": APP_TOKEN,
            "slack_api_url": one.api_url,
        }
    return values | {
        "discord_token": one.token,
        "discord_api_url": one.api_url,
        "discord_gateway_url": world.gateway_url,
    }


async def stopped(
    platform: str, folder: Path, started: Programs, number: int, making: asyncio.Lock
) -> None:
    """A world whose program is stopped again and again while it sends; then it may finish."""
    chance = random.Random(SEED + number)
    _configure(folder)
    async with making, sqlite(folder) as database:  # Alembic makes one at a time
        url = str(database.url)
    made = slack_world if platform == "slack" else discord_world
    async with made(url, briefs=BRIEFS) as world:
        await _owe(world)
        for _ in range(STOPS):
            if not await _left(url):
                break
            await _one_life(world, folder, started, chance)
        pid = await started.start(settings(world, folder))
        async with asyncio.timeout(120):
            while await _left(url):
                assert lives(pid), "the program ended by itself"
                await asyncio.sleep(0.2)
        await started.stop(pid)
        check(world, f"seed {SEED + number}")
        codes = (folder / "codes").read_text().split()
        assert set(codes) == {"0"}


def _configure(folder: Path) -> None:
    """A configuration with nothing to collect."""
    (folder / "config").mkdir(parents=True)
    for name, text in (("topics", TOPICS), ("sources", ""), ("entities", "")):
        (folder / "config" / f"{name}.toml").write_text(text)


async def _one_life(world: World, folder: Path, started: Programs, chance: random.Random) -> None:
    """Started, and told to stop as the platform has a message or has just done it."""
    reached = asyncio.Event()
    point, count = chance.choice(("received", "done")), chance.randint(1, 3)

    def posting(at: str) -> None:
        nonlocal count
        count -= at == point
        if count <= 0:
            reached.set()

    world.posting = posting
    world.slow = chance.uniform(0, 1.5)
    pid = await started.start(settings(world, folder))
    async with asyncio.timeout(120):
        while not reached.is_set() and await _left(world.order.url):
            assert lives(pid), "the program ended by itself"
            await asyncio.sleep(0.01)
    await started.stop(pid)
    world.posting, world.slow = (lambda at: None), 0.0


async def _owe(world: World) -> None:
    database = engine(world.order.url)
    payloads = slack_payloads if world.order.platform == "slack" else discord_payloads
    await plan(database, _Forms(payloads), world.order, datetime.now(UTC))  # type: ignore[arg-type]
    await database.dispose()


@dataclass(frozen=True)
class _Forms:
    payloads: Any


async def _left(url: str) -> int:
    database = engine(url)
    try:
        return await owed(database)
    finally:
        await database.dispose()


async def series(platform: str, folder: Path, runs: range) -> list[float]:
    """Every run in a world of its own, a few at a time; how long each program took to end."""
    gate, making = asyncio.Semaphore(6), asyncio.Lock()

    async def run(number: int, started: Programs) -> None:
        place = folder / f"{platform}-{number}"
        async with gate:
            await stopped(platform, place, started, number, making)

    async with programs() as started:
        await asyncio.gather(*(run(number, started) for number in runs))
        return started.took


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_a_stopped_program_ends_in_time_and_loses_nothing(
    tmp_path: Path, platform: str
) -> None:
    """Stopped in the middle of sending, each ends soon, and in the end all stands once."""
    took = await series(platform, tmp_path, range(1))
    assert len(took) >= 2  # once in the middle, once when all was sent
    assert max(took) <= LONGEST


@pytest.mark.acceptance
@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_row_41(tmp_path: Path, platform: str) -> None:
    """A hundred stops on each platform."""
    took = await series(platform, tmp_path, range(36))
    sys.stderr.write(f"{len(took)} stops, the longest took {max(took):.1f} s\n")
    assert len(took) >= 100
    assert max(took) <= LONGEST
