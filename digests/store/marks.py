"""What readers said of the stories they were shown: useful or not, a wrong speaker, a wrong quote.

One verdict of a reader on one thing: the last wins. Asked for by workspace, always.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.model import Mark, MarkedSpan, MarkVerdict
from digests.store.sql import upsert
from digests.store.tables import marks

USE = "use"  # what both "useful" and "not useful" are about


async def keep(connection: AsyncConnection, mark: Mark) -> None:
    """Keeps a mark in the place of the reader's older one on the same thing.

    "useful" and "not useful" take each other's place; a report of a wrong quote or speaker stands
    beside them, one for each span.
    """
    span = mark.evidence
    row = {
        "workspace": mark.workspace,
        "channel": mark.channel,
        "story_id": mark.story_id,
        "reader": mark.reader,
        "about": _about(mark),
        "brief_id": mark.brief_id,
        "verdict": mark.verdict,
        "article_id": span.article_id if span else None,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "marked_at": mark.marked_at,
    }
    await upsert(connection, marks, row)


async def verdict_of(connection: AsyncConnection, mark: Mark) -> MarkVerdict | None:
    """What the mark's reader last said of the same thing, or None."""
    row = (await connection.execute(select(marks.c.verdict).where(*_same(mark)))).first()
    found: MarkVerdict | None = row.verdict if row else None
    return found


async def drop(connection: AsyncConnection, mark: Mark) -> None:
    """Forgets what the mark's reader said of the same thing."""
    await connection.execute(delete(marks).where(*_same(mark)))


async def of_channel(
    connection: AsyncConnection, workspace: str, channel: str, since: datetime
) -> tuple[Mark, ...]:
    """The marks of one channel's readers since that time (UTC, inclusive), oldest first."""
    rows = await connection.execute(
        select(marks)
        .where(
            marks.c.workspace == workspace, marks.c.channel == channel, marks.c.marked_at >= since
        )
        .order_by(marks.c.marked_at, marks.c.story_id, marks.c.reader, marks.c.about)
    )
    return tuple(_mark(row) for row in rows)


async def counts(
    connection: AsyncConnection,
    workspace: str,
    *,
    channel: str | None = None,
    story_id: str | None = None,
    since: datetime | None = None,
) -> Mapping[MarkVerdict, int]:
    """How many marks of each verdict a workspace's readers gave; narrowed by what is named."""
    narrowed: list[ColumnElement[bool]] = [marks.c.workspace == workspace]
    if channel is not None:
        narrowed.append(marks.c.channel == channel)
    if story_id is not None:
        narrowed.append(marks.c.story_id == story_id)
    if since is not None:
        narrowed.append(marks.c.marked_at >= since)
    rows = await connection.execute(
        select(marks.c.verdict, func.count()).where(*narrowed).group_by(marks.c.verdict)
    )
    found: Counter[MarkVerdict] = Counter()
    for verdict, number in rows:
        found[verdict] = number
    return found


async def reports(
    connection: AsyncConnection, workspace: str, *, limit: int = 50
) -> tuple[Mark, ...]:
    """The workspace's reports of wrong quotes and speakers, the newest first."""
    rows = await connection.execute(
        select(marks)
        .where(
            marks.c.workspace == workspace, marks.c.verdict.in_(("wrong_quote", "wrong_speaker"))
        )
        .order_by(marks.c.marked_at.desc(), marks.c.about)
        .limit(limit)
    )
    return tuple(_mark(row) for row in rows)


async def forget(connection: AsyncConnection, before: datetime) -> int:
    """Deletes every workspace's marks that are older than `before` (UTC); how many there were."""
    return (await connection.execute(delete(marks).where(marks.c.marked_at < before))).rowcount


def _same(mark: Mark) -> tuple[ColumnElement[bool], ...]:
    return (
        marks.c.workspace == mark.workspace,
        marks.c.channel == mark.channel,
        marks.c.story_id == mark.story_id,
        marks.c.reader == mark.reader,
        marks.c.about == _about(mark),
    )


def _about(mark: Mark) -> str:
    if mark.verdict in {"useful", "not_useful"}:
        return USE
    span = mark.evidence
    return f"{mark.verdict}:{span.article_id}:{span.start}:{span.end}" if span else mark.verdict


def _mark(row: Any) -> Mark:
    span = (
        MarkedSpan(article_id=row.article_id, start=row.start, end=row.end)
        if row.article_id is not None
        else None
    )
    return Mark(
        workspace=row.workspace,
        channel=row.channel,
        brief_id=row.brief_id,
        story_id=row.story_id,
        reader=row.reader,
        verdict=row.verdict,
        marked_at=row.marked_at,
        evidence=span,
    )
