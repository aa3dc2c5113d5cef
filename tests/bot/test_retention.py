"""A workspace that leaves is forgotten whole, and no other with it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Column, Text, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import outbox, subscriptions
from bot.outbox import Part
from bot.platforms.base import Place
from bot.platforms.slack.tables import metadata as slack_metadata
from bot.retention import Keep, forget, owned, purge_workspace, sweep
from bot.status import status_of
from bot.tables import deliveries, heard_events
from bot.tables import metadata as bot_metadata
from digests.store import briefs
from digests.store.tables import UTCDateTime, model_spending
from digests.store.tables import metadata as digests_metadata
from digests.stories.changes import Shown
from tests.bot.test_subscriptions import order
from tests.databases import sqlite
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
    assert "2 subscriptions · 1 message to send" in found.summary()


CANARY = "TCANARY0123456789"


async def fill_everywhere(database: AsyncEngine, workspace: str, clock: Clock) -> None:
    """A row of the workspace in every table that has any, whatever its columns are."""
    await fill(database, workspace, clock)
    async with database.begin() as connection:
        done = {"subscriptions", "deliveries", "shown", "heard_events"}
        for metadata in (bot_metadata, digests_metadata, slack_metadata):
            for table in metadata.sorted_tables:
                owner = next((one for one in ("workspace", "team") if one in table.c), None)
                if owner and table.name not in done and not table.foreign_keys:
                    values = {one.name: _value(one, workspace, clock) for one in table.columns}
                    await connection.execute(insert(table).values(**values))
        for scope in (f"workspace:{workspace}", f"run:{workspace} slack:C1 labs 2026-11-25"):
            await connection.execute(
                insert(model_spending).values(scope=scope, period="2026-11-25", spent=1)
            )


def _value(column: Column[Any], workspace: str, clock: Clock) -> object:
    """Something of the column's type that names the workspace, or its own default."""
    if isinstance(column.type, UTCDateTime):
        return clock()
    if isinstance(column.type, JSON):
        return {"of": workspace}
    if isinstance(column.type, Text):
        return workspace if column.name in {"workspace", "team"} else f"{workspace} {column.name}"
    return 1


def bytes_of(database: AsyncEngine) -> bytes:
    """All that stands in the files of a SQLite store."""
    path = Path(str(database.url.database))
    return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))


async def test_nothing_of_a_workspace_that_left_stands_in_the_file(tmp_path: Path) -> None:
    """Row 28: not in the database, not in its log, not in free pages; the other's rows stay."""
    clock = Clock()
    async with sqlite(tmp_path) as database:
        await fill_everywhere(database, CANARY, clock)
        await fill_everywhere(database, "T2", clock)
        # An older version of a row stays behind in the file's free space.
        async with database.begin() as connection:
            await connection.execute(update(deliveries).values(payload={"text": "y" * 3000}))
        assert CANARY.encode() in bytes_of(database)
        async with database.begin() as connection:
            assert await purge_workspace(connection, CANARY) > 10
        assert await sweep(database)
        assert not await sweep(database)
        assert CANARY.encode() not in bytes_of(database)
        assert b"T2" in bytes_of(database)
        async with database.connect() as connection:
            left = await subscriptions.everyones(connection)
        assert [one.workspace for one in left] == ["T2"]


async def test_a_purge_asks_the_database_which_tables_there_are(database: AsyncEngine) -> None:
    """On both engines, and with tables that only a platform knows."""
    clock = Clock()
    await fill_everywhere(database, "T1", clock)
    async with database.begin() as connection:
        gone = await purge_workspace(connection, "T1")
        tables = {name for name, _ in await connection.run_sync(owned)}
        assert {"slack_installations", "slack_teams", "admin_notices", "marks"} <= tables
        assert gone >= len(tables) - 1
        assert await purge_workspace(connection, "T1") == 0


async def test_old_briefs_and_articles_go_as_the_settings_say(database: AsyncEngine) -> None:
    """A year-old delivery is forgotten, an open one never; articles only where it is said."""
    clock = Clock()
    await fill(database, "T1", clock)
    await fill(database, "T2", clock)
    async with database.begin() as connection:
        await connection.execute(
            update(deliveries).where(deliveries.c.workspace == "T1").values(status="sent")
        )
        later = clock() + timedelta(days=401)
        await forget(connection, later, Keep(articles=timedelta(days=30)))
        rows = await connection.execute(select(deliveries.c.workspace))
        assert [row.workspace for row in rows] == ["T2"]
