"""One transaction for what many tasks want written: a commit costs more than all it writes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from digests.errors import DigestsError, StoreError
from digests.store.database import reason

T = TypeVar("T")
R = TypeVar("R")

MOST = 200  # jobs a transaction


class Grouped(Generic[T, R]):
    """Gathers jobs while a transaction is under way and does them all in the next.

    `work` does some jobs over one connection and gives a result each, in order. Where a group
    fails, its jobs are done one by one, so that a bad one costs only itself.
    """

    def __init__(
        self,
        database: AsyncEngine,
        work: Callable[[AsyncConnection, Sequence[T]], Awaitable[Sequence[R]]],
        lock: asyncio.Lock,
    ) -> None:
        self._database, self._work, self._lock = database, work, lock
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._running: asyncio.Task[None] | None = None

    async def do(self, job: T) -> R:
        """The job's result, once its transaction has been committed.

        Raises StoreError where the database refuses this job, or the typed error of `work`.
        """
        done: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((job, done))
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())
        running = self._running
        try:
            await asyncio.wait((done, running), return_when=asyncio.FIRST_COMPLETED)
            if not done.done():
                running.result()  # it failed in a way of its own, and says which
            return await done
        finally:
            done.cancel()

    async def _run(self) -> None:
        while self._waiting:
            taken, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            async with self._lock:
                await self._together(taken)

    async def _together(self, taken: Sequence[tuple[T, asyncio.Future[R]]]) -> None:
        try:
            results = await self._transaction([job for job, _ in taken])
        except (SQLAlchemyError, DigestsError):
            for job, done in taken:
                await self._alone(job, done)
            return
        for (_, done), result in zip(taken, results, strict=True):
            _settle(done, result)

    async def _alone(self, job: T, done: asyncio.Future[R]) -> None:
        try:
            _settle(done, (await self._transaction([job]))[0])
        except SQLAlchemyError as error:
            _settle(done, StoreError(f"it could not be stored: {reason(error)}."))
        except DigestsError as error:
            _settle(done, error)

    async def _transaction(self, jobs: Sequence[T]) -> Sequence[R]:
        async with self._database.begin() as connection:
            return await self._work(connection, jobs)


def _settle(done: asyncio.Future[R], result: R | DigestsError) -> None:
    if done.cancelled():
        return
    if isinstance(result, DigestsError):
        done.set_exception(result)
    else:
        done.set_result(result)
