"""Interactions of the loopback Discord: commands, buttons, autocomplete, and their answers.

developers/interactions/receiving-and-responding.mdx: the first answer within three seconds, once;
then fifteen minutes for the rest.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from tests.servers import discord_rules as rules
from tests.servers.discord_http import Refusal
from tests.servers.discord_state import DIRECT, Channel, World

Json = dict[str, Any]
FIRST_ANSWER = 3.0
TOKEN_LIFE = 15 * 60.0
EPHEMERAL = 1 << 6
_CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
_WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"


@dataclass(kw_only=True)
class Interaction:
    """One interaction and all that came back for it."""

    id: str
    token: str
    data: Json
    made_at: float
    deferred: int | None = None  # the type of the first answer
    ephemeral: bool = False
    choices: list[Json] | None = None
    form: Json | None = None  # the modal it was answered with
    shown: list[Json] = field(default_factory=list)  # what the person sees, in order
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    first_after: float = 0.0  # seconds to the first answer

    async def wait(self, seconds: float = 5.0) -> list[Json]:
        """What the person sees, once there is something."""
        async with asyncio.timeout(seconds):
            while not self.shown:  # noqa: ASYNC110 - filled by requests
                await asyncio.sleep(0.01)
        return self.shown


class Interactions:
    """All interactions, by id and by token. `ages` makes tokens older than they are, in seconds."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.ages = 0.0
        self.made: list[Interaction] = []
        self.pings: list[str] = []

    def new(self, kind: int, data: Json, user: str, channel: Channel, **more: Any) -> Interaction:
        """An interaction by `user` in `channel`, ready to be dispatched."""
        world = self._world
        id, token = world.snowflake(), secrets.token_urlsafe(24)  # noqa: A001
        payload = {
            "id": id,
            "application_id": world.application,
            "type": kind,
            "token": token,
            "version": 1,
            "guild_id": world.guild,
            "channel_id": channel.id,
            "channel": {**world.channel_form(channel), "permissions": "0"},
            "guild": {"id": world.guild, "locale": "en-US", "features": []},
            "member": {
                **world.member_form(user),
                "user": world.user_form(user),
                "permissions": str(world.permissions(user)),
            },
            "locale": "en-US",
            "guild_locale": "en-US",
            "app_permissions": str(1 << 10),
            "entitlements": [],
            "authorizing_integration_owners": {"0": world.guild},
            "context": 0,
            "attachment_size_limit": 10485760,
            "data": data,
            **more,
        }
        if channel.type == DIRECT:
            for name in ("guild_id", "guild", "member", "guild_locale"):
                del payload[name]
            payload |= {"user": world.user_form(user), "context": 1}
            payload["channel"] = world.channel_form(channel)
        made = Interaction(id=id, token=token, data=payload, made_at=time.monotonic())
        self.made.append(made)
        return made

    def callback(self, id: str, token: str, body: Json) -> Json:  # noqa: A002
        """POST …/callback: the first answer. What `with_response` brings back."""
        found = next((one for one in self.made if one.id == id and one.token == token), None)
        age = time.monotonic() - found.made_at if found else 0.0
        if found is None or age > FIRST_ANSWER:
            raise Refusal(404, 10062, "Unknown interaction")
        if found.deferred is not None:
            raise Refusal(400, 40060, "Interaction has already been acknowledged.")
        self._check("POST", _CALLBACK, body)
        found.deferred, found.first_after = body["type"], age
        data = body.get("data") or {}
        found.ephemeral = bool(data.get("flags", 0) & EPHEMERAL)
        if body["type"] == 8:
            found.choices = data["choices"]
        elif body["type"] == 9:
            if found.data["type"] not in (2, 3):
                raise Refusal(400, 50035, "Invalid Form Body")
            found.form = data
        elif body["type"] == 4:
            found.shown.append(data)
        found.answered.set()
        waiting = body["type"] == 5
        return {
            "id": id,
            "type": found.data["type"],
            "response_message_id": self._world.snowflake() if waiting else None,
            "response_message_loading": waiting,
            "response_message_ephemeral": found.ephemeral,
        }

    def edit_original(self, token: str, body: Json) -> Json:
        """PATCH …/messages/@original"""
        found = self._by_token(token)
        self._check("PATCH", f"{_WEBHOOK}/messages/@original", body)
        if found.deferred not in (4, 5, 6):  # 6: the message that the pressed button hangs on
            raise Refusal(404, 10008, "Unknown Message")
        self._check_message(body)
        shown = {**body, "ephemeral": found.ephemeral}
        found.shown[:1] = [shown]
        return self._message(shown)

    def follow_up(self, token: str, body: Json) -> Json:
        """POST /webhooks/{application}/{token}"""
        found = self._by_token(token)
        self._check("POST", _WEBHOOK, body)
        if found.deferred is None:
            raise Refusal(404, 10015, "Unknown Webhook")
        self._check_message(body)
        shown = {**body, "ephemeral": bool(body.get("flags", 0) & EPHEMERAL)}
        found.shown.append(shown)
        return self._message(shown)

    def _by_token(self, token: str) -> Interaction:
        found = next((one for one in self.made if one.token == token), None)
        if found is None:
            raise Refusal(404, 10015, "Unknown Webhook")
        if time.monotonic() - found.made_at + self.ages > TOKEN_LIFE:
            raise Refusal(401, 50027, "Invalid Webhook Token")
        return found

    def _message(self, body: Json) -> Json:
        return {"id": self._world.snowflake(), "type": 0, **body}

    def _check(self, method: str, path: str, body: Json) -> None:
        wrong = rules.by_document(method, path, body)
        if wrong:
            raise Refusal(400, 50035, "Invalid Form Body", errors={"_errors": wrong})

    def _check_message(self, body: Json) -> None:
        wrong = rules.message(body, webhook=True)
        if wrong:
            raise Refusal(400, 50035, "Invalid Form Body", errors={"_errors": wrong})
        if rules.is_empty(body):
            raise Refusal(400, 50006, "Cannot send an empty message")
        self.pings += rules.pings(body, body.get("content") or "")
