"""`briefbot sources`: what is read, how it fares, and how it changes."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot import app as application
from bot.cli.collecting import collect
from bot.cli.common import ConfigOption, DatabaseOption, print_json
from bot.cli.source_view import COLUMNS, checked_form, facts, form
from bot.errors import UsageError
from bot.settings import Settings, load
from bot.wording import counted
from digests.config import source_from
from digests.fetch.client import Fetcher, FetchSettings
from digests.fetch.guard import Guard
from digests.fetch.health import health
from digests.fetch.politeness import SourceState
from digests.fetch.secrets import asked_for
from digests.model import Source
from digests.sources import opml
from digests.sources.adding import Checked, Found, checked, checked_list, find
from digests.sources.pool import ParserPool
from digests.store import sources as source_store

WIDE = 200  # columns of a table that goes to a file or a pipe


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
        print_json([form(one) for one in sources])
        return
    table = Table("id", "outlet", "kind", "language", "origin", "url", box=None, pad_edge=False)
    for one in sources:
        values = (one.id, one.outlet, one.kind, one.language, one.origin_kind, one.url)
        table.add_row(*map(Text, values))
    _print(table)


def check(
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    config: ConfigOption = None,
    database: DatabaseOption = None,
) -> None:
    """Say of each source how it fares, why, and what to do.

    Its last reading, its last new entry, how often it usually has one, and failures in a row.

    Example: briefbot sources check
    """
    sources, states = asyncio.run(_known(load(config=config, database=database)))
    now = application.now()
    rows = [(one, states.get(one.id, SourceState())) for one in sources]
    if json:
        print_json([checked_form(one, state, now) for one, state in rows])
        return
    table = Table("id", "condition", *COLUMNS, box=None, pad_edge=False)
    for one, state in rows:
        found = health(state, now=now)
        table.add_row(*map(Text, (one.id, found.condition, *facts(state, now))))
    _print(table)


def add(
    url: Annotated[str, typer.Argument(help="A feed's address, or its site's.")],
    id: Annotated[str, typer.Option("--id", help="A short name of its own.")] = "",  # noqa: A002
    outlet: Annotated[str, typer.Option(help="Who publishes it; the feed's title if unset.")] = "",
    language: Annotated[str, typer.Option(help="en, zh, …; the feed's own if unset.")] = "",
    unread: Annotated[
        bool, typer.Option("--unread", help="Take the address as it is, without reading it.")
    ] = False,
    config: ConfigOption = None,
    database: DatabaseOption = None,
) -> None:
    """Add a feed, found from its site's address where need be.

    Example: briefbot sources add https://example.org
    """
    settings = load(config=config, database=database)
    wanted = Source(id=id, outlet=outlet, url=url, language=language)
    found = asyncio.run(_add(settings, wanted, unread=unread))
    typer.echo(f"added {found.source.id}: {found.source.outlet}, {found.source.url}")
    if not unread:
        typer.echo(f"it has {counted(found.entries, 'entry', 'entries')} now")
    for other in found.others:
        typer.echo(f"also found: {other.title or 'without a title'}, {other.url}")


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
    """Add the feeds of an OPML file, and say of each entry what happened.

    Example: briefbot sources import feeds.opml
    """
    done = asyncio.run(_import(load(config=config, database=database), path.read_bytes()))
    for one in done:
        if one.source is not None:
            typer.echo(f"added {one.source.id}: {one.source.outlet}, {one.source.url}")
        else:
            typer.echo(f"not added: {one.name or 'without a name'}: {one.why}")
    added = sum(one.source is not None for one in done)
    typer.echo(f"{added} of {len(done)} added")


def export_opml(config: ConfigOption = None, database: DatabaseOption = None) -> None:
    """Print the feeds as OPML. Pages, sitemaps and private feeds have no place in it.

    Example: briefbot sources export > feeds.opml
    """
    sources, _ = asyncio.run(_known(load(config=config, database=database)))
    typer.echo(opml.export(sources), nl=False)
    left = [one.id for one in sources if one.kind != "feed" or asked_for(one)]
    if left:
        typer.echo(f"left out, as OPML can't hold them: {', '.join(left)}", err=True)


def _print(table: Table) -> None:
    width = None if sys.stdout.isatty() else WIDE
    Console(highlight=False, width=width).print(table)


async def _known(settings: Settings) -> tuple[Sequence[Source], Mapping[str, SourceState]]:
    async with application.store(settings) as store, store.database.begin() as connection:
        await source_store.ship(connection, store.library.config.sources)
        return await source_store.listed(connection), await source_store.states(connection)


async def _add(settings: Settings, wanted: Source, *, unread: bool) -> Found:
    known, _ = await _known(settings)
    if unread:
        found = Found(source=_by_hand(wanted), entries=0, others=())
    else:
        client = FetchSettings(
            user_agent=f"briefbot/{version('briefbot')} (+{settings.contact})",
            private_hosts=settings.private_hosts,
        )
        async with Fetcher(client) as fetcher, ParserPool(1) as pool:
            found = await find(wanted.url, fetcher=fetcher, parser=pool, wanted=wanted, known=known)
    # The same form as in sources.toml, so that what is added by hand is right by the same rules.
    made = source_from(
        {name: getattr(found.source, name) for name in ("id", "outlet", "url", "language")}
    )
    result = checked(made, known, Guard(settings.private_hosts))
    if result.source is None:
        raise UsageError(f"not added: {result.why}.")
    if made.id in {one.id for one in known}:
        raise UsageError(f"not added: there is a source {made.id!r} already; give another --id.")
    async with application.store(settings) as store, store.database.begin() as connection:
        await source_store.add(connection, made)
    return found


def _by_hand(wanted: Source) -> Source:
    if not wanted.id or not wanted.outlet:
        raise UsageError("with --unread give --id and --outlet too.")
    return Source(
        id=wanted.id, outlet=wanted.outlet, url=wanted.url, language=wanted.language or "en"
    )


async def _import(settings: Settings, data: bytes) -> Sequence[Checked]:
    known, _ = await _known(settings)
    listed = opml.entries(data, taken=[one.id for one in known])
    done = checked_list(listed, known, Guard(settings.private_hosts))
    async with application.store(settings) as store, store.database.begin() as connection:
        for one in done:
            if one.source is not None:
                await source_store.add(connection, one.source)
    return done


async def _remove(settings: Settings, source_id: str) -> None:
    async with application.store(settings) as store, store.database.begin() as connection:
        await source_store.ship(connection, store.library.config.sources)
        await source_store.remove(connection, source_id)
