"""Which channels the clock asks for, where more are due than it asks for at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.engine import orders_due
from bot.tables import subscriptions
from tests.bot.test_planner import subscribe
from tests.views import NOW


async def asked(database: AsyncEngine) -> list[str]:
    """The channels asked for, in order."""
    async with database.connect() as connection:
        found = await orders_due.channels(connection, NOW, ["slack"])
    return [one.channel for one in found]


async def due(database: AsyncEngine, workspace: str, channel: str, minutes: int) -> None:
    """An order in a channel, due so long ago."""
    made = await subscribe(
        database, id=f"sub_{channel}_{minutes}", workspace=workspace, channel=channel
    )
    async with database.begin() as connection:
        await connection.execute(
            update(subscriptions)
            .where(subscriptions.c.id == made.id)
            .values(next_due_at=NOW - timedelta(minutes=minutes))
        )


async def test_a_workspace_with_many_channels_keeps_no_other_out(
    database: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Workspaces take turns, whoever was first; in each the longest due comes first."""
    for number in range(6):
        await due(database, "BIG", f"B{number}", 30 - number)
    await due(database, "SMALL", "S1", 1)
    await due(database, "SMALL", "S2", 2)
    await due(database, "SMALL", "S2", 3)  # two orders of one channel are one job
    monkeypatch.setattr(orders_due, "MOST", 4)
    assert await asked(database) == ["B0", "S2", "B1", "S1"]


async def test_what_is_not_known_yet_comes_first(database: AsyncEngine) -> None:
    """A new order is looked at before those whose time is known; what is not due is not asked."""
    await due(database, "T1", "C1", 1)
    await subscribe(database, id="sub_new", channel="C2")
    await due(database, "T1", "C3", -1)
    assert await asked(database) == ["C2", "C1"]
