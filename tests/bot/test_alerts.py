"""A breaking story is told at once, once, by outlets that report it on their own, few a day."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import subscriptions
from bot.alerts import independent, resting, window_of
from bot.subscriptions import Alert, Subscription
from bot.tables import deliveries
from digests.intake import Arrival, inline, take
from digests.model import Article, BriefItem, SourceRef
from digests.store.tables import stories, story_articles
from tests.bot.test_planner import LIBRARY, owed, planner, subscribe
from tests.carrying import plan
from tests.fakes import Clock
from tests.views import LAB, NOW, PRESS, article

BRANCH = """Heron Labs told staff that its Wader model stays away from insurance.

"It is the right call and a costly one," said Piet Okonjo, an analyst at Strand Research. Amina \
Duarte, who runs Heron Labs, had set the rule months ago, two people who work there said.

Heron Labs spent $80 million on computing in 2025."""
TEXTS = (("lab", "Heron", LAB), ("press", "Courier", PRESS), ("branch", "Gazette", BRANCH))


def order(**more: object) -> Subscription:
    """An alert on Heron Labs: two outlets in six hours, one a day."""
    values: dict[str, object] = {
        "id": "sub_alert",
        "workspace": "T1",
        "platform": "slack",
        "channel": "C1",
        "topics": ("labs",),
        "at": time(0),
        "kind": "alert",
        "alert": Alert(outlets=3, hours=6, most=1),
        "created_at": datetime(2026, 1, 1, tzinfo=UTC),
    }
    return Subscription(**{**values, **more})  # type: ignore[arg-type]


async def report(database: AsyncEngine, *articles: Article) -> None:
    """The articles come in; all of them tell the first one's story."""
    arrivals = [Arrival(article=one, brief_at=one.published_at) for one in articles]
    await take(database, LIBRARY, arrivals, inline(LIBRARY))
    async with database.begin() as connection:
        rows = await connection.execute(
            select(story_articles.c.story_id).where(story_articles.c.article_id == articles[0].id)
        )
        story = rows.scalar_one()
        await connection.execute(
            update(story_articles)
            .where(story_articles.c.article_id.in_([one.id for one in articles]))
            .values(story_id=story)
        )
        origins = [[one.id] for one in articles]
        await connection.execute(
            update(stories).where(stories.c.id == story).values(origins=origins)
        )


def breaking(hours: float = 1) -> list[Article]:
    """Three outlets' reports, an hour or so ago."""
    return [article(text, name, outlet=outlet, hours=hours) for name, outlet, text in TEXTS]


async def keep(database: AsyncEngine, one: Subscription) -> None:
    """Keeps an order."""
    async with database.begin() as connection:
        await subscriptions.keep(connection, one)


async def test_a_story_of_three_outlets_is_told_once(database: AsyncEngine) -> None:
    """A message that says why it comes now, with the story in its thread; never again."""
    await report(database, *breaking())
    await keep(database, order())
    clock = Clock(NOW)
    work = planner(database, clock)
    assert await plan(work) == 1
    parent, story = await owed(database)
    assert parent[2].startswith("Breaking: Labs")
    assert "at least 3 independent outlets within 6 h" in parent[2]
    assert "Heron" in story[2]
    clock.move(hours=1)
    assert await plan(work) == 0
    assert await plan(planner(database, clock)) == 0


async def test_two_outlets_are_not_enough(database: AsyncEngine) -> None:
    """Nor are three of whom one only copies, nor reports older than the hours."""
    await report(database, *breaking()[:2])
    await keep(database, order())
    assert await plan(planner(database, Clock(NOW))) == 0
    old = planner(database, Clock(NOW + timedelta(hours=6)))
    assert await plan(old) == 0


async def test_what_the_brief_told_does_not_break(database: AsyncEngine) -> None:
    """After the daily brief the same story is no news; and a brief leaves an alert's story out."""
    await report(database, *breaking())
    await subscribe(database)
    clock = Clock(NOW)
    await plan(planner(database, clock))
    await keep(database, order())
    assert await plan(planner(database, clock)) == 0


async def test_the_days_cap_holds_whoever_counts(database: AsyncEngine) -> None:
    """Three processes that see the same story owe one alert."""
    await report(database, *breaking())
    await keep(database, order())
    works = [planner(database, Clock(NOW)) for _ in range(3)]
    await asyncio.gather(*(plan(one) for one in works))
    async with database.connect() as connection:
        slots = {row.slot for row in await connection.execute(select(deliveries.c.slot))}
    assert slots == {"2026-11-25#1"}


async def test_a_cap_of_one_is_one_a_day(database: AsyncEngine) -> None:
    """Another story breaks the same day and is not told; the next day one may be."""
    await report(database, *breaking())
    await keep(database, order())
    clock = Clock(NOW)
    assert await plan(planner(database, clock)) == 1
    second = [
        replace(one, id=f"{one.id}2", text=one.text.replace("Wader", "Plover"))
        for one in breaking()
    ]
    await report(database, *second)
    clock.move(minutes=6)
    assert await plan(planner(database, clock)) == 0


@pytest.mark.parametrize(
    ("zone", "rest", "now", "wanted"),
    [
        ("UTC", (time(22), time(7)), datetime(2026, 11, 25, 23, tzinfo=UTC), True),
        ("UTC", (time(22), time(7)), datetime(2026, 11, 25, 6, 59, tzinfo=UTC), True),
        ("UTC", (time(22), time(7)), datetime(2026, 11, 25, 7, tzinfo=UTC), False),
        ("Asia/Shanghai", (time(22), time(7)), datetime(2026, 11, 25, 15, tzinfo=UTC), True),
        ("UTC", (time(12), time(14)), datetime(2026, 11, 25, 13, tzinfo=UTC), True),
        ("UTC", None, datetime(2026, 11, 25, 13, tzinfo=UTC), False),
    ],
)
def test_quiet_hours_are_local_and_may_pass_midnight(
    zone: str, rest: tuple[time, time] | None, now: datetime, wanted: bool
) -> None:
    """In them nothing breaks."""
    assert resting(order(zone=zone, alert=Alert(rest=rest)), now) is wanted


def test_copies_and_old_reports_do_not_count() -> None:
    """An outlet counts once, if it reports on its own within the hours."""

    def ref(outlet: str, hours: float, origin: str | None = None) -> SourceRef:
        return SourceRef(
            article_id=f"{outlet}{hours}",
            outlet=outlet,
            title="t",
            url="https://a.example/",
            published=NOW - timedelta(hours=hours),
            lang="en",
            origin=origin,
        )

    item = BriefItem(
        story_id="s",
        headline="h",
        sources=(ref("A", 1), ref("A", 2), ref("B", 3, "A"), ref("C", 7), ref("D", 5)),
    )
    assert independent(item, window_of(order(), NOW)) == 2


async def test_a_broken_order_costs_no_other(database: AsyncEngine) -> None:
    """An alert on a topic that is configured no more leaves the others theirs."""
    await report(database, *breaking())
    await keep(database, order(id="sub_a", topics=("gone",)))
    await keep(database, order())
    assert await plan(planner(database, Clock(NOW))) == 1
