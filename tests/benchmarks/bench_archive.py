"""Search and questions over 100,000 stored articles: the CPU that each takes, as a distribution.

CPU, not the clock on the wall, so that other work on the machine does not count.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.demo.content import articles as demo_articles
from digests import archive
from digests.documents import document
from digests.extract.article import extract
from digests.model import Article, Extraction
from digests.search import Indexed, Search, indexed, tokens
from digests.store import articles as article_store
from digests.store import codec
from digests.store.database import opened
from digests.store.tables import articles, extractions, search_entries
from tests.benchmarks.report import Result
from tests.quality.demo_questions import load

ARTICLES = 100_000
ASKED = 200
_BATCH = 1000
_GOAL = 300.0  # milliseconds
_NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


def bench() -> Iterator[Result]:
    """The waits of one run, the bare query of the database beside them."""
    yield from asyncio.run(_run())


async def _run() -> list[Result]:
    with TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'archive.sqlite3'}"
        async with opened(url) as database:
            await _fill(database, random.Random(7))
            return await _measure(database)


async def _measure(database: AsyncEngine) -> list[Result]:
    questions = [one["question"] for one in load(_NOW)][:ASKED]
    async with database.connect() as connection:
        asked = await _waits(questions, lambda one: archive.ask(connection, one))
        words = [" ".join(one.split()[-3:]).rstrip("?？") for one in questions]
        searched = await _waits(
            words, lambda one: archive.search(connection, Search(text=one), limit=20)
        )
        bare = await _waits(words, lambda one: _bare(connection, one))
    return [
        *_results("search", searched, _GOAL),
        *_results("ask", asked, _GOAL),
        *_results("bare FTS5 query", bare, None),
    ]


def _results(name: str, waits: Sequence[float], goal: float | None) -> Iterator[Result]:
    ordered = sorted(waits)
    for part, at in (("p50", len(ordered) // 2), ("p99", int(len(ordered) * 0.99))):
        yield Result(
            name=f"{name}, {part}",
            figure=ordered[min(at, len(ordered) - 1)],
            unit="ms",
            goal=("≤", goal) if goal and part == "p99" else None,
            note=f"{len(ordered)} over {ARTICLES:,} articles, CPU of all threads",
        )


async def _waits(wanted: Sequence[str], run: Callable[[str], Awaitable[object]]) -> list[float]:
    await run(wanted[0])  # dictionaries are read once a process
    waits: list[float] = []
    for one in wanted:
        before = time.process_time()
        await run(one)
        waits.append((time.process_time() - before) * 1000)
    return waits


async def _bare(connection: AsyncConnection, words: str) -> object:
    query = " OR ".join(f'"{one}"' for one in tokens(words)) or '"x"'
    rows = await connection.execute(
        text("SELECT rowid FROM search_words WHERE search_words MATCH :q ORDER BY rank LIMIT 20"),
        {"q": query},
    )
    return rows.all()


async def _fill(database: AsyncEngine, chance: random.Random) -> None:
    """The demo's articles over and over, each copy with words of its own, spread over years."""
    made = [_base(one) for one in demo_articles(_NOW)]
    vocabulary = [_word(chance) for _ in range(60_000)]
    for first in range(0, ARTICLES, _BATCH):
        batch = [
            _copy(made[n % len(made)], n, chance, vocabulary)
            for n in range(first, min(first + _BATCH, ARTICLES))
        ]
        async with database.begin() as connection:
            await _store(connection, batch, first)


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
    published = _NOW - timedelta(minutes=20 * (ARTICLES - number))
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
                "version": "1",
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
    await connection.execute(
        text(
            "INSERT INTO search_words(rowid, title, body, names, keys) VALUES (:id, :title, :body, :names, :keys)"
        ),
        [
            {
                "id": first + n + 1,
                **{
                    part: " ".join(getattr(words, part))
                    for part in ("title", "body", "names", "keys")
                },
            }
            for n, (_, _, words) in enumerate(batch)
        ],
    )
    await connection.execute(select(1))


def _word(chance: random.Random) -> str:
    return "".join(chance.choice("bcdfghjklmnprstvz") + chance.choice("aeiou") for _ in range(3))
