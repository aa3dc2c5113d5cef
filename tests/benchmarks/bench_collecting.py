"""How fast sources are read: against aiohttp, feedparser, trafilatura and lemon24/reader.

The feed site is the shared one, in a process of its own. `reader` is measured where the variable
BENCH_READER names a Python that has it (it is no dependency of ours).
"""

from __future__ import annotations

import asyncio
import gzip
import os
import random
import resource
import subprocess
import sys
import time
import urllib.request
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TypeVar

import aiohttp
import feedparser
import trafilatura

from digests.fetch.client import Fetched, Fetcher, FetchSettings, Validators
from digests.fetch.politeness import SourceState, decide
from digests.fulltext import full_text
from digests.model import Source
from digests.sources.base import parse_feed
from digests.sources.entries import lookup_keys, plan_entries
from digests.sources.poll import poll
from digests.sources.pool import ParserPool
from tests.benchmarks.report import Result, cpu
from tests.shared import SHARED

SAVED = SHARED / "feeds" / "articles"
SERVER = SHARED.parent / "bench" / "feedserver.py"
PORT = 8799
HOST = f"127.0.0.1:{PORT}"
FEEDS = [f"http://{HOST}/feed/{n}.xml" for n in range(1000)]
PAGES = [f"http://{HOST}/a/{n}/{m}.html" for n in range(1000) for m in range(2)]
AT_ONCE = 32
T = TypeVar("T")
READER = """
import sys, tempfile, time
from reader import make_reader
store = make_reader(tempfile.mktemp(suffix=".db"))
for n in range(int(sys.argv[2])): store.add_feed(f"http://{sys.argv[1]}/feed/{n}.xml")
for scheduled in (True, False):
    start = time.monotonic(); store.update_feeds(workers=8, scheduled=scheduled)
    print(time.monotonic() - start)
"""


def bench() -> Iterator[Result]:
    """Requests, parsing, full text, and a whole refresh."""
    yield from _parsing()
    if not SERVER.exists():
        return
    with _server():
        yield from _requests()
        yield from _refreshes()


@contextmanager
def _server() -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, str(SERVER), "--port", str(PORT)], stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://{HOST}/stats").read()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


def _requests() -> Iterator[Result]:
    for name, urls in (("feeds", FEEDS), ("pages", PAGES)):
        theirs, _ = _spent(lambda urls=urls: _with_aiohttp(urls))
        ours, answers = _spent(lambda urls=urls: _with_fetcher(urls, {}))
        yield Result(
            name=f"fetching {name}",
            figure=ours / theirs,
            unit="× aiohttp",
            goal=("≤", 2.2),
            note=f"client CPU of {len(urls)} requests: {1e3 * ours / len(urls):.2f} ms each",
        )
        if name == "feeds":
            known = {answer.url: answer.validators for answer in answers}
            warm, _ = _spent(lambda known=known: _with_fetcher(FEEDS, known))
            yield Result(
                name="warm refresh",
                figure=1e3 * warm / len(FEEDS),
                unit="ms CPU",
                goal=("≤", 1.5),
                note="one unchanged feed (304)",
            )


def _spent(run: Callable[[], Awaitable[T]]) -> tuple[float, T]:
    """Seconds of this process's CPU, the lesser of two, and the result."""
    results = []
    for _ in range(2):
        before = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        result = asyncio.run(_made(run))
        results.append((sum(resource.getrusage(resource.RUSAGE_SELF)[:2]) - before, result))
    return min(results, key=lambda row: row[0])


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


async def _with_fetcher(urls: list[str], known: dict[str, Validators]) -> list[Fetched]:
    answers: list[Fetched] = []
    async with Fetcher(FetchSettings(private_hosts=(HOST,))) as fetcher:

        async def one(url: str) -> None:
            answers.append(await fetcher.get(url, validators=known.get(url)))

        await _each(urls, one)
    return answers


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


def _refreshes() -> Iterator[Result]:
    cold, warm = asyncio.run(_refresh(FEEDS))
    yield Result(name="refresh, cold", figure=cold, unit="s", note="1,000 feeds read and planned")
    yield Result(name="refresh, warm", figure=warm, unit="s", note="the same, unchanged")
    python = os.environ.get("BENCH_READER")
    if python is None:
        return
    count = 300
    told = subprocess.run(
        [python, "-c", READER, HOST, str(count)], check=True, capture_output=True, text=True
    )
    for name, ours, theirs in zip(("cold", "warm"), (cold, warm), told.stdout.split(), strict=True):
        yield Result(
            name=f"refresh, {name}",
            figure=float(theirs) / count * len(FEEDS) / ours,
            unit="× reader",
            goal=("≥", 10),
            note=f"reader with 8 workers, {count} feeds: {float(theirs):.1f} s",
        )


async def _refresh(urls: list[str]) -> tuple[float, float]:
    """Wall seconds of a first and of a second reading of all feeds, plans included."""
    states: dict[str, SourceState] = {}
    spent = []
    settings = FetchSettings(private_hosts=(HOST,))
    async with Fetcher(settings) as fetcher, ParserPool(2) as pool:

        async def one(url: str) -> None:
            now, state = datetime.now(UTC), states.get(url, SourceState())
            source = Source(id=url, outlet=url, url=url)
            done = await poll(source, state, fetcher=fetcher, pool=pool)
            if done.feed is not None:
                lookup_keys(done.feed, source_id=url)
                plan_entries(done.feed, {}, source_id=url, now=now, first_poll=True)
            states[url] = decide(state, done.outcome, now=now, jitter=random.random()).state

        for _ in range(2):
            start = time.monotonic()
            await _each(urls, one)
            spent.append(time.monotonic() - start)
    return spent[0], spent[1]
