"""Articles: kept once, found by any identity, their revisions and extractions beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.model import Article, Extraction, Window
from digests.store import codec
from digests.store.sql import chunks, insert_new
from digests.store.tables import article_identities, article_revisions, articles, extractions


GRACE = timedelta(days=2)


async def add(
    connection: AsyncConnection, article: Article, *, identities: Iterable[str], fresh: bool
) -> None:
    """Keeps a new article under all its identities. `fresh`: it may appear in a brief."""
    await connection.execute(
        insert(articles).values(**_row(article), fresh=fresh, topics_version=None)
    )
    await name(connection, article.id, identities)
    await _keep_revision(connection, article)


async def revise(connection: AsyncConnection, article: Article) -> None:
    """Puts a changed text in the old one's place; the old one stays as a revision."""
    row = _row(article)
    del row["first_seen_at"]
    await connection.execute(
        update(articles).where(articles.c.id == article.id).values(**row, topics_version=None)
    )
    await _keep_revision(connection, article)


async def name(connection: AsyncConnection, article_id: str, identities: Iterable[str]) -> None:
    """Adds identities (canonical URL keys, GUIDs) that the article is known by from now on."""
    rows = [{"identity": one, "article_id": article_id} for one in dict.fromkeys(identities)]
    await insert_new(connection, article_identities, rows)


async def known(connection: AsyncConnection, identities: Collection[str]) -> Mapping[str, str]:
    """Which of these identities stand for an article already: identity to article id."""
    found: dict[str, str] = {}
    for some in chunks(identities):
        rows = await connection.execute(
            select(article_identities).where(article_identities.c.identity.in_(some))
        )
        found.update({row.identity: row.article_id for row in rows})
    return found


async def get(connection: AsyncConnection, ids: Collection[str]) -> tuple[Article, ...]:
    """These articles, in order of first sight."""
    found: list[Article] = []
    for some in chunks(ids):
        rows = await connection.execute(select(articles).where(articles.c.id.in_(some)))
        found.extend(_article(row) for row in rows.mappings())
    return tuple(sorted(found, key=lambda one: (one.first_seen_at, one.published_at, one.id)))


async def latest(connection: AsyncConnection, limit: int = 500) -> tuple[Article, ...]:
    """The newest articles, newest last."""
    rows = await connection.execute(
        select(articles).order_by(articles.c.first_seen_at.desc()).limit(limit)
    )
    return tuple(reversed([_article(row) for row in rows.mappings()]))


async def by_url(connection: AsyncConnection, url: str) -> Article | None:
    """The article whose canonical URL this is."""
    rows = await connection.execute(select(articles).where(articles.c.canonical_url == url))
    row = rows.mappings().first()
    return _article(row) if row else None


async def in_window(connection: AsyncConnection, window: Window) -> tuple[str, ...]:
    """Ids of the articles a brief over `window` may show.

    First sight decides the window; one published more than GRACE before it is old news that was
    found late, and is never shown as new.
    """
    rows = await connection.execute(
        select(articles.c.id)
        .where(
            articles.c.first_seen_at > window.start,
            articles.c.first_seen_at <= window.end,
            articles.c.published_at > window.start - GRACE,
            articles.c.fresh,
        )
        .order_by(articles.c.first_seen_at)
    )
    return tuple(row.id for row in rows)


async def count_outlets(connection: AsyncConnection, ids: Collection[str]) -> int:
    """How many sources these articles came from."""
    found: set[str] = set()
    for some in chunks(ids):
        rows = await connection.execute(
            select(articles.c.source_id).where(articles.c.id.in_(some)).distinct()
        )
        found.update(row.source_id for row in rows)
    return len(found)


async def revisions(
    connection: AsyncConnection, article_id: str
) -> tuple[tuple[int, str, str, datetime], ...]:
    """Every revision of an article, oldest first: number, title, text, when it was seen."""
    rows = await connection.execute(
        select(article_revisions)
        .where(article_revisions.c.article_id == article_id)
        .order_by(article_revisions.c.revision)
    )
    return tuple((row.revision, row.title, row.text, row.seen_at) for row in rows)


async def keep_extraction(
    connection: AsyncConnection, article: Article, extraction: Extraction, version: str
) -> None:
    """Keeps what was read out of this text, by these rules, in place of what was there."""
    await connection.execute(delete(extractions).where(extractions.c.article_id == article.id))
    await connection.execute(
        insert(extractions).values(
            article_id=article.id,
            content_hash=article.content_hash,
            version=version,
            data=codec.dump(extraction),
        )
    )


async def extractions_of(
    connection: AsyncConnection, ids: Collection[str]
) -> Mapping[str, Extraction]:
    """The extractions of these articles, by article id."""
    found: dict[str, Extraction] = {}
    for some in chunks(ids):
        rows = await connection.execute(
            select(extractions.c.article_id, extractions.c.data).where(
                extractions.c.article_id.in_(some)
            )
        )
        found.update({row.article_id: codec.load(Extraction, row.data) for row in rows})
    return found


async def _keep_revision(connection: AsyncConnection, article: Article) -> None:
    await connection.execute(
        insert(article_revisions).values(
            article_id=article.id,
            revision=article.revision,
            title=article.title,
            text=article.text,
            content_hash=article.content_hash,
            seen_at=article.fetched_at,
        )
    )


def _row(article: Article) -> dict[str, Any]:
    return {
        column.name: getattr(article, column.name)
        for column in articles.c
        if column.name not in {"fresh", "topics_version", "authors"}
    } | {"authors": list(article.authors)}


def _article(row: RowMapping) -> Article:
    values = {key: row[key] for key in Article.__slots__}
    return Article(**(values | {"authors": tuple(values["authors"])}))
