"""Workers of the engine killed in the middle of their jobs: every job is done, no message twice.

The workers are real processes with the real client of Slack, on a real PostgreSQL; two clocks ask
for what is due. The loopback Slack counts what stands.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import time as clock_time
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import jobs, outbox, subscriptions
from bot.demo.config import demo_config
from bot.engine.postgres import PgQueue
from bot.engine.ticks import Ticks
from bot.outbox import Part
from bot.platforms.base import MessageRef, Place, ThreadReply, User
from bot.platforms.slack.bodies import message_bodies as bodies
from bot.subscriptions import Subscription
from bot.tables import deliveries
from digests.library import library
from tests.servers.recorder import say
from tests.servers.slack import BOT_TOKEN, GENERAL, TEAM, Channel, SlackServer
from tests.workers.engine import START, clock_since

SEED = 20261125
SPEED = 40.0
PARTS = 4  # a parent and three replies


@dataclass(frozen=True, kw_only=True)
class Fleet:
    """Workers over one database and one Slack, and what asks for jobs."""

    database: AsyncEngine
    slack: SlackServer
    born: float
    pace: float = 0.0
    speed: float = SPEED

    async def worker(self) -> asyncio.subprocess.Process:
        """One more worker."""
        url = self.database.url.render_as_string(hide_password=False)
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.workers.engine",
            *(url, "slack", str(self.born), str(self.speed), str(self.pace)),
            *(self.slack.api_url, BOT_TOKEN),
        )

    @asynccontextmanager
    async def working(self, number: int) -> AsyncIterator[list[asyncio.subprocess.Process]]:
        """So many workers, and two clocks; all are killed at the end."""
        clocks = asyncio.create_task(self.two_clocks())
        workers = [await self.worker() for _ in range(number)]
        try:
            yield workers
        finally:
            clocks.cancel()
            for one in workers:
                one.kill()
                await one.wait()
            await asyncio.gather(clocks, return_exceptions=True)

    def ticks(self) -> Ticks:
        """A clock's questions."""
        return Ticks(
            database=self.database,
            queue=PgQueue(self.database),
            library=library(demo_config("http://127.0.0.1:9")),
            platforms=("slack",),
            clock=lambda: clock_since(self.born, self.speed),
        )

    async def two_clocks(self) -> None:
        """Two clocks that ask again and again, at the same time."""
        one, other = self.ticks(), self.ticks()
        while True:
            await asyncio.gather(one.plan(), other.plan())
            await asyncio.gather(one.deliver(), other.deliver())
            await asyncio.sleep(0.4)

    async def owe(self, number: int) -> None:
        """Plans so many briefs of PARTS messages each."""
        place = Place(platform="slack", workspace=TEAM, channel=GENERAL)
        async with self.database.begin() as connection:
            for brief in range(number):
                parts = [
                    Part(
                        payload=bodies(say(f"brief {brief} part {part}"))[0],
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
                    due_at=START,
                )

    async def states(self) -> Counter[str]:
        """How many parts are in which state."""
        query = select(deliveries.c.status, func.count().label("n")).group_by(deliveries.c.status)
        async with self.database.connect() as connection:
            return Counter({row.status: row.n for row in await connection.execute(query)})

    async def order(self, channel: str) -> None:
        """A subscription that is due when the clock begins: it has nothing new to say."""
        made = Subscription(
            id=f"sub_{channel}",
            workspace=TEAM,
            platform="slack",
            channel=channel,
            topics=("china-ai",),
            at=clock_time(8, 0),
            created_at=START - timedelta(days=1),
        )
        async with self.database.begin() as connection:
            await subscriptions.keep(connection, made)

    async def ask(self, number: int, thread: str) -> None:
        """A question, as whoever hears it notes it."""
        ref = MessageRef(
            platform="slack",
            workspace=TEAM,
            channel=GENERAL,
            message=f"17000000{number:02d}.000100",
            thread=thread,
        )
        asked = ThreadReply(
            ref=ref, text="Who led it?", user=User(id="U1"), event_id=f"e{number}", mentioned=True
        )
        async with PgQueue(self.database).transaction() as transaction:
            await outbox.hear(transaction.connection, TEAM, asked.event_id, START)
            await transaction.put(jobs.answer(asked))


async def killed(
    database: AsyncEngine, *, kills: int, seed: int, briefs: int, channels: int, questions: int
) -> None:
    """So many kills while briefs are built and posted and questions answered."""
    chance = random.Random(seed)
    async with SlackServer() as slack:
        fleet = Fleet(database=database, slack=slack, born=time.time())
        root = slack.workspace.post({"channel": GENERAL, "text": "root"})["ts"]
        await fleet.owe(briefs)
        names = [f"C9{number:03d}" for number in range(channels)]
        for name in names:
            slack.workspace.channels[name] = Channel(id=name)
            await fleet.order(name)
        for number in range(questions):
            await fleet.ask(number, root)
        total = briefs * PARTS + channels + questions
        deadline = time.monotonic() + 240 + kills * 20  # however busy the machine is
        async with fleet.working(2) as workers:
            done = seen = 0
            while (found := await fleet.states())["sent"] < total:
                assert time.monotonic() < deadline, (seed, found)
                assert not found["failed"], (seed, found)
                if done < kills and found["sent"] > seen:
                    seen = found["sent"]
                    await asyncio.sleep(chance.uniform(0, 0.02))
                    victim = workers.pop(0)
                    victim.kill()
                    await victim.wait()
                    workers.append(await fleet.worker())
                    done += 1
                await asyncio.sleep(0.005)
            assert done == kills, (seed, done)
        _once(slack, names, root, briefs=briefs, questions=questions)


def _once(slack: SlackServer, names: list[str], root: str, *, briefs: int, questions: int) -> None:
    general = slack.workspace.channels[GENERAL].messages
    texts = Counter(one["text"] for one in general if one["text"].startswith("brief "))
    wanted = [f"brief {brief} part {part}" for brief in range(briefs) for part in range(PARTS)]
    assert texts == Counter(wanted)
    answers = [one for one in general if one.get("thread_ts") == root]
    assert len(answers) == questions
    assert {len(slack.workspace.channels[name].messages) for name in names} == {1}
    keys = [
        one["metadata"]["event_payload"]["key"]
        for channel in slack.workspace.channels.values()
        for one in channel.messages
        if "metadata" in one
    ]
    assert len(keys) == len(set(keys))


async def test_killed_workers_lose_and_double_nothing(engine_database: AsyncEngine) -> None:
    """A few kills on every run of the tests."""
    await killed(engine_database, kills=4, seed=SEED, briefs=8, channels=6, questions=4)


@pytest.mark.acceptance
@pytest.mark.parametrize("run", range(20))
async def test_two_hundred_kills(engine_database: AsyncEngine, run: int) -> None:
    """Two hundred kills, ten a run."""
    await killed(engine_database, kills=10, seed=SEED + run, briefs=20, channels=15, questions=10)
