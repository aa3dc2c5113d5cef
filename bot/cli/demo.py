"""`briefbot demo`: the whole product with nothing configured, on a bundled sample site."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console

from bot import app as application
from bot import models, render
from bot.cli.common import DatabaseOption, VerboseOption
from bot.cli.progress import Progress
from bot.conversation import ask, language_of
from bot.demo.config import demo_config
from bot.demo.server import serve
from bot.demo.site import site
from bot.formats import terminal
from bot.settings import Settings, load
from bot.tables import MIGRATIONS
from digests import library as libraries
from digests import pipeline
from digests.collect import SourceReport
from digests.model import Answer, Brief, Window
from digests.pipeline import Order
from digests.store import facts
from digests.store.database import empty, opened
from digests.summarisers.extractive import Extractive

TOPIC = "china-ai"
DAYS = 4  # how far back the sample site goes
DAY = timedelta(hours=24)
QUESTIONS = (
    "What did Tao say about compute?",
    "Who denied the 38% yield?",
    "澄原最终融资多少？",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What the demo made: its brief and the settings to ask on."""

    brief: Brief
    reports: Sequence[SourceReport]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("demo")(demo)


def demo(
    no_input: Annotated[bool, typer.Option("--no-input", help="End after the brief.")] = False,
    database: DatabaseOption = None,
    verbose: VerboseOption = False,
) -> None:
    """Show the main job with nothing configured: no network, no keys.

    Serves a sample site of invented outlets on loopback, collects it over HTTP day by day, prints
    the brief on China's AI labs and takes your questions. With --database the filled store stays,
    and every other command works on it.

    Example: briefbot demo --no-input --database sqlite+aiosqlite:///demo.sqlite3
    """
    del verbose
    console = Console(highlight=False)
    with ExitStack() as stack:
        if database is None:
            folder = stack.enter_context(TemporaryDirectory(prefix="briefbot-"))
            database = f"sqlite+aiosqlite:///{Path(folder) / 'demo.sqlite3'}"
        settings = load(database=database)
        made = asyncio.run(_run(settings, application.now()))
        terminal.show(console, render.brief(made.brief))
        if not no_input and sys.stdin.isatty():
            _talk(console, settings)


async def _run(settings: Settings, now: datetime) -> Demo:
    """Replays the sample site's days, then builds the brief of the last 24 hours."""
    days = [now - back * DAY for back in range(DAYS, -1, -1)]
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(opened(settings.database, MIGRATIONS))
        today = await stack.enter_async_context(AsyncExitStack())
        base_url = await today.enter_async_context(serve(site(now, until=days[0])))
        library = libraries.library(demo_config(base_url))
        async with database.begin() as connection:
            if await facts.get(connection, application.DEMO_SITE) is not None:
                await empty(connection)  # an earlier demo's days are not today's
            await facts.put(connection, application.DEMO_SITE, base_url)
        store = application.Store(
            database=database, library=library, settings=_allowing(settings, base_url)
        )
        collector = await stack.enter_async_context(application.collecting(store))
        total = len(days) * len(library.config.sources)
        reports: Sequence[SourceReport] = ()
        with Progress("Collecting the sample site's five days", total=total) as progress:
            for day in days:
                if day != days[0]:
                    later = serve(site(now, until=day), port=int(base_url.rpartition(":")[2]))
                    await today.enter_async_context(later)
                reports = await collector.run(day, told=progress.advance)
                await today.aclose()
        order = Order(topic=library.topic(TOPIC), window=Window(start=now - DAY, end=now))
        # Never a model: the demo shows what needs no key and no network.
        built = await pipeline.build_brief(database, library, order, Extractive(), now=now)
    return Demo(brief=built.brief, reports=reports)


def _allowing(settings: Settings, base_url: str) -> Settings:
    """The settings, with the sample site's own address on the allow-list of private hosts."""
    host = base_url.removeprefix("http://")
    return settings.model_copy(update={"private_hosts": (*settings.private_hosts, host)})


def _talk(console: Console, settings: Settings) -> None:
    """Takes questions until an empty line or the end of input."""
    console.print()
    console.print(
        "Ask about it, in English or Chinese; an empty line ends. For example:", style="dim"
    )
    for one in QUESTIONS:
        console.print(f"  {one}", style="dim")
    if models.choice(settings) is not None:
        console.print(
            "  The demo answers in the articles' own words; your model answers `briefbot ask`.",
            style="dim",
        )
    while question := _question(console):
        found = asyncio.run(_answer(settings, question))
        terminal.show_message(console, render.answer(found, language_of(question)))


def _question(console: Console) -> str:
    try:
        return console.input("\n[bold blue]?[/] ").strip()
    except (EOFError, KeyboardInterrupt):
        return ""


async def _answer(settings: Settings, question: str) -> Answer:
    async with (
        opened(settings.database, MIGRATIONS) as database,
        database.connect() as connection,
    ):
        return await ask(connection, question, topic=TOPIC)
