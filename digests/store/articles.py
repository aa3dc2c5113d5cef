"""Articles: kept once, found by any identity, their revisions and extractions beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.arrivals import Arrival
from digests.model import Article, Extraction, Window
from digests.sources.entries import KnownEntry
from digests.store import claims as claim_store
from digests.store import codec, withdrawals
from digests.store import search as search_store
from digests.store.sql import among, chunks, put_all, put_new
from digests.store.tables import (
    article_identities,
    article_revisions,
    article_topics,
    articles,
    extractions,
)

_ENTRY = (articles.c.id, articles.c.source_id, articles.c.entry, articles.c.title)
_OF_ARTICLES = tuple(
    column.name
    for column in articles.c
    if column.name not in {"brief_at", "entry", "topics_version", "authors"}
)
_facts = attrgetter(*_OF_ARTICLES)
_OF_REVISIONS = ("article_id", "revision", "title", "text", "content_hash", "seen_at")
_revision = attrgetter("id", "revision", "title", "text", "content_hash", "fetched_at")
_ASKED = 20_000  # identities a question


async def add(
    connection: AsyncConnection,
    article: Article,
    *,
    identities: Iterable[str],
    brief_at: datetime | None,
    entry: KnownEntry | None = None,
) -> None:
    """Keeps a new article under all its identities.

    `brief_at` (UTC) is the instant by which a brief's window takes it; None for no news.
    """
    arrival = Arrival(article=article, identities=tuple(identities), brief_at=brief_at, entry=entry)
    await add_all(connection, (arrival,))


async def add_all(connection: AsyncConnection, arrivals: Sequence[Arrival]) -> None:
    """Keeps many new articles, each under all its identities, in few statements."""
    if not arrivals:
        return
    await put_all(
        connection,
        articles,
        (*_OF_ARTICLES, "authors", "brief_at", "entry", "topics_version"),
        [
            (
                *_facts(one.article),
                list(one.article.authors),
                one.brief_at,
                _entry_data(one.entry),
                None,
            )
            for one in arrivals
        ],
    )
    keys = [(key, one.article.id) for one in arrivals for key in one.identities]
    await put_new(connection, article_identities, ("identity", "article_id"), keys)
    await put_all(
        connection, article_revisions, _OF_REVISIONS, [_revision(one.article) for one in arrivals]
    )


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
    keys = [(one, article_id) for one in dict.fromkeys(identities)]
    await put_new(connection, article_identities, ("identity", "article_id"), keys)


async def known(
    connection: AsyncConnection, identities: Collection[str]
) -> Mapping[str, KnownEntry]:
    """Which of these identities stand for an article already, and what its entry was."""
    found: dict[str, KnownEntry] = {}
    for some in chunks(identities, _ASKED):
        rows = await connection.execute(
            select(article_identities.c.identity, *_ENTRY)
            .join(articles)
            .where(among(connection, article_identities.c.identity, some))
        )
        for row in rows:
            found[row.identity] = (
                _entry_of(row.entry)
                if row.entry
                else KnownEntry(
                    article_id=row.id, source_id=row.source_id, fingerprint="", title=row.title
                )
            )
    return found


async def renew(connection: AsyncConnection, article_id: str, brief_at: datetime | None) -> None:
    """Lets a brief's window take a changed article again, at `brief_at` (UTC)."""
    await connection.execute(
        update(articles).where(articles.c.id == article_id).values(brief_at=brief_at)
    )


async def keep_entry(connection: AsyncConnection, entry: KnownEntry) -> None:
    """Remembers an article's entry as it was last seen."""
    await connection.execute(
        update(articles).where(articles.c.id == entry.article_id).values(entry=_entry_data(entry))
    )


async def get(connection: AsyncConnection, ids: Collection[str]) -> tuple[Article, ...]:
    """These articles, in order of first sight."""
    found: list[Article] = []
    for some in chunks(ids):
        rows = await connection.execute(select(articles).where(articles.c.id.in_(some)))
        found.extend(_article(row) for row in rows.mappings())
    return tuple(sorted(found, key=lambda one: (one.first_seen_at, one.published_at, one.id)))


async def latest(
    connection: AsyncConnection, *, topic: str | None = None, limit: int = 500
) -> tuple[Article, ...]:
    """The newest articles (of a topic), newest last."""
    wanted = select(articles).order_by(articles.c.first_seen_at.desc()).limit(limit)
    if topic is not None:
        wanted = wanted.join(article_topics).where(article_topics.c.topic == topic)
    rows = await connection.execute(wanted)
    return tuple(reversed([_article(row) for row in rows.mappings()]))


async def by_url(connection: AsyncConnection, url: str) -> Article | None:
    """The article whose canonical URL this is."""
    rows = await connection.execute(select(articles).where(articles.c.canonical_url == url))
    row = rows.mappings().first()
    return _article(row) if row else None


async def in_window(connection: AsyncConnection, window: Window) -> tuple[str, ...]:
    """Ids of the articles a brief over `window` may show, in the order they became news."""
    rows = await connection.execute(
        select(articles.c.id)
        .where(articles.c.brief_at > window.start, articles.c.brief_at <= window.end)
        .order_by(articles.c.brief_at, articles.c.id)
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


async def as_of(
    connection: AsyncConnection, ids: Collection[str], at: datetime
) -> tuple[Article, ...]:
    """These articles as they stood at `at` (UTC); those not seen by then are left out."""
    standing: dict[str, Article] = {}
    current = {one.id: one for one in await get(connection, ids)}
    for some in chunks(ids):
        rows = await connection.execute(
            select(article_revisions)
            .where(article_revisions.c.article_id.in_(some), article_revisions.c.seen_at <= at)
            .order_by(article_revisions.c.revision)
        )
        for row in rows:
            standing[row.article_id] = replace(
                current[row.article_id],
                title=row.title,
                text=row.text,
                content_hash=row.content_hash,
                revision=row.revision,
            )
    return tuple(standing.values())


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
    """Keeps what was read out of this text, by these rules, in place of what was there.

    From now on the article can be searched for, and what is said in it stands in the ledger.
    """
    await connection.execute(delete(extractions).where(extractions.c.article_id == article.id))
    await connection.execute(
        insert(extractions).values(
            article_id=article.id,
            content_hash=article.content_hash,
            version=version,
            data=codec.dump(extraction),
        )
    )
    await search_store.keep(connection, article, extraction)
    await claim_store.keep(connection, article, extraction)


async def forget_extraction(connection: AsyncConnection, article: Article) -> None:
    """Forgets what was read out of an article: its text has changed and can't be read now."""
    await connection.execute(delete(extractions).where(extractions.c.article_id == article.id))
    nothing = Extraction(article_id=article.id, language=article.language)
    await claim_store.keep(connection, article, nothing)


async def extractions_of(
    connection: AsyncConnection, ids: Collection[str]
) -> Mapping[str, Extraction]:
    """The extractions of these articles, by article id, without what was taken back."""
    found: dict[str, Extraction] = {}
    for some in chunks(ids):
        rows = await connection.execute(
            select(extractions.c.article_id, extractions.c.data).where(
                extractions.c.article_id.in_(some)
            )
        )
        found.update({row.article_id: codec.load(Extraction, row.data) for row in rows})
    taken_back = await withdrawals.of_articles(connection, found)
    return {id_: withdrawals.without(one, taken_back) for id_, one in found.items()}


async def _keep_revision(connection: AsyncConnection, article: Article) -> None:
    await put_all(connection, article_revisions, _OF_REVISIONS, [_revision(article)])


def _entry_data(entry: KnownEntry | None) -> dict[str, Any] | None:
    """As JSON. Written out: it is done for every entry of every feed."""
    if entry is None:
        return None
    return {
        "article_id": entry.article_id,
        "source_id": entry.source_id,
        "fingerprint": entry.fingerprint,
        "guid": entry.guid,
        "url": entry.url,
        "title": entry.title,
        "published": entry.published.isoformat() if entry.published else None,
    }


def _entry_of(data: Mapping[str, Any]) -> KnownEntry:
    published = data.get("published")
    at = datetime.fromisoformat(published) if published else None
    return KnownEntry(**{**data, "published": at})


def _row(article: Article) -> dict[str, Any]:
    row = dict(zip(_OF_ARTICLES, _facts(article), strict=True))
    return row | {"authors": list(article.authors)}


def _article(row: RowMapping) -> Article:
    values = {key: row[key] for key in Article.__slots__}
    return Article(**(values | {"authors": tuple(values["authors"])}))
