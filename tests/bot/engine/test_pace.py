"""A platform's pace is kept over all workers: one message a second in a channel, not one a worker."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from bot import pace
from bot.platforms.base import Place
from tests.bot.engine.test_kills import PARTS, Fleet
from tests.servers.slack import SlackServer
from tests.views import NOW

SECOND = timedelta(seconds=1)
HERE = Place(platform="slack", workspace="T1", channel="C1")
PAUSE = 0.4  # seconds between two messages, in the run of real workers
EARLY = 0.4  # the first message's way to the platform may be longer than the last one's


async def turn(database: AsyncEngine, place: Place, at: timedelta) -> timedelta:
    """What a worker is told that asks so long after NOW."""
    async with database.begin() as connection:
        return await pace.turn(connection, place, SECOND, NOW + at)


async def test_one_worker_of_many_has_the_turn(database: AsyncEngine) -> None:
    """Of eight that ask at once one may send; the others wait no longer than the turn lasts."""
    waits = await asyncio.gather(*(turn(database, HERE, timedelta()) for _ in range(8)))
    assert sorted(waits) == [timedelta(), *[SECOND] * 7]
    assert await turn(database, HERE, SECOND / 2) == SECOND / 2
    assert await turn(database, HERE, SECOND) == timedelta()


async def test_channels_have_turns_of_their_own(database: AsyncEngine) -> None:
    """The same channel id in another workspace is another channel."""
    elsewhere = Place(platform="slack", workspace="T2", channel="C1")
    assert await turn(database, HERE, timedelta()) == timedelta()
    assert await turn(database, elsewhere, timedelta()) == timedelta()


async def test_without_a_pace_nobody_waits(database: AsyncEngine) -> None:
    """A platform whose library keeps its limits asks for no turns."""
    async with database.begin() as connection:
        for _ in range(3):
            assert not await pace.turn(connection, HERE, timedelta(), NOW)


@dataclass
class Watched:
    """When each message came to the platform."""

    at: list[float] = field(default_factory=list)

    def watch(self, slack: SlackServer) -> None:
        """Notes each post of this Slack from now on."""
        whole: Any = slack
        post = whole._chat_postMessage

        def posted(*arguments: Any) -> Any:
            self.at.append(time.monotonic())
            return post(*arguments)

        whole._chat_postMessage = posted


async def test_three_workers_keep_one_pace(engine_database: AsyncEngine) -> None:
    """Real workers with briefs for one channel take as long as one worker at that pace."""
    briefs, watched = 2, Watched()
    async with SlackServer() as slack:
        watched.watch(slack)
        fleet = Fleet(
            database=engine_database, slack=slack, born=time.time(), pace=PAUSE, speed=1.0
        )
        await fleet.owe(briefs)
        async with fleet.working(3), asyncio.timeout(120):
            while (await fleet.states())["sent"] < briefs * PARTS:  # noqa: ASYNC110 - rows
                await asyncio.sleep(0.1)
    # Not each gap: a worker that has its turn may be held up on its way to the platform.
    assert len(watched.at) == briefs * PARTS
    assert watched.at[-1] - watched.at[0] > (briefs * PARTS - 1) * PAUSE - EARLY
