"""A slot that is due becomes what its channel is owed, once, with its brief and its memory."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import subscriptions
from bot.planner import Planner
from bot.subscriptions import Subscription
from bot.tables import deliveries
from digests.config import Config
from digests.extract.entities import Gazetteer
from digests.intake import Arrival, inline, take
from digests.library import library
from digests.model import Topic
from digests.store import briefs as brief_store
from digests.summarisers.extractive import Extractive
from tests.carrying import plan
from tests.fakes import Clock, FakePlatform
from tests.views import LAB, NOW, article

LABS = Topic(slug="labs", names=(("en", "Labs"),), any=("Heron Labs",))
WEATHER = Topic(slug="weather", names=(("en", "Weather"),), any=("monsoon",))
LIBRARY = library(Config(sources=(), topics=(LABS, WEATHER), entities=(), gazetteer=Gazetteer(())))


async def subscribe(database: AsyncEngine, **more: object) -> Subscription:
    """A daily order for 09:00 UTC, which is NOW."""
    values: dict[str, object] = {
        "id": "sub_1",
        "workspace": "T1",
        "platform": "slack",
        "channel": "C1",
        "topics": ("labs",),
        "at": time(9),
        "created_at": datetime(2026, 1, 1, tzinfo=UTC),
    }
    made = Subscription(**{**values, **more})  # type: ignore[arg-type]
    async with database.begin() as connection:
        await subscriptions.keep(connection, made)
    return made


async def news(database: AsyncEngine) -> None:
    """One article of this morning."""
    one = article(LAB, "lab", hours=3)
    await take(
        database, LIBRARY, [Arrival(article=one, brief_at=one.published_at)], inline(LIBRARY)
    )


def planner(database: AsyncEngine, clock: Clock) -> Planner:
    """A planner with one platform."""
    return Planner(
        database=database,
        library=LIBRARY,
        platforms={"slack": FakePlatform()},
        summariser=Extractive(),
        clock=clock,
    )


async def owed(database: AsyncEngine) -> list[tuple[str, int | None, str]]:
    """State, parent part and text of every delivery, in order."""
    async with database.connect() as connection:
        rows = await connection.execute(
            select(deliveries).order_by(deliveries.c.slot, deliveries.c.part)
        )
        return [(row.status, row.parent_part, row.payload.get("text", "")) for row in rows]


async def test_a_due_slot_is_owed_with_its_story_in_the_thread(database: AsyncEngine) -> None:
    """The parent first, then a reply a story that knows its parent; and only once."""
    await news(database)
    await subscribe(database)
    work = planner(database, Clock(NOW))
    assert await plan(work) == 1
    assert await plan(work) == 0
    parent, reply = await owed(database)
    assert parent[:2] == ("planned", None)
    assert reply[:2] == ("planned", 0)
    assert "Heron Labs" in reply[2]


async def test_two_planners_owe_it_once(database: AsyncEngine) -> None:
    """Two processes that tick at the same moment plan one brief."""
    await news(database)
    await subscribe(database)
    works = [planner(database, Clock(NOW)) for _ in range(3)]
    await asyncio.gather(*(plan(one) for one in works))
    assert len(await owed(database)) == 2


async def test_tomorrow_it_is_a_repeat(database: AsyncEngine) -> None:
    """What was owed today is known to the channel tomorrow, and counted."""
    await news(database)
    await subscribe(database)
    clock = Clock(NOW)
    work = planner(database, clock)
    await plan(work)
    clock.move(hours=24)
    await plan(work)
    assert "Nothing new on Labs" in (await owed(database))[-1][2]


async def test_a_quiet_day_can_be_silent(database: AsyncEngine) -> None:
    """With quiet="skip" nothing is owed, and the slot stays decided."""
    await subscribe(database, quiet="skip")
    work = planner(database, Clock(NOW))
    assert await plan(work) == 1
    assert [status for status, _, _ in await owed(database)] == ["skipped"]
    assert await plan(work) == 0


async def test_several_topics_are_several_threads(database: AsyncEngine) -> None:
    """Each topic has its own parent, and each reply its own topic's."""
    await news(database)
    await subscribe(database, topics=("labs", "weather"))
    await plan(planner(database, Clock(NOW)))
    found = await owed(database)
    assert [parent for _, parent, _ in found] == [None, 0, None]
    assert "Weather" in found[2][2]


async def test_a_late_brief_says_so(database: AsyncEngine) -> None:
    """After two hours of downtime the note gives the time."""
    await news(database)
    await subscribe(database)
    await plan(planner(database, Clock(NOW + timedelta(hours=2, minutes=10))))
    assert "Sent 2 h 10 min late." in (await owed(database))[0][2]


async def test_many_channels_of_one_slot_have_one_brief(database: AsyncEngine) -> None:
    """Planned at once, or minutes later as the queue comes to them: it is built once."""
    await news(database)
    clock = Clock(NOW)
    work = planner(database, clock)
    orders = [await subscribe(database, id=f"sub_{n}", channel=f"C{n}") for n in range(6)]
    slots = [subscriptions.due(one, NOW) for one in orders]
    pairs = [(one, slot) for one, slot in zip(orders, slots, strict=True) if slot]
    await asyncio.gather(*(work.plan(one, slot, NOW) for one, slot in pairs[:4]))
    clock.move(seconds=200)
    for one, slot in pairs[4:]:
        await work.plan(one, slot, clock())
    assert len(work.shared.built) == 1
    async with database.connect() as connection:
        briefs = (await connection.execute(select(deliveries.c.brief_id).distinct())).all()
    assert len(briefs) == 1


async def test_a_paused_subscription_is_owed_nothing(database: AsyncEngine) -> None:
    """Nor is one on a platform that is not connected."""
    await subscribe(database)
    await subscribe(database, id="sub_2", platform="discord", channel="D1")
    async with database.begin() as connection:
        await subscriptions.pause(connection, "T1", channel="C1", why="test")
    assert await plan(planner(database, Clock(NOW))) == 0


async def test_the_brief_is_kept_with_what_is_owed(database: AsyncEngine) -> None:
    """A reply in the thread can find the brief that the delivery names."""
    await news(database)
    await subscribe(database)
    await plan(planner(database, Clock(NOW)))
    async with database.connect() as connection:
        row = (await connection.execute(select(deliveries.c.brief_id))).first()
        assert row
        brief = await brief_store.get(connection, row.brief_id)
    assert brief.items[0].sources[0].article_id == "lab"
