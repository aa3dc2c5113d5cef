"""A collecting run over real HTTP: what is new is kept once, and a failure costs only itself."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.demo.config import demo_config
from bot.demo.server import serve
from bot.demo.site import site
from digests.collect import Collector, SourceReport
from digests.fetch.client import Fetcher, FetchSettings
from digests.intake import inline
from digests.library import library
from digests.model import Window
from digests.sources.pool import ParserPool
from digests.store import articles as article_store
from digests.store import sources as source_store
from digests.store.tables import article_revisions, articles, stories

NOW = datetime(2026, 11, 25, 7, tzinfo=UTC)
DAY = timedelta(days=1)


@asynccontextmanager
async def collector(database: AsyncEngine, base_url: str) -> AsyncIterator[Collector]:
    """A collector of the sample site."""
    shared = library(demo_config(base_url))
    settings = FetchSettings(private_hosts=(base_url.removeprefix("http://"),))
    async with Fetcher(settings) as fetcher, ParserPool(1) as pool:
        yield Collector(
            database=database,
            library=shared,
            fetcher=fetcher,
            pool=pool,
            process=inline(shared),
            jitter=lambda: 0.5,
        )


async def number(database: AsyncEngine, table: object) -> int:
    """How many rows a table has."""
    async with database.connect() as connection:
        rows = await connection.execute(select(func.count()).select_from(table))  # type: ignore[arg-type]
        return int(rows.scalar_one())


def by_result(reports: Sequence[SourceReport]) -> dict[str, int]:
    """How many sources came to what."""
    found: dict[str, int] = {}
    for one in reports:
        found[one.result] = found.get(one.result, 0) + 1
    return found


async def test_four_days_of_a_site(database: AsyncEngine) -> None:
    """Day by day what is new comes in once, what changed is revised, what is down is told."""
    async with serve(site(NOW, until=NOW - 3 * DAY)) as base_url:
        port = int(base_url.rpartition(":")[2])
        async with collector(database, base_url) as collect:
            first = await collect.run(NOW - 3 * DAY)
            kept = await number(database, articles)
            again = await collect.run(NOW - 3 * DAY + timedelta(minutes=1))
            forced = await collect.run(
                NOW - 3 * DAY + timedelta(minutes=2), only=[one.source.id for one in first]
            )
    assert sum(one.new for one in first) == kept > 10
    assert "new" in by_result(first)
    assert again == ()  # nothing is due a minute later
    assert set(by_result(forced)) <= {"unchanged", "failed", "waiting"}
    async with (
        serve(site(NOW), port=port) as base_url,
        collector(database, base_url) as collect,
    ):
        last = await collect.run(NOW)
    assert sum(one.new for one in last) > 0
    assert await number(database, articles) == kept + sum(one.new for one in last)
    revised = await number(database, article_revisions) - await number(database, articles)
    assert revised == sum(one.revised for one in last) >= 1
    assert 0 < await number(database, stories) < await number(database, articles)


async def test_a_source_that_is_down_costs_no_other(database: AsyncEngine) -> None:
    """With one outlet answering 503 the others are read, and the store knows which is which."""
    async with serve(site(NOW)) as base_url, collector(database, base_url) as collect:
        reports = await collect.run(NOW)
    async with database.connect() as connection:
        checked, failing = await source_store.health(connection, Window(start=NOW - DAY, end=NOW))
    assert len(reports) == checked
    assert failing == 1
    assert sum(one.result == "new" for one in reports) == checked - 1


async def test_a_first_poll_is_no_news_but_by_its_own_dates(database: AsyncEngine) -> None:
    """Adding the whole site at once replays nothing: a window holds what was published in it."""
    async with serve(site(NOW)) as base_url, collector(database, base_url) as collect:
        await collect.run(NOW)
    window = Window(start=NOW - DAY, end=NOW)
    async with database.connect() as connection:
        ids = await article_store.in_window(connection, window)
        found = await article_store.get(connection, ids)
    assert 0 < len(ids) < await number(database, articles)
    assert all(window.start < one.published_at <= window.end for one in found)


async def test_the_sites_own_failure_is_a_value(database: AsyncEngine) -> None:
    """When nothing answers at all, each source says so and nothing is raised."""
    async with serve(site(NOW)) as base_url:
        gone = base_url
    async with collector(database, gone) as collect:
        reports = await collect.run(NOW)
    assert by_result(reports) == {"failed": len(reports)}
    assert all(one.why for one in reports)
