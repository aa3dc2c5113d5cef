"""Row 29 of the fault matrix: killed at any moment, every message comes once, in its place.

Row 31 beside it: two processes at once send nothing twice.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.databases import Postgres, postgresql, sqlite
from tests.kills import (
    Forks,
    World,
    check,
    discord_world,
    ended,
    forks,
    kill_until_done,
    slack_world,
)

SEED = 20261125
KILLS = 10  # a world
BRIEFS = 10  # a world, of four messages each
WORLDS = 6  # at the same time


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Where a series runs: on which platform and database."""

    platform: str
    nonces: bool = True
    postgres: Postgres | None = None

    @asynccontextmanager
    async def world(self, folder: Path, making: asyncio.Lock) -> AsyncIterator[World]:
        """A fresh database, made one at a time as Alembic demands, and a fresh platform."""
        store = postgresql(self.postgres) if self.postgres else sqlite(folder)
        async with making, store as database:
            url = database.url.render_as_string(hide_password=False)
        async with self._platform(url) as world:
            yield world

    def _platform(self, url: str) -> AbstractAsyncContextManager[World]:
        if self.platform == "slack":
            return slack_world(url, briefs=BRIEFS)
        return discord_world(url, briefs=BRIEFS, nonces=self.nonces)


async def series(
    kind: Kind, folder: Path, runs: range, one: Callable[[World, Forks, int], Awaitable[int]]
) -> int:
    """Every run in a world of its own, a few at a time; the sum of what `one` gives."""
    gate, making = asyncio.Semaphore(WORLDS), asyncio.Lock()

    async def run(number: int, started: Forks) -> int:
        place = folder / f"{kind.platform}-{number}"
        place.mkdir()
        async with gate, kind.world(place, making) as world:
            done = await one(world, started, number)
            check(world, f"seed {SEED + number}")
            return done

    async with forks() as started:
        return sum(await asyncio.gather(*(run(number, started) for number in runs)))


async def killed(world: World, started: Forks, number: int) -> int:
    """A world whose courier is killed again and again; how often."""
    return await kill_until_done(world, started, random.Random(SEED + number), KILLS)


async def raced(world: World, started: Forks, number: int) -> int:
    """Two couriers at once from the beginning, both planning and both sending, on one clock."""
    del number
    both = [await started.start(replace(world.order, idle=0)) for _ in range(2)]
    for process in both:
        await ended(process)
    return 1


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_a_courier_killed_again_and_again_loses_and_doubles_nothing(
    tmp_path: Path, platform: str
) -> None:
    """A few kills on every run of the tests."""
    assert await series(Kind(platform=platform), tmp_path, range(2), killed) >= KILLS


async def test_the_record_alone_tells_what_stands(tmp_path: Path) -> None:
    """The same on a Discord that remembers no nonce: the mark in the record decides."""
    kind = Kind(platform="discord", nonces=False)
    assert await series(kind, tmp_path, range(1), killed) >= KILLS / 2


async def test_two_couriers_at_once_send_once(tmp_path: Path) -> None:
    """Two processes that plan and send the same briefs at the same moment."""
    assert await series(Kind(platform="slack"), tmp_path, range(5), raced) == 5


@pytest.mark.acceptance
@pytest.mark.parametrize("platform", ["slack", "discord"])
@pytest.mark.parametrize("part", range(4))
async def test_row_29_on_sqlite(tmp_path: Path, platform: str, part: int) -> None:
    """A thousand kills on each platform."""
    runs = range(part * 26, part * 26 + 26)
    assert await series(Kind(platform=platform), tmp_path, runs, killed) >= 250


@pytest.mark.acceptance
@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_row_29_on_postgresql(
    tmp_path: Path, platform: str, postgres_server: Postgres
) -> None:
    """Two hundred kills on each platform."""
    kind = Kind(platform=platform, postgres=postgres_server)
    assert await series(kind, tmp_path, range(1000, 1021), killed) >= 200


@pytest.mark.acceptance
async def test_row_29_without_nonces(tmp_path: Path) -> None:
    """Two hundred kills on a Discord that remembers no nonce."""
    kind = Kind(platform="discord", nonces=False)
    assert await series(kind, tmp_path, range(2000, 2021), killed) >= 200


@pytest.mark.acceptance
@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_row_31(tmp_path: Path, platform: str, postgres_server: Postgres) -> None:
    """Two hundred races on each platform, half of them on PostgreSQL."""
    kind = Kind(platform=platform)
    assert await series(kind, tmp_path, range(100), raced) == 100
    kind = Kind(platform=platform, postgres=postgres_server)
    assert await series(kind, tmp_path, range(1000, 1100), raced) == 100
