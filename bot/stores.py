"""An opened store with its configuration, and what collects into it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.backup import check, sqlite_file
from bot.demo.config import demo_config
from bot.settings import Settings, feed_secrets
from bot.tables import MIGRATIONS
from digests import library as libraries
from digests.collect import Collector
from digests.fetch.client import Fetcher, FetchSettings
from digests.fetch.secrets import asked_for
from digests.library import Library
from digests.pool import processors
from digests.sources.pool import ParserPool
from digests.store import facts
from digests.store import sources as source_store
from digests.store.database import opened

DEMO_SITE = "demo_site"  # the fact that names the demo's base URL


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """What every command that touches the database needs."""

    database: AsyncEngine
    library: Library
    settings: Settings


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


def sound(settings: Settings) -> None:
    """A quick check of a SQLite file, before anything is built on it. Raises BotError."""
    if settings.database.startswith("sqlite") and sqlite_file(settings.database).exists():
        check(sqlite_file(settings.database))


def user_agent(settings: Settings) -> str:
    """Who says it is, to whatever site is read."""
    return f"briefbot/{version('briefbot')} (+{settings.contact})"


@asynccontextmanager
async def collecting(
    opened_store: Store, clock: Callable[[], datetime]
) -> AsyncIterator[Collector]:
    """A collector over this store, its connections and worker processes closed at the end.

    `clock` gives UTC.
    """
    settings, sources = opened_store.settings, opened_store.library.config.sources
    async with opened_store.database.connect() as connection:
        holds = await source_store.holds(connection, clock())
    async with AsyncExitStack() as stack:
        fetcher = await stack.enter_async_context(
            Fetcher(
                FetchSettings(
                    user_agent=user_agent(settings),
                    private_hosts=settings.private_hosts,
                ),
                holds=holds,
                now=clock,
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
