"""`briefbot ingest`: articles handed over; `briefbot move`: a store to another database."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from bot import app as application
from bot import moving
from bot.backup import sqlite_file
from bot.cli.common import ConfigOption, DatabaseOption, VerboseOption
from bot.errors import BotError, UsageError
from bot.instance import alone
from bot.moving import Moved
from bot.settings import Settings, load
from bot.tables import MIGRATIONS
from digests.canonical import identity
from digests.documents import document
from digests.errors import DigestsError
from digests.intake import Arrival, take
from digests.pool import processors
from digests.sources.entries import dated
from digests.store import articles as article_store
from digests.store.database import opened


class FirstSeen(StrEnum):
    """Which clock first sight goes by."""

    now = "now"
    published = "published"


class Row(BaseModel):
    """One line of the file."""

    model_config = ConfigDict(extra="ignore")

    id: str
    outlet: str
    title: str = ""
    text: str
    lang: str = "en"
    published: AwareDatetime
    url: str = ""


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("ingest")(ingest)
    app.command("move")(move)


def ingest(
    path: Annotated[Path, typer.Argument(help="JSON lines.", metavar="IN.jsonl")],
    first_seen: Annotated[
        FirstSeen, typer.Option(help="'published' sets the clock of first sight, for replays.")
    ] = FirstSeen.now,
    config: ConfigOption = None,
    database: DatabaseOption = None,
    verbose: VerboseOption = False,
) -> None:
    """Take articles into the store as if they had been collected.

    A line: {"id","outlet","title","text","lang","published","url"}. An id that is known already
    with another text becomes a revision.

    Example: briefbot ingest articles.jsonl --first-seen published
    """
    del verbose
    settings = load(config=config, database=database)
    rows, mistakes = _read(path)
    for mistake in mistakes:
        sys.stderr.write(f"briefbot: {mistake}\n")
    new, revised = asyncio.run(_ingest(settings, rows, first_seen))
    sys.stderr.write(f"{new} new, {revised} revised, {len(mistakes)} lines unreadable\n")
    if mistakes and not rows:
        raise DigestsError(f"{path}: no line could be read.")


def move(
    to: Annotated[str, typer.Option("--to", help="PostgreSQL URL to move to.", metavar="URL")],
    database: DatabaseOption = None,
    verbose: VerboseOption = False,
) -> None:
    """Move a SQLite store to PostgreSQL: all rows, compared on both sides.

    Stop the bot first. A move that was cut short goes on where it ended when it is run again; the
    SQLite file stays as it is.

    Example: briefbot move --to postgresql+asyncpg://briefbot@localhost/briefbot
    """
    del verbose
    moved = asyncio.run(_move(load(database=database), to))
    for one in moved:
        sys.stdout.write(f"{one.table}\t{one.rows}\n")
    sys.stderr.write(
        f"moved {sum(one.rows for one in moved)} rows; set BRIEFBOT_DATABASE to the new store\n"
    )


async def _move(settings: Settings, to: str) -> tuple[Moved, ...]:
    if not settings.database.startswith("sqlite") or not to.startswith("postgres"):
        raise UsageError("a store moves from SQLite to PostgreSQL: --database and --to say which.")
    file = sqlite_file(settings.database)
    if not file.is_file():
        raise BotError(f"there is no store at {file}: nothing to move.")
    with alone(settings.database):
        async with (
            opened(settings.database, MIGRATIONS) as source,
            opened(to, MIGRATIONS) as target,
        ):
            return await moving.move(source, target)


def _read(path: Path) -> tuple[list[Row], list[str]]:
    """The rows, and a line for each that can't be read: one bad line costs only itself."""
    rows: list[Row] = []
    mistakes: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            rows.append(Row.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "line"
            mistakes.append(f"{path}:{number}: {where}: {first['msg']}")
    return rows, mistakes


async def _ingest(settings: Settings, rows: list[Row], first_seen: FirstSeen) -> tuple[int, int]:
    at = application.now()
    async with application.store(settings) as store:
        arrivals: list[Arrival] = []
        async with store.database.connect() as connection:
            known = {
                one.id: one for one in await article_store.get(connection, [r.id for r in rows])
            }
        for row in rows:
            arrival = _arrival(row, at, first_seen)
            old = known.get(row.id)
            if old is None:
                arrivals.append(arrival)
            elif old.content_hash != arrival.article.content_hash:
                arrivals.append(arrival.revising(old))
        with processors(store.library, settings.workers) as process:
            await take(store.database, store.library, arrivals, process)
    revised = sum(one.revises for one in arrivals)
    return len(arrivals) - revised, revised


def _arrival(row: Row, at: datetime, first_seen: FirstSeen) -> Arrival:
    article = document(
        row.text,
        id=row.id,
        title=row.title,
        url=row.url,
        outlet=row.outlet,
        language=row.lang,
        published=row.published,
        first_seen=row.published if first_seen is FirstSeen.published else at,
    )
    # A replay's clock is its own: what it saw was news then.
    return Arrival(
        article=article,
        identities=(f"url:{identity(row.url)}",) if row.url else (),
        brief_at=dated(row.published, now=article.first_seen_at, baseline=False)[2],
    )
