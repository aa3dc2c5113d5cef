"""Slack's events about where the bot may still write, as changes: pure.

Shapes: docs.slack.dev, "channel_archive", "channel_left", "member_joined_channel",
"app_uninstalled", "tokens_revoked".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.platforms.base import Change
from bot.platforms.slack.errors import refusal
from bot.platforms.slack.events import workspace

_CLOSED = {
    "channel_archive": "is_archived",
    "group_archive": "is_archived",
    "channel_deleted": "channel_not_found",
    "group_deleted": "channel_not_found",
    "channel_left": "not_in_channel",
    "group_left": "not_in_channel",
}
_OPENED = {"channel_unarchive", "group_unarchive"}
_GONE = {"app_uninstalled": "account_inactive", "tokens_revoked": "token_revoked"}
EVENTS = (*_CLOSED, *sorted(_OPENED), *_GONE, "member_joined_channel")


def change(body: Mapping[str, Any], me: str | None) -> Change | None:
    """What an event says of a channel or the workspace. `me` is the bot's user id."""
    event = body.get("event") or {}
    kind = event.get("type", "")
    team, channel = workspace(body), _channel(event)
    if kind in _CLOSED and channel:
        return _closed(team, channel, _CLOSED[kind])
    if kind in _OPENED and channel:
        return Change(workspace=team, channel=channel, open=True, code=kind)
    if kind == "member_joined_channel" and channel and event.get("user") == me:
        return Change(workspace=team, channel=channel, open=True, code=kind)
    if kind == "app_uninstalled" or (kind == "tokens_revoked" and _bots(event)):
        return _closed(team, None, _GONE[kind])
    return None


def _closed(team: str, channel: str | None, code: str) -> Change:
    why = str(refusal(code))
    return Change(workspace=team, channel=channel, open=False, code=code, why=why)


def _channel(event: Mapping[str, Any]) -> str | None:
    channel = event.get("channel")
    found = channel.get("id") if isinstance(channel, Mapping) else channel
    return found or None


def _bots(event: Mapping[str, Any]) -> bool:
    """Whether it is the bot's own token that was revoked, not a person's."""
    return bool((event.get("tokens") or {}).get("bot"))
