"""What is well with the Slack app and what to do about the rest, for `briefbot doctor`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import PostRefused
from bot.platforms.slack.errors import LOST, from_slack

# Each scope the code uses, and what does not work without it.
SCOPES = {
    "app_mentions:read": "mentions are not heard",
    "channels:history": "thread replies are not heard, lost answers not looked for",
    "channels:read": "archived channels are not noticed",
    "chat:write": "nothing can be posted",
    "commands": "/brief does not exist",
    "groups:history": "thread replies in private channels are not heard",
    "groups:read": "archived private channels are not noticed",
    "im:history": "direct messages are not heard",
    "im:write": "an admin can't be told of trouble",
    "mpim:history": "thread replies in group messages are not heard",
    "mpim:read": "group messages can't be checked",
    "users:read": "admins are not recognised",
}
SETUP = "Compare the app with `briefbot manifest slack`, then install it again."
APP_TOKEN = "Make an app-level token with connections:write and set SLACK_APP_TOKEN."
# No method tells a bot which events its app is sent.
EVENTS = (
    "Slack doesn't say which are switched on. Where commands work but replies or mentions are not "
    "heard, compare Event Subscriptions with `briefbot manifest slack`."
)
GONE = " Invite the bot there, or end its briefs with `briefbot subscriptions remove`."

Check = tuple[str, bool, str]


async def check_bot(client: AsyncWebClient) -> list[Check]:
    """The bot token, its scopes, and what can't be asked."""
    try:
        answer = await client.auth_test()
    except LOST as error:
        return [("bot token", False, str(from_slack(error)))]
    name = answer.get("team") or answer["team_id"]
    checks: list[Check] = [("bot token", True, f"works in {name} as {answer.get('user', 'a bot')}")]
    granted = _granted(answer.headers)
    if granted is None:
        return checks
    missing = [f"{scope} ({why})" for scope, why in SCOPES.items() if scope not in granted]
    if not missing:
        return [*checks, ("scopes", True, f"all {len(SCOPES)} granted"), ("events", True, EVENTS)]
    return [*checks, ("scopes", False, f"missing: {', '.join(missing)}. {SETUP}")]


async def check_socket(client: AsyncWebClient, app_token: str) -> Check:
    """The app token, by which Socket Mode is opened."""
    try:
        await client.apps_connections_open(app_token=app_token)
    except LOST as error:
        failure = from_slack(error)
        if isinstance(failure, PostRefused):
            return ("app token", False, f"Slack refuses it ({failure.code}). {APP_TOKEN}")
        return ("app token", False, str(failure))
    return ("app token", True, "opens Socket Mode")


async def check_channels(client: AsyncWebClient, channels: Sequence[str]) -> list[Check]:
    """Whether the bot is in each channel that is owed briefs, and may write there."""
    return [await _check_channel(client, channel) for channel in channels]


async def _check_channel(client: AsyncWebClient, channel: str) -> Check:
    what = f"channel {channel}"
    try:
        answer = await client.conversations_info(channel=channel)
    except LOST as error:
        failure = from_slack(error)
        todo = GONE if isinstance(failure, PostRefused) and failure.scope == "channel" else ""
        return (what, False, f"{failure}{todo}")
    found: dict[str, Any] = answer.get("channel") or {}
    if found.get("is_archived"):
        return (what, False, "archived: its briefs rest until it is back")
    if not found.get("is_member") and not found.get("is_im"):
        return (what, False, "the bot is not in it: write /invite @briefbot there")
    return (what, True, "the bot is in it")


def _granted(headers: Any) -> set[str] | None:
    """The scopes Slack says the token has; None where it does not say."""
    value = headers.get("x-oauth-scopes") or headers.get("X-OAuth-Scopes")
    return {scope.strip() for scope in value.split(",")} if value else None
