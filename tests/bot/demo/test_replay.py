"""The sample site told day by day: nothing twice, nothing lost, every repeat counted."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import app
from bot.demo.model import DemoArticle
from bot.demo.server import serve
from bot.demo.site import site
from bot.settings import load
from digests.model import Article
from digests.orders import Reader
from tests.databases import sqlite
from tests.replay import DAY, Channel, Reading, day_by_day, give, sample_library

NOW = datetime(2026, 11, 25, 14, 5, tzinfo=UTC)
DAYS = 5  # a day that only fills the store, then four with a brief each


def channel(name: str, topic: str = "china-ai", language: str = "en") -> Channel:
    return Channel(
        reader=Reader(workspace="T1", channel=f"slack:{name}"), topic=topic, language=language
    )


async def test_four_days_over_http(database: AsyncEngine) -> None:
    """Collected as it grew, a brief a day to one channel, on both kinds of database."""
    ours = channel("C1")
    async with AsyncExitStack() as stack:
        today = await stack.enter_async_context(AsyncExitStack())
        first = NOW - (DAYS - 1) * DAY
        base_url = await today.enter_async_context(serve(site(NOW, until=first)))
        made = sample_library(base_url)
        settings = load().model_copy(
            update={"private_hosts": (base_url.removeprefix("http://"),), "workers": 1}
        )
        store = app.Store(database=database, library=made, settings=settings)
        collector = await stack.enter_async_context(app.collecting(store))
        for back in range(DAYS - 1, -1, -1):
            now = NOW - back * DAY
            if now != first:
                port = int(base_url.rpartition(":")[2])
                await today.enter_async_context(serve(site(NOW, until=now), port=port))
            await collector.run(now)
            await today.aclose()
            await ours.brief(database, made, now)
    statuses = [item.status for brief in ours.briefs for item in brief.items]
    assert statuses.count("new") >= 10
    assert statuses.count("update") >= 4
    ours.last = NOW - (DAYS - 1) * DAY  # asked once more, over all four days
    again = await ours.brief(database, made, NOW)
    assert again.items == ()
    assert again.coverage.stories_repeated == again.coverage.stories_found >= 10


@pytest.fixture(scope="module")
def reading() -> Reading:
    """Every text of the sample site is read once for all of these tests."""
    return Reading(sample_library())


def echo(one: DemoArticle) -> DemoArticle:
    """The same text, put out a day later by an outlet that reports nothing itself."""
    outlet = replace(one.outlet, id=f"echo-{one.outlet.id}", name="Echo")
    return replace(
        one,
        id=f"echo-{one.id}-{one.revision}",
        outlet=outlet,
        published=one.published + DAY,
        revision=1,
    )


async def replay(
    folder: Path,
    reading: Reading,
    channels: Sequence[Channel],
    *,
    seed: int | None = None,
    echoes: bool = False,
    skipping: Channel | None = None,
) -> None:
    """Four days told to these channels. `seed` shuffles each day's articles; with `echoes` an
    outlet has every text again a day later; `skipping` gets nothing on the two days between."""
    made, known = sample_library(), dict[str, Article]()
    yesterday: list[DemoArticle] = []
    async with sqlite(folder) as database:
        for number, some in enumerate(day_by_day(NOW, DAYS)):
            ordered = sorted(some, key=lambda one: (one.published, one.id))
            if seed is not None:
                random.Random(seed).shuffle(ordered)
            echoed = [echo(one) for one in yesterday if echoes]
            await give(database, made, reading, [*ordered, *echoed], known)
            yesterday = ordered
            for one in channels:
                if one is not skipping or number not in (2, 3):
                    await one.brief(database, made, NOW - (DAYS - 1 - number) * DAY)


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(n, marks=pytest.mark.acceptance) for n in range(2, 12))]
)
async def test_in_any_order_of_a_days_articles(tmp_path: Path, reading: Reading, seed: int) -> None:
    """Sources answer when they like: what holds does not hang on who is read first."""
    ours = channel("C1")
    await replay(tmp_path, reading, [ours], seed=seed)
    assert len(ours.stories) >= 12


async def test_channels_have_memories_of_their_own(tmp_path: Path, reading: Reading) -> None:
    """Other topics, another language, days without a brief, an outlet that is always a day late."""
    every, chips, chinese, fewer = (
        channel("C1"),
        channel("C2", "chips"),
        channel("C3", language="zh"),
        channel("C4"),
    )
    channels = (every, chips, chinese, fewer)
    await replay(tmp_path, reading, channels, echoes=True, skipping=fewer)
    assert every.stories & chips.stories  # a story of both topics is told in both
    assert {one.language for one in chinese.briefs} == {"zh"}
    assert every.stories == chinese.stories == fewer.stories
    assert len(fewer.briefs) == len(every.briefs) - 2
    assert sum(brief.coverage.stories_repeated for brief in every.briefs) >= 5
