"""What each job does. Nothing here knows where it runs.

Every job begins by looking at what is still to be done, and does nothing where that is nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from bot import jobs, outbox, pace, subscriptions, waiting
from bot.alerts import Alerts
from bot.delivery import Courier
from bot.engine import orders_due
from bot.jobs import Again, Bodies, Body, Job, Kind, Queue
from bot.outbox import Delivery
from bot.planner import Planner
from bot.platforms.base import Place
from bot.subscriptions import Subscription
from digests.store.tenancy import within


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The jobs over one store. `clock` gives UTC; `pace` is seconds a message by platform.

    `collect` reads a source and `extract` an article, by id; `answer` is given its job.
    """

    database: AsyncEngine
    queue: Queue
    planner: Planner
    alerts: Alerts
    courier: Courier
    collect: Callable[[str], Awaitable[object]]
    extract: Callable[[str], Awaitable[object]]
    answer: Callable[[Job], Awaitable[object]]
    clock: Callable[[], datetime]
    pace: Mapping[str, float] = field(default_factory=dict)

    def bodies(self, kinds: Collection[Kind] = jobs.KINDS) -> Bodies:
        """What to do for each of `kinds`."""
        known: Bodies = {
            "collect": self._collect,
            "extract": self._extract,
            "brief": self._brief,
            "deliver": self._deliver,
            "answer": self._answer,
        }
        return {kind: _alone(body) for kind, body in known.items() if kind in kinds}

    async def _collect(self, job: Job) -> None:
        await self.collect(job.data["source"])

    async def _extract(self, job: Job) -> None:
        await self.extract(job.data["article"])

    async def _answer(self, job: Job) -> None:
        await self.answer(job)

    async def _brief(self, job: Job) -> None:
        """All that is due in the channel, one order after the other."""
        here = Place(
            platform=job.data["platform"], workspace=job.workspace, channel=job.data["channel"]
        )
        async with self.database.connect() as connection:
            ours = await subscriptions.of_channel(connection, here.workspace, here.channel)
            looked = await orders_due.known(connection, here.workspace, here.channel)
        for one in ours:
            now = self.clock()
            if one.paused or one.platform != here.platform:
                continue
            self.planner.dropped(one, looked.get(one.id), now)
            await self._order(one, now)
            async with self.queue.transaction() as transaction:
                await orders_due.done(transaction.connection, one, now)
                await self._owe(transaction, here)

    async def _order(self, one: Subscription, now: datetime) -> None:
        if one.kind == "alert":
            await self.alerts.look(one, now)
            return
        slot = subscriptions.due(one, now)
        if slot is not None:
            await self.planner.plan(one, slot, now)

    async def _owe(self, transaction: jobs.Transaction, here: Place) -> None:
        """Jobs for what can be sent to the channel now."""
        due = await waiting.due(
            transaction.connection,
            self.clock(),
            platforms=[here.platform],
            workspace=here.workspace,
            channel=here.channel,
        )
        await transaction.put(*(jobs.deliver(one.workspace, one.id) for one in due))

    async def _deliver(self, job: Job) -> None:
        """One part to its channel at the channel's pace; the next part follows it."""
        now = self.clock()
        async with self.database.connect() as connection:
            one = await waiting.owed(connection, job.workspace, job.data["delivery"])
        if one is None:
            return
        if one.status in outbox.OPEN:
            await self._send(one, now)
        async with self.queue.transaction() as transaction:
            now = self.clock()
            following = await waiting.following(transaction.connection, one, now)
            if following is not None:
                after = timedelta(seconds=self.pace.get(one.platform, 0))
                await transaction.put(jobs.deliver(one.workspace, following.id, after=after))

    async def _send(self, one: Delivery, now: datetime) -> None:
        """Raises Again while it is not the channel's turn."""
        every = timedelta(seconds=self.pace.get(one.platform, 0))
        if one.status != "sending" and one.due_at > now:
            return
        async with self.database.begin() as connection:
            wait = await pace.turn(connection, one.place, every, now)
        if wait:
            raise Again(wait)
        await self.courier.deliver(one)


def _alone(body: Body) -> Body:
    """The same job, which sees only its workspace's rows."""

    async def run(job: Job) -> None:
        with within(job.workspace):
            await body(job)

    return run
