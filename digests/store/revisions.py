"""Which articles their outlets have changed, and when that was seen."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.store.tables import article_revisions


async def revised(
    connection: AsyncConnection, *, since: datetime, until: datetime
) -> tuple[str, ...]:
    """Ids of the articles whose text changed after `since` and until `until` (UTC)."""
    rows = await connection.execute(
        select(article_revisions.c.article_id)
        .where(
            article_revisions.c.revision > 1,
            article_revisions.c.seen_at > since,
            article_revisions.c.seen_at <= until,
        )
        .order_by(article_revisions.c.seen_at, article_revisions.c.article_id)
    )
    return tuple(dict.fromkeys(row.article_id for row in rows))
