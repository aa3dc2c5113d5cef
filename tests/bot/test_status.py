"""How things stand: what is late and why, what rests, what it costs, in the reader's language."""

from __future__ import annotations

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import admin_notices, status_views
from bot.admin_notices import Cause
from bot.formats import text
from bot.status import status_of
from bot.tables import deliveries, job_runs
from digests.store.tables import model_spending
from tests.bot.test_retention import fill
from tests.fakes import Clock


async def test_what_is_late_failed_and_spent_is_told(database: AsyncEngine) -> None:
    """Overdue messages with their time, why one was given up, the day's cost, the jobs' health."""
    clock = Clock()
    await fill(database, "T1", clock)
    await fill(database, "T2", clock)
    async with database.begin() as connection:
        await connection.execute(
            update(deliveries)
            .where(deliveries.c.workspace == "T2")
            .values(status="failed", error="The channel is archived.")
        )
        await connection.execute(
            insert(model_spending).values(scope="all", period="2026-11-25", spent=1_250_000)
        )
        await connection.execute(insert(job_runs).values(job="plan", run="r1", good_at=clock()))
        cause = Cause(kind="source", about="gazette", data={"days": "4", "why": "HTTP 404"})
        await admin_notices.raise_notice(connection, cause, clock())
        clock.move(minutes=10)
        found = await status_of(connection, clock(), model="A model", cap=5.0)
    one, two = found.channels
    assert (one.late, one.late_since, one.failed) == (1, "2026-11-25 08:00", None)
    assert (two.late, two.failed) == (0, "The channel is archived.")
    assert found.costs() == "A model · $1.2500 of $5.00 today"
    assert found.jobs == {"plan": "2026-11-25T08:00:00Z"}
    assert found.notices[0].startswith("The source gazette has not been read for 4 days: HTTP 404")
    assert found.to_json()["jobs"]["plan"]


async def test_a_channel_sees_its_own_state_in_its_language(database: AsyncEngine) -> None:
    """Its briefs and the bot's health, and no other workspace's."""
    clock = Clock()
    await fill(database, "T1", clock)
    await fill(database, "T2", clock)
    async with database.begin() as connection:
        await admin_notices.raise_notice(
            connection,
            Cause(workspace="T2", platform="slack", kind="paused", about="C9", data={"why": "x."}),
            clock(),
        )
        clock.move(minutes=5)
        found = await status_of(connection, clock(), workspace="T1", language="zh")
    told = text.message(status_views.message(found, "slack C1", "zh"))
    assert "当前状态" in told
    assert "迟发" in told
    assert "C9" not in told
    assert "不使用模型" in told
    empty = text.message(status_views.message(found, "slack C7", "en"))
    assert "no briefs yet" in empty
