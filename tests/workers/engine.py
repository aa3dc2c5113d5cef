"""A worker of the engine in a process of its own, to be killed.

`python -m tests.workers.engine URL PLATFORM BORN SPEED PACE API_URL TOKEN`: its clock runs SPEED times
as fast as the wall since BORN, so that leases take moments; PACE is seconds between two messages.
"""

from __future__ import annotations

import asyncio
import sys
import time
from datetime import UTC, datetime, timedelta

from bot.alerts import Alerts
from bot.delivery import Courier
from bot.demo.config import demo_config
from bot.desk import Desk
from bot.engine import queues
from bot.engine.postgres import PgQueue, Worker
from bot.engine.work import Work
from bot.planner import Planner
from bot.platforms import discord, slack
from bot.platforms.base import Platform
from digests.library import library
from digests.store.database import engine
from digests.summarisers.extractive import Extractive

HEARTBEAT = timedelta(seconds=1)
START = datetime(2026, 11, 25, 8, tzinfo=UTC)


def clock_since(born: float, speed: float) -> datetime:
    """START at `born` (a Unix time), and `speed` times as fast as the wall from then on."""
    return START + timedelta(seconds=(time.time() - born) * speed)


async def main(
    url: str, name: str, born: str, speed: str, pace: str, api_url: str, token: str
) -> None:
    """Works until it is killed."""
    platform: Platform
    if name == "slack":
        platform = slack.create(bot_token=token, api_url=api_url)
    else:
        platform = discord.create(token=token, api_url=api_url)
    database, shared = engine(url), library(demo_config("http://127.0.0.1:9"))
    platforms = {name: platform}

    def clock() -> datetime:
        return clock_since(float(born), float(speed))

    desk = Desk(
        database=database,
        library=shared,
        platforms=platforms,
        summariser=Extractive(),
        clock=clock,
    )
    queue = PgQueue(database)
    planner = Planner(
        database=database,
        library=shared,
        platforms=platforms,
        summariser=desk.summariser,
        clock=clock,
    )
    work = Work(
        database=database,
        queue=queue,
        planner=planner,
        alerts=Alerts(planner=planner, clock=clock),
        courier=Courier(database=database, platforms=platforms, clock=clock),
        collect=_nothing,
        extract=_nothing,
        answer=queues.answerer_for(desk, queue).answer,
        clock=clock,
        pace={name: float(pace)},
    )
    worker = Worker(database, work.bodies(), heartbeat=HEARTBEAT, at_once=8)
    await worker.start()
    await asyncio.Event().wait()


async def _nothing(id: str) -> None:  # noqa: A002
    del id


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
