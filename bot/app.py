"""The composition root: settings → store → platforms → clock, and the way back down."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import assembly, garbage, stores, wiring
from bot.delivery import Courier
from bot.errors import SettingsError
from bot.instance import alone
from bot.roles import EVERYTHING, Role
from bot.settings import Settings
from bot.stores import DEMO_SITE, Store, store
from bot.wiring import Connected
from digests import archive
from digests.collect import Collector
from digests.model import Topic
from digests.store.database import engine
from digests.store.tenancy import NOBODY, within

__all__ = [
    "DEMO_SITE",
    "Connected",
    "Store",
    "collecting",
    "configured_platforms",
    "now",
    "run",
    "running",
    "store",
]

log = structlog.get_logger(__name__)


def now() -> datetime:
    """The time, in UTC: the one place it is read."""
    return datetime.now(UTC)


def collecting(opened_store: Store) -> AbstractAsyncContextManager[Collector]:
    """A collector over this store, its connections and worker processes closed at the end."""
    return stores.collecting(opened_store, now)


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
        stores.sound(settings)
        opened = await stack.enter_async_context(store(settings))
        topics, database = opened.library.config.topics, opened.database
        if platforms is None:
            platforms = configured_platforms(settings, topics, database=database)
        if not platforms:
            raise SettingsError(wiring.NO_PLATFORM)
        bot = await assembly.parts(stack, opened, platforms, role, now)
        await asyncio.to_thread(archive.ready)
        garbage.settle()
        await assembly.receive(stack, bot)
        if role.works:
            await assembly.work(stack, bot)
        if role.ticks:
            await assembly.tick(stack, bot)
        if role.receives:
            await stack.enter_async_context(assembly.serve(bot))
        yield bot.courier
