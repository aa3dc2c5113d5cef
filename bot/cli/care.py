"""`briefbot status`, `backup`, `restore`, `purge`, `migrate`: looking after a store."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot import app as application
from bot import backup as copies
from bot import models, restored, wiring
from bot.cli.common import ConfigOption, DatabaseOption, print_json
from bot.engine.grants import grant
from bot.errors import UsageError
from bot.retention import purge_workspace, sweep
from bot.settings import Settings, load
from bot.status import Status, status_of
from bot.tables import MIGRATIONS
from bot.wording import counted
from digests.store.database import opened
from digests.store.sql import alone


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("status")(status)
    app.command("backup")(backup)
    app.command("restore")(restore)
    app.command("purge")(purge)
    app.command("migrate")(migrate)


def status(
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    config: ConfigOption = None,
    database: DatabaseOption = None,
) -> None:
    """Show what is next and last in each channel, what rests and why, how the sources fare.

    Example: briefbot status
    """
    found = asyncio.run(_status(load(config=config, database=database)))
    if json:
        print_json(found.to_json())
        return
    _show(found)


async def _status(settings: Settings) -> Status:
    async with application.store(settings) as store, store.database.connect() as connection:
        chosen = models.choice(settings)
        return await status_of(
            connection,
            application.now(),
            model=f"{chosen.provider.title}, {chosen.model}" if chosen else "",
            cap=settings.model_cap_day if chosen else None,
        )


def _show(found: Status) -> None:
    console = Console(highlight=False)
    table = Table("channel", "what", "next", "last sent", "state", box=None, pad_edge=False)
    for one in found.channels:
        late = f"{counted(one.late, 'message')} late, since {one.late_since}" if one.late else ""
        state = "; ".join(filter(None, (one.state, late, one.failed)))
        table.add_row(one.channel, one.what, one.next_at or "", one.last_at or "", state)
    if found.channels:
        console.print(table)
    console.print(found.summary())
    console.print(found.costs())
    for name, well in found.jobs.items():
        console.print(f"{name}: last well {well or 'never'}")
    for notice in found.notices:
        console.print(f"! {notice}")


def backup(
    target: Annotated[Path, typer.Argument(help="Where the copy goes.", metavar="FILE")],
    database: DatabaseOption = None,
) -> None:
    """Copy the store to a file while it is used.

    Example: briefbot backup backups/today.sqlite3
    """
    size = copies.backup(load(database=database).database, target)
    typer.echo(f"{target}: {size:,} bytes")


def restore(
    source: Annotated[
        Path | None, typer.Argument(help="A file that backup made.", metavar="FILE")
    ] = None,
    database: DatabaseOption = None,
) -> None:
    """Put a backup in the store's place; stop the bot first.

    A PostgreSQL is put back with pg_restore; after that, and before the bot starts, run this
    without a file: what was sent since the copy was made is then looked for, and not sent again.

    Example: briefbot restore backups/today.sqlite3
    """
    settings = load(database=database)
    if source is None:
        asyncio.run(_restored(settings))
        typer.echo("noted as restored")
        return
    copies.restore(settings.database, source, application.now())
    typer.echo(f"restored {source}")


async def _restored(settings: Settings) -> None:
    if settings.database.startswith("sqlite"):
        raise UsageError("name the backup: briefbot restore FILE.")
    async with opened(settings.database, MIGRATIONS) as store, store.begin() as connection:
        await connection.run_sync(restored.note, application.now())


def purge(
    workspace: Annotated[str, typer.Option(help="The Slack team or Discord guild id.")],
    database: DatabaseOption = None,
) -> None:
    """Delete everything that belongs to a workspace.

    Example: briefbot purge --workspace T0123456
    """
    gone = asyncio.run(_purge(load(database=database), workspace))
    typer.echo(f"{counted(gone, 'row')} of {workspace} deleted")


async def _purge(settings: Settings, workspace: str) -> int:
    async with opened(settings.database, MIGRATIONS) as store:
        async with store.begin() as connection:
            gone = await purge_workspace(connection, workspace)
        await sweep(store)
        return gone


def migrate(
    app_role: Annotated[
        str | None,
        typer.Option(help="PostgreSQL: the role that runs the bot, which may work with the rows."),
    ] = None,
    database: DatabaseOption = None,
) -> None:
    """Bring the store's tables up to date, while the bot runs. Every other command does it too.

    Old code still works on the new tables. With --app-role the bot may run as a role that sees
    only the rows of the workspace it works for.

    Example: briefbot migrate --database postgresql+asyncpg://owner@localhost/briefbot
    """
    asyncio.run(_migrate(load(database=database), app_role))
    typer.echo("up to date")


async def _migrate(settings: Settings, app_role: str | None) -> None:
    if settings.engine:
        wiring.check(settings)
    async with opened(settings.database, MIGRATIONS) as owner, owner.begin() as connection:
        await alone(connection, "release")  # two may be started at once
        if settings.engine:
            from bot.engine.postgres import install

            await install(settings.database)
        if app_role is not None:
            await grant(owner, app_role)
