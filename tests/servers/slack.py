"""A strict Slack on loopback: Web API over HTTP, Socket Mode, response URLs.

It keeps what it is told (`workspace`), notes every call with the complaints Slack would have
(`calls`), refuses what Slack refuses, and goes wrong on demand (`workspace.faults`).
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from itertools import count
from types import TracebackType
from typing import Any, Self

from aiohttp import WSMsgType, web

from tests.servers.slack_rules import argument_complaints, message_complaints, view_complaints
from tests.servers.slack_state import (
    ADMIN,
    APP,
    BOT,
    BOT_USER,
    GENERAL,
    PERSON,
    TEAM,
    Call,
    Channel,
    Fault,
    Json,
    Workspace,
)

__all__ = ["ADMIN", "BOT_USER", "GENERAL", "PERSON", "TEAM", "Channel", "Fault", "SlackServer"]

BOT_TOKEN, APP_TOKEN = "xoxb-loopback", "xapp-loopback"
ACK_SECONDS = 3.0
RESPONSE_USES = 5


class SlackServer:
    """One workspace with one app in it. `async with SlackServer() as slack`."""

    def __init__(self, *, pace: float = 0) -> None:
        self.workspace = Workspace()
        self.calls: list[Call] = []
        self.responses: list[Json] = []  # what was sent to response URLs, in order
        self.acks: dict[str, float] = {}  # envelope id to the seconds its acknowledgement took
        self.ack_payloads: dict[str, Json] = {}
        self.tokens: dict[str, str] = {BOT_TOKEN: TEAM}
        self.pace = pace  # seconds a channel asks between two messages; 0 asks nothing
        self._sockets: list[web.WebSocketResponse] = []
        self._sent: dict[str, float] = {}
        self._last_post: dict[str, float] = {}
        self._uses: dict[str, int] = {}
        self._triggers: set[str] = set()
        self._ids = count(1)
        self._changed = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._port = 0

    @property
    def api_url(self) -> str:
        """What BRIEFBOT_SLACK_API_URL is set to."""
        return f"http://127.0.0.1:{self._port}/api/"

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/response/{id}", self._response)
        app.router.add_get("/socket", self._socket)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        for socket in self._sockets:
            await socket.close()
        if self._runner:
            await self._runner.cleanup()

    # What a test looks at

    def called(self, method: str) -> list[Call]:
        """The calls of one method, in order."""
        return [call for call in self.calls if call.method == method]

    @property
    def complaints(self) -> list[str]:
        """All that Slack would have complained about so far."""
        return [f"{call.method}: {one}" for call in self.calls for one in call.complaints]

    async def until(self, done: Callable[[], Any], seconds: float = 5) -> None:
        """Wait until `done()` holds. Raises TimeoutError, saying what was called till then."""
        deadline = time.monotonic() + seconds
        while not done():
            self._changed.clear()
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"calls: {[c.method for c in self.calls]} {self.complaints}")
            try:
                await asyncio.wait_for(self._changed.wait(), min(left, 0.05))
            except TimeoutError:
                continue

    # What people do

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
        number = next(self._ids)
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

    async def deliver(self, kind: str, payload: Json, *, retry: int = 0, ack: bool = True) -> str:
        """Send an envelope over the newest socket and wait for its acknowledgement."""
        envelope = f"env-{next(self._ids)}"
        frame: Json = {"type": kind, "envelope_id": envelope, "payload": payload}
        frame["accepts_response_payload"] = kind != "events_api"
        if kind == "events_api":
            frame |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        self._sent[envelope] = time.monotonic()
        await self._sockets[-1].send_str(json.dumps(frame))
        if ack:
            await self.until(lambda: envelope in self.acks, ACK_SECONDS)
        return envelope

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask the app to connect anew, as Slack does every few hours."""
        await self._sockets[-1].send_str(json.dumps({"type": "disconnect", "reason": reason}))

    @property
    def connections(self) -> int:
        """How many sockets are open."""
        return sum(not socket.closed for socket in self._sockets)

    def _interaction(self) -> Json:
        number = next(self._ids)
        trigger = f"{number}.{TEAM}"
        self._triggers.add(trigger)
        url = f"http://127.0.0.1:{self._port}/response/{number}"
        return {"trigger_id": trigger, "response_url": url}

    # What the app calls

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments, token = await _arguments(request)
        complaints = argument_complaints(method, arguments)
        self.calls.append(
            Call(
                method=method,
                arguments=arguments,
                complaints=complaints,
                at=time.monotonic(),
                token=token,
            )
        )
        self._changed.set()
        faults = self.workspace.faults[method]
        fault = faults.popleft() if faults else None
        return await self._answer(request, method, arguments, token, fault)

    async def _answer(
        self, request: web.Request, method: str, arguments: Json, token: str, fault: Fault | None
    ) -> web.StreamResponse:
        if fault and fault.kind == "drop":
            return _cut(request)
        if fault and fault.kind == "limit":
            return _limited(fault.seconds)
        if fault and fault.kind == "refuse":
            return web.json_response({"ok": False, "error": fault.code, **fault.extra})
        if wait := self._too_fast(method, arguments):
            return _limited(wait)
        answer = self._do(method, arguments, token)
        self._changed.set()
        if fault and fault.kind == "lose":
            return _cut(request)
        if fault and fault.kind == "break":
            return web.Response(
                status=502, text="<html>bad gateway</html>", content_type="text/html"
            )
        if fault and fault.kind == "hang":
            await asyncio.sleep(fault.seconds)
        scopes = ",".join(self.workspace.scopes)
        return web.json_response(answer, headers={"X-OAuth-Scopes": scopes})

    def _too_fast(self, method: str, arguments: Json) -> float:
        if method != "chat.postMessage" or not self.pace:
            return 0
        channel, now = arguments.get("channel", ""), time.monotonic()
        wait = self._last_post.get(channel, 0) + self.pace - now
        if wait <= 0:
            self._last_post[channel] = now
        return max(wait, 0)

    def _do(self, method: str, arguments: Json, token: str) -> Json:
        if method == "apps.connections.open":
            if token != APP_TOKEN:
                return {"ok": False, "error": "invalid_auth"}
            return {"ok": True, "url": f"ws://127.0.0.1:{self._port}/socket"}
        if token not in self.tokens:
            return {"ok": False, "error": "invalid_auth" if token else "not_authed"}
        handler = getattr(self, "_" + method.replace(".", "_"), None)
        if handler is None:
            return {"ok": False, "error": "unknown_method"}
        answer: Json = handler(arguments)
        return answer

    def _auth_test(self, arguments: Json) -> Json:
        return {"ok": True, "team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT, "team": "loopback"}

    def _conversations_info(self, arguments: Json) -> Json:
        channel = self.workspace.channels.get(arguments.get("channel", ""))
        if channel is None:
            return {"ok": False, "error": "channel_not_found"}
        shown = {"id": channel.id, "is_member": channel.member, "is_archived": channel.archived}
        return {"ok": True, "channel": shown}

    def _users_info(self, arguments: Json) -> Json:
        user = self.workspace.users.get(arguments.get("user", ""))
        return {"ok": True, "user": user} if user else {"ok": False, "error": "user_not_found"}

    def _chat_postMessage(self, arguments: Json) -> Json:  # noqa: N802 - Slack's own name
        return self._checked(arguments) or self.workspace.post(arguments)

    def _chat_update(self, arguments: Json) -> Json:
        return self._checked(arguments) or self.workspace.update(arguments)

    def _chat_delete(self, arguments: Json) -> Json:
        return self.workspace.delete(arguments)

    def _chat_postEphemeral(self, arguments: Json) -> Json:  # noqa: N802
        refused = self._checked(arguments)
        if not refused:
            self.workspace.whispers.append(arguments)
        return refused or {"ok": True, "message_ts": self.workspace.stamp()}

    def _conversations_history(self, arguments: Json) -> Json:
        return self.workspace.record("conversations.history", arguments)

    def _conversations_replies(self, arguments: Json) -> Json:
        return self.workspace.record("conversations.replies", arguments)

    def _conversations_open(self, arguments: Json) -> Json:
        user = arguments.get("users", "")
        channel = Channel(id=f"D{user}", kind="im")
        self.workspace.channels.setdefault(channel.id, channel)
        return {"ok": True, "channel": {"id": channel.id}}

    def _views_open(self, arguments: Json) -> Json:
        if arguments.get("trigger_id") not in self._triggers:
            return {"ok": False, "error": "invalid_trigger_id"}
        self._triggers.discard(arguments["trigger_id"])
        return self._view(arguments)

    def _views_publish(self, arguments: Json) -> Json:
        return self._view(arguments)

    def _view(self, arguments: Json) -> Json:
        view = arguments["view"]
        found = view_complaints(view)
        self.calls[-1].complaints += found
        if found:
            return _invalid(found)
        self.workspace.views.append(view)
        return {"ok": True, "view": {**view, "id": f"V{next(self._ids)}"}}

    def _checked(self, body: Json) -> Json | None:
        found = message_complaints(body)
        self.calls[-1].complaints += found
        return _invalid(found) if found else None

    async def _response(self, request: web.Request) -> web.Response:
        number = request.match_info["id"]
        self._uses[number] = self._uses.get(number, 0) + 1
        if self._uses[number] > RESPONSE_USES:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        body = await request.json()
        found = [] if body.get("delete_original") else message_complaints(body)
        self.calls.append(
            Call(method="response_url", arguments=body, complaints=found, at=time.monotonic())
        )
        self.responses.append(body)
        self._changed.set()
        return web.Response(text="ok")

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.append(socket)
        await socket.send_str(json.dumps({"type": "hello", "num_connections": self.connections}))
        self._changed.set()
        async for frame in socket:
            if frame.type == WSMsgType.TEXT:
                self._acknowledged(json.loads(frame.data))
        return socket

    def _acknowledged(self, frame: Json) -> None:
        envelope = frame["envelope_id"]
        self.acks[envelope] = time.monotonic() - self._sent[envelope]
        self.ack_payloads[envelope] = frame.get("payload") or {}
        self._changed.set()


async def _arguments(request: web.Request) -> tuple[Json, str]:
    """The arguments as Slack decodes them, and the token wherever it stands."""
    arguments: Json = dict(request.query)
    if request.content_type == "application/json":
        arguments |= await request.json()
    elif request.method == "POST":
        arguments |= {k: _decoded(k, v) for k, v in (await request.post()).items()}
    token = str(arguments.pop("token", ""))
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return arguments, bearer or token


def _decoded(name: str, value: Any) -> Any:
    return json.loads(value) if name in ("blocks", "metadata", "view", "attachments") else value


def _invalid(complaints: list[str]) -> Json:
    codes = ("msg_blocks_too_long", "no_text")
    code = next((c for c in codes for one in complaints if c in one), "invalid_blocks")
    return {"ok": False, "error": code, "response_metadata": {"messages": complaints}}


def _limited(seconds: float) -> web.Response:
    body = {"ok": False, "error": "ratelimited"}
    return web.json_response(body, status=429, headers={"Retry-After": f"{max(seconds, 0.01):.2f}"})


def _cut(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()
