"""Feeds and pages read in workers that can be killed (row 7 of the fault matrix)."""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from digests.errors import DigestsError, FeedError, FullTextError
from digests.fetch.client import Fetched
from digests.model import Feed, Source
from digests.sources import forms
from digests.sources.base import parse_feed
from digests.sources.pool import ParserPool
from tests.servers.feeds import rss

SOURCE = Source(id="s", outlet="Lanternfish", url="https://lanternfish.example/feed")


def answer(body: bytes, content_type: str = "application/rss+xml") -> Fetched:
    """An answer of the site with this body."""
    return Fetched(
        url=SOURCE.url,
        final_url=SOURCE.url,
        status=200,
        fetched_at=datetime(2026, 11, 9, tzinfo=UTC),
        headers={"content-type": content_type},
        body=body,
    )


def nested(depth: int) -> bytes:
    """Elements within elements."""
    return b"<rss><channel><item>" + b"<div>" * depth + b"x" + b"</div>" * depth


BOMBS: dict[str, Callable[[], bytes]] = {
    "billion laughs": lambda: (
        b'<!DOCTYPE r [<!ENTITY a "oak">'
        + b"".join(
            f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9)
        )
        + b"]><rss><channel><item><title>&j;</title></item></channel></rss>"
    ),
    "quadratic entity": lambda: (
        b'<!DOCTYPE r [<!ENTITY a "' + b"x" * 100_000 + b'">]><rss><channel><title>'
        + b"&a;" * 20_000 + b"</title></channel></rss>"
    ),
    "external entity": lambda: (
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<rss><channel><item><title>&x;</title></item></channel></rss>"
    ),
    "parameter entity": lambda: (
        b'<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd"> %x;]>'
        b"<rss><channel><item><title>a</title></item></channel></rss>"
    ),
    "author that backtracks": lambda: rss(f"<author>{'a' * 32_000}@</author>"),
    "author of dots": lambda: rss(f"<author>{'a.' * 16_000} ({'b' * 16_000}</author>"),
    "deep elements": lambda: nested(100_000),
    "deep in a description": lambda: rss(f"<description>{'&lt;div&gt;' * 100_000}</description>"),
    "a million items": lambda: b"<rss><channel>" + b"<item/>" * 1_000_000,
    "a hundred thousand items": lambda: rss(*["<title>a</title><guid>b</guid>"] * 100_000),
    "one long attribute": lambda: b'<rss a="' + b"x" * 3_000_000 + b'"><channel/></rss>',
    "many attributes": lambda: b"<rss " + b" ".join(b"a%d='b'" % n for n in range(200_000)) + b"/>",
    "many namespaces": lambda: (
        b"<rss " + b" ".join(b"xmlns:a%d='b%d'" % (n, n) for n in range(50_000)) + b"><channel/></rss>"
    ),
    "brackets that never close": lambda: b"<rss><channel><item>" + b"<a" * 500_000,
    "comments that never close": lambda: b"<rss><channel>" + b"<!--" * 500_000,
    "ampersands": lambda: rss("<title>" + "&" * 500_000 + "</title>"),
    "cdata that never closes": lambda: rss("<title>" + "<![CDATA[" * 100_000 + "</title>"),
    "a doctype that never closes": lambda: b"<!DOCTYPE r [" + b"<!ENTITY a 'b'>" * 100_000,
    "a title of tags": lambda: rss("<title>" + "&lt;b" * 300_000 + "</title>"),
    "a date of digits": lambda: rss("<pubDate>" + "9" * 100_000 + "</pubDate>"),
    "dates in no language": lambda: rss(*["<pubDate>9 zzqx 2026 foo</pubDate>"] * 3000),
    "deep json": lambda: b'{"items":' + b"[" * 500_000,
    "long json": lambda: b'{"items":[' + b'{"id":1},' * 500_000 + b'{"id":2}]}',
    "a huge number": lambda: b'{"items":[{"id":' + b"9" * 1_000_000 + b"}]}",
    "zeros": lambda: bytes(4_000_000),
    "noise": lambda: os.urandom(4_000_000),
    "utf-16 noise": lambda: b"\xff\xfe" + os.urandom(2_000_000),
    "escapes": lambda: b"\x1b$B" * 500_000,
    "a base that is long": lambda: (
        b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="' + b"a/" * 200_000
        + b'">' + b'<entry><link href="b"/></entry>' * 500 + b"</feed>"
    ),
    "processing instructions": lambda: b"<rss>" + b"<?a b?>" * 300_000 + b"<channel/></rss>",
}  # fmt: skip


async def survive(names: list[str]) -> None:
    """Each bomb ends in a value or a FeedError, and the loop never stands still for a second."""
    gaps = [0.0]

    async def heartbeat() -> None:
        before = time.monotonic()
        while True:
            await asyncio.sleep(0.05)
            now = time.monotonic()
            gaps.append(now - before)
            before = now

    beating = asyncio.create_task(heartbeat())
    async with ParserPool(1, cpu_seconds=1) as pool:
        for name in names:
            try:
                feed = await pool.feed(SOURCE, answer(BOMBS[name]()))
            except FeedError:
                continue
            assert all("root:" not in entry.title for entry in feed.entries), name
            assert len(feed.entries) <= 5000, name
        assert (await pool.feed(SOURCE, answer(rss("<title>well</title>")))).entries
    beating.cancel()
    assert max(gaps) < 1.0


async def test_hostile_feeds_cost_a_worker_at_most() -> None:
    """A few of the kinds; all of them in the acceptance run."""
    await survive(["billion laughs", "external entity", "deep json", "many namespaces"])


@pytest.mark.acceptance
async def test_thirty_hostile_feeds_cost_a_worker_at_most() -> None:
    """Row 7 of the fault matrix."""
    await survive(list(BOMBS))


async def test_a_worker_that_takes_too_long_is_killed_and_replaced() -> None:
    """The slow document fails with its reason; the next one is read."""
    slow = rss(*["<title>a</title><description>&lt;p&gt;b</description>"] * 5000)
    async with ParserPool(1, cpu_seconds=0.02) as pool:
        with pytest.raises(FeedError, match="stopped"):
            await pool.feed(SOURCE, answer(slow * 3))
        for worker in pool._workers:
            assert worker is not None
    async with ParserPool(1) as pool:
        assert await pool.feed(SOURCE, answer(rss("<title>a</title>"))) == parse_feed(
            rss("<title>a</title>"), url=SOURCE.url, content_type="application/rss+xml"
        )


async def test_feeds_and_pages_come_through_a_worker_unchanged() -> None:
    """What the worker says is what the parser in this process says."""
    document = rss(
        "<title>A</title><link>/a</link><guid>g</guid><category>x</category>"
        "<pubDate>Mon, 09 Nov 2026 08:00:00 GMT</pubDate>"
    )
    page = b"<html><title>T</title><body><article>" + b"<p>Some words of an article.</p>" * 30
    async with ParserPool(2) as pool:
        feed, text, broken = await asyncio.gather(
            pool.feed(SOURCE, answer(document)),
            pool.page(answer(page, "text/html")),
            pool.page(answer(b"", "text/html")),
            return_exceptions=True,
        )
    assert feed == parse_feed(document, url=SOURCE.url, content_type=None)
    assert not isinstance(text, BaseException)
    assert "Some words" in text.text  # type: ignore[union-attr]
    assert isinstance(broken, FullTextError)


async def test_workers_are_few_and_end_with_the_pool() -> None:
    """Fifty jobs on two workers start two processes, and none is left."""
    async with ParserPool(2) as pool:
        await asyncio.gather(
            *(pool.feed(SOURCE, answer(rss("<title>a</title>"))) for _ in range(50))
        )
        processes = [worker._process for worker in pool._workers]
        assert 1 <= len(processes) <= 2
    assert all(process.returncode is not None for process in processes)


async def test_a_cancelled_job_frees_its_place() -> None:
    """Giving up on one document leaves the pool ready for the next."""
    async with ParserPool(1) as pool:
        job = asyncio.create_task(
            pool.feed(SOURCE, answer(rss(*["<title>a<b/></title>"] * 20_000)))
        )
        await asyncio.sleep(0.3)
        job.cancel()
        with pytest.raises(asyncio.CancelledError):
            await job
        assert (await pool.feed(SOURCE, answer(rss("<title>a</title>")))).entries


async def test_a_worker_knows_no_secrets() -> None:
    """Its environment holds where the code is, and nothing of the program's own."""
    async with ParserPool(1) as pool:
        await pool.feed(SOURCE, answer(rss("<title>a</title>")))
        (worker,) = pool._workers
        with open(f"/proc/{worker._process.pid}/environ", "rb") as file:  # noqa: ASYNC230
            names = {line.partition(b"=")[0] for line in file.read().split(b"\0") if line}
    assert names <= {b"PYTHONPATH", b"PATH", b"PYTHONIOENCODING", b"LC_CTYPE"}


def test_feeds_survive_the_pipe() -> None:
    """Plain values and back."""
    feed = parse_feed(
        rss(
            "<title>A</title><pubDate>Mon, 09 Nov 2026 08:00:00 GMT</pubDate><category>x</category>"
        ),
        url=None,
        content_type=None,
    )
    assert isinstance(feed, Feed)
    assert forms.feed_from_json(json.loads(json.dumps(forms.feed_to_json(feed)))) == feed


async def test_an_unknown_kind_is_a_feed_error() -> None:
    """A kind that no file reads is said, not raised as a mistake of ours."""
    strange = Source(id="s", outlet="o", url=SOURCE.url, kind="worker")  # type: ignore[arg-type]
    async with ParserPool(1) as pool:
        with pytest.raises(DigestsError, match="no source kind"):
            await pool.feed(strange, answer(b"<rss/>"))
