"""`briefbot`: finds the command, runs it, and ends every error in one clear line."""

from __future__ import annotations

import importlib
import logging
import sys

import typer

from bot import garbage
from bot.errors import BotError, SettingsError, UsageError
from bot.logs import configure
from digests.errors import DigestsError
from digests.store.tenancy import everyone

# Which file of bot/cli/ holds which commands: only that one is imported when its command runs.
GROUPS = {
    "demo": ("demo",),
    "briefs": ("brief", "ask"),
    "archive": ("search", "people", "claims", "outcome"),
    "sources": ("collect", "sources"),
    "articles": ("article", "extract"),
    "feeds": ("feed", "fulltext"),
    "stories": ("stories",),
    "store": ("ingest", "move"),
    "topics": ("topics",),
    "subscriptions": ("subscriptions",),
    "running": ("run", "doctor"),
    "processes": ("clock", "worker", "web", "slack", "discord"),
    "costs": ("costs",),
    "care": ("status", "backup", "restore", "purge", "migrate"),
    "manifest": ("manifest",),
}


def build(command: str | None = None) -> typer.Typer:
    """The command line: the part that holds `command`, or all of it."""
    app = typer.Typer(
        name="briefbot",
        help="Daily AI-industry briefs for Slack and Discord: verbatim quotes, claims with evidence.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    # Without a callback, typer would take an only command for the whole program.
    app.callback()(_nothing)
    wanted = [group for group, commands in GROUPS.items() if command in commands]
    for group in wanted or GROUPS:
        importlib.import_module(f"bot.cli.{group}").register(app)
    return app


def _nothing() -> None:
    return


def main() -> None:
    """Exit 0 on success, 1 when the work could not be done, 2 for wrong usage."""
    garbage.seldom()
    # A command says what it did itself; only what runs on and on logs as it goes.
    configure(verbose=_verbose(), level=logging.ERROR)
    everyone()  # who sits at the command line sees all workspaces
    try:
        build(next(iter(sys.argv[1:]), None))()
    except (UsageError, SettingsError) as error:
        _end(error, 2)
    except (BotError, DigestsError, OSError) as error:
        _end(error, 1)
    except Exception as error:  # the last boundary: a user gets a line, -v the traceback
        _end(error, 1, f"something went wrong ({type(error).__name__}: {error}); -v shows where")


def _verbose() -> bool:
    return "-v" in sys.argv or "--verbose" in sys.argv


def _end(error: Exception, code: int, line: str | None = None) -> None:
    if _verbose():
        raise error
    sys.stderr.write(f"briefbot: {line or error}\n")
    sys.exit(code)


if __name__ == "__main__":
    main()
