"""Help names every form there is, as each platform has it."""

from __future__ import annotations

import pytest

from bot.commands import WORDS
from bot.formats import text
from bot.help_views import help_message
from bot.platforms.discord.command_table import COMMANDS, Group
from bot.platforms.discord.spoken import in_discord


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_word_is_in_slacks_help(language: str) -> None:
    """Each word that can be typed stands there; a link needs none, and help is what one sees."""
    said = text.message(help_message(language, "slack", "members"))
    assert {word for word in WORDS if f"/brief {word}" not in said} == {"link", "help"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_command_is_in_discords_help(language: str) -> None:
    """Each command and subcommand stands there by its own name, and none that Discord has not."""
    said = text.message(in_discord(help_message(language, "discord", "admins")))
    names = [
        f"/{one.name} {form.name}" if isinstance(one, Group) else f"/{form.name}"
        for one in COMMANDS
        for form in (one.forms if isinstance(one, Group) else (one,))
    ]
    assert {name for name in names if name not in said} == {"/briefs help"}
    assert "/brief resume" not in said
