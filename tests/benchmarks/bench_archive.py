"""Waits over 100,000 stored articles, on SQLite and PostgreSQL: a search, `/brief TOPIC`, a question.

Seconds on the clock, as a reader waits them, as a distribution of one run; the database's bare
query stands beside them. Then how soon Slack has its acknowledgement while sources are read in
the same process. Other work on the machine counts: read it beside the load in the note.
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot import garbage
from bot.demo.config import demo_config
from bot.demo.content import articles as demo_articles
from bot.desk import Desk
from bot.handlers import BotHandlers
from bot.platforms.base import Command, Place, User
from bot.platforms.slack.app import create
from bot.tables import MIGRATIONS
from digests import archive
from digests.arrivals import Arrival
from digests.documents import document
from digests.intake import inline, take
from digests.library import Library, library
from digests.search import tokens
from digests.store.database import opened
from digests.summarisers.extractive import Extractive
from tests.benchmarks.feed_server import feed_server
from tests.benchmarks.filled_archive import ARTICLES, NOW, fill
from tests.benchmarks.refresh import everything
from tests.benchmarks.report import Result
from tests.databases import postgres
from tests.quality.demo_questions import load
from tests.servers.slack import APP_TOKEN, BOT_TOKEN, SlackServer

ASKED = 200
FEEDS = 60  # read while acknowledgements are waited for
_GOAL, _SOON = 300.0, 100.0  # milliseconds
Waits = tuple[list[float], list[float]]  # on the clock, and of this process's CPU
_PLACE = Place(platform="slack", workspace="T1", channel="C1")


def bench() -> Iterator[Result]:
    """The waits of one run on each database."""
    with TemporaryDirectory(prefix="pg-") as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'archive.sqlite3'}"
        yield from asyncio.run(_run("SQLite", url))
        with postgres(Path(folder) / "pg") as server:
            yield from asyncio.run(_run("PostgreSQL", asyncio.run(server.fresh())))


async def _run(name: str, url: str) -> list[Result]:
    async with opened(url, MIGRATIONS) as database:
        await fill(database, random.Random(7))
        shared = library(demo_config("http://127.0.0.1:1"))
        await _newest(database, shared)
        bot = BotHandlers(
            desk=Desk(
                database=database,
                library=shared,
                platforms={},
                summariser=Extractive(),
                clock=lambda: NOW,
            )
        )
        garbage.seldom()  # all three as the program does
        archive.ready()
        garbage.settle()
        results = await _measure(name, database, bot)
        return [*results, *await _acknowledged(name, bot)]


async def _newest(database: AsyncEngine, shared: Library) -> None:
    """The demo's five days, taken in as if they had been collected."""
    made = [
        document(
            one.text, id=f"new-{one.id}", title=one.title, outlet=one.outlet.name,
            language=one.outlet.language, published=one.published,
            url=f"https://new.example/{one.id}",
        )
        for one in demo_articles(NOW)
    ]  # fmt: skip
    arrivals = [Arrival(article=one, brief_at=one.published_at) for one in made]
    await take(database, shared, arrivals, inline(shared))


async def _measure(name: str, database: AsyncEngine, bot: BotHandlers) -> list[Result]:
    questions = [one["question"] for one in load(NOW)][:ASKED]
    words = [" ".join(one.split()[-3:]).rstrip("?？") for one in questions]

    async def ask(question: str) -> object:
        async with database.connect() as connection:
            return await archive.ask(connection, question)

    async def bare(looked_for: str) -> object:
        async with database.connect() as connection:
            return await _bare(connection, looked_for)

    def typed(words: str) -> Awaitable[object]:
        return bot.command(
            Command(name="brief", text=words, user=User(id="U1", member=True), place=_PLACE)
        )

    return [
        *_results(
            f"{name}: /brief search", await _waits(words, lambda one: typed(f"search {one}"))
        ),
        *_results(f"{name}: bare query", await _waits(words, bare), goal=None),
        *_results(f"{name}: /brief china-ai", await _waits(["china-ai"] * ASKED, typed)),
        *_results(f"{name}: a question", await _waits(questions, ask), goal=None),
    ]


async def _acknowledged(name: str, bot: BotHandlers) -> list[Result]:
    """How soon a command is acknowledged while sources are read, pages and quotes and all."""
    with TemporaryDirectory() as folder, feed_server():
        async with SlackServer() as server:
            slack = create(
                bot_token=BOT_TOKEN, app_token=APP_TOKEN, api_url=server.api_url, spacing=0.05
            )
            await slack.open(bot)
            reading = asyncio.create_task(everything(Path(folder), FEEDS))
            while not reading.done() and len(server.acks) < ASKED:
                await server.command("search compute")
                await asyncio.sleep(0.05)
            ran = not reading.done()
            await reading
            await slack.close()
            waits = [one * 1000 for one in server.acks.values()]
    note = "" if ran else f" (the collection ended after {len(waits)})"
    return list(_results(f"{name}: acknowledgement{note}", (waits, []), goal=_SOON))


def _results(name: str, measured: Waits, goal: float | None = _GOAL) -> Iterator[Result]:
    waits, cpu = measured
    for part, share in (("p50", 0.5), ("p99", 0.99)):
        worked = f", this process worked {_at(share, cpu):.0f} ms" if cpu else ""
        yield Result(
            name=f"{name}, {part}",
            figure=_at(share, waits),
            unit="ms",
            goal=("≤", goal) if goal and part == "p99" else None,
            note=f"{len(waits)} over {ARTICLES:,} articles, load {os.getloadavg()[0]:.1f}{worked}",
        )


def _at(share: float, waits: Sequence[float]) -> float:
    return sorted(waits)[min(int(len(waits) * share), len(waits) - 1)]


async def _waits(wanted: Sequence[str], run: Callable[[str], Awaitable[object]]) -> Waits:
    await run(wanted[0])  # dictionaries are read once a process
    waits: list[float] = []
    cpu: list[float] = []
    for one in wanted:
        before, worked = time.perf_counter(), time.process_time()
        await run(one)
        waits.append((time.perf_counter() - before) * 1000)
        cpu.append((time.process_time() - worked) * 1000)
    return waits, cpu


async def _bare(connection: AsyncConnection, words: str) -> object:
    looked_for = tokens(words)
    if connection.dialect.name == "sqlite":
        statement = (
            "SELECT rowid FROM search_words WHERE search_words MATCH :q ORDER BY rank LIMIT 20"
        )
        query = " OR ".join(f'"{one}"' for one in looked_for) or '"x"'
    else:
        statement = (
            "SELECT id FROM search_entries WHERE words @@ CAST(:q AS tsquery) "
            "ORDER BY ts_rank(words, CAST(:q AS tsquery)) DESC LIMIT 20"
        )
        query = " | ".join(f"'{one}'" for one in looked_for) or "'x'"
    return (await connection.execute(text(statement), {"q": query})).all()
