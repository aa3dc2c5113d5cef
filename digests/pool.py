"""CPU-bound work in other processes, so that the loop stays awake: articles read there.

Each worker process builds its own library once, when it starts; what crosses is articles and
what was read out of them.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from digests.config import Config
from digests.intake import Processed, Processor, process
from digests.library import Library, library
from digests.model import Article


@contextmanager
def processors(shared: Library, workers: int) -> Iterator[Processor]:
    """A processor that works in a pool of `workers` processes, ended with the context.

    Spawned, not forked: a fork would copy threads and open connections of the caller.
    """
    with ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_Worker.start,
        initargs=(shared.config,),
    ) as executor:

        async def run(article: Article) -> Processed:
            return await asyncio.get_running_loop().run_in_executor(executor, _process, article)

        yield run


class _Worker:
    """The library of a worker process: set once, when the process starts."""

    library: Library

    @classmethod
    def start(cls, config: Config) -> None:
        cls.library = library(config)


def _process(article: Article) -> Processed:
    return process(article, _Worker.library)
