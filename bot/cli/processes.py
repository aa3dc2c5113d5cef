"""The parts of `briefbot run` as processes of their own, over one PostgreSQL.

Any number of each may run, on any number of machines: what is due is asked for once, and each job
is done by one worker.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Annotated

import typer

from bot import app as application
from bot import roles
from bot.cli.common import ConfigOption, DatabaseOption, VerboseOption
from bot.errors import UsageError
from bot.jobs import KINDS, Kind
from bot.logs import configure
from bot.roles import Role
from bot.settings import Settings, load

HostOption = Annotated[
    str | None, typer.Option("--host", help="Address to serve at; 0.0.0.0 for all.")
]
PortOption = Annotated[int | None, typer.Option("--port", help="Port to serve at.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    for command in (clock, worker, web, slack, discord):
        app.command()(command)


def clock(
    config: ConfigOption = None, database: DatabaseOption = None, verbose: VerboseOption = False
) -> None:
    """Ask for what is due: sources, briefs, messages. Two clocks are as good as one.

    Example: briefbot clock
    """
    _run(roles.CLOCK, load(config=config, database=database), verbose=verbose)


def worker(
    jobs: Annotated[
        str | None,
        typer.Option(help=f"Only these kinds, commas between: {', '.join(KINDS)}."),
    ] = None,
    config: ConfigOption = None,
    database: DatabaseOption = None,
    verbose: VerboseOption = False,
) -> None:
    """Do the jobs: collect, extract, build briefs, deliver, answer.

    Example: briefbot worker --jobs deliver,answer
    """
    role = replace(roles.WORKER, works=_kinds(jobs)) if jobs else roles.WORKER
    _run(role, load(config=config, database=database), verbose=verbose)


def web(
    host: HostOption = None,
    port: PortOption = None,
    config: ConfigOption = None,
    database: DatabaseOption = None,
    verbose: VerboseOption = False,
) -> None:
    """Serve Slack over HTTP, its installation pages, /healthz and /readyz.

    Example: briefbot web --host 0.0.0.0 --port 8000
    """
    settings = _served(load(config=config, database=database), host, port)
    _run(roles.WEB, settings, verbose=verbose)


def slack(
    config: ConfigOption = None, database: DatabaseOption = None, verbose: VerboseOption = False
) -> None:
    """Hear Slack: over its socket, or over HTTP where no app token is set.

    Example: briefbot slack
    """
    _run(roles.SLACK, load(config=config, database=database), verbose=verbose)


def discord(
    config: ConfigOption = None, database: DatabaseOption = None, verbose: VerboseOption = False
) -> None:
    """Hear Discord over its gateway.

    Example: briefbot discord
    """
    _run(roles.DISCORD, load(config=config, database=database), verbose=verbose)


def _run(role: Role, settings: Settings, *, verbose: bool) -> None:
    configure(verbose=verbose)
    asyncio.run(application.run(settings, role))


def _served(settings: Settings, host: str | None, port: int | None) -> Settings:
    given = {"web_host": host, "web_port": port}
    return settings.model_copy(update={k: v for k, v in given.items() if v is not None})


def _kinds(written: str) -> tuple[Kind, ...]:
    wanted = [one.strip() for one in written.split(",") if one.strip()]
    unknown = [one for one in wanted if one not in KINDS]
    if unknown or not wanted:
        raise UsageError(f"--jobs: {', '.join(unknown) or 'empty'}: use {', '.join(KINDS)}.")
    return tuple(kind for kind in KINDS if kind in wanted)
