"""The composition root: settings → store → platforms → clock, and the way back down."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import models, sight, wiring
from bot.alerts import Alerts
from bot.allowed import Rule
from bot.backup import check, sqlite_file
from bot.clock import Clock, Job
from bot.corrections import Corrector
from bot.delivery import Courier
from bot.demo.config import demo_config
from bot.desk import Desk
from bot.engine import queues
from bot.engine.batches import Batched
from bot.engine.ticks import Ticks
from bot.engine.work import Work
from bot.errors import SettingsError
from bot.instance import alone
from bot.metrics import Metrics
from bot.planner import Planner
from bot.reading import Reader, reading
from bot.retention import forget, sweep
from bot.roles import EVERYTHING, Role
from bot.runs import Runs
from bot.settings import Settings, feed_secrets
from bot.stopping import Patience, leave
from bot.tables import MIGRATIONS
from bot.wiring import Connected
from digests import archive
from digests import library as libraries
from digests.collect import Collector
from digests.fetch.client import Fetcher, FetchSettings
from digests.fetch.secrets import asked_for
from digests.intake import inline
from digests.library import Library
from digests.model import Topic
from digests.pool import processors
from digests.sources.pool import ParserPool
from digests.store import facts
from digests.store import sources as source_store
from digests.store.database import engine, opened
from digests.store.tenancy import NOBODY, within

# Slack takes about one message a second in a channel (docs.slack.dev, "Rate limits"); discord.py
# keeps Discord's limits by itself.
PACE = {"slack": 1.0}
PLAN_EVERY = timedelta(seconds=20)
DEMO_SITE = "demo_site"  # the fact that names the demo's base URL
DELIVER_EVERY = timedelta(seconds=2)
READ_EVERY = timedelta(seconds=30)
FORGET_EVERY = timedelta(hours=6)
BATCH_EVERY = timedelta(minutes=1)
CORRECT_EVERY = timedelta(minutes=2)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """What every command that touches the database needs."""

    database: AsyncEngine
    library: Library
    settings: Settings


def now() -> datetime:
    """The time, in UTC: the one place it is read."""
    return datetime.now(UTC)


@asynccontextmanager
async def store(settings: Settings) -> AsyncIterator[Store]:
    """An up-to-date store and the configuration, closed at the end.

    A store that `briefbot demo` filled knows its own configuration, so that every command works
    on it; `--config` still wins.
    """
    async with opened(settings.database, MIGRATIONS) as database:
        async with database.connect() as connection:
            site = await facts.get(connection, DEMO_SITE)
        if site is not None and "config" not in settings.model_fields_set:
            library = libraries.library(demo_config(site))
        else:
            library = libraries.load(settings.config)
        yield Store(database=database, library=library, settings=settings)


def configured_platforms(
    settings: Settings, topics: Sequence[Topic] = (), *, database: AsyncEngine | None = None
) -> Mapping[str, Connected]:
    """The platforms that are configured, each imported only then; `topics` are what they offer.

    `database` keeps the tokens of installed workspaces; without one, a connection of its own.
    """
    kept = database or engine(settings.database)
    return wiring.platforms(settings, topics, database=kept, clock=now)


async def run(settings: Settings, role: Role = EVERYTHING) -> None:
    """One process until SIGTERM or SIGINT. Raises SettingsError without a token."""
    async with running(settings, role=role) as courier:
        log.info("running", role=role.name, platforms=sorted(courier.platforms))
        await told_to_stop()
        log.info("stopping")


async def told_to_stop() -> None:
    """Returns at the first SIGTERM or SIGINT."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    await stopping.wait()


@asynccontextmanager
async def running(
    settings: Settings,
    platforms: Mapping[str, Connected] | None = None,
    *,
    role: Role = EVERYTHING,
) -> AsyncIterator[Courier]:
    """What `role` does goes on while the context is open.

    `platforms` None takes those that are configured. On the way out the web server stops first,
    then the clock and the jobs; a send that is under way finishes before its platform is left.
    All of it takes less than 25 seconds. Raises SettingsError where there is no platform.
    """
    wiring.check(settings)
    role.check(settings)
    async with AsyncExitStack() as stack:
        stack.enter_context(within(NOBODY))  # whoever works for a workspace says for which
        stack.enter_context(alone(settings.database))
        _check(settings)
        opened_store = await stack.enter_async_context(store(settings))
        database, library = opened_store.database, opened_store.library
        if platforms is None:
            platforms = configured_platforms(settings, library.config.topics, database=database)
        if not platforms:
            raise SettingsError(wiring.NO_PLATFORM)
        speaker = await stack.enter_async_context(models.speaking(settings, database, now))
        reader = await _reader(stack, settings, library) if role.receives else None
        desk = Desk(
            database=database,
            library=library,
            platforms=platforms,
            summariser=speaker,
            clock=now,
            reader=reader,
            rule=Rule(who=settings.who_may_change, users=frozenset(settings.may_change_users)),
        )
        metrics = Metrics()
        courier = Courier(database=database, platforms=platforms, clock=now, metrics=metrics)
        planner = Planner(
            database=database,
            library=library,
            platforms=platforms,
            summariser=speaker,
            clock=now,
            metrics=metrics,
        )
        queue = await queues.queue_for(settings, database)
        handlers = queues.handlers_for(settings, desk, queue)
        heard = [one for name, one in platforms.items() if name in role.receives]
        stack.push_async_callback(leave, heard)
        for platform in heard:
            await platform.open(handlers)
        patience = Patience()
        if role.works:
            await archive.catch_up(database)  # of a store that an older version filled
            await _working(stack, opened_store, desk, planner, courier, queue, role, patience)
        if role.ticks:
            await _ticking(stack, opened_store, queue, planner, metrics, patience)
        if role.receives:
            await stack.enter_async_context(_served(settings, database, platforms, role, metrics))
        yield courier


async def _reader(stack: AsyncExitStack, settings: Settings, library: Library) -> Reader:
    """Reads the links that people ask for, in the process that hears them."""
    return await stack.enter_async_context(reading(_user_agent(settings), inline(library)))


def _user_agent(settings: Settings) -> str:
    return f"briefbot/{version('briefbot')} (+{settings.contact})"


async def _working(
    stack: AsyncExitStack,
    opened_store: Store,
    desk: Desk,
    planner: Planner,
    courier: Courier,
    queue: queues.AnyQueue,
    role: Role,
    patience: Patience,
) -> None:
    """Jobs run from now on, here."""
    collector = await stack.enter_async_context(collecting(opened_store))
    work = Work(
        database=desk.database,
        queue=queue,
        planner=planner,
        alerts=Alerts(planner=planner, clock=now),
        courier=courier,
        collect=Batched(lambda ids: collector.read(ids, now())).do,
        extract=Batched(lambda ids: collector.settle_these(ids, now())).do,
        answer=queues.answerer_for(desk, queue).answer,
        clock=now,
        pace=PACE,
    )
    worker = queues.worker_for(queue, desk.database, work.bodies(role.works))
    await worker.start()
    stack.push_async_callback(lambda: worker.stop(patience.left()))
    corrector = Corrector(database=desk.database, platforms=desk.platforms, clock=now)
    correcting = Job(name="correct", every=CORRECT_EVERY, run=corrector.run)
    nightly = Clock((*_batching(opened_store.settings, planner), correcting))
    nightly.start()
    stack.push_async_callback(lambda: nightly.stop(patience.left()))


async def _ticking(
    stack: AsyncExitStack,
    opened_store: Store,
    queue: queues.AnyQueue,
    planner: Planner,
    metrics: Metrics,
    patience: Patience,
) -> None:
    """The clock ticks from now on: it asks for what is due, and looks after the bot itself."""
    database, settings = opened_store.database, opened_store.settings
    ticks = Ticks(
        database=database,
        queue=queue,
        library=opened_store.library,
        platforms=tuple(planner.platforms),
        clock=now,
    )
    every = timedelta(minutes=settings.collect_minutes)
    runs = Runs(database=database, clock=now, metrics=metrics)
    care = await sight.jobs(stack, settings, database, planner.platforms, planner.summariser, now)
    ticking = Clock(
        runs.watched(job)
        for job in (
            *care,
            Job(name="collect", every=every, run=ticks.collect),
            Job(name="read", every=READ_EVERY, run=ticks.read),
            Job(name="plan", every=PLAN_EVERY, run=ticks.plan),
            Job(name="deliver", every=DELIVER_EVERY, run=ticks.deliver),
            Job(name="forget", every=FORGET_EVERY, run=lambda: _forget(database, settings)),
        )
    )
    ticking.start()
    stack.push_async_callback(lambda: ticking.stop(patience.left()))


def _served(
    settings: Settings,
    database: AsyncEngine,
    platforms: Mapping[str, Connected],
    role: Role,
    metrics: Metrics,
) -> AbstractAsyncContextManager[None]:
    from bot.web import serve  # a web server is imported where one is needed only
    from bot.web.sight import metrics_route

    ours = {name: one for name, one in platforms.items() if name in role.receives}
    more = [metrics_route(database, metrics, now)]
    return serve.serving(settings, database, ours, always=role.serves, more=more, clock=now)


def _batching(settings: Settings, planner: Planner) -> tuple[Job, ...]:
    """The nightly batch, where a model is configured whose provider has one."""
    batcher = models.batcher(settings, planner.summariser)
    if batcher is None:
        return ()
    from bot.ahead import Ahead  # a model's client is imported where one is configured only

    hours = timedelta(hours=settings.model_batch_hours)
    ahead = Ahead(planner=planner, batcher=batcher, ahead=hours, clock=now)
    return (Job(name="batch", every=BATCH_EVERY, run=ahead.run),)


async def _forget(database: AsyncEngine, settings: Settings) -> None:
    async with database.begin() as connection:
        await forget(connection, now(), sight.keep_of(settings))
    await sweep(database)


def _check(settings: Settings) -> None:
    """A quick check of a SQLite file, before anything is built on it. Raises BotError."""
    if settings.database.startswith("sqlite") and sqlite_file(settings.database).exists():
        check(sqlite_file(settings.database))


@asynccontextmanager
async def collecting(opened_store: Store) -> AsyncIterator[Collector]:
    """A collector over this store, its connections and worker processes closed at the end."""
    settings, sources = opened_store.settings, opened_store.library.config.sources
    async with opened_store.database.connect() as connection:
        holds = await source_store.holds(connection, now())
    async with AsyncExitStack() as stack:
        fetcher = await stack.enter_async_context(
            Fetcher(
                FetchSettings(
                    user_agent=_user_agent(settings),
                    private_hosts=settings.private_hosts,
                ),
                holds=holds,
                now=now,
            )
        )
        pool = await stack.enter_async_context(ParserPool(settings.workers))
        process = stack.enter_context(processors(opened_store.library, settings.workers))
        yield Collector(
            database=opened_store.database,
            library=opened_store.library,
            fetcher=fetcher,
            pool=pool,
            process=process,
            secrets=feed_secrets(name for one in sources for name in asked_for(one)),
        )
