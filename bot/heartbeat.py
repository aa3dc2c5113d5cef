"""A sign of life to an outside watcher: an address that is fetched while all is well.

When the bot hangs, is down or can't deliver, it stays silent, and the watcher (healthchecks.io,
Uptime Kuma, Dead Man's Snitch …) tells. A sign that can't be sent harms nothing here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import health
from digests.errors import FetchError
from digests.fetch.client import Fetcher
from digests.store.database import reason

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """Fetches `url` while the bot does its work. The address may hold a secret: it is not shown."""

    url: str = field(repr=False)
    database: AsyncEngine
    fetcher: Fetcher
    clock: Callable[[], datetime]

    async def run(self) -> bool:
        """Whether a sign of life was taken."""
        try:
            async with self.database.connect() as connection:
                missing = await health.missing(connection, self.clock())
        except SQLAlchemyError as error:
            missing = [f"database: {reason(error)}"]
        if missing:
            log.warning("no_heartbeat", missing=list(missing))
            return False
        try:
            answer = await self.fetcher.get(self.url)
        except FetchError as error:
            log.warning("heartbeat_not_taken", why=str(error))
            return False
        if not answer.ok:
            log.warning("heartbeat_not_taken", why=f"HTTP {answer.status}")
        return answer.ok
