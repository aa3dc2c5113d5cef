"""One system's whole refreshes, in a process of its own: `python -m tests.benchmarks.refresh`.

Prints one JSON object. The store is a SQLite file, as a user has it. Three readings of all feeds:
the first, one with nothing new (304), and one with every entry new.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot import garbage
from digests.collect import Collector
from digests.config import Config
from digests.extract.entities import Gazetteer
from digests.fetch.client import Fetcher, FetchSettings
from digests.library import library
from digests.model import Source
from digests.pool import processors
from digests.sources.pool import ParserPool
from digests.store.database import opened
from tests.benchmarks.feed_server import FEEDS, HOST, PUBLISHED, change_all

READINGS = ("cold", "unchanged", "changed")
WORKERS = 2


@asynccontextmanager
async def collector(folder: Path, urls: list[str]) -> AsyncIterator[Collector]:
    """A collector of these feeds, as `briefbot collect` makes it."""
    sources = tuple(Source(id=f"s{n}", outlet=f"S{n}", url=url) for n, url in enumerate(urls))
    shared = library(Config(sources=sources, topics=(), entities=(), gazetteer=Gazetteer(())))
    settings = FetchSettings(private_hosts=(HOST,))
    async with (
        opened(f"sqlite+aiosqlite:///{folder / 'store.sqlite3'}") as database,
        Fetcher(settings) as fetcher,
        ParserPool(WORKERS) as pool,
    ):
        with processors(shared, WORKERS) as process:
            yield Collector(
                database=database, library=shared, fetcher=fetcher, pool=pool, process=process
            )


async def refreshes(folder: Path) -> dict[str, Any]:
    """Three readings of a thousand feeds: entries alone, as reader and newsboat store them.

    The entries are a year old, so none is news: no page is fetched, and what is read out of them
    for the archive comes later.
    """
    told: dict[str, Any] = {}
    async with collector(folder, FEEDS) as ours:
        now = datetime.now(UTC)
        for day, name in enumerate(READINGS):
            if name == "changed":
                change_all()
            new, told[name] = await _timed(lambda day=day: _new(ours, now + timedelta(days=day)))
            told[f"{name} new"] = new
        told["set aside"] = 500
        _, told["settle"] = await _timed(lambda: ours.settle(now + timedelta(days=9), most=500))
    told["cpu"] = _cpu()
    return told


async def everything(folder: Path, count: int) -> dict[str, Any]:
    """A first reading with every page fetched and every article read for quotes and stories."""
    async with collector(folder, FEEDS[:count]) as ours:
        now = datetime.fromtimestamp(PUBLISHED + count * 60, UTC)
        new, seconds = await _timed(lambda: _new(ours, now))
    return {"seconds": seconds, "articles": new, "cpu": _cpu()}


async def _new(ours: Collector, now: datetime) -> int:
    return sum(one.new for one in await ours.run(now))


async def _timed(run: Callable[[], Awaitable[int]]) -> tuple[int, float]:
    start = time.monotonic()
    return await run(), time.monotonic() - start


def _cpu() -> float:
    """Seconds of this process's CPU and of its workers' that have ended."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def main() -> None:
    """`python -m tests.benchmarks.refresh [COUNT]`: entries alone, or COUNT feeds in full."""
    garbage.seldom()  # as the program does
    with tempfile.TemporaryDirectory() as folder:
        work = (
            everything(Path(folder), int(sys.argv[1])) if sys.argv[1:] else refreshes(Path(folder))
        )
        sys.stdout.write(json.dumps(asyncio.run(work)))


if __name__ == "__main__":
    main()
