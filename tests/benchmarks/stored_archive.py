"""Taking articles in beside a real SQLite archive, filled row by row with what grouping reads."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from digests.arrivals import Arrival
from digests.config import Config
from digests.extract.entities import Gazetteer
from digests.intake import Processed, process, take
from digests.library import Library, library
from digests.model import Article, Topic
from digests.store import codec
from digests.store.database import opened
from digests.stories.fingerprint import Fingerprint

A_DAY = 1000  # stored articles: fourteen days of them may be met, however large the archive is
TOPIC = Topic(slug="ai", names=(("en", "AI"),), any=("model",))
LIBRARY: Library = library(
    Config(sources=(), topics=(TOPIC,), entities=(), gazetteer=Gazetteer(()))
)


def intake_seconds(prints: Sequence[Fingerprint], stored: int, new: Sequence[Article]) -> float:
    """Seconds on the clock to store and group `new` beside `stored` articles, reading them apart.

    `prints` stand for the archive, each with names of its own again and again, `A_DAY` a day back
    from the first of `new`.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.sqlite3"
        return asyncio.run(_measure(path, prints, stored, new))


async def _measure(
    path: Path, prints: Sequence[Fingerprint], stored: int, new: Sequence[Article]
) -> float:
    read = {one.id: process(one, LIBRARY) for one in new}

    async def processor(article: Article) -> Processed:
        return read[article.id]

    async with opened(f"sqlite+aiosqlite:///{path}") as database:
        _fill(path, _archive(prints, stored, new[0].published_at))
        arrivals = [Arrival(article=one, brief_at=one.published_at) for one in new]
        started = time.perf_counter()
        await take(database, LIBRARY, arrivals, processor)
        return time.perf_counter() - started


def _archive(prints: Sequence[Fingerprint], stored: int, end: datetime) -> Iterator[Fingerprint]:
    for number in range(stored):
        one, copy = prints[number % len(prints)], number // len(prints)
        yield replace(
            one,
            article_id=f"old{number}",
            published_at=end - timedelta(days=(stored - number) / A_DAY),
            keys=tuple(f"{key}{copy}" if key[0] in "nmsp" else key for key in one.keys),
        )


def _fill(path: Path, prints: Iterator[Fingerprint]) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        while some := [one for _, one in zip(range(2000), prints, strict=False)]:
            at = [_time(one.published_at) for one in some]
            connection.executemany(
                "INSERT INTO articles (id, source_id, outlet, canonical_url, title, text, language,"
                " authors, published_at, first_seen_at, fetched_at, content_hash, origin_kind,"
                " paywalled, revision, brief_at) "
                "VALUES (?, 's', 'o', ?, ?, '', 'en', '[]', ?, ?, ?, '', 'press', 0, 1, ?)",
                [
                    (one.article_id, one.article_id, one.title, t, t, t, t)
                    for one, t in zip(some, at, strict=True)
                ],
            )
            connection.executemany(
                "INSERT INTO stories (id, first_seen, updated_at, status, origins) "
                "VALUES (?, ?, ?, 'open', ?)",
                [
                    (f"s{one.article_id}", t, t, json.dumps([[one.article_id]]))
                    for one, t in zip(some, at, strict=True)
                ],
            )
            connection.executemany(
                "INSERT INTO story_articles (article_id, story_id, fingerprint) VALUES (?, ?, ?)",
                [
                    (one.article_id, f"s{one.article_id}", json.dumps(codec.dump(one)))
                    for one in some
                ],
            )
            connection.executemany(
                "INSERT INTO story_keys (key, article_id, published_at) VALUES (?, ?, ?)",
                [
                    (key, one.article_id, t)
                    for one, t in zip(some, at, strict=True)
                    for key in dict.fromkeys(one.keys)
                ],
            )
        connection.execute("ANALYZE")


def _time(at: datetime) -> str:
    """As SQLAlchemy writes a time into SQLite."""
    return at.strftime("%Y-%m-%d %H:%M:%S.%f")
