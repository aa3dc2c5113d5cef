"""A strict Slack on loopback: Web API over HTTP, Socket Mode, response URLs.

It keeps what it is told (`workspace`), notes every call with the complaints Slack would have
(`calls`), refuses what Slack refuses, and goes wrong on demand (`workspace.faults`).
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from aiohttp import WSMsgType, web

from tests.servers.slack_document import argument_complaints
from tests.servers.slack_methods import BOT_TOKEN, SlackMethods
from tests.servers.slack_rules import message_complaints
from tests.servers.slack_state import (
    ADMIN,
    BOT_USER,
    GENERAL,
    PERSON,
    TEAM,
    Call,
    Channel,
    Fault,
    Json,
)
from tests.servers.slack_wire import arguments, cut, limited

__all__ = [
    "ADMIN",
    "BOT_TOKEN",
    "BOT_USER",
    "GENERAL",
    "PERSON",
    "TEAM",
    "Channel",
    "Fault",
    "SlackServer",
]

APP_TOKEN = "xapp-loopback"
ACK_SECONDS = 3.0
RESPONSE_USES = 5


class SlackServer(SlackMethods):
    """One workspace with one app in it. `async with SlackServer() as slack`."""

    def __init__(self, *, pace: float = 0) -> None:
        super().__init__()
        self.responses: list[Json] = []  # what was sent to response URLs, in order
        self.acks: dict[str, float] = {}  # envelope id to the seconds its acknowledgement took
        self.ack_payloads: dict[str, Json] = {}
        self.pace = pace  # seconds a channel asks between two messages; 0 asks nothing
        self._sockets: list[web.WebSocketResponse] = []
        self._transports: dict[web.WebSocketResponse, asyncio.Transport] = {}
        self._sent: dict[str, float] = {}
        self._last_post: dict[str, float] = {}
        self._uses: dict[str, int] = {}
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
        self.base = f"http://127.0.0.1:{self._port}"
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

    # What Slack sends

    async def deliver(self, kind: str, payload: Json, *, retry: int = 0, ack: bool = True) -> str:
        """Send an envelope over the newest socket and wait for its acknowledgement."""
        envelope = f"env-{next(self.ids)}"
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

    def drop_socket(self) -> None:
        """Break the newest socket without a word, as a network does."""
        socket = self._sockets.pop()
        transport = self._transports.pop(socket)
        transport.abort()

    @property
    def connections(self) -> int:
        """How many sockets are open."""
        return sum(not socket.closed for socket in self._sockets)

    # What the app calls

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        given, token = await arguments(request)
        complaints = argument_complaints(method, given)
        self.calls.append(
            Call(
                method=method,
                arguments=given,
                complaints=complaints,
                at=time.monotonic(),
                token=token,
            )
        )
        self._changed.set()
        faults = self.workspace.faults[method]
        fault = faults.popleft() if faults else None
        return await self._answer(request, method, given, token, fault)

    async def _answer(
        self, request: web.Request, method: str, arguments: Json, token: str, fault: Fault | None
    ) -> web.StreamResponse:
        if fault and fault.kind == "drop":
            return cut(request)
        if fault and fault.kind == "limit":
            self.calls[-1].told_to_wait = fault.seconds
            return limited(fault.seconds)
        if fault and fault.kind == "refuse":
            return web.json_response({"ok": False, "error": fault.code, **fault.extra})
        if fault and fault.kind == "status":
            return web.Response(status=fault.status, text="<html>", content_type="text/html")
        if wait := self._too_fast(method, arguments):
            return limited(wait)
        answer = self._do(method, arguments, token)
        self._changed.set()
        if fault and fault.kind == "lose":
            return cut(request)
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
        if method == "oauth.v2.access":
            return self._oauth(arguments)
        if token not in self.tokens:
            return {"ok": False, "error": "invalid_auth" if token else "not_authed"}
        handler = getattr(self, "_" + method.replace(".", "_"), None)
        if handler is None:
            return {"ok": False, "error": "unknown_method"}
        answer: Json = handler(arguments)
        return answer

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
        if request.transport:
            self._transports[socket] = request.transport
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
