"""What readers said of stories: kept, counted, and forgotten in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from digests.model import Mark, MarkedSpan
from digests.store import marks

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
USEFUL = Mark(
    workspace="T1",
    channel="slack:C1",
    brief_id="b1",
    story_id="s1",
    reader="U1",
    verdict="useful",
    marked_at=NOW,
)
REPORT = replace(
    USEFUL,
    verdict="wrong_quote",
    evidence=MarkedSpan(article_id="a1", start=3, end=9),
    marked_at=NOW + timedelta(minutes=1),
)


async def test_the_last_verdict_of_a_reader_stands(database: AsyncEngine) -> None:
    """Who changes their mind is counted once, by what they said last."""
    later = replace(USEFUL, verdict="not_useful", marked_at=NOW + timedelta(hours=1))
    async with database.begin() as connection:
        await marks.keep(connection, USEFUL)
        await marks.keep(connection, later)
        kept = await marks.of_channel(connection, "T1", "slack:C1", NOW)
        counted = await marks.counts(connection, "T1")
    assert kept == (later,)
    assert counted == {"not_useful": 1}


async def test_a_report_stands_beside_the_verdict(database: AsyncEngine) -> None:
    """A story may be useful and hold a wrong quote; two wrong quotes are two reports."""
    second = replace(REPORT, evidence=MarkedSpan(article_id="a1", start=20, end=30))
    async with database.begin() as connection:
        for mark in (USEFUL, REPORT, second, REPORT):
            await marks.keep(connection, mark)
        kept = await marks.of_channel(connection, "T1", "slack:C1", NOW)
        counted = await marks.counts(connection, "T1", story_id="s1")
    assert set(kept) == {USEFUL, REPORT, second}
    assert counted == {"useful": 1, "wrong_quote": 2}


async def test_marks_are_asked_for_by_workspace_channel_and_time(database: AsyncEngine) -> None:
    """Neither another workspace nor another channel is seen, nor what is older."""
    others = (
        replace(USEFUL, workspace="T2"),
        replace(USEFUL, channel="slack:C2"),
        replace(USEFUL, story_id="s0", marked_at=NOW - timedelta(days=9)),
    )
    async with database.begin() as connection:
        for mark in (USEFUL, *others):
            await marks.keep(connection, mark)
        kept = await marks.of_channel(connection, "T1", "slack:C1", NOW)
        counted = await marks.counts(connection, "T1", channel="slack:C1", since=NOW)
    assert kept == (USEFUL,)
    assert counted == {"useful": 1}


async def test_old_marks_are_forgotten(database: AsyncEngine) -> None:
    """Who marked what is not kept longer than it is of use."""
    old = replace(USEFUL, story_id="s0", marked_at=NOW - timedelta(days=400))
    async with database.begin() as connection:
        await marks.keep(connection, USEFUL)
        await marks.keep(connection, old)
        gone = await marks.forget(connection, NOW - timedelta(days=180))
        kept = await marks.of_channel(connection, "T1", "slack:C1", NOW - timedelta(days=999))
    assert gone == 1
    assert kept == (USEFUL,)
