"""What was found to be wrong when it was looked at again: a span of an article that is shown no more.

It is of the article, not of a workspace: what is wrong is wrong for everybody. Who reported it
stands with the marks (`digests.store.marks`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.model import Evidence, Extraction
from digests.store.sql import chunks, insert_new
from digests.store.tables import withdrawals

Spans = frozenset[tuple[str, int, int]]  # article, start, end


async def withdraw(connection: AsyncConnection, span: Evidence, why: str, at: datetime) -> None:
    """Takes that span back, at `at` (UTC); done twice, once."""
    row = {
        "article_id": span.article_id,
        "start": span.start,
        "end": span.end,
        "why": why,
        "withdrawn_at": at,
    }
    await insert_new(connection, withdrawals, [row])


async def of_articles(connection: AsyncConnection, ids: Collection[str]) -> Spans:
    """What was taken back of these articles."""
    found: set[tuple[str, int, int]] = set()
    for some in chunks(ids):
        rows = await connection.execute(
            select(withdrawals.c.article_id, withdrawals.c.start, withdrawals.c.end).where(
                withdrawals.c.article_id.in_(some)
            )
        )
        found.update((row.article_id, row.start, row.end) for row in rows)
    return frozenset(found)


def without(extraction: Extraction, spans: Spans) -> Extraction:
    """The extraction without what was taken back. Pure."""
    if not any(article == extraction.article_id for article, _, _ in spans):
        return extraction
    return replace(
        extraction,
        quotes=tuple(one for one in extraction.quotes if _key(one.evidence) not in spans),
        claims=tuple(one for one in extraction.claims if _key(one.evidence) not in spans),
    )


def _key(span: Evidence) -> tuple[str, int, int]:
    return span.article_id, span.start, span.end
