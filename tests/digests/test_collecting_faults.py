"""Rows 35 to 37 of the fault matrix: nothing repeated, failures counted, poison set aside."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import render
from digests.errors import ReadingFailed
from digests.intake import Processed
from digests.model import Article, Window
from digests.pipeline import Order, build_brief
from digests.store import articles as article_store
from digests.store import pending
from digests.summarisers.extractive import Extractive
from tests.databases import sqlite
from tests.newsroom import DAY, HOUR, NOW, TOPIC, Newsroom, item, newsroom
from tests.servers.feeds import Reply

SEED = 20261125
ITEMS = 6


def steady(**changed: Callable[[int, str], str]) -> Callable[[Newsroom, str, int], list[str]]:
    """A feed whose fields change with every reading, as `changed` says."""

    def feed(room: Newsroom, name: str, reading: int) -> list[str]:
        return [
            item(
                n,
                NOW - n * HOUR,
                host=room.site.host,
                place=name,
                **{field: change(n, f"{reading}") for field, change in changed.items()},
            )
            for n in range(1, ITEMS + 1)
        ]

    return feed


def redated(room: Newsroom, name: str, reading: int) -> list[str]:
    """A feed that gives every entry the time of the reading."""
    at = NOW - HOUR + reading * 7 * HOUR
    return [item(n, at, host=room.site.host, place=name) for n in range(1, ITEMS + 1)]


def undated(room: Newsroom, name: str, reading: int) -> list[str]:
    """A feed that loses its dates after the first reading."""
    at = NOW - HOUR if reading == 0 else None
    return [item(n, at, host=room.site.host, place=name) for n in range(1, ITEMS + 1)]


def turned(room: Newsroom, name: str, reading: int) -> list[str]:
    """A feed in another order, with some entries twice."""
    items = steady()(room, name, reading)
    random.Random(reading).shuffle(items)
    return [*items, *items[:2]]


def linked(room: Newsroom, name: str, tail: str) -> Callable[[int, str], str]:
    """The entry's own address, with something after it."""
    return lambda n, reading: f"http://{room.site.host}/{name}/{n}{tail.format(reading=reading)}"


UNSTABLE: dict[str, Callable[[Newsroom, str, int], list[str]]] = {
    "guid": steady(guid=lambda n, reading: f"urn:{n}:{reading}"),
    "no guid": steady(guid=lambda n, reading: "" if reading != "0" else f"g{n}"),
    "guid for all": steady(guid=lambda n, reading: "same"),
    "title": steady(title=lambda n, reading: f"Harbour berth {n} closes, version {reading}"),
    "text": steady(description=lambda n, reading: f"The harbour of {n}, reading {reading}."),
    "guid and title": steady(
        guid=lambda n, reading: f"urn:{n}:{reading}",
        title=lambda n, reading: f"Update {reading}: harbour berth {n}",
    ),
    "date": redated,
    "no date": undated,
    "order": turned,
    **{
        f"link {tail}": (
            lambda room, name, reading, tail=tail: steady(link=linked(room, name, tail))(
                room, name, reading
            )
        )
        for tail in (
            "#c{reading}",
            "?utm_source=rss&amp;utm_campaign={reading}",
            "?fbclid={reading}x",
            "?ref=rss&amp;gclid={reading}",
            "/",
        )
    },
}


async def unrepeated(database: AsyncEngine, count: int) -> None:
    """Reads `count` feeds of the unstable kinds twice: the second time brings nothing new."""
    kinds = list(UNSTABLE)
    names = [f"f{n}" for n in range(count)]
    async with newsroom(database, names) as room:
        for reading in range(2):
            for n, name in enumerate(names):
                room.publish(name, *UNSTABLE[kinds[n % len(kinds)]](room, name, reading))
            reports = await room.run(NOW + reading * 7 * HOUR, only=names)
            assert {one.result for one in reports.values()} <= {"new", "unchanged"}
            new = {kinds[n % len(kinds)]: reports[name].new for n, name in enumerate(names)}
            assert set(new.values()) == {0 if reading else ITEMS}, new
        assert await room.count() == ITEMS * count


async def test_unstable_feeds_repeat_nothing(database: AsyncEngine) -> None:
    """Row 35: one feed of each kind."""
    await unrepeated(database, len(UNSTABLE))


@pytest.mark.acceptance
async def test_a_hundred_unstable_feeds_repeat_nothing(database: AsyncEngine) -> None:
    """Row 35 at its full count."""
    await unrepeated(database, 100)


FAILURES: tuple[Reply, ...] = (
    Reply(404),
    Reply(500),
    Reply(503, {"Retry-After": "soon"}),
    Reply(body=b"<html><head><title>Sign in</title></head></html>"),
    Reply(body=b""),
    Reply(raw=b""),
    Reply(hang=True),
    Reply(raw=b"\x00\xff" * 50),
    Reply(headers={"Content-Encoding": "br"}, body=b"x"),
    Reply(302, {"Location": "http://10.0.0.8/"}),
    Reply(body=b'{"version": "https://jsonfeed.org/version/1.1", "items": ['),
)


async def brief_at(room: Newsroom, now: datetime) -> None:
    """Builds the brief of the last day: it tells something, and how many sources failed."""
    order = Order(topic=TOPIC, window=Window(start=now - DAY, end=now))
    built = await build_brief(room.database, room.collector.library, order, Extractive(), now=now)
    coverage = built.brief.coverage
    assert built.brief.items
    assert (coverage.sources_checked, coverage.sources_failed) == (10, 4)
    assert "4 sources could not be reached" in repr(render.brief(built.brief))


async def with_failures(database: AsyncEngine, seed: int) -> None:
    """Ten sources, four of which fail in one way or another; the brief goes out and says so."""
    chance = random.Random(seed)
    names = [f"s{seed}x{n}" for n in range(10)]
    failing = set(chance.sample(names, 4))
    async with newsroom(database, names, deadline=2.0) as room:
        for name in names:
            if name in failing:
                room.site.routes[f"/{name}.xml"] = chance.choice(FAILURES)
            else:
                room.publish(name, item(1, NOW - HOUR, host=room.site.host, place=name.title()))
        reports = await room.run(NOW, only=names)
        assert {name for name, one in reports.items() if one.result == "failed"} == failing
        assert all(reports[name].why for name in failing)
        assert sum(one.new for one in reports.values()) == 6
        await brief_at(room, NOW)


async def test_a_brief_goes_out_when_sources_fail(tmp_path: Path) -> None:
    """Row 36, ten random sets of failing sources."""
    await many_failures(tmp_path, 10)


@pytest.mark.acceptance
async def test_two_hundred_sets_of_failures(tmp_path: Path) -> None:
    """Row 36 at its full count."""
    await many_failures(tmp_path, 200)


async def many_failures(folder: Path, count: int) -> None:
    """A store of its own for each set."""
    for n in range(count):
        place = folder / f"{n}"
        place.mkdir()
        async with sqlite(place) as database:
            await with_failures(database, SEED + n)


async def poisoned(database: AsyncEngine, count: int) -> None:
    """One article in ten can't be read, for good; all others are, and each is tried three times."""
    async with newsroom(database, ["a", "b"]) as room:
        good, tried = room.collector.process, dict[str, int]()

        async def process(article: Article) -> Processed:
            if article.title.endswith("0"):
                tried[article.id] = tried.get(article.id, 0) + 1
                raise ReadingFailed
            return await good(article)

        object.__setattr__(room.collector, "process", process)
        for at, name in enumerate(("a", "b")):
            room.publish(
                name,
                *(
                    item(n, NOW - HOUR - (n % 2) * 30 * DAY, host=room.site.host, place=name)
                    for n in range(at * count, (at + 1) * count)
                ),
            )
        await room.run(NOW)
        for hour in range(1, 6):
            await room.collector.settle(NOW + hour * HOUR)
        async with database.connect() as connection:
            left = await pending.given_up(connection, limit=count)
            ids = [one.id for one in await article_store.latest(connection, limit=2 * count)]
            read = await article_store.extractions_of(connection, ids)
        assert len(ids) == 2 * count
        assert {one.article_id for one in left} == tried.keys() == set(ids) - read.keys()
        assert set(tried.values()) == {3}
        assert len(tried) == 2 * count / 10


async def test_a_poisoned_article_is_set_aside(database: AsyncEngine) -> None:
    """Row 37, with a few articles."""
    await poisoned(database, 10)


@pytest.mark.acceptance
async def test_poisoned_articles_are_set_aside(database: AsyncEngine) -> None:
    """Row 37 with two hundred articles, twenty of them poisoned."""
    await poisoned(database, 100)
