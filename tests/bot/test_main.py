"""The command line finds its commands without importing all of them."""

from __future__ import annotations

import typer.main

from bot.__main__ import GROUPS, build
from tests.conftest import briefbot


def test_the_table_names_every_command_in_its_group() -> None:
    """What a group registers is what the table says, so that none is looked for elsewhere."""
    for commands in GROUPS.values():
        for name in commands:
            app = typer.main.get_command(build(name))
            assert set(app.commands) == set(commands)  # type: ignore[attr-defined]


def test_the_whole_is_the_sum_of_its_groups() -> None:
    """Without a command, or with one that isn't there, all are shown."""
    everything = {name for commands in GROUPS.values() for name in commands}
    for word in (None, "--help", "nonsense"):
        assert set(typer.main.get_command(build(word)).commands) == everything  # type: ignore[attr-defined]


def test_an_unknown_command_is_wrong_usage() -> None:
    """Exit 2, and nothing on standard output."""
    done = briefbot("breif", "china-ai")
    assert (done.returncode, done.stdout) == (2, "")


def test_an_unexpected_error_is_one_line() -> None:
    """A database that is no database ends in one line, with where to look."""
    done = briefbot("status", "--database", "sqlite+aiosqlite:////dev/null/x.sqlite3")
    assert done.returncode == 1
    assert done.stderr.startswith("briefbot: ")
    assert done.stderr.count("\n") == 1
