"""What a process of the bot is made of, and how each part of it goes to work.

Whatever goes to work is ended by the stack it is given, the last first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import models, sight
from bot.alerts import Alerts
from bot.allowed import Rule
from bot.clock import Clock, Job
from bot.corrections import Corrector
from bot.delivery import Courier
from bot.desk import Desk
from bot.engine import queues
from bot.engine.batches import Batched
from bot.engine.ticks import Ticks
from bot.engine.work import Work
from bot.metrics import Metrics
from bot.planner import Planner
from bot.reading import reading
from bot.retention import forget, sweep
from bot.roles import Role
from bot.runs import Runs
from bot.settings import Settings
from bot.stopping import Patience, leave
from bot.stores import Store, collecting, user_agent
from bot.wiring import Connected
from digests import archive, intake
from digests.intake import inline

# Slack takes about one message a second in a channel (docs.slack.dev, "Rate limits"), counted as
# they arrive: the tenth is for what the way there varies. discord.py keeps Discord's by itself.
PACE = {"slack": 1.1}
PLAN_EVERY = timedelta(seconds=20)
DELIVER_EVERY = timedelta(seconds=2)
READ_EVERY = timedelta(seconds=30)
FORGET_EVERY = timedelta(hours=6)
BATCH_EVERY = timedelta(minutes=1)
CORRECT_EVERY = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """One process. `clock` gives UTC."""

    store: Store
    role: Role
    platforms: Mapping[str, Connected]
    desk: Desk
    planner: Planner
    courier: Courier
    queue: queues.AnyQueue
    metrics: Metrics
    clock: Callable[[], datetime]
    patience: Patience = field(default_factory=Patience)

    @property
    def settings(self) -> Settings:
        """The settings it was started with."""
        return self.store.settings


async def parts(
    stack: AsyncExitStack,
    store: Store,
    platforms: Mapping[str, Connected],
    role: Role,
    clock: Callable[[], datetime],
) -> Parts:
    """The parts, idle. Raises BotError where the engine's tables are missing."""
    settings, database = store.settings, store.database
    speaker = await stack.enter_async_context(models.speaking(settings, database, clock))
    metrics = Metrics()
    desk = Desk(
        database=database,
        library=store.library,
        platforms=platforms,
        summariser=speaker,
        clock=clock,
        # Links that people ask for are read in the process that hears them.
        reader=await stack.enter_async_context(reading(user_agent(settings), inline(store.library)))
        if role.receives
        else None,
        rule=Rule(who=settings.who_may_change, users=frozenset(settings.may_change_users)),
    )
    planner = Planner(
        database=database,
        library=store.library,
        platforms=platforms,
        summariser=speaker,
        clock=clock,
        metrics=metrics,
    )
    return Parts(
        store=store,
        role=role,
        platforms=platforms,
        desk=desk,
        planner=planner,
        courier=Courier(database=database, platforms=platforms, clock=clock, metrics=metrics),
        queue=await queues.queue_for(settings, database),
        metrics=metrics,
        clock=clock,
    )


async def receive(stack: AsyncExitStack, bot: Parts) -> None:
    """The platforms of the role are heard from now on."""
    handlers = queues.handlers_for(bot.settings, bot.desk, bot.queue)
    heard = [one for name, one in bot.platforms.items() if name in bot.role.receives]
    stack.push_async_callback(leave, heard)
    for platform in heard:
        await platform.open(handlers)


async def work(stack: AsyncExitStack, bot: Parts) -> None:
    """Jobs run from now on, here."""
    database, clock = bot.store.database, bot.clock
    await archive.catch_up(database)  # of a store that an older version filled
    await intake.renew(database, clock())
    collector = await stack.enter_async_context(collecting(bot.store, clock))
    jobs = Work(
        database=database,
        queue=bot.queue,
        planner=bot.planner,
        alerts=Alerts(planner=bot.planner, clock=clock),
        courier=bot.courier,
        collect=Batched(lambda ids: collector.read(ids, clock())).do,
        extract=Batched(lambda ids: collector.settle_these(ids, clock())).do,
        answer=queues.answerer_for(bot.desk, bot.queue).answer,
        clock=clock,
        pace=PACE,
    )
    worker = queues.worker_for(bot.queue, database, jobs.bodies(bot.role.works))
    await worker.start()
    stack.push_async_callback(lambda: worker.stop(bot.patience.left()))
    corrector = Corrector(database=database, platforms=bot.platforms, clock=clock)
    correcting = Job(name="correct", every=CORRECT_EVERY, run=corrector.run)
    _tick(stack, bot, Clock((*_batching(bot), correcting)))


async def tick(stack: AsyncExitStack, bot: Parts) -> None:
    """The clock ticks from now on: it asks for what is due, and looks after the bot itself."""
    database, settings = bot.store.database, bot.settings
    ticks = Ticks(
        database=database,
        queue=bot.queue,
        library=bot.store.library,
        platforms=tuple(bot.platforms),
        clock=bot.clock,
    )
    every = timedelta(minutes=settings.collect_minutes)
    runs = Runs(database=database, clock=bot.clock, metrics=bot.metrics)
    care = await sight.jobs(
        stack, settings, database, bot.platforms, bot.planner.summariser, bot.clock
    )
    asking = (
        Job(name="collect", every=every, run=ticks.collect),
        Job(name="read", every=READ_EVERY, run=ticks.read),
        Job(name="plan", every=PLAN_EVERY, run=ticks.plan),
        Job(name="deliver", every=DELIVER_EVERY, run=ticks.deliver),
        Job(name="forget", every=FORGET_EVERY, run=lambda: _forget(bot)),
    )
    _tick(stack, bot, Clock(runs.watched(job) for job in (*care, *asking)))


def serve(bot: Parts) -> AbstractAsyncContextManager[None]:
    """The web server, where the role or the settings want one."""
    from bot.web import serve  # a web server is imported where one is needed only
    from bot.web.sight import metrics_route

    ours = {name: one for name, one in bot.platforms.items() if name in bot.role.receives}
    database = bot.store.database
    return serve.serving(
        bot.settings,
        database,
        ours,
        always=bot.role.serves,
        more=[metrics_route(database, bot.metrics, bot.clock)],
        clock=bot.clock,
    )


def _tick(stack: AsyncExitStack, bot: Parts, clock: Clock) -> None:
    clock.start()
    stack.push_async_callback(lambda: clock.stop(bot.patience.left()))


def _batching(bot: Parts) -> tuple[Job, ...]:
    """The nightly batch, where a model is configured whose provider has one."""
    batcher = models.batcher(bot.settings, bot.planner.summariser)
    if batcher is None:
        return ()
    from bot.ahead import Ahead  # a model's client is imported where one is configured only

    hours = timedelta(hours=bot.settings.model_batch_hours)
    ahead = Ahead(planner=bot.planner, batcher=batcher, ahead=hours, clock=bot.clock)
    return (Job(name="batch", every=BATCH_EVERY, run=ahead.run),)


async def _forget(bot: Parts) -> None:
    database = bot.store.database
    async with database.begin() as connection:
        await forget(connection, bot.clock(), sight.keep_of(bot.settings))
    await sweep(database)
