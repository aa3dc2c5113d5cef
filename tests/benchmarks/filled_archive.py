"""100,000 stored articles that can be searched: the demo's over and over, with words of their own."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.demo.content import articles as demo_articles
from digests.documents import document
from digests.extract.article import VERSION, extract
from digests.model import Article, Extraction
from digests.search import Indexed, indexed
from digests.store import articles as article_store
from digests.store import codec
from digests.store import search as search_store
from digests.store.tables import articles, extractions, search_entries

ARTICLES = 100_000
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
_BATCH = 1000
# The rows name their own ids, of which the sequence does not hear.
_NEXT_ID = text(
    "SELECT setval(pg_get_serial_sequence('search_entries', 'id'), max(id)) FROM search_entries"
)


async def fill(database: AsyncEngine, chance: random.Random) -> None:
    """The demo's articles over and over, each copy with words of its own, spread over years."""
    made = [_base(one) for one in demo_articles(NOW)]
    vocabulary = [_word(chance) for _ in range(60_000)]
    for first in range(0, ARTICLES, _BATCH):
        batch = [
            _copy(made[n % len(made)], n, chance, vocabulary)
            for n in range(first, min(first + _BATCH, ARTICLES))
        ]
        async with database.begin() as connection:
            await _store(connection, batch, first)
    if database.dialect.name == "postgresql":
        async with database.begin() as connection:
            await connection.execute(_NEXT_ID)


Made = tuple[Article, Extraction, Indexed]


def _base(one: Any) -> Made:
    article = document(
        one.text, id=one.id, title=one.title, outlet=one.outlet.name,
        language=one.outlet.language, published=one.published,
    )  # fmt: skip
    extraction = extract(article)
    return article, extraction, indexed(article, extraction)


def _copy(base: Made, number: int, chance: random.Random, vocabulary: Sequence[str]) -> Made:
    article, extraction, words = base
    own = tuple(chance.choice(vocabulary) for _ in range(60))
    # The newest are the demo's own; of the others, each keeps only some of its words.
    kept = words.body if number >= ARTICLES - 100 else words.body[: chance.randrange(20, 120)]
    said = article.text if number >= ARTICLES - 100 else f"{article.text} {' '.join(own)}."
    published = NOW - timedelta(minutes=20 * (ARTICLES - number))
    copied = replace(
        article, id=f"{article.id}-{number}", text=said, published_at=published,
        canonical_url=f"https://archive.example/{number}", content_hash=f"h{number}",
    )  # fmt: skip
    whole = number >= ARTICLES - 100
    return (
        copied,
        replace(extraction, article_id=copied.id),
        replace(
            words,
            title=words.title if whole else own[:8],
            body=(*kept, *own),
            names=words.names if whole else own[8:14],
            keys=words.keys if whole else words.keys[: chance.randrange(1, 40)],
        ),
    )


async def _store(connection: AsyncConnection, batch: Sequence[Made], first: int) -> None:
    rows = [article_store._row(one) for one, _, _ in batch]
    await connection.execute(
        insert(articles),
        [row | {"brief_at": None, "entry": None, "topics_version": None} for row in rows],
    )
    await connection.execute(
        insert(extractions),
        [
            {
                "article_id": one.id,
                "content_hash": one.content_hash,
                "version": VERSION,
                "data": codec.dump(read),
            }
            for one, read, _ in batch
        ],
    )
    await connection.execute(
        insert(search_entries),
        [
            {"id": first + n + 1, "article_id": one.id, "content_hash": one.content_hash}
            for n, (one, _, _) in enumerate(batch)
        ],
    )
    for n, (_, _, words) in enumerate(batch):
        await search_store._write(connection, first + n + 1, words)


def _word(chance: random.Random) -> str:
    return "".join(chance.choice("bcdfghjklmnprstvz") + chance.choice("aeiou") for _ in range(3))
