"""`briefbot run` and `briefbot doctor`: everything in one process, and whether it can."""

from __future__ import annotations

import asyncio
import sys

import typer

from bot import app as application
from bot.cli.common import ConfigOption, DatabaseOption, VerboseOption
from bot.doctor import Finding, examine
from bot.errors import BotError
from bot.logs import configure
from bot.settings import load


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("run")(run)
    app.command("doctor")(doctor)


def run(
    config: ConfigOption = None, database: DatabaseOption = None, verbose: VerboseOption = False
) -> None:
    """Collect, build and post on schedule, and answer, until stopped.

    Needs SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or DISCORD_TOKEN, in the environment.

    Example: briefbot run --config config
    """
    configure(verbose=verbose)
    asyncio.run(application.run(load(config=config, database=database)))


def doctor(
    config: ConfigOption = None, database: DatabaseOption = None, verbose: VerboseOption = False
) -> None:
    """Check configuration, database and tokens; a line each: ok, or what to do.

    Example: briefbot doctor
    """
    configure(verbose=verbose)
    findings = asyncio.run(examine(lambda: load(config=config, database=database)))
    for one in findings:
        sys.stdout.write(_line(one))
    bad = sum(not one.ok for one in findings)
    if bad:
        raise BotError(f"{bad} of {len(findings)} checks need attention.")


def _line(one: Finding) -> str:
    return f"{'ok  ' if one.ok else 'FIX '} {one.what}: {one.detail}\n"
