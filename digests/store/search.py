"""The full-text index: FTS5 on SQLite, tsvector on PostgreSQL, behind the same functions.

The words come ready from `digests.search`, so that both find the same, Chinese included: neither
database's own reading of a text is used.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, delete, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.model import Article, Extraction
from digests.search import Indexed, Search, indexed, phrases, tokens
from digests.store.sql import chunks
from digests.store.tables import article_topics, articles, extractions, search_entries

Phrase = tuple[str, ...]  # words or keys that stand together, in this order
MOST_MATCHES = 2000  # the newest matches that are ranked: what bounds the time of a common word
_TITLE, _NAMES = 8.0, 3.0  # what a match there is worth, against one in the text
_POSITIONS = 16383  # PostgreSQL's own limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that was found, and how well it matches: higher is better."""

    article_id: str
    score: float


async def keep(connection: AsyncConnection, article: Article, extraction: Extraction) -> None:
    """Indexes an article as it stands now, in place of what was there."""
    await connection.execute(
        delete(search_entries).where(search_entries.c.article_id == article.id)
    )
    made = await connection.execute(
        insert(search_entries)
        .values(article_id=article.id, content_hash=article.content_hash)
        .returning(search_entries.c.id)
    )
    await _write(connection, made.scalar_one(), indexed(article, extraction))


async def find(connection: AsyncConnection, wanted: Search, *, limit: int = 20) -> tuple[Hit, ...]:
    """The articles that hold all that is wanted, the best first; without words, the newest.

    Where no article holds all the words, those that hold any.
    """
    required = phrases(wanted.text)
    names = [tuple(tokens(one)) for one in (wanted.person, wanted.organisation) if one]
    named = [one for one in names if one]
    found = await _find(connection, wanted, _all(connection, required, named), limit)
    if not found and len(required) > 1:
        found = await _find(connection, wanted, _any(connection, required, named), limit)
    return found


async def candidates(
    connection: AsyncConnection,
    groups: Sequence[Collection[Phrase]],
    *,
    topic: str | None = None,
    limit: int = 24,
) -> tuple[str, ...]:
    """The articles that hold the most of these groups, the seldomer a group the more it counts.

    A group is phrases or keys that stand for one another. The cost is bounded whatever is asked.
    """
    total = await _size(connection)
    scores: dict[int, float] = defaultdict(float)
    for group in groups:
        if group:
            ids = await _newest(connection, _either(connection, group))
            for one in ids:
                scores[one] += math.log(1 + total / len(ids))
    best = sorted(scores, key=lambda one: (-scores[one], -one))
    return await _articles(connection, best, topic, limit)


async def missing(connection: AsyncConnection, *, limit: int) -> tuple[str, ...]:
    """Articles with an extraction that the index does not have as they stand now."""
    rows = await connection.execute(
        select(articles.c.id)
        .join(extractions, extractions.c.article_id == articles.c.id)
        .outerjoin(
            search_entries,
            and_(
                search_entries.c.article_id == articles.c.id,
                search_entries.c.content_hash == articles.c.content_hash,
            ),
        )
        .where(search_entries.c.id.is_(None))
        .limit(limit)
    )
    return tuple(row.id for row in rows)


async def _find(
    connection: AsyncConnection, wanted: Search, query: str | None, limit: int
) -> tuple[Hit, ...]:
    if query is None:
        rows = await connection.execute(
            _filtered(select(articles.c.id, articles.c.published_at), wanted)
            .order_by(articles.c.published_at.desc())
            .limit(limit)
        )
        return tuple(Hit(article_id=row.id, score=0.0) for row in rows)
    matches = await _ranked(connection, query)
    found: list[Hit] = []
    for some in chunks(matches):
        rows = await connection.execute(
            _filtered(
                select(search_entries.c.id, search_entries.c.article_id)
                .join(articles, articles.c.id == search_entries.c.article_id)
                .where(search_entries.c.id.in_(some)),
                wanted,
            )
        )
        found += [Hit(article_id=row.article_id, score=matches[row.id]) for row in rows]
    return tuple(sorted(found, key=lambda one: (-one.score, one.article_id))[:limit])


def _filtered(query: Select[tuple[object, ...]], wanted: Search) -> Select[tuple[object, ...]]:
    if wanted.topic:
        query = query.join(article_topics, article_topics.c.article_id == articles.c.id)
        query = query.where(article_topics.c.topic == wanted.topic)
    if wanted.outlet:
        query = query.where(func.lower(articles.c.outlet) == wanted.outlet.lower())
    if wanted.language:
        query = query.where(articles.c.language == wanted.language)
    if wanted.since:
        query = query.where(articles.c.published_at >= wanted.since)
    if wanted.until:
        query = query.where(articles.c.published_at <= wanted.until)
    return query


async def _articles(
    connection: AsyncConnection, ids: Sequence[int], topic: str | None, limit: int
) -> tuple[str, ...]:
    """The articles of these entries, in their order; of the topic alone, where there is one."""
    found: list[str] = []
    for some in chunks(ids):
        query = select(search_entries.c.id, search_entries.c.article_id)
        if topic:
            query = query.join(
                article_topics, article_topics.c.article_id == search_entries.c.article_id
            ).where(article_topics.c.topic == topic)
        rows = await connection.execute(query.where(search_entries.c.id.in_(some)))
        named = {row.id: row.article_id for row in rows}
        found += [named[one] for one in some if one in named]
        if len(found) >= limit:
            break
    return tuple(found[:limit])


async def _size(connection: AsyncConnection) -> int:
    newest = (await connection.execute(select(func.max(search_entries.c.id)))).scalar()
    return int(newest or 0) + 1


# What the two databases spell differently, from here on.


def _sqlite(connection: AsyncConnection) -> bool:
    return connection.dialect.name == "sqlite"


async def _write(connection: AsyncConnection, entry: int, words: Indexed) -> None:
    if _sqlite(connection):
        await connection.execute(
            text(
                "INSERT INTO search_words(rowid, title, body, names, keys) "
                "VALUES (:id, :title, :body, :names, :keys)"
            ),
            {
                "id": entry,
                "title": " ".join(words.title),
                "body": " ".join(words.body),
                "names": " ".join(words.names),
                "keys": " ".join(words.keys),
            },
        )
    else:
        await connection.execute(
            text("UPDATE search_entries SET words = CAST(:words AS tsvector) WHERE id = :id"),
            {"id": entry, "words": _vector(words)},
        )


async def _newest(connection: AsyncConnection, query: str) -> tuple[int, ...]:
    statement = (
        "SELECT rowid AS id FROM search_words WHERE search_words MATCH :query "
        "ORDER BY rowid DESC LIMIT :most"
        if _sqlite(connection)
        else "WITH hits AS MATERIALIZED (SELECT id FROM search_entries "
        "WHERE words @@ CAST(:query AS tsquery)) SELECT id FROM hits ORDER BY id DESC LIMIT :most"
    )
    rows = await connection.execute(text(statement), {"query": query, "most": MOST_MATCHES})
    return tuple(row.id for row in rows)


async def _ranked(connection: AsyncConnection, query: str) -> Mapping[int, float]:
    """The newest matches, each with how well it matches."""
    if _sqlite(connection):
        statement = (
            f"SELECT rowid AS id, -bm25(search_words, {_TITLE}, 1.0, {_NAMES}, 0.0) AS score "
            "FROM search_words WHERE search_words MATCH :query ORDER BY rowid DESC LIMIT :most"
        )
    else:
        statement = (
            "WITH hits AS MATERIALIZED (SELECT id FROM search_entries "
            "WHERE words @@ CAST(:query AS tsquery) ORDER BY id DESC LIMIT :most) "
            "SELECT e.id, ts_rank('{0, 0.1, 0.4, 1}', e.words, CAST(:query AS tsquery)) AS score "
            "FROM hits JOIN search_entries e ON e.id = hits.id"
        )
    rows = await connection.execute(text(statement), {"query": query, "most": MOST_MATCHES})
    return {row.id: float(row.score) for row in rows}


def _all(
    connection: AsyncConnection,
    required: Sequence[Sequence[str]],
    named: Sequence[Sequence[str]],
) -> str | None:
    """A query for all of these, the named ones among an article's names; None for nothing."""
    written = [_phrase(connection, one) for one in required]
    written += [_among_names(connection, one) for one in named]
    return (" AND " if _sqlite(connection) else " & ").join(written) or None


def _any(
    connection: AsyncConnection,
    required: Sequence[Sequence[str]],
    named: Sequence[Sequence[str]],
) -> str:
    sqlite = _sqlite(connection)
    either = (" OR " if sqlite else " | ").join(_phrase(connection, one) for one in required)
    written = [f"({either})", *(_among_names(connection, one) for one in named)]
    return (" AND " if sqlite else " & ").join(written)


def _either(connection: AsyncConnection, group: Collection[Phrase]) -> str:
    return (" OR " if _sqlite(connection) else " | ").join(
        _phrase(connection, one) for one in sorted(group)
    )


def _phrase(connection: AsyncConnection, words: Sequence[str]) -> str:
    if _sqlite(connection):
        return '"' + " ".join(words).replace('"', '""') + '"'
    return "(" + " <-> ".join(map(_quoted, words)) + ")"


def _among_names(connection: AsyncConnection, words: Sequence[str]) -> str:
    if _sqlite(connection):
        return "names : " + _phrase(connection, words)
    return "(" + " & ".join(f"{_quoted(one)}:B" for one in words) + ")"


def _vector(words: Indexed) -> str:
    """The words as PostgreSQL writes a tsvector, with their places and what they stand in."""
    places: dict[str, list[str]] = defaultdict(list)
    at = 0
    for kept, weight in ((words.title, "A"), (words.names, "B"), (words.body, "C")):
        for one in kept:
            at = min(at + 1, _POSITIONS)
            places[one].append(f"{at}{weight}")
        at = min(at + 2, _POSITIONS)  # no phrase reaches from one into the next
    for one in words.keys:
        places.setdefault(one, [])
    return " ".join(
        f"{_quoted(one)}{':' if stands else ''}{','.join(stands[:255])}"
        for one, stands in places.items()
    )


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
