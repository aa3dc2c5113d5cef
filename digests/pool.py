"""CPU-bound work in other processes, so that the loop stays awake: pages and articles read there.

Each worker process builds its own library once, when it starts; what crosses is articles and
what was read out of them.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar, TypeVarTuple

from digests.config import Config
from digests.fulltext import FullText, full_text
from digests.intake import Processed, process
from digests.library import Library, library
from digests.model import Article

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Where CPU-bound work is done."""

    executor: ProcessPoolExecutor

    async def process(self, article: Article) -> Processed:
        """What is read out of an article."""
        return await self._run(_process, article)

    async def full_text(self, html: bytes, url: str, content_type: str | None) -> FullText:
        """The article in a page. Raises FullTextError where there is none."""
        return await self._run(_full_text, html, url, content_type)

    async def _run(self, call: Callable[[*Ts], T], *args: *Ts) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.executor, call, *args)


@contextmanager
def processors(shared: Library, workers: int) -> Iterator[Work]:
    """A pool of `workers` processes, ended with the context.

    Spawned, not forked: a fork would copy threads and open connections of the caller.
    """
    with ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_Worker.start,
        initargs=(shared.config,),
    ) as executor:
        yield Work(executor=executor)


class _Worker:
    """The library of a worker process: set once, when the process starts."""

    library: Library

    @classmethod
    def start(cls, config: Config) -> None:
        cls.library = library(config)


def _process(article: Article) -> Processed:
    return process(article, _Worker.library)


def _full_text(html: bytes, url: str, content_type: str | None) -> FullText:
    return full_text(html, url, content_type=content_type)
