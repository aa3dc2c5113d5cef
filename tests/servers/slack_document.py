"""Slack's own document of the Web API (2021), where the shared data holds it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from tests.shared import SHARED

Json = dict[str, Any]
OPENAPI = SHARED / "platforms" / "slack-web-openapi-v2.json"

# Arguments of today that the 2021 document does not know yet.
NEWER: dict[str, set[str]] = {
    "chat.postMessage": {"metadata", "markdown_text"},
    "chat.update": {"metadata", "reply_broadcast"},
    "conversations.history": {"include_all_metadata"},
    "conversations.replies": {"include_all_metadata"},
    "views.open": {"interactivity_pointer"},
    "oauth.v2.access": {"grant_type", "refresh_token"},
}
# Arguments that the 2021 document requires and Slack does not always any more.
OPTIONAL = {"oauth.v2.access": {"code"}}
# Methods of today that it does not know, with their required arguments.
NEW_METHODS: dict[str, set[str]] = {
    "apps.connections.open": set(),
    "apps.uninstall": {"client_id", "client_secret"},
}


def argument_complaints(method: str, arguments: Json) -> list[str]:
    """Unknown and missing arguments of a method, by Slack's own document where it is present."""
    known = document().get(method)
    required = NEW_METHODS.get(method)
    if required is not None:
        return [f"missing {name}" for name in required - set(arguments)]
    if known is None:
        return [] if not document() else [f"unknown method {method}"]
    names = {p["name"] for p in known} | NEWER.get(method, set())
    found = [f"unknown argument {name}" for name in arguments if name not in names]
    needed = (
        {p["name"] for p in known if p.get("required")} - {"token"} - OPTIONAL.get(method, set())
    )
    return found + [f"missing argument {name}" for name in needed - set(arguments)]


@cache
def document() -> dict[str, list[Json]]:
    """Method name to its parameters; empty where the shared data is absent."""
    if not OPENAPI.exists():
        return {}
    paths = json.loads(OPENAPI.read_text(encoding="utf-8"))["paths"]
    return {
        path.lstrip("/"): next(iter(verbs.values())).get("parameters", [])
        for path, verbs in paths.items()
    }
