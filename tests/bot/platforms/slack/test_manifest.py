"""The manifest asks for exactly what the code uses, and `briefbot manifest slack` prints it."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from bot.__main__ import build
from bot.platforms.slack import changes, manifest
from bot.platforms.slack.checkup import SCOPES
from bot.platforms.slack.surfaces import LINK_SHORTCUT
from digests.errors import ConfigError
from tests.shared import ROOT, shared

FOUND = manifest.read(ROOT / "config")


def test_printed_manifest_is_the_one_shipped() -> None:
    """The command prints the file's own JSON."""
    result = CliRunner().invoke(build(), ["manifest", "slack", "--config", str(ROOT / "config")])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == FOUND


def test_manifest_keeps_slacks_own_limits() -> None:
    """Names and descriptions are within what Slack takes (App manifest reference)."""
    shown = FOUND["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
    for shortcut in FOUND["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
    assert len(FOUND["features"]["slash_commands"][0]["description"]) <= 2000


def test_message_events_come_with_the_scopes_they_need() -> None:
    """Each kind of channel whose messages are heard has its history scope, or Slack refuses."""
    kinds = [
        event.partition(".")[2]
        for event in FOUND["settings"]["event_subscriptions"]["bot_events"]
        if event.startswith("message.")
    ]
    assert {f"{kind}:history" for kind in kinds} <= set(manifest.scopes(FOUND))


def test_scopes_are_those_that_the_code_uses() -> None:
    """The manifest, `briefbot doctor` and an installation by OAuth ask for the same scopes."""
    assert set(manifest.scopes(FOUND)) == set(SCOPES)


def test_events_are_slacks_own() -> None:
    """Each event stands in Slack's document, with no scope required that is not asked for."""
    document = json.loads(shared("platforms/slack-events-async-v1.json").read_text("utf-8"))
    newer = {"app_home_opened", "group_deleted"}  # than the document; both stand at docs.slack.dev
    for event in FOUND["settings"]["event_subscriptions"]["bot_events"]:
        if event in newer:
            continue
        topic = document["topics"][event.replace("_", ".")]["subscribe"]
        assert set(topic.get("x-scopes-required") or ()) <= set(SCOPES), event


def test_every_event_heard_is_subscribed() -> None:
    """What the code listens to is what the manifest subscribes to."""
    subscribed = set(FOUND["settings"]["event_subscriptions"]["bot_events"])
    assert set(changes.EVENTS) | {"app_home_opened", "app_mention"} <= subscribed
    assert FOUND["features"]["shortcuts"][0]["callback_id"] == LINK_SHORTCUT


def test_http_manifest_names_every_address() -> None:
    """With a public address, events, commands, buttons and OAuth all lead to it."""
    web = manifest.over_http(FOUND, "https://briefs.example.org/")
    events = "https://briefs.example.org/slack/events"
    assert web["settings"]["event_subscriptions"]["request_url"] == events
    assert web["settings"]["interactivity"]["request_url"] == events
    assert {command["url"] for command in web["features"]["slash_commands"]} == {events}
    assert not web["settings"]["socket_mode_enabled"]
    assert web["oauth_config"]["redirect_urls"] == [
        "https://briefs.example.org/slack/oauth_redirect"
    ]
    assert FOUND["settings"]["socket_mode_enabled"]


def test_plain_http_is_refused() -> None:
    """Slack calls https addresses only, so no other makes a manifest."""
    with pytest.raises(ConfigError, match="https"):
        manifest.over_http(FOUND, "http://briefs.example.org")
