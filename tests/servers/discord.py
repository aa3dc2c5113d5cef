"""A strict Discord on loopback: REST v10 and the gateway, for the real discord.py.

Requests are held against Discord's OpenAPI document where the shared data has it, and against
the limits in its text. Faults are told in advance: a status, a lost answer, rate limits.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.servers.discord_gateway import until
from tests.servers.discord_http import Calls, Refusal
from tests.servers.discord_people import DiscordPeople

__all__ = ["Discord", "Fault", "discord", "until"]
Json = dict[str, Any]
_OPEN = re.compile(r"^/(interactions|webhooks)/")


@dataclass(kw_only=True)
class Fault:
    """What goes wrong with the next `times` calls of `method` on paths that match `path`.

    `after` stores first and fails then. `drop` closes the connection without an answer.
    """

    method: str
    path: str
    status: int = 502
    after: bool = False
    drop: bool = False
    times: int = 1
    body: Any = None
    headers: dict[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request as it came."""

    method: str
    path: str
    body: Any
    at: float


class Discord(DiscordPeople):
    """The whole loopback Discord."""

    def __init__(self) -> None:
        super().__init__()
        self.calls = Calls(self.world)
        self.requests: list[Request] = []
        self.faults: list[Fault] = []
        self.refused: list[Json] = []  # every body that was answered with an error
        self.limit: Callable[[str, str], float | None] = lambda method, path: None
        self.early: list[str] = []  # paths asked again before a rate limit was over
        self._limited: dict[str, float] = {}
        self.api_url = self.gateway_url = ""

    def sent(self, method: str = "POST", path: str = r"/channels/\d+/messages$") -> list[Request]:
        """The requests of `method` whose path matches."""
        return [one for one in self.requests if one.method == method and re.search(path, one.path)]

    def fail(self, method: str, path: str, **options: Any) -> None:
        """Tell a fault in advance."""
        self.faults.append(Fault(method=method, path=path, **options))

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One REST request."""
        path = request.path.removeprefix("/api/v10")
        raw = await request.read()
        body = json.loads(raw) if raw else None
        self.requests.append(
            Request(method=request.method, path=path, body=body, at=time.monotonic())
        )
        limited = self._rate_limit(request.method, path)
        if limited is not None:
            return limited
        fault = self._fault(request.method, path)
        if fault is not None and not fault.after:
            return self._failed(fault, request)
        try:
            self._authorise(request, path)
            status, answer = self._answer(request.method, path, body, dict(request.query))
        except Refusal as error:
            status, answer = error.status, error.body
            self.refused.append({"path": path, "body": body, "error": error.body})
        for event, data in self.calls.events:
            await self.gateway.dispatch(event, data)
        self.calls.events.clear()
        if fault is not None:
            return self._failed(fault, request)
        return _json(status, answer)

    def _authorise(self, request: web.Request, path: str) -> None:
        if _OPEN.match(path):  # the token in the path is the key
            return
        if request.headers.get("Authorization") != f"Bot {self.world.token}":
            raise Refusal(401, 0, "401: Unauthorized")
        if not request.headers.get("User-Agent", "").startswith("DiscordBot ("):
            raise Refusal(403, 40333, "internal network error")

    def _answer(  # noqa: C901 - a line a call
        self, method: str, path: str, body: Any, query: Json
    ) -> tuple[int, Any]:
        parts = path.strip("/").split("/")
        calls, world = self.calls, self.world
        match (method, *parts):
            case ("GET", "users", "@me"):
                return 200, calls.me()
            case ("GET", "oauth2", "applications", "@me"):
                return 200, calls.application()
            case ("GET", "gateway", "bot"):
                starts = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
                url = self.gateway_url
                return 200, {"url": url, "shards": 1, "session_start_limit": starts}
            case ("GET", "channels", channel):
                return 200, world.channel_form(calls.channel(channel))
            case ("POST", "channels", channel, "messages"):
                return 200, calls.create_message(channel, body)
            case ("GET", "channels", channel, "messages"):
                return 200, calls.messages(channel, query)
            case ("GET", "channels", channel, "messages", message):
                return 200, calls.message(channel, message)
            case ("PATCH", "channels", channel, "messages", message):
                return 200, calls.edit_message(channel, message, body)
            case ("DELETE", "channels", channel, "messages", message):
                calls.delete_message(channel, message)
                return 204, None
            case ("POST", "users", "@me", "channels"):
                return 200, calls.direct(body)
            case ("GET", "users", "@me", "guilds"):
                return 200, calls.guilds()
            case ("GET", "guilds", guild) if guild == world.guild:
                return 200, world.guild_form()
            case ("GET", "guilds", guild, "members", user) if guild == world.guild:
                return 200, {**world.member_form(user), "user": world.user_form(user)}
            case ("POST", "channels", channel, "messages", message, "threads"):
                return 201, calls.start_thread(channel, message, body)
            case ("POST", "channels", channel, "threads"):
                return 201, calls.start_post(channel, body)
            case ("POST", "channels", channel, "typing"):
                calls.channel(channel)
                return 204, None
            case ("GET", "guilds", guild, "threads", "active") if guild == world.guild:
                return 200, calls.active_threads()
            case ("GET", "applications", _, "commands"):
                return 200, world.commands
            case ("PUT", "applications", _, "commands"):
                return 200, calls.overwrite_commands(body)
            case ("POST", "interactions", interaction, token, "callback"):
                found = self.interactions.callback(interaction, token, body)
                told = query.get("with_response") in ("1", "true")
                return (200, {"interaction": found}) if told else (204, None)
            case ("PATCH", "webhooks", _, token, "messages", "@original"):
                return 200, self.interactions.edit_original(token, body)
            case ("POST", "webhooks", _, token):
                return 200, self.interactions.follow_up(token, body)
        raise Refusal(404, 0, f"404: Not Found ({method} {path})")

    def _fault(self, method: str, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.times and fault.method == method and re.search(fault.path, path):
                fault.times -= 1
                return fault
        return None

    def _failed(self, fault: Fault, request: web.Request) -> web.StreamResponse:
        if fault.drop:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        if fault.body is None:
            return web.Response(status=fault.status, text="<html>", headers=fault.headers)
        return _json(fault.status, fault.body, fault.headers)

    def _rate_limit(self, method: str, path: str) -> web.StreamResponse | None:
        now = time.monotonic()
        if now < self._limited.get(path, 0.0):
            self.early.append(path)
        seconds = self.limit(method, path)
        if seconds is None:
            return None
        self._limited[path] = now + seconds
        body = {"message": "You are being rate limited.", "retry_after": seconds, "global": False}
        headers = {"Via": "1.1 google", "Retry-After": str(int(seconds) + 1)}
        return _json(429, body, headers)


def _json(status: int, answer: Any, headers: dict[str, str] | None = None) -> web.Response:
    """JSON with the very content type that Discord sends and discord.py demands."""
    if status == 204:
        return web.Response(status=204)
    text = json.dumps(answer).encode()
    return web.Response(
        status=status, body=text, headers={"Content-Type": "application/json", **(headers or {})}
    )


@asynccontextmanager
async def discord() -> AsyncIterator[Discord]:
    """A running loopback Discord, stopped at the end."""
    server = Discord()
    app = web.Application()
    app.router.add_get("/gateway", server.gateway.serve)
    app.router.add_get("/gateway/", server.gateway.serve)
    app.router.add_route("*", "/api/v10/{rest:.*}", server.serve)
    runner = web.AppRunner(app, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    server.api_url = f"http://127.0.0.1:{port}/api/v10"
    server.gateway_url = server.gateway.url = f"ws://127.0.0.1:{port}/gateway"
    try:
        yield server
    finally:
        await server.gateway.drop()
        await runner.cleanup()
