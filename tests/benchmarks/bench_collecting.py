"""How fast sources are read: against aiohttp, feedparser and trafilatura.

The feed site is the shared one, in a process of its own.
"""

from __future__ import annotations

import asyncio
import gzip
import resource
from collections.abc import Awaitable, Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

import aiohttp
import feedparser
import trafilatura

from digests.fetch.client import Fetcher, FetchSettings, Kind, Validators
from digests.fulltext import full_text
from digests.sources.base import parse_feed
from tests.benchmarks.feed_server import FEEDS, HOST, PAGES, SERVER, feed_server
from tests.benchmarks.report import Result, cpu
from tests.shared import SHARED

SAVED = SHARED / "feeds" / "articles"
AT_ONCE = 32
TIMES = 4  # each way, in turn: other work on the machine comes and goes
T = TypeVar("T")
Known = dict[str, Validators]


def bench() -> Iterator[Result]:
    """Parsing, full text, and requests."""
    yield from _parsing()
    if SERVER.exists():
        with feed_server():
            yield from _requests()


def _requests() -> Iterator[Result]:
    groups: tuple[tuple[str, list[str], Kind], ...] = (
        ("feeds", FEEDS, "feed"),
        ("pages", PAGES, "page"),
    )
    for name, urls, kind in groups:
        theirs, ours = _in_turn(
            partial(_with_aiohttp, urls), partial(_with_fetcher, urls, {}, kind)
        )
        yield Result(
            name=f"fetching {name}",
            figure=ours / theirs,
            unit="× aiohttp",
            goal=("≤", 2.2),
            note=f"client CPU of {len(urls)} requests: {1e3 * ours / len(urls):.2f} ms each",
        )
    known = asyncio.run(_with_fetcher(FEEDS, {}, "feed"))
    warm, _ = _in_turn(lambda: _with_fetcher(FEEDS, known, "feed"))
    yield Result(
        name="warm refresh",
        figure=1e3 * warm / len(FEEDS),
        unit="ms CPU",
        goal=("≤", 1.5),
        note="one unchanged feed (304)",
    )


def _in_turn(*runs: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    """Seconds of this process's CPU for the first and the last of these: the least of several."""
    spent = [[_spent(run) for run in runs] for _ in range(TIMES)]
    least = [min(row[at] for row in spent) for at in range(len(runs))]
    return least[0], least[-1]


def _spent(run: Callable[[], Awaitable[object]]) -> float:
    before = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    asyncio.run(_made(run))
    return sum(resource.getrusage(resource.RUSAGE_SELF)[:2]) - before


async def _made(run: Callable[[], Awaitable[T]]) -> T:
    return await run()


async def _each(items: Iterable[T], work: Callable[[T], Awaitable[None]]) -> None:
    waiting = iter(items)

    async def run() -> None:
        for item in waiting:
            await work(item)

    await asyncio.gather(*(run() for _ in range(AT_ONCE)))


async def _with_aiohttp(urls: list[str]) -> None:
    connector = aiohttp.TCPConnector(limit=AT_ONCE)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def one(url: str) -> None:
            async with session.get(url) as response:
                await response.read()

        await _each(urls, one)


async def _with_fetcher(urls: list[str], known: Known, kind: Kind) -> Known:
    """What was learnt of each address; bodies are let go, as aiohttp's are."""
    learnt: Known = {}
    async with Fetcher(FetchSettings(private_hosts=(HOST,))) as fetcher:

        async def one(url: str) -> None:
            fetched = await fetcher.get(url, validators=known.get(url), kind=kind)
            learnt[url] = fetched.validators

        await _each(urls, one)
    return learnt


def _parsing() -> Iterator[Result]:
    document = _feed()
    pages = [gzip.decompress(file.read_bytes()) for file in sorted(SAVED.glob("*.html.gz"))]
    ours = cpu(lambda: parse_feed(document, url=None, content_type=None))
    theirs = cpu(lambda: feedparser.parse(document))
    yield Result(
        name="parsing a feed",
        figure=theirs / ours,
        unit="× feedparser",
        goal=("≥", 3),
        note=f"RSS 2.0 of 20 entries, {len(document) // 1024} KB: {1e3 * ours:.2f} ms",
    )
    if pages:
        ours = cpu(lambda: [full_text(page, "") for page in pages])
        theirs = cpu(lambda: [trafilatura.extract(page, fast=True) for page in pages])
        yield Result(
            name="full text",
            figure=ours / theirs,
            unit="× trafilatura",
            goal=("≤", 1.3),
            note=f"{len(pages)} saved pages, against fast=True: {1e3 * ours / len(pages):.1f} ms each",
        )


def _feed() -> bytes:
    words = "Harbour lights stay dark until the second cable is laid across the bar. " * 20
    items = "".join(
        f"<item><title>Story {n}</title><link>https://lanternfish.example/{n}</link><guid>g{n}</guid>"
        f"<pubDate>Mon, 09 Nov 2026 08:{n:02}:00 GMT</pubDate><description>{words}</description></item>"
        for n in range(20)
    )
    return f'<rss version="2.0"><channel><title>L</title>{items}</channel></rss>'.encode()
