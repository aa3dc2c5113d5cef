"""`briefbot manifest`: what a platform has to be told about the bot before it can be installed."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.common import ConfigOption, VerboseOption, print_json
from bot.settings import DEFAULT_CONFIG, load


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    group = typer.Typer(
        help="What Slack or Discord has to be told to install the bot.", no_args_is_help=True
    )
    group.command("slack")(slack)
    group.command("discord")(discord)
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


def discord(
    application: Annotated[
        str | None,
        typer.Option(help="The application's id; without it, the one in DISCORD_TOKEN."),
    ] = None,
    config: ConfigOption = None,
    verbose: VerboseOption = False,
) -> None:
    """Print the link that adds the bot to a Discord server, and what it asks for.

    Example: briefbot manifest discord --application 123456789012345678
    """
    del verbose
    from bot.platforms.discord import manifest

    token = load(config=config).discord_token
    known = application or (manifest.application_of(token.get_secret_value()) if token else None)
    typer.echo(manifest.text(known), nl=False)
