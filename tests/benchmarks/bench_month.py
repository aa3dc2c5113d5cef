"""A month of briefs in one process: what it holds on the last day against the end of week one.

Each day brings news, briefs for every channel, and the forgetting of what is old; the clock is a
number. `BENCH_CHANNELS` makes it larger or smaller.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import subscriptions
from bot.delivery import Courier
from bot.planner import Planner
from bot.retention import forget
from digests.intake import Arrival, inline, take
from digests.store.tenancy import EVERYONE, within
from digests.summarisers.extractive import Extractive
from tests.benchmarks.report import Result
from tests.bot.library import LABS
from tests.bot.test_subscriptions import order
from tests.carrying import carry, plan
from tests.databases import sqlite
from tests.fakes import Clock, FakePlatform
from tests.views import NOW, article

CHANNELS = int(os.environ.get("BENCH_CHANNELS", "10"))
DAYS, WEEK = 30, 7
NEWS = 6  # articles a day


@dataclass
class Forgetful(FakePlatform):
    """A platform that keeps nothing of what it was sent."""

    messages: list[Any] = field(default_factory=list)

    async def post(self, *arguments: Any) -> Any:
        """Posts, and forgets it."""
        ref = await super().post(*arguments)
        self.messages.clear()
        return ref


def bench() -> Iterator[Result]:
    """How much more it holds at the end of the month than at the end of its first week."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bench_month"],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    curve: list[float] = json.loads(done.stdout)
    told = ", ".join(f"{curve[day - 1]:.0f}" for day in (1, WEEK, 14, 21, DAYS))
    yield Result(
        name="a month of briefs",
        figure=curve[-1] / curve[WEEK - 1],
        unit="× week one",
        goal=("≤", 1.1),
        note=f"{CHANNELS} channels; MB on days 1, 7, 14, 21 and 30: {told}",
    )


async def _month() -> list[float]:
    with tempfile.TemporaryDirectory() as folder, within(EVERYONE):
        async with sqlite(Path(folder)) as database:
            clock, platform = Clock(NOW - timedelta(hours=1)), Forgetful()
            async with database.begin() as connection:
                for number in range(CHANNELS):
                    one = order(id=f"sub_{number}", channel=f"C{number}", topics=("labs",))
                    await subscriptions.keep(connection, one)
            planner = Planner(
                database=database,
                library=LABS,
                platforms={"slack": platform},
                summariser=Extractive(),
                clock=clock,
            )
            courier = Courier(database=database, platforms={"slack": platform}, clock=clock)
            return [await _day(database, planner, courier, clock, day) for day in range(DAYS)]


async def _day(
    database: AsyncEngine, planner: Planner, courier: Courier, clock: Clock, day: int
) -> float:
    """A day; the MB that the process holds at its end."""
    arrivals = [_news(clock, day, number) for number in range(NEWS)]
    await take(database, LABS, arrivals, inline(LABS))
    for _ in range(12):
        clock.move(hours=2)
        await plan(planner)
        while await carry(courier):
            clock.move(seconds=2)
    clock.at = NOW - timedelta(hours=1) + timedelta(days=day + 1)
    async with database.begin() as connection:
        await forget(connection, clock())
    gc.collect()
    return _held()


def _held() -> float:
    """MB of this process that are in memory now (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


def _news(clock: Clock, day: int, number: int) -> Arrival:
    words = (
        f"Heron Labs opened office {day * NEWS + number} on Monday. It will hire {day + 11} "
        f"linguists there. “We begin with team {number},” said Mira Castellan of Heron Labs."
    )
    made = article(words, f"a{day}-{number}", outlet=f"Outlet {number}")
    at = clock() - timedelta(hours=1)
    one = replace(made, published_at=at, fetched_at=at, first_seen_at=at)
    return Arrival(article=one, brief_at=at)


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    sys.stdout.write(json.dumps(asyncio.run(_month())))
