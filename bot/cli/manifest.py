"""`briefbot manifest`: what a platform has to be told about the bot before it can be installed."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.common import ConfigOption, VerboseOption, print_json
from bot.settings import DEFAULT_CONFIG


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    group = typer.Typer(
        help="What Slack or Discord has to be told to install the bot.", no_args_is_help=True
    )
    group.command("slack")(slack)
    app.add_typer(group, name="manifest")


def slack(
    url: Annotated[
        str | None,
        typer.Option(help="Public https address: events by HTTP, for many workspaces."),
    ] = None,
    config: ConfigOption = None,
    verbose: VerboseOption = False,
) -> None:
    """Print the Slack app manifest: paste it at api.slack.com/apps, "From a manifest".

    Example: briefbot manifest slack --url https://briefs.example.org
    """
    del verbose
    from bot.platforms.slack import manifest

    found = manifest.read(config or DEFAULT_CONFIG)
    print_json(manifest.over_http(found, url) if url else found)
