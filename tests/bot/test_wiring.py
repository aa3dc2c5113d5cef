"""Which platforms the settings name, and what is said of wrong combinations."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest
from pydantic import SecretStr

from bot import wiring
from bot.app import configured_platforms
from bot.errors import SettingsError
from bot.settings import Settings
from tests.conftest import briefbot

SLACK = {"slack_bot_token": "xoxb-1"}
SOCKET = {**SLACK, "slack_app_token": "xapp-1"}
HTTP = {**SLACK, "slack_signing_secret": "s"}
MANY = {
    "slack_client_id": "1.2",
    "slack_client_secret": "c",
    "slack_signing_secret": "s",
    "secret_key": "k" * 40,
    "public_url": "https://briefs.example",
}


def settings(**values: Any) -> Settings:
    """Settings of a bot on no real database."""
    secret = {key for key in values if key.startswith(("slack_", "discord_token", "secret_key"))}
    made = {key: SecretStr(value) if key in secret else value for key, value in values.items()}
    return Settings(**{"database": "sqlite+aiosqlite:///:memory:", **made})


@pytest.mark.parametrize(
    ("values", "way"),
    [
        ({}, None),
        (SOCKET, "socket"),
        ({**SOCKET, **MANY}, "socket"),  # the two tokens are Socket Mode, whatever else is set
        (HTTP, "http"),
        (MANY, "many"),
    ],
)
def test_the_ways_of_slack(values: dict[str, str], way: str | None) -> None:
    """Each complete set of settings is one way, and no mistake."""
    made = settings(**values)
    assert wiring.slack_way(made) == way
    assert list(wiring.mistakes(made)) == []


@pytest.mark.parametrize(
    ("values", "named"),
    [
        (SLACK, {"SLACK_APP_TOKEN"}),
        ({"slack_app_token": "xapp-1"}, {"SLACK_APP_TOKEN"}),
        ({"slack_signing_secret": "s"}, {"SLACK_SIGNING_SECRET"}),
        ({**HTTP, **MANY}, {"SLACK_BOT_TOKEN"}),
        ({**MANY, "slack_app_token": "xapp-1"}, {"SLACK_APP_TOKEN"}),
        (
            {"slack_client_id": "1.2"},
            {
                "SLACK_CLIENT_SECRET",
                "SLACK_SIGNING_SECRET",
                "BRIEFBOT_SECRET_KEY",
                "BRIEFBOT_PUBLIC_URL",
            },
        ),
        ({**MANY, "secret_key": "short"}, {"BRIEFBOT_SECRET_KEY"}),
        ({**MANY, "public_url": "http://briefs.example"}, {"BRIEFBOT_PUBLIC_URL"}),
        ({**MANY, "public_url": "https://briefs.example/path"}, {"BRIEFBOT_PUBLIC_URL"}),
        ({"engine": True}, {"BRIEFBOT_ENGINE"}),
        (
            {**SLACK, "engine": True, "secret_key": "short"},
            {"SLACK_APP_TOKEN", "BRIEFBOT_ENGINE", "BRIEFBOT_SECRET_KEY"},
        ),
    ],
)
def test_every_mistake_is_named_at_once(values: dict[str, Any], named: set[str]) -> None:
    """All that is wrong stands in one error, each with the setting's name."""
    made = settings(**values)
    found = {one.removeprefix("setting ").partition(":")[0] for one in wiring.mistakes(made)}
    assert found == named
    with pytest.raises(SettingsError) as error:
        wiring.check(made)
    assert all(name in str(error.value) for name in named)


async def test_settings_reach_discord() -> None:
    """Roles, tags and shards are read from the environment's form and given to the platform."""
    made = settings(
        discord_token="t", discord_admin_roles="12, 34", discord_tags="5,6", discord_shards=0
    )
    assert made.discord_admin_roles == (12, 34)
    assert made.discord_tags == ("5", "6")
    assert list(configured_platforms(made)) == ["discord"]


def run(**environment: str) -> subprocess.CompletedProcess[str]:
    """`briefbot run` that can't start."""
    return briefbot("run", BRIEFBOT_DATABASE="sqlite+aiosqlite:///:memory:", **environment)


def test_the_program_ends_with_one_line() -> None:
    """`briefbot run` with a wrong combination says all of it in one line and ends with 2."""
    done = run(SLACK_CLIENT_ID="1.2", BRIEFBOT_SECRET_KEY="short")
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "SLACK_CLIENT_SECRET" in done.stderr
    assert "BRIEFBOT_SECRET_KEY" in done.stderr
    assert "short" not in done.stderr
