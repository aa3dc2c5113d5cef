"""What one process serves over HTTP, by its settings: its platforms' routes, and health."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Protocol, runtime_checkable

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.routing import BaseRoute, Route

from bot import health
from bot.platforms.base import Platform
from bot.settings import Settings
from bot.web import app as web
from digests.store.database import reason

log = structlog.get_logger(__name__)


@runtime_checkable
class Served(Protocol):
    """A platform that takes its events over HTTP, or has pages to show."""

    def routes(self) -> list[Route]:
        """What a web server serves for it; empty where it needs none."""
        ...


@asynccontextmanager
async def serving(
    settings: Settings,
    database: AsyncEngine,
    platforms: Mapping[str, Platform],
    *,
    always: bool = False,
    more: Sequence[BaseRoute] = (),
    clock: Callable[[], datetime],
) -> AsyncIterator[None]:
    """Serves what the platforms have to serve, with health beside it, while the context is open.

    Nothing is served where there is nothing, unless a port is set or `always`. `more` are further
    routes, such as metrics, beside whatever is served. `clock` gives UTC. Raises SettingsError
    where the port can't be had.
    """
    routes = _of(platforms)
    if not (routes or always or settings.web_port is not None):
        yield
        return
    made = web.application([*routes, *more], lambda: _missing(database, clock()))
    port = web.DEFAULT_PORT if settings.web_port is None else settings.web_port
    async with web.serving(made, host=settings.web_host, port=port):
        yield


def _of(platforms: Mapping[str, Platform]) -> list[Route]:
    return [
        route
        for platform in platforms.values()
        if isinstance(platform, Served)
        for route in platform.routes()
    ]


async def _missing(database: AsyncEngine, now: datetime) -> list[str]:
    """What this process lacks to do its work."""
    try:
        async with database.connect() as connection:
            return list(await health.missing(connection, now))
    except (SQLAlchemyError, OSError) as error:
        log.warning("database_unreachable", why=reason(error))
        return ["database"]
