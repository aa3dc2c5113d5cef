"""`briefbot collect` and `briefbot sources`: what is read, and how it fares."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot import app as application
from bot import commands, render
from bot.cli.common import ConfigOption, DatabaseOption, VerboseOption, print_json
from bot.cli.progress import Progress
from bot.errors import UsageError
from bot.settings import Settings, load
from digests.collect import SourceReport
from digests.config import source_from
from digests.errors import NotFound
from digests.fetch.health import health
from digests.fetch.politeness import SourceState
from digests.model import Source
from digests.sources import opml
from digests.store import sources as source_store


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("collect")(collect)
    group = typer.Typer(help="The sources that are read.", no_args_is_help=True)
    group.command("list")(list_sources)
    group.command("add")(add)
    group.command("remove")(remove)
    group.command("check")(check)
    group.command("import")(import_opml)
    group.command("export")(export_opml)
    app.add_typer(group, name="sources")


def collect(
    source: Annotated[list[str] | None, typer.Option(help="Only this one, due or not.")] = None,
    since: Annotated[str, typer.Option(help="Read the pages of entries this young.")] = "7d",
    config: ConfigOption = None,
    database: DatabaseOption = None,
    verbose: VerboseOption = False,
) -> None:
    """Fetch the sources that are due, once, and say how each fared.

    Example: briefbot collect --source openai --since 7d
    """
    del verbose
    settings = load(config=config, database=database)
    reports = asyncio.run(_collect(settings, source or [], since))
    _print_reports(reports)
    failed = [one for one in reports if one.result == "failed"]
    if reports and len(failed) == len(reports):
        raise NotFound(f"none of the {len(reports)} sources could be read.")


async def _collect(settings: Settings, only: Sequence[str], since: str) -> Sequence[SourceReport]:
    now = application.now()
    window = commands.window(since, now, render.UTC)
    async with application.store(settings) as store:
        known = {one.id for one in store.library.config.sources}
        async with store.database.connect() as connection:
            known |= {one.id for one in await source_store.listed(connection)}
        unknown = sorted(set(only) - known)
        if unknown:
            raise UsageError(f"there is no source {', '.join(unknown)}; see briefbot sources list.")
        total = len(only) or len(known)
        async with application.collecting(store) as collector:
            with Progress("Collecting", total=total) as progress:
                return await collector.run(
                    now, only=only, since=window.end - window.start, told=progress.advance
                )


def _print_reports(reports: Sequence[SourceReport]) -> None:
    console = Console(highlight=False)
    table = Table("source", "outlet", "result", "new", "revised", "why", box=None, pad_edge=False)
    colours = {"new": "green", "unchanged": "dim", "failed": "red", "waiting": "yellow"}
    for one in sorted(reports, key=lambda each: (each.result, each.source.id)):
        table.add_row(
            one.source.id,
            one.source.outlet,
            f"[{colours[one.result]}]{one.result}[/]",
            str(one.new or ""),
            str(one.revised or ""),
            one.why or one.notice or "",
        )
    console.print(table)
    new = sum(one.new for one in reports)
    failed = sum(one.result == "failed" for one in reports)
    console.print(f"{len(reports)} sources read, {new} new articles, {failed} failed")


def list_sources(
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    config: ConfigOption = None,
    database: DatabaseOption = None,
) -> None:
    """List the sources that are read.

    Example: briefbot sources list
    """
    sources, _ = asyncio.run(_known(load(config=config, database=database)))
    if json:
        print_json([_source_form(one) for one in sources])
        return
    table = Table("id", "outlet", "kind", "language", "origin", "url", box=None, pad_edge=False)
    for one in sources:
        table.add_row(one.id, one.outlet, one.kind, one.language, one.origin_kind, one.url)
    Console(highlight=False).print(table)


def check(
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    config: ConfigOption = None,
    database: DatabaseOption = None,
) -> None:
    """Say of each source how it fares: last success, last new entry, failures, and why.

    Example: briefbot sources check
    """
    sources, states = asyncio.run(_known(load(config=config, database=database)))
    now = application.now()
    rows = [(one, states.get(one.id, SourceState())) for one in sources]
    if json:
        print_json([_checked(one, state, now) for one, state in rows])
        return
    table = Table("id", "condition", "read", "new entry", "why", box=None, pad_edge=False)
    for one, state in rows:
        found = health(state, now=now)
        why = f"{found.why}. {found.advice}" if found.advice else found.why
        read, new = _when(state.last_success_at), _when(state.last_new_entry_at)
        table.add_row(one.id, found.condition, read, new, why)
    Console(highlight=False).print(table)


def _checked(one: Source, state: SourceState, now: datetime) -> dict[str, object]:
    found = health(state, now=now)
    told = {"condition": found.condition, "why": found.why, "advice": found.advice}
    return _source_form(one) | told | {"state": state.to_json()}


def add(
    url: Annotated[str, typer.Argument(help="The feed's address.")],
    id: Annotated[str, typer.Option("--id", help="A short name of its own.")],  # noqa: A002
    outlet: Annotated[str, typer.Option(help="Who publishes it.")],
    language: Annotated[str, typer.Option(help="en, zh, …")] = "en",
    config: ConfigOption = None,
    database: DatabaseOption = None,
) -> None:
    """Add a feed.

    Example: briefbot sources add https://example.org/feed.xml --id example --outlet Example
    """
    made = source_from({"id": id, "outlet": outlet, "url": url, "language": language})
    asyncio.run(_add(load(config=config, database=database), (made,)))
    typer.echo(f"added {made.id}: {made.url}")


def remove(
    id: Annotated[str, typer.Argument(help="The source's id.")],  # noqa: A002
    config: ConfigOption = None,
    database: DatabaseOption = None,
) -> None:
    """Stop reading a source; its articles stay.

    Example: briefbot sources remove example
    """
    asyncio.run(_remove(load(config=config, database=database), id))
    typer.echo(f"removed {id}")


def import_opml(
    path: Annotated[Path, typer.Argument(help="An OPML file.")],
    config: ConfigOption = None,
    database: DatabaseOption = None,
) -> None:
    """Add the feeds of an OPML file.

    Example: briefbot sources import feeds.opml
    """
    found = opml.parse(path.read_bytes())
    asyncio.run(_add(load(config=config, database=database), found))
    typer.echo(f"added {len(found)} sources")


def export_opml(config: ConfigOption = None, database: DatabaseOption = None) -> None:
    """Print the sources as OPML.

    Example: briefbot sources export > feeds.opml
    """
    sources, _ = asyncio.run(_known(load(config=config, database=database)))
    typer.echo(opml.export(sources), nl=False)


async def _known(settings: Settings) -> tuple[Sequence[Source], Mapping[str, SourceState]]:
    async with application.store(settings) as store, store.database.begin() as connection:
        await source_store.ship(connection, store.library.config.sources)
        return await source_store.listed(connection), await source_store.states(connection)


async def _add(settings: Settings, sources: Sequence[Source]) -> None:
    async with application.store(settings) as store, store.database.begin() as connection:
        for one in sources:
            await source_store.add(connection, one)


async def _remove(settings: Settings, source_id: str) -> None:
    async with application.store(settings) as store, store.database.begin() as connection:
        await source_store.ship(connection, store.library.config.sources)
        await source_store.remove(connection, source_id)


def _source_form(one: Source) -> dict[str, object]:
    return {
        "id": one.id,
        "outlet": one.outlet,
        "url": one.url,
        "kind": one.kind,
        "language": one.language,
        "tags": list(one.tags),
        "origin_kind": one.origin_kind,
    }


def _when(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else ""
