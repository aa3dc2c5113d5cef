"""What a channel's job notes of its orders: no slot that is due is ever forgotten."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import outbox, subscriptions
from bot.delivery import Courier
from bot.engine import orders_due
from bot.outbox import Part
from bot.planner import Planner
from bot.platforms.base import Place
from bot.tables import deliveries
from bot.tables import subscriptions as orders
from tests.bot.test_planner import news, planner, subscribe
from tests.carrying import carry, plan
from tests.fakes import Clock, FakePlatform
from tests.views import NOW


async def slots(database: AsyncEngine) -> list[str]:
    """The slots that are planned, in order."""
    async with database.connect() as connection:
        query = select(deliveries.c.slot).where(deliveries.c.part == 0).order_by(deliveries.c.slot)
        return [row.slot for row in await connection.execute(query)]


async def look_at(database: AsyncEngine) -> datetime | None:
    """When the one order there is will be looked at."""
    async with database.connect() as connection:
        return (await connection.execute(select(orders.c.next_due_at))).scalar_one()


@asynccontextmanager
async def failing(work: Planner) -> AsyncIterator[None]:
    """A planner whose topics can't be found for a while."""
    library = work.library
    object.__setattr__(work, "library", replace(library, config=replace(library.config, topics=())))
    try:
        yield
    finally:
        object.__setattr__(work, "library", library)


async def test_a_brief_that_could_not_be_built_is_tried_again(database: AsyncEngine) -> None:
    """A minute later, not the next day: what failed is still owed."""
    await news(database)
    await subscribe(database)
    clock = Clock(NOW)
    work = planner(database, clock)
    async with failing(work):
        assert await plan(work) == 0
    assert await look_at(database) == NOW + orders_due.TRY_AGAIN
    clock.move(minutes=1)
    assert await plan(work) == 1
    assert await slots(database) == ["2026-11-25"]
    assert await look_at(database) == NOW + timedelta(days=1)


async def test_an_order_changed_meanwhile_is_looked_at_anew(database: AsyncEngine) -> None:
    """Its new time comes, though the job that was under way knew only the old one."""
    old = await subscribe(database)
    await subscribe(database, at=time(9, 30))
    async with database.begin() as connection:
        await orders_due.done(connection, old, NOW + timedelta(minutes=1))
    assert await look_at(database) is None
    assert await plan(planner(database, Clock(NOW + timedelta(minutes=31)))) == 1


async def test_a_pause_is_no_change_of_times(database: AsyncEngine) -> None:
    """Who paused it meanwhile changed nothing about when it is looked at."""
    old = await subscribe(database)
    async with database.begin() as connection:
        await subscriptions.pause(connection, "T1", channel="C1", why="x")
        await orders_due.done(connection, old, NOW - timedelta(hours=1))
    assert await look_at(database) == NOW


async def test_slots_of_days_that_were_missed_are_dropped_and_logged(
    database: AsyncEngine,
) -> None:
    """After three days down the newest goes out late; each older one is a line of the log."""
    await subscribe(database)
    clock = Clock(NOW)
    work = planner(database, clock)
    await plan(work)
    clock.move(days=3, hours=2)
    with structlog.testing.capture_logs() as logged:
        await plan(work)
    assert await slots(database) == ["2026-11-25", "2026-11-28"]
    dropped = [one["slot"] for one in logged if one["event"] == "slot_dropped"]
    assert dropped == ["2026-11-26", "2026-11-27"]
    clock.move(days=1, hours=5)
    with structlog.testing.capture_logs() as logged:
        await plan(work)
    assert [one["slot"] for one in logged if one["event"] == "slot_dropped"] == ["2026-11-29"]
    assert await slots(database) == ["2026-11-25", "2026-11-28"]


async def test_what_waits_for_a_closed_channel_is_not_tried(database: AsyncEngine) -> None:
    """A job that was asked for before the pause leaves its part as it is."""
    one = await subscribe(database)
    clock, platform = Clock(NOW), FakePlatform()
    async with database.begin() as connection:
        await outbox.plan(
            connection,
            Place(platform="slack", workspace="T1", channel="C1"),
            subscription_id=one.id,
            slot="2026-11-25",
            parts=[Part(payload={"text": "x"})],
            due_at=NOW,
        )
    courier = Courier(database=database, platforms={"slack": platform}, clock=clock)
    async with database.begin() as connection:
        await subscriptions.pause(connection, "T1", channel="C1", why="is_archived")
    assert await carry(courier) == 0
    async with database.begin() as connection:
        await subscriptions.reopen(connection, "T1", channel="C1")
    assert await carry(courier) == 1
