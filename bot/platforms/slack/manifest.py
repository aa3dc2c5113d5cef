"""The Slack app that the code needs, from config/slack-manifest.json.

Keys: docs.slack.dev, "App manifest reference". The file is written for Socket Mode; with a public
address it becomes the manifest of an app that many workspaces install.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from digests.errors import ConfigError

FILE = "slack-manifest.json"
EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH = (
    "/slack/events",
    "/slack/install",
    "/slack/oauth_redirect",
)


def read(folder: Path) -> dict[str, Any]:
    """The manifest as it stands in the configuration folder. Raises ConfigError."""
    path = folder / FILE
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: {error}.") from error
    return manifest


def scopes(manifest: dict[str, Any]) -> list[str]:
    """The bot scopes it asks for."""
    found: list[str] = manifest["oauth_config"]["scopes"]["bot"]
    return found


def over_http(manifest: dict[str, Any], url: str) -> dict[str, Any]:
    """The same app without Socket Mode, reached at `url` (https://host, no path).

    Raises ConfigError for an address Slack would refuse.
    """
    base = url.rstrip("/")
    if not base.startswith("https://"):
        raise ConfigError(f"{url}: Slack reaches an app by https:// only.")
    events = f"{base}{EVENTS_PATH}"
    settings = manifest["settings"]
    commands = [{**command, "url": events} for command in manifest["features"]["slash_commands"]]
    return {
        **manifest,
        "features": {**manifest["features"], "slash_commands": commands},
        "oauth_config": {**manifest["oauth_config"], "redirect_urls": [f"{base}{REDIRECT_PATH}"]},
        "settings": {
            **settings,
            "event_subscriptions": {**settings["event_subscriptions"], "request_url": events},
            "interactivity": {"is_enabled": True, "request_url": events},
            "socket_mode_enabled": False,
            "org_deploy_enabled": True,
            "token_rotation_enabled": True,
        },
    }
