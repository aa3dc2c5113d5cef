"""The ledger of forecasts and plans: what falls due on a day, and what was claimed in a week.

Whether something came true is told by people (`digests.store.outcomes`), never decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from digests.model import Claim, Due, SourceRef, Window
from digests.store import claims as claim_store
from digests.store.claims import Statement

MOST = 3  # of a brief: what falls due is a reminder, not the news


def falls_due(told: Sequence[Statement], start: date, end: date) -> tuple[Statement, ...]:
    """The forecasts and plans whose last day is after `start` and by `end`: the weightiest first.

    The same words of the same speaker count once, at the first place they stood.
    """
    chosen = [one for one in told if one.due_on and start < one.due_on <= end]
    first = [one for one, _ in claim_store.once(chosen)]
    return tuple(sorted(first, key=lambda one: (-weight(one), one.said_at, one.id)))


def due_on(told: Sequence[Statement], day: date) -> tuple[Statement, ...]:
    """Those whose last day is that day."""
    return falls_due([one for one in told if one.due_on == day], date.min, date.max)


def weight(one: Statement) -> float:
    """How much a claim tells, 0 to 1."""
    return one.said.weight if isinstance(one.said, Claim) else 0.0


async def due_in(
    connection: AsyncConnection, window: Window, topic: str, *, most: int = MOST
) -> tuple[Due, ...]:
    """What of a topic falls due on the days of a window that begin in it.

    A daily brief's window holds one such day, so each is brought up once. What was said within
    the window itself is news and no reminder.
    """
    start, end = window.start.date(), window.end.date()
    told = await claim_store.due_between(connection, start, end, topic=topic)
    earlier = [one for one in told if one.said_at <= window.start]
    return tuple(due(one) for one in falls_due(earlier, start, end)[:most] if one.due_on)


def due(one: Statement) -> Due:
    """A statement as a brief brings it up. It must be a claim with a day."""
    assert isinstance(one.said, Claim)
    assert one.due_on is not None
    return Due(
        statement_id=one.id,
        claim=one.said,
        said_at=one.said_at,
        due_on=one.due_on,
        source=source_of(one),
    )


def source_of(one: Statement) -> SourceRef:
    """Where it stands."""
    return SourceRef(
        article_id=one.article_id,
        outlet=one.outlet,
        title=one.title,
        url=one.url,
        published=one.said_at,
        lang=one.language,
    )
