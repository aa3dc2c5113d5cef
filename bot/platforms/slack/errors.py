"""What Slack's refusals mean: what has to pause, and what a person can do about it.

The codes are those of `chat.postMessage` and of every method (docs.slack.dev, "chat.postMessage",
"Errors"). A code that Slack says may follow on a message that stands is no refusal but `PostUnknown`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackClientError

from bot.errors import PlatformError, PostRefused, PostUnknown, RateLimited, Scope

LOST = (SlackClientError, aiohttp.ClientError, asyncio.TimeoutError, OSError)

_UNSURE = frozenset(
    "fatal_error internal_error request_timeout service_unavailable "
    "team_added_to_org rollup_error".split()
)
_RATE = frozenset(("ratelimited", "rate_limited", "message_limit_exceeded"))
_DEFAULT_WAIT = 30.0  # seconds, where Slack names none

# By code: what has to pause, and what a person can do.
REFUSALS: dict[str, tuple[Scope, str]] = {
    "channel_not_found": ("channel", "The channel is gone, or private and without the bot."),
    "not_in_channel": ("channel", "The bot is not in the channel: /invite it."),
    "is_archived": ("channel", "The channel is archived."),
    "restricted_action": ("channel", "A workspace setting keeps the bot from posting here."),
    "restricted_action_read_only_channel": ("channel", "The channel is read-only for the bot."),
    "restricted_action_thread_only_channel": ("channel", "Only threads may be written in here."),
    "restricted_action_non_threadable_channel": ("channel", "The channel allows no threads."),
    "restricted_action_thread_locked": ("channel", "The thread is locked."),
    "cannot_reply_to_message": ("channel", "The message it answers takes no replies."),
    "thread_not_found": ("channel", "The thread is gone."),
    "message_not_found": ("channel", "The message is gone."),
    "cant_update_message": ("channel", "The message is not the bot's to edit."),
    "cant_delete_message": ("channel", "The message is not the bot's to delete."),
    "edit_window_closed": ("channel", "The workspace does not allow edits this late."),
    "user_not_in_channel": ("channel", "The person is not in the channel."),
    "messages_tab_disabled": ("channel", "The app's message tab is off: see the manifest."),
    "cannot_dm_bot": ("channel", "A bot can't be written to."),
    "account_inactive": ("workspace", "The app was removed from the workspace: install it again."),
    "token_revoked": ("workspace", "The bot's token was revoked: install the app again."),
    "token_expired": ("workspace", "The bot's token has expired: install the app again."),
    "invalid_auth": ("workspace", "Slack does not know the bot's token: check SLACK_BOT_TOKEN."),
    "not_authed": ("workspace", "No token was sent: set SLACK_BOT_TOKEN."),
    "no_permission": ("workspace", "The bot's token may not do this: install the app again."),
    "missing_scope": ("workspace", "The app lacks a permission: compare briefbot manifest slack."),
    "not_allowed_token_type": ("workspace", "SLACK_BOT_TOKEN must be a bot token (xoxb-…)."),
    "team_access_not_granted": ("workspace", "The app has no access to this workspace."),
    "access_denied": ("workspace", "The workspace denies the app access."),
    "org_login_required": ("workspace", "The workspace is being moved into an organisation."),
    "ekm_access_denied": ("workspace", "An administrator suspended posting."),
    "is_inactive": ("workspace", "The workspace is frozen."),
}
_MALFORMED = "Slack does not take the message as it is written."


def from_slack(error: BaseException) -> PlatformError:
    """The platform error for what a call of slack_sdk or its connection raised."""
    response = getattr(error, "response", None)
    if response is None:
        return PostUnknown(f"Slack did not answer ({type(error).__name__}).")
    status = getattr(response, "status_code", None) or getattr(response, "status", None)
    return from_response(status or 0, response_data(response), getattr(response, "headers", {}))


def from_response(
    status: int, data: Mapping[str, Any], headers: Mapping[str, str]
) -> PlatformError:
    """The platform error for an answer that is not ok."""
    code = str(data.get("error") or "")
    if status == 429 or code in _RATE:
        return RateLimited(_seconds(headers))
    if status >= 500 or not code or code in _UNSURE:
        return PostUnknown(f"Slack answered {code or status}: the message may or may not stand.")
    return refusal(code, data)


def refusal(code: str, data: Mapping[str, Any] | None = None) -> PostRefused:
    """The refusal for one of Slack's codes, saying what to do."""
    scope, advice = REFUSALS.get(code, ("message", _MALFORMED))
    details = data or {}
    if code == "missing_scope" and details.get("needed"):
        advice = f"{advice} Missing: {details['needed']}."
    messages = (details.get("response_metadata") or {}).get("messages") or ()
    if code not in REFUSALS and messages:
        advice = f"{advice} {'; '.join(map(str, messages))}"
    return PostRefused(f"{advice} (Slack: {code})", code=code, scope=scope)


def response_data(response: Any) -> Mapping[str, Any]:
    """The JSON of an answer, empty where it has none."""
    data = getattr(response, "data", None)
    if isinstance(data, dict):
        return data
    return response if isinstance(response, dict) else {}


def _seconds(headers: Mapping[str, str]) -> float:
    value = headers.get("Retry-After") or headers.get("retry-after") or ""
    try:
        return max(0.0, float(value))
    except ValueError:
        return _DEFAULT_WAIT
