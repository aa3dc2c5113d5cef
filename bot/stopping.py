"""The way down: how long each part may take, so that all of it ends in time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

import structlog

from bot.platforms.base import Connection

# A hosting platform kills after 30 seconds: with the web server's three, all ends within 25.
STOP_SECONDS = 12.0  # for jobs and sends that are under way, together
CLOSE_SECONDS = 9.0  # for answers that are under way, and for leaving the platforms

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Patience:
    """So many seconds for all that has to end, from the first that is told to."""

    seconds: float = STOP_SECONDS
    end: float | None = None

    def left(self) -> float:
        """What is left of them; a moment in any case."""
        now = asyncio.get_running_loop().time()
        self.end = self.end or now + self.seconds
        return max(0.2, self.end - now)


async def leave(platforms: Iterable[Connection]) -> None:
    """Leaves the platforms that are received from, all at once, for at most CLOSE_SECONDS."""
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            await asyncio.gather(*(one.close() for one in platforms))
    except TimeoutError:
        log.warning("platforms_left_abruptly")
