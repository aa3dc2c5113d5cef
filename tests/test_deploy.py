"""What Procfile, compose.yaml and the guide start exists, and is set up as they say."""

from __future__ import annotations

import re

import pytest
from pydantic import SecretStr

from bot.__main__ import GROUPS
from bot.settings import Settings
from tests.shared import ROOT

COMMANDS = {command for commands in GROUPS.values() for command in commands}
OF_COMPOSE = {"POSTGRES_PASSWORD", "APP_PASSWORD", "COMPOSE_PROFILES"}


def read(name: str) -> str:
    """A file of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def known() -> set[str]:
    """Every name a setting can have in the environment."""
    names: set[str] = set()
    for name, field in Settings.model_fields.items():
        aliases = getattr(field.validation_alias, "choices", None) or [f"BRIEFBOT_{name.upper()}"]
        names |= {str(one) for one in aliases}
    return names


def test_every_process_is_a_command() -> None:
    """Procfile and compose.yaml start commands that there are, and the same ones."""
    lines = dict(line.split(": ", 1) for line in read("Procfile").splitlines())
    assert set(lines) == {"release", "web", "slack", "discord", "clock", "worker"}
    started = {line.split()[1] for line in lines.values()}
    composed = set(re.findall(r'command: \["(\w+)"', read("compose.yaml")))
    assert started == composed <= COMMANDS


@pytest.mark.parametrize("name", ["compose.yaml", "deploy/env.example", "docs/deploy.md"])
def test_every_setting_is_one(name: str) -> None:
    """No file names a setting that the program would not know."""
    pattern = r"\b((?:BRIEFBOT|SLACK|DISCORD|OPENAI)_[A-Z_]+|POSTGRES_PASSWORD|APP_PASSWORD)\b"
    found = set(re.findall(pattern, read(name)))
    assert found - known() - OF_COMPOSE == set()


def test_a_line_left_open_sets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """`SLACK_BOT_TOKEN=` in .env is as if it were not there."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "")
    monkeypatch.setenv("BRIEFBOT_SECRET_KEY", "")
    monkeypatch.setenv("BRIEFBOT_PUBLIC_URL", "")
    made = Settings(discord_token=SecretStr("t"))
    assert (made.slack_bot_token, made.secret_key, made.public_url) == (None, None, None)


def test_the_guide_names_every_command_it_needs() -> None:
    """Each `briefbot …` of the guide is a command."""
    used = set(re.findall(r"(?<![/\w])briefbot (\w+)", read("docs/deploy.md")))
    assert used - COMMANDS == set()
