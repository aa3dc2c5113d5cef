"""How the loopback Slack reads a call and how it answers one that goes wrong."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import Any

from aiohttp import web

from tests.servers.slack_state import Json


async def arguments(request: web.Request) -> tuple[Json, str]:
    """The arguments as Slack decodes them, and the token wherever it stands."""
    arguments: Json = dict(request.query)
    if request.content_type == "application/json":
        arguments |= await request.json()
    elif request.method == "POST":
        arguments |= {k: _decoded(k, v) for k, v in (await request.post()).items()}
    token = str(arguments.pop("token", ""))
    authorization = request.headers.get("Authorization", "")
    if authorization.startswith("Basic "):
        user, _, secret = b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
        return {**arguments, "client_id": user, "client_secret": secret}, ""
    bearer = authorization.removeprefix("Bearer ")
    return arguments, bearer or token


def _decoded(name: str, value: Any) -> Any:
    return json.loads(value) if name in ("blocks", "metadata", "view", "attachments") else value


def invalid(complaints: list[str]) -> Json:
    codes = ("msg_blocks_too_long", "no_text")
    code = next((c for c in codes for one in complaints if c in one), "invalid_blocks")
    return {"ok": False, "error": code, "response_metadata": {"messages": complaints}}


def limited(seconds: float) -> web.Response:
    body = {"ok": False, "error": "ratelimited"}
    return web.json_response(body, status=429, headers={"Retry-After": f"{max(seconds, 0.01):.4f}"})


def cut(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()
