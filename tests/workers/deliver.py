"""Couriers in processes of their own, to be killed: `python -m tests.workers.deliver`.

It reads an `Order` a line (JSON), forks a process for it and prints that process's id: what takes
long to import is imported once. A process plans what is not planned yet, then delivers until
nothing is owed. Where the order names a point, it ends itself there with SIGKILL; the product
knows nothing of that.
"""

from __future__ import annotations

import asyncio
import ctypes
import json
import logging
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import event, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import jobs, outbox
from bot.alerts import Alerts
from bot.delivery import Courier
from bot.engine.inline import InlineQueue
from bot.engine.ticks import Ticks
from bot.engine.work import Work
from bot.message import Message, Paragraph, Post, Run
from bot.outbox import OPEN, Part
from bot.planner import Planner
from bot.platforms import discord, slack
from bot.platforms.base import MessageRef, Payload, Place, Platform
from bot.platforms.discord import app as discord_app
from bot.platforms.slack import app as slack_app
from bot.tables import deliveries
from digests.store import tenancy
from digests.store.database import engine
from digests.summarisers.extractive import Extractive
from tests.carrying import LIBRARY, nothing
from tests.workers.trouble import trouble

PARTS = 4  # a parent and three replies
# Where a process may end itself. "commit" is just before one, "committed" just after.
POINTS = ("before_post", "after_post", "before_find", "after_find", "commit", "committed")
IMPORTED = (discord_app, slack_app)  # what `create` would import in every process


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a process does. It ends itself at the `count`-th passing of `point`, if that is set,

    and in any case before it posts more than `most` messages.
    """

    url: str
    platform: str
    workspace: str
    channel: str
    api_url: str
    token: str
    briefs: int
    ahead: float = 0  # seconds that its clock is ahead
    point: str = ""
    count: int = 1
    most: int = 10_000
    idle: float = 31  # seconds that its clock goes on when nothing can be done
    trouble: str = ""  # what its disk has: a kind of tests.workers.trouble
    seed: int = 0

    def line(self) -> str:
        """The order as it is read."""
        return json.dumps(asdict(self)) + "\n"


class Point:
    """Counts how often points are passed, and kills at the last."""

    def __init__(self, order: Order) -> None:
        self._ends = {"before_post": order.most + 1, order.point: order.count}
        self._passed: Counter[str] = Counter()

    def passed(self, point: str) -> None:
        """The process is at this point now."""
        self._passed[point] += 1
        if self._passed[point] == self._ends.get(point):
            os.kill(os.getpid(), signal.SIGKILL)


class Deadly:
    """The real platform, with points around its calls."""

    def __init__(self, platform: Platform, point: Point) -> None:
        self._platform, self._point = platform, point
        self.name = platform.name

    def payloads(self, post: Post) -> Sequence[Payload]:
        """The platform's own."""
        return self._platform.payloads(post)

    async def post(self, payload: Payload, place: Place, key: str) -> MessageRef:
        """The platform's own, between two points."""
        self._point.passed("before_post")
        ref = await self._platform.post(payload, place, key)
        self._point.passed("after_post")
        return ref

    async def find(self, place: Place, key: str, after: str | None) -> MessageRef | None:
        """The platform's own, between two points."""
        self._point.passed("before_find")
        ref = await self._platform.find(place, key, after)
        self._point.passed("after_find")
        return ref

    def id_at(self, at: datetime) -> str:
        """The platform's own."""
        platform: Any = self._platform
        return str(platform.id_at(at))


def text(brief: int, part: int) -> str:
    """What a message says: each another thing."""
    return f"brief {brief} part {part}"


def say(words: str) -> Post:
    """A message of one line."""
    return Post(parent=Message(blocks=(Paragraph(runs=(Run(text=words),)),), fallback=words))


async def plan(database: AsyncEngine, platform: Platform, order: Order, now: datetime) -> None:
    """Plans the briefs that are not planned yet, one transaction each."""
    place = Place(platform=order.platform, workspace=order.workspace, channel=order.channel)
    for brief in range(order.briefs):
        parts = [
            Part(
                payload=platform.payloads(say(text(brief, part)))[0],
                parent_part=0 if part else None,
            )
            for part in range(PARTS)
        ]
        async with database.begin() as connection:
            await outbox.plan(
                connection,
                place,
                subscription_id=f"sub_{brief}",
                slot="2026-11-25",
                parts=parts,
                due_at=now,
            )


async def main(order: Order) -> None:
    """Plans and delivers until nothing is owed, as `briefbot run` does: by ticks and jobs."""
    jobs.FIRST_RETRY = timedelta(milliseconds=20)
    point = Point(order)
    platform = Deadly(_platform(order), point)
    database = engine(order.url)
    event.listen(database.sync_engine, "commit", lambda connection: point.passed("commit"))
    event.listen(database.sync_engine, "checkin", lambda *_: point.passed("committed"))
    clock = Ahead(timedelta(seconds=order.ahead))
    queue, ticks, work = parts(database, {order.platform: platform}, clock)
    await plan(database, platform, order, clock())
    queue.start(work.bodies(("deliver",)))
    tenancy.everyone()
    async with trouble(order.trouble, database, order.seed):
        while await tick(database, ticks, clock, order):
            await queue.idle()
            await asyncio.sleep(0 if order.idle else 0.01)


async def tick(database: AsyncEngine, ticks: Ticks, clock: Ahead, order: Order) -> bool:
    """Asks for what can be sent; whether anything is owed. A tick that fails is one of many."""
    try:
        if not await ticks.deliver():
            clock.ahead += timedelta(seconds=order.idle)
        return bool(await owed(database))
    except SQLAlchemyError:
        if not order.trouble:
            raise
        return True


@dataclass
class Ahead:
    """A clock that is ahead."""

    ahead: timedelta

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


def parts(
    database: AsyncEngine, platforms: Mapping[str, Platform], clock: Callable[[], datetime]
) -> tuple[InlineQueue, Ticks, Work]:
    """The program's queue, its clock's questions, and what its jobs do."""
    queue = InlineQueue(database)
    planner = Planner(
        database=database,
        library=LIBRARY,
        platforms=platforms,
        summariser=Extractive(),
        clock=clock,
    )
    ticks = Ticks(
        database=database, queue=queue, library=LIBRARY, platforms=tuple(platforms), clock=clock
    )
    work = Work(
        database=database,
        queue=queue,
        planner=planner,
        alerts=Alerts(planner=planner, clock=clock),
        courier=Courier(database=database, platforms=platforms, clock=clock),
        collect=nothing,
        extract=nothing,
        answer=nothing,
        clock=clock,
    )
    return queue, ticks, work


async def owed(database: AsyncEngine) -> int:
    async with database.connect() as connection:
        rows = await connection.execute(
            select(func.count()).select_from(deliveries).where(deliveries.c.status.in_(OPEN))
        )
        return int(rows.scalar_one())


def _platform(order: Order) -> Platform:
    if order.platform == "slack":
        return slack.create(bot_token=order.token, api_url=order.api_url)
    return discord.create(token=order.token, api_url=order.api_url)


def serve() -> None:
    """A process a line of standard input. Who asked kills it, or waits for its end."""
    # Nobody reads its logs, and structlog's own way to show a traceback takes seconds.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended processes are not waited for
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            # It ends with the server, however that ends (prctl(2), PR_SET_PDEATHSIG).
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            asyncio.run(main(Order(**json.loads(line))))
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
