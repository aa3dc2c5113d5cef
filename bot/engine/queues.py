"""Inline or through the engine: the one place that decides, by configuration alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.desk import Desk
from bot.engine.answers import Answerer, QueuedHandlers
from bot.engine.inline import InlineQueue
from bot.errors import BotError
from bot.handlers import BotHandlers
from bot.jobs import Bodies
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.engine.postgres import PgQueue

    AnyQueue = InlineQueue | PgQueue


class Runner(Protocol):
    """Runs jobs in this process."""

    async def start(self) -> None: ...

    async def stop(self, seconds: float) -> None: ...


@dataclass(frozen=True, slots=True)
class _Inline:
    queue: InlineQueue
    bodies: Bodies

    async def start(self) -> None:
        self.queue.start(self.bodies)

    async def stop(self, seconds: float) -> None:
        await self.queue.stop(seconds)


async def queue_for(settings: Settings, database: AsyncEngine) -> AnyQueue:
    """Where jobs are put. Raises BotError where the engine's tables are missing."""
    if not settings.engine:
        return InlineQueue(database)
    from bot.engine.postgres import PgQueue, installed  # an extra: imported where it is wanted

    if not await installed(database):
        raise BotError("the queue's tables are missing: run `briefbot migrate` once.")
    return PgQueue(database)


def worker_for(queue: AnyQueue, database: AsyncEngine, bodies: Bodies) -> Runner:
    """What runs the jobs of `queue` here."""
    if isinstance(queue, InlineQueue):
        return _Inline(queue, bodies)
    from bot.engine.postgres import Worker

    return Worker(database, bodies)


def handlers_for(settings: Settings, desk: Desk, queue: AnyQueue) -> BotHandlers:
    """What platforms bring goes here; with the engine, questions are answered by workers."""
    return QueuedHandlers(desk=desk, queue=queue) if settings.engine else BotHandlers(desk=desk)


def answerer_for(desk: Desk, queue: AnyQueue) -> Answerer:
    """What answers questions that were put in the queue."""
    return Answerer(handlers=BotHandlers(desk=desk), platforms=desk.platforms, queue=queue)
