"""Articles that are stored and wait to be read for quotes, claims, topics and stories.

What no brief can show is stored at once and read later, so that a new source's past does not hold
up today's news. An article that can't be read is tried three times, and then left as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, func, insert, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.model import Article
from digests.store.collecting_tables import pending_articles
from digests.store.sql import chunks, upsert, upsert_all
from digests.store.tables import articles, extractions

ATTEMPTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An article that could not be read `attempts` times, and why the last time."""

    article_id: str
    outlet: str
    title: str
    url: str
    attempts: int
    error: str


async def put_off(connection: AsyncConnection, some: Sequence[Article], now: datetime) -> None:
    """Keeps that these articles, which are stored, are still to be read."""
    await upsert_all(connection, pending_articles, [_row(one, now) for one in some])


async def put_off_outdated(connection: AsyncConnection, version: str, now: datetime) -> int:
    """Puts off the articles that other rules than those of `version` have read; how many.

    What was read of them stays until they are read again. `now` is UTC.
    """
    outdated = (
        select(
            extractions.c.article_id,
            extractions.c.content_hash,
            literal(now, pending_articles.c.since.type),
            literal(0),
        )
        .where(extractions.c.version != version)
        .where(~exists().where(pending_articles.c.article_id == extractions.c.article_id))
    )
    columns = ("article_id", "content_hash", "since", "attempts")
    done = await connection.execute(insert(pending_articles).from_select(columns, outdated))
    return done.rowcount


async def failed(connection: AsyncConnection, article: Article, error: str, now: datetime) -> int:
    """Counts a failed reading of this text; how many there were. Another text counts anew."""
    known = await connection.execute(
        select(pending_articles.c.attempts).where(
            pending_articles.c.article_id == article.id,
            pending_articles.c.content_hash == article.content_hash,
        )
    )
    attempts = int(known.scalar() or 0) + 1
    row = _row(article, now) | {"attempts": attempts, "error": error[:300]}
    await upsert(connection, pending_articles, row)
    return attempts


async def done(connection: AsyncConnection, ids: Collection[str]) -> None:
    """These articles have been read."""
    for some in chunks(ids):
        await connection.execute(
            delete(pending_articles).where(pending_articles.c.article_id.in_(some))
        )


async def waiting(connection: AsyncConnection, *, before: datetime, limit: int) -> tuple[str, ...]:
    """Ids of articles to read: never tried, or tried last before `before` (UTC).

    The newest first, since they are likeliest to be asked for.
    """
    rows = await connection.execute(
        select(pending_articles.c.article_id)
        .join(articles, articles.c.id == pending_articles.c.article_id)
        .where(
            pending_articles.c.attempts < ATTEMPTS,
            or_(pending_articles.c.attempts == 0, pending_articles.c.since < before),
        )
        .order_by(pending_articles.c.attempts, articles.c.published_at.desc())
        .limit(limit)
    )
    return tuple(row.article_id for row in rows)


async def still(connection: AsyncConnection, ids: Collection[str]) -> tuple[str, ...]:
    """Those of these articles that are still to be read."""
    found: list[str] = []
    for some in chunks(ids):
        rows = await connection.execute(
            select(pending_articles.c.article_id).where(
                pending_articles.c.article_id.in_(some), pending_articles.c.attempts < ATTEMPTS
            )
        )
        found += [row.article_id for row in rows]
    return tuple(found)


async def count(connection: AsyncConnection) -> int:
    """How many articles are still to be read."""
    rows = await connection.execute(
        select(func.count())
        .select_from(pending_articles)
        .where(pending_articles.c.attempts < ATTEMPTS)
    )
    return int(rows.scalar_one())


async def given_up(connection: AsyncConnection, *, limit: int = 100) -> tuple[Unread, ...]:
    """The articles that could not be read in three attempts, the newest first."""
    rows = await connection.execute(
        select(pending_articles, articles.c.outlet, articles.c.title, articles.c.canonical_url)
        .join(articles, articles.c.id == pending_articles.c.article_id)
        .where(pending_articles.c.attempts >= ATTEMPTS)
        .order_by(pending_articles.c.since.desc())
        .limit(limit)
    )
    return tuple(
        Unread(
            article_id=row.article_id,
            outlet=row.outlet,
            title=row.title,
            url=row.canonical_url,
            attempts=row.attempts,
            error=row.error or "",
        )
        for row in rows
    )


def _row(article: Article, now: datetime) -> dict[str, object]:
    return {
        "article_id": article.id,
        "content_hash": article.content_hash,
        "since": now,
        "attempts": 0,
        "error": None,
    }
