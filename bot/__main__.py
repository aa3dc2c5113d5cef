"""`briefbot`: finds the command, runs it, and ends every error in one clear line."""

from __future__ import annotations

import importlib
import logging
import sys

import typer

from bot.errors import BotError, SettingsError, UsageError
from bot.logs import configure
from digests.errors import DigestsError

GROUPS = (
    "demo",
    "briefs",
    "archive",
    "sources",
    "articles",
    "feeds",
    "stories",
    "store",
    "topics",
    "subscriptions",
    "running",
    "costs",
    "care",
    "manifest",
)


def build() -> typer.Typer:
    """The whole command line."""
    app = typer.Typer(
        name="briefbot",
        help="Daily AI-industry briefs for Slack and Discord: verbatim quotes, claims with evidence.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    for group in GROUPS:
        importlib.import_module(f"bot.cli.{group}").register(app)
    return app


def main() -> None:
    """Exit 0 on success, 1 when the work could not be done, 2 for wrong usage."""
    # A command says what it did itself; only what runs on and on logs as it goes.
    configure(verbose=_verbose(), level=logging.ERROR)
    try:
        build()()
    except (UsageError, SettingsError) as error:
        _end(error, 2)
    except (BotError, DigestsError, OSError) as error:
        _end(error, 1)


def _verbose() -> bool:
    return "-v" in sys.argv or "--verbose" in sys.argv


def _end(error: Exception, code: int) -> None:
    if _verbose():
        raise error
    sys.stderr.write(f"briefbot: {error}\n")
    sys.exit(code)


if __name__ == "__main__":
    main()
