"""CPU-bound work in other processes, so that the loop stays awake: articles read there.

Each worker process builds its own library once, when it starts; what crosses is articles and
what was read out of them. An article that kills its worker, or takes far too long, costs itself.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from digests.config import Config
from digests.errors import ReadingFailed
from digests.intake import Processed, Processor, attempt
from digests.library import Library, library
from digests.model import Article

PATIENCE = 60.0  # seconds for one article, on a machine that others use too


@contextmanager
def processors(shared: Library, workers: int, *, patience: float = PATIENCE) -> Iterator[Processor]:
    """A processor that works in a pool of `workers` processes, ended with the context.

    It raises ReadingFailed for an article that can't be read within `patience` seconds.
    """
    pool = _Pool(shared.config, workers, patience)
    try:
        yield pool.run
    finally:
        pool.end()


class _Pool:
    """The processes. One that dies takes the executor with it, which is then made anew."""

    def __init__(self, config: Config, workers: int, patience: float) -> None:
        self._config, self._workers, self._patience = config, workers, patience
        # No more at once than there are processes, so that patience is with work, not with a queue.
        self._gate = asyncio.Semaphore(workers)
        self._alone = asyncio.Lock()
        self._executor: ProcessPoolExecutor | None = None

    async def run(self, article: Article) -> Processed:
        async with self._gate:
            executor = self._open()
            try:
                return await self._once(executor, article)
            except BrokenProcessPool:
                self._drop(executor)
        # Several were under way and one of them did it: by itself an article shows if it was.
        async with self._alone:
            executor = self._started(1)
            try:
                return await self._once(executor, article)
            except BrokenProcessPool as died:
                raise ReadingFailed("It ended the process that read it.") from died
            finally:
                _kill(executor)

    async def _once(self, executor: ProcessPoolExecutor, article: Article) -> Processed:
        # From a thread: a process that is started for it is waited for till it takes the library.
        work = await asyncio.to_thread(executor.submit, _process, article)
        try:
            async with asyncio.timeout(self._patience):
                result = await asyncio.wrap_future(work)
        except TimeoutError as slow:
            self._drop(executor)
            raise ReadingFailed("Reading it took too long, so it was stopped.") from slow
        if isinstance(result, str):
            raise ReadingFailed(result)
        return result

    def _open(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = self._started(self._workers)
        return self._executor

    def _started(self, workers: int) -> ProcessPoolExecutor:
        # Spawned, not forked: a fork would copy threads and open connections of the caller.
        return ProcessPoolExecutor(
            workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_Worker.start,
            initargs=(self._config,),
        )

    def _drop(self, executor: ProcessPoolExecutor) -> None:
        if self._executor is executor:
            self._executor = None
            _kill(executor)

    def end(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)


def _kill(executor: ProcessPoolExecutor) -> None:
    """Ends an executor whose process may be busy for ever, which `shutdown` would wait for."""
    for process_ in tuple((executor._processes or {}).values()):
        process_.kill()
    executor.shutdown(wait=False, cancel_futures=True)


class _Worker:
    """The library of a worker process: set once, when the process starts."""

    library: Library

    @classmethod
    def start(cls, config: Config) -> None:
        cls.library = library(config)


def _process(article: Article) -> Processed | str:
    return attempt(article, _Worker.library)
