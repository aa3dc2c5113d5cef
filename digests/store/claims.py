"""Who said what: every quote and claim, by person and by kind, dated, with what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import RowMapping, Select, and_, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.due import due_on
from digests.grounds import told_by_people
from digests.model import Article, Claim, ClaimKind, Extraction, Language, Quote
from digests.search import tokens
from digests.store import codec
from digests.store.sql import chunks, insert_new, upsert
from digests.store.tables import (
    article_topics,
    articles,
    speaker_words,
    statements,
    withdrawals,
)
from digests.text import has_cjk

_FULL_NAMES = 200  # people looked through for one name


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A quote or claim, when it was said (UTC) and where. `due_on` is its horizon's last day."""

    id: str
    said: Quote | Claim
    said_at: datetime
    article_id: str
    outlet: str
    title: str
    url: str
    due_on: date | None = None
    language: Language = "en"  # of the article


async def keep(connection: AsyncConnection, article: Article, extraction: Extraction) -> None:
    """Keeps an article's quotes and claims as they stand now, in place of what was there.

    A statement that stays where it was keeps its id, and so what was recorded of it. What stands
    among orders to machines is nobody's statement.
    """
    told = told_by_people((article,), {article.id: extraction})[article.id]
    said: tuple[Quote | Claim, ...] = (*told.quotes, *told.claims)
    rows = [_row(article, one) for one in said]
    ids = {row["id"] for row in rows}
    known = await connection.execute(
        select(statements.c.id).where(statements.c.article_id == article.id)
    )
    there = {row.id for row in known}
    for some in chunks(there - ids):
        await connection.execute(delete(statements).where(statements.c.id.in_(some)))
    for row in rows:
        if row["id"] in there:
            await upsert(connection, statements, row)
    await insert_new(connection, statements, [row for row in rows if row["id"] not in there])
    await insert_new(connection, speaker_words, _speaker_words(rows))


async def of_person(
    connection: AsyncConnection, names: Collection[str], *, limit: int = 50
) -> tuple[Statement, ...]:
    """What this person has said, the newest first; `names` are all that they go by.

    A part of a name finds whoever bears it, so that "Lin" finds Justin Lin and Maya Lin both.
    """
    keys = await _speakers(connection, names)
    found: list[Statement] = []
    for some in chunks(keys):
        query = _select().where(statements.c.speaker_key.in_(some))
        found += await _read(connection, query.order_by(*_NEWEST).limit(limit))
    return tuple(sorted(found, key=lambda one: (one.said_at, one.id), reverse=True)[:limit])


async def ledger(
    connection: AsyncConnection,
    *,
    kinds: Collection[ClaimKind],
    names: Collection[str] = (),
    due_by: date | None = None,
    limit: int = 50,
) -> tuple[Statement, ...]:
    """The claims of these kinds, the newest first; of one speaker, or due by a day."""
    query = _select().where(statements.c.kind.in_(list(kinds)))
    if names:
        query = query.where(
            statements.c.speaker_key.in_(await _speakers(connection, names) or [""])
        )
    if due_by:
        query = query.where(statements.c.due_on <= due_by)
    return tuple(await _read(connection, query.order_by(*_NEWEST).limit(limit)))


async def said_between(
    connection: AsyncConnection,
    start: datetime,
    end: datetime,
    *,
    kinds: Collection[ClaimKind],
    topic: str | None = None,
    limit: int = 200,
) -> tuple[Statement, ...]:
    """Claims of these kinds said after `start` and by `end` (UTC), the newest first."""
    query = _select().where(
        statements.c.kind.in_(list(kinds)),
        statements.c.said_at > start,
        statements.c.said_at <= end,
    )
    return tuple(await _read(connection, _of_topic(query, topic).order_by(*_NEWEST).limit(limit)))


async def due_between(
    connection: AsyncConnection,
    start: date,
    end: date,
    *,
    topic: str | None = None,
    limit: int = 200,
) -> tuple[Statement, ...]:
    """Forecasts and plans whose last day is after `start` and by `end`, the longest ago first."""
    query = _select().where(
        statements.c.kind.in_(("forecast", "plan")),
        statements.c.due_on > start,
        statements.c.due_on <= end,
    )
    return tuple(
        await _read(
            connection,
            _of_topic(query, topic).order_by(statements.c.said_at, statements.c.id).limit(limit),
        )
    )


async def by_ids(connection: AsyncConnection, ids: Collection[str]) -> tuple[Statement, ...]:
    """These statements, in no order; none for an id that is not there."""
    found: list[Statement] = []
    for some in chunks(ids):
        found += await _read(connection, _select().where(statements.c.id.in_(some)))
    return tuple(found)


def _of_topic(query: Select[Any], topic: str | None) -> Select[Any]:
    if topic is None:
        return query
    return query.join(article_topics, article_topics.c.article_id == statements.c.article_id).where(
        article_topics.c.topic == topic
    )


async def of_articles(connection: AsyncConnection, ids: Collection[str]) -> tuple[Statement, ...]:
    """Everything said in these articles, in the order of their texts."""
    found: list[Statement] = []
    for some in chunks(ids):
        found += await _read(connection, _select().where(statements.c.article_id.in_(some)))
    return tuple(sorted(found, key=lambda one: (one.article_id, one.said.evidence.start)))


_NEWEST = (statements.c.said_at.desc(), statements.c.id)


def _select() -> Select[Any]:
    """Statements with where they stand; none that was taken back."""
    taken_back = and_(
        withdrawals.c.article_id == statements.c.article_id,
        withdrawals.c.start == statements.c.start,
        withdrawals.c.end == statements.c.end,
    )
    return (
        select(
            statements,
            articles.c.outlet,
            articles.c.title,
            articles.c.canonical_url,
            articles.c.language,
        )
        .join(articles, articles.c.id == statements.c.article_id)
        .outerjoin(withdrawals, taken_back)
        .where(withdrawals.c.article_id.is_(None))
    )


async def _read(connection: AsyncConnection, query: Select[Any]) -> list[Statement]:
    return [_statement(row) for row in (await connection.execute(query)).mappings()]


async def _speakers(connection: AsyncConnection, names: Collection[str]) -> tuple[str, ...]:
    """The keys of the speakers whose names hold all the words of one of these names."""
    found: dict[str, None] = {}
    for name in names:
        words = tuple(dict.fromkeys(tokens(name)))
        if not words:
            continue
        rows = await connection.execute(
            select(speaker_words.c.speaker_key)
            .where(speaker_words.c.word == words[-1])
            .order_by(speaker_words.c.speaker_key)
            .limit(_FULL_NAMES)
        )
        keys = [row.speaker_key for row in rows]
        found.update(dict.fromkeys(key for key in keys if set(words) <= set(tokens(key))))
    return tuple(found)


def _speaker_words(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    keys = {row["speaker_key"] for row in rows if row["speaker_key"]}
    return [{"word": word, "speaker_key": key} for key in sorted(keys) for word in set(tokens(key))]


def _row(article: Article, said: Quote | Claim) -> dict[str, Any]:
    kind = said.kind if isinstance(said, Claim) else "quote"
    horizon = said.horizon if isinstance(said, Claim) else None
    evidence = said.evidence
    form = "claim" if isinstance(said, Claim) else "quote"
    return {
        "id": f"{article.id}:{form}:{evidence.start}-{evidence.end}",
        "article_id": article.id,
        "start": evidence.start,
        "end": evidence.end,
        "kind": kind,
        "speaker_key": said.speaker.casefold() if said.speaker else None,
        "said_at": article.published_at,
        "due_on": due_on(horizon, article.published_at),
        "data": codec.dump(said),
    }


def _statement(row: RowMapping) -> Statement:
    kind: type[Quote] | type[Claim] = Quote if row["kind"] == "quote" else Claim
    return Statement(
        id=row["id"],
        said=codec.load(kind, row["data"]),
        said_at=row["said_at"],
        article_id=row["article_id"],
        outlet=row["outlet"],
        title=row["title"],
        url=row["canonical_url"],
        due_on=row["due_on"],
        language=row["language"],
    )


def once(found: Sequence[Statement]) -> tuple[tuple[Statement, tuple[Statement, ...]], ...]:
    """Statements in the same words by the same speaker as one, the earliest first, with its copies.

    A quote that is only a piece of another of the same article, as a headline's is, is left out.
    The order of `found` is kept.
    """
    found = _whole(found)
    grouped: dict[tuple[str | None, str], list[Statement]] = {}
    for one in found:
        words = " ".join(one.said.evidence.text.casefold().split())
        grouped.setdefault((one.said.speaker, words), []).append(one)
    ordered = [sorted(group, key=lambda one: (one.said_at, one.id)) for group in grouped.values()]
    return tuple((group[0], tuple(group[1:])) for group in ordered)


def _whole(found: Sequence[Statement]) -> Sequence[Statement]:
    """The statements without quotes whose words stand in a longer quote beside them."""
    told: dict[tuple[str, str | None], list[str]] = {}
    for one in found:
        if isinstance(one.said, Quote):
            told.setdefault((one.article_id, one.said.speaker), []).append(_bare(one))
    return [one for one in found if not _is_piece(one, told)]


def _is_piece(one: Statement, told: Mapping[tuple[str, str | None], Sequence[str]]) -> bool:
    beside = told.get((one.article_id, one.said.speaker), ())
    words = _bare(one)
    return isinstance(one.said, Quote) and any(
        len(words) < len(other) and _stands_in(words, other) for other in beside
    )


def _stands_in(words: str, other: str) -> bool:
    """Whether words stand in others as words: "a mess", not "AI" in "said"."""
    at = other.find(words)
    around = (
        other[at - 1 : at] + other[at + len(words) :][:1] if at > 0 else other[len(words) :][:1]
    )
    return at >= 0 and (has_cjk(words) or not any(one.isalnum() for one in around))


def _bare(one: Statement) -> str:
    """The words of a statement, without white space and the points at its end."""
    return " ".join(one.said.evidence.text.casefold().split()).strip(" ,.;:!?…，。；：！？")
