"""Work that goes on after Slack has its acknowledgement."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

from bot.errors import BotError

log = structlog.get_logger(__name__)


class Work:
    """Tasks under way; a failed one is logged, and none is lost on the way down."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin, without waiting for the end."""
        task = asyncio.create_task(_logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self, seconds: float) -> None:
        """Let what is under way end, for at most `seconds`; then stop it."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(set(self._tasks), timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except BotError as error:
        log.warning("slack work failed", error=str(error), kind=type(error).__name__)
    except Exception:
        # The task's owner is gone by now: this is the last place that can tell of it.
        log.exception("slack work failed")
