"""A workspace that leaves is forgotten whole, and no other with it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import outbox, subscriptions
from bot.outbox import Part
from bot.platforms.base import Place
from bot.retention import forget, purge_workspace
from bot.status import status_of
from bot.tables import deliveries, heard_events
from digests.store import briefs
from digests.stories.changes import Shown
from tests.bot.test_subscriptions import order
from tests.fakes import Clock


async def fill(database: AsyncEngine, workspace: str, clock: Clock) -> None:
    """A subscription, a delivery, a memory and an event of one workspace."""
    place = Place(platform="slack", workspace=workspace, channel="C1")
    async with database.begin() as connection:
        await subscriptions.keep(connection, order(workspace=workspace, id=f"sub_{workspace}"))
        await outbox.plan(
            connection,
            place,
            subscription_id=f"sub_{workspace}",
            slot="2026-11-25",
            parts=(Part(payload={"text": "x"}),),
            due_at=clock(),
        )
        await briefs.keep_shown(connection, workspace, "slack:C1", "s1", Shown(), at=clock())
        await outbox.hear(connection, workspace, "Ev1", clock())


async def test_a_purged_workspace_leaves_nothing(database: AsyncEngine) -> None:
    """Its rows go from every table; the other workspace keeps all of its own."""
    clock = Clock()
    for workspace in ("T1", "T2"):
        await fill(database, workspace, clock)
    async with database.begin() as connection:
        assert await purge_workspace(connection, "T1") == 4
        assert await purge_workspace(connection, "T1") == 0
    async with database.connect() as connection:
        left = await subscriptions.everyones(connection)
        owed = await connection.execute(select(func.count()).select_from(deliveries))
        shown = await briefs.shown_to(connection, "T2", "slack:C1", ["s1"])
    assert [one.workspace for one in left] == ["T2"]
    assert owed.scalar_one() == 1
    assert "s1" in shown


async def test_events_are_forgotten_in_time(database: AsyncEngine) -> None:
    """After some days an event id is of no more use."""
    clock = Clock()
    await fill(database, "T1", clock)
    async with database.begin() as connection:
        assert await forget(connection, clock() + timedelta(hours=1)) == 0
        assert await forget(connection, clock() + timedelta(days=3)) == 1
        left = await connection.execute(select(func.count()).select_from(heard_events))
        assert left.scalar_one() == 0


async def test_status_tells_what_is_next_and_what_rests(database: AsyncEngine) -> None:
    """Each subscription with its next time in its own zone, and what is owed."""
    clock = Clock()
    await fill(database, "T1", clock)
    async with database.begin() as connection:
        await subscriptions.keep(
            connection, order("Asia/Shanghai", id="sub_2", channel="C2", workspace="T1")
        )
        await subscriptions.pause(connection, "T1", channel="C1", why="is_archived")
        found = await status_of(connection, clock(), workspace="T1")
    by_channel = {one.channel: one for one in found.channels}
    assert by_channel["slack C1"].state == "paused: is_archived"
    assert by_channel["slack C1"].next_at is None
    assert by_channel["slack C2"].next_at == "2026-11-26 08:00"
    assert found.open_parts == 1
    assert "2 subscriptions · 1 messages to send" in found.summary()
