"""What people do in the loopback Slack, and the payloads Slack makes of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from itertools import count
from typing import Any

from tests.servers.slack_state import (
    APP,
    BOT_USER,
    GENERAL,
    PERSON,
    TEAM,
    Json,
    Workspace,
)


class SlackPeople(ABC):
    """Commands, messages, presses, forms: each a payload, and a way to send it."""

    def __init__(self) -> None:
        self.workspace = Workspace()
        self.triggers: set[str] = set()
        self.ids = count(1)
        self.base = ""  # where the server answers

    @abstractmethod
    async def deliver(self, kind: str, payload: Json, *, retry: int = 0, ack: bool = True) -> str:
        """Sends a payload to the app; gives its envelope id."""

    async def command(self, text: str, *, user: str = PERSON, channel: str = GENERAL) -> str:
        """Type `/brief text`; gives the envelope's id once it is acknowledged."""
        return await self.deliver("slash_commands", self.command_payload(text, user, channel))

    def command_payload(self, text: str, user: str = PERSON, channel: str = GENERAL) -> Json:
        """A slash command as Slack sends it."""
        return {
            "command": "/brief",
            "text": text,
            "user_id": user,
            "channel_id": channel,
            "team_id": TEAM,
            "api_app_id": APP,
            **self._interaction(),
        }

    async def message(self, message: Json, channel: str = GENERAL, **more: Any) -> str:
        """Send a message of `workspace.say` as an event, with a new event id unless given."""
        return await self.deliver("events_api", self.event_payload(message, channel, **more))

    def event_payload(
        self, message: Json, channel: str = GENERAL, *, event_id: str = "", kind: str = "message"
    ) -> Json:
        """A message event as Slack sends it; `kind` may be app_mention."""
        number = next(self.ids)
        is_im = self.workspace.channels[channel].kind == "im"
        event = {**message, "type": kind, "channel": channel, "event_ts": message["ts"]}
        if kind == "message":
            event["channel_type"] = "im" if is_im else "channel"
        return {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": APP,
            "event": event,
            "event_id": event_id or f"Ev{number:06d}",
            "event_time": int(float(message["ts"])),
            "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
        }

    def press_payload(
        self, action_id: str, value: str, message: Json | None, user: str = PERSON
    ) -> Json:
        """A pressed button of a message on record, or of an ephemeral one where it is None."""
        ephemeral = message is None
        shown = {} if message is None else {"message": message}
        ts = message["ts"] if message else self.workspace.stamp()
        return {
            "type": "block_actions",
            "user": {"id": user, "team_id": TEAM},
            "team": {"id": TEAM},
            "api_app_id": APP,
            "channel": {"id": GENERAL},
            "container": {
                "type": "message",
                "message_ts": ts,
                "channel_id": GENERAL,
                "is_ephemeral": ephemeral,
            },
            "actions": [
                {"type": "button", "action_id": action_id, "block_id": "b", "value": value}
            ],
            **shown,
            **self._interaction(),
        }

    async def press(
        self, action_id: str, value: str, message: Json | None = None, user: str = PERSON
    ) -> str:
        """Press a button."""
        payload = self.press_payload(action_id, value, message, user)
        return await self.deliver("interactive", payload)

    def _interaction(self) -> Json:
        number = next(self.ids)
        trigger = f"{number}.{TEAM}"
        self.triggers.add(trigger)
        url = f"{self.base}/response/{number}"
        return {"trigger_id": trigger, "response_url": url}

    # Forms, the home page, shortcuts, channels

    async def submit(
        self, view: Json, values: dict[str, Any], *, user: str = PERSON, view_id: str = "V1"
    ) -> str:
        """Fill a form's fields with `values` (by block id) and send it."""
        state = {block: {"value": field} for block, field in values.items()}
        payload = {
            "type": "view_submission",
            "team": {"id": TEAM},
            "user": {"id": user, "team_id": TEAM},
            "api_app_id": APP,
            "view": {**view, "id": view_id, "state": {"values": state}},
            **self._interaction(),
        }
        return await self.deliver("interactive", payload)

    async def shortcut(self, callback: str, message: Json, *, user: str = PERSON) -> str:
        """Use a shortcut on a message."""
        payload = {
            "type": "message_action",
            "callback_id": callback,
            "team": {"id": TEAM},
            "user": {"id": user, "team_id": TEAM},
            "channel": {"id": GENERAL},
            "message": message,
            "message_ts": message["ts"],
            **self._interaction(),
        }
        return await self.deliver("interactive", payload)

    async def happen(self, kind: str, **event: Any) -> str:
        """Send an event that is no message: channel_archive, app_home_opened, …"""
        number = next(self.ids)
        payload = {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": APP,
            "event": {"type": kind, **event},
            "event_id": f"Ev{number:06d}",
            "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
        }
        return await self.deliver("events_api", payload)
