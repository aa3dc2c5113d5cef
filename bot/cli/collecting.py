"""`briefbot collect`: the sources that are due, read once."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot import app as application
from bot import commands, render
from bot.cli.common import ConfigOption, DatabaseOption, VerboseOption
from bot.cli.progress import Progress
from bot.cli.source_view import COLUMNS, facts, line
from bot.errors import UsageError
from bot.settings import Settings, load
from bot.wording import counted
from digests import intake
from digests.collect import Collector, SourceReport
from digests.errors import NotFound
from digests.store import pending
from digests.store import sources as source_store
from digests.store.pending import Unread

COLOURS = {"new": "green", "unchanged": "dim", "failed": "red", "waiting": "yellow"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """What a run came to: a report a source, and the articles that could not be read at all."""

    reports: Sequence[SourceReport]
    settled: int
    waiting: int
    given_up: Sequence[Unread]
    now: datetime
    next_due: datetime | None = None  # of all sources, where none was due now


def collect(
    source: Annotated[list[str] | None, typer.Option(help="Only this one, due or not.")] = None,
    since: Annotated[str, typer.Option(help="Read the pages of entries this young.")] = "7d",
    later: Annotated[
        bool, typer.Option("--later", help="Leave older articles to be read by another run.")
    ] = False,
    config: ConfigOption = None,
    database: DatabaseOption = None,
    verbose: VerboseOption = False,
) -> None:
    """Fetch the sources that are due, once, and say how each fared.

    Today's articles come first. Those that no brief can show any more, such as a new source's
    past, are stored with them and read for the archive afterwards.

    Example: briefbot collect --source openai --since 7d
    """
    del verbose
    settings = load(config=config, database=database)
    done = asyncio.run(_collect(settings, source or [], since, later=later))
    if sys.stdout.isatty():
        Console(highlight=False).print(_table(done))
    _summary(done)
    failed = [one for one in done.reports if one.result == "failed"]
    if done.reports and len(failed) == len(done.reports):
        raise NotFound(f"none of the {len(done.reports)} sources could be read.")


async def _collect(settings: Settings, only: Sequence[str], since: str, *, later: bool) -> _Done:
    now = application.now()
    window = commands.window(since, now, render.UTC)
    async with application.store(settings) as store:
        known = {one.id for one in store.library.config.sources}
        async with store.database.connect() as connection:
            known |= {one.id for one in await source_store.listed(connection)}
        unknown = sorted(set(only) - known)
        if unknown:
            raise UsageError(f"there is no source {', '.join(unknown)}; see briefbot sources list.")
        async with application.collecting(store) as collector:
            length = window.end - window.start
            reports = await _run(collector, now, only, length, len(only) or len(known))
            settled = 0 if later else await _settle(collector)
        async with store.database.connect() as connection:
            states = {} if reports else await source_store.states(connection, only=known)
            return _Done(
                reports=reports,
                settled=settled,
                waiting=await pending.count(connection),
                given_up=await pending.given_up(connection),
                now=now,
                next_due=min(
                    (one.next_due_at for one in states.values() if one.next_due_at), default=None
                ),
            )


async def _run(
    collector: Collector, now: datetime, only: Sequence[str], since: timedelta, total: int
) -> Sequence[SourceReport]:
    plain = not sys.stdout.isatty()
    with Progress("Collecting", total=total) as progress:

        def told(report: SourceReport) -> None:
            progress.add(1)
            if plain:
                progress.say(line(report, now))

        return await collector.run(now, only=only, since=since, told=told)


async def _settle(collector: Collector) -> int:
    """Reads what was stored unread, so that the archive is whole when the command ends."""
    await intake.renew(collector.database, application.now())
    async with collector.database.connect() as connection:
        total = await pending.count(connection)
    with Progress("Reading older articles", total=total) as progress:
        return await collector.settle(application.now(), told=progress.add)


def _table(done: _Done) -> Table:
    columns = ("source", "result", "new", "revised", *COLUMNS)
    table = Table(*columns, box=None, pad_edge=False)
    for one in sorted(done.reports, key=lambda each: (each.result, each.source.id)):
        *known, why = facts(one.state, done.now)
        table.add_row(
            one.source.id,
            Text(one.result, style=COLOURS[one.result]),
            str(one.new or ""),
            str(one.revised or ""),
            *known,
            Text(one.notice or (one.why if one.result == "waiting" else why) or ""),
        )
    return table


def _summary(done: _Done) -> None:
    new = sum(one.new for one in done.reports)
    failed = sum(one.result == "failed" for one in done.reports)
    read = counted(len(done.reports), "source")
    told = [f"{read} read, {counted(new, 'new article')}, {failed} failed"]
    if done.next_due:
        told.append(
            f"none is due before {done.next_due:%Y-%m-%d %H:%M} UTC; --source reads one now"
        )
    if done.settled:
        told.append(f"{counted(done.settled, 'older article')} read for the archive")
    if done.waiting:
        told.append(
            f"{counted(done.waiting, 'article')} still to be read, by `briefbot run` or the next run"
        )
    told += [
        f"can't be read, given up: {one.outlet}: {one.title} ({one.error.rstrip('.')})"
        for one in done.given_up
    ]
    sys.stdout.write("\n".join(told) + "\n")
