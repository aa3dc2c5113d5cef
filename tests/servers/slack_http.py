"""Slack's side of HTTP mode: payloads as form or JSON, signed as Slack signs them."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp

Json = dict[str, Any]
SECRET = "loopback-signing-secret"


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A request ready to be sent, as often as one likes."""

    body: bytes
    headers: dict[str, str]


def signed(payload: Json, *, kind: str = "events_api", at: float | None = None) -> Signed:
    """A payload of `SlackServer` as the request Slack would make of it."""
    if kind == "events_api":
        body, content = json.dumps(payload).encode(), "application/json"
    elif kind == "slash_commands":
        body, content = urlencode(payload).encode(), "application/x-www-form-urlencoded"
    else:
        body = urlencode({"payload": json.dumps(payload)}).encode()
        content = "application/x-www-form-urlencoded"
    stamp = str(int(at if at is not None else time.time()))
    return Signed(body=body, headers={"Content-Type": content, **signature(body, stamp)})


def signature(body: bytes, stamp: str, secret: str = SECRET) -> dict[str, str]:
    """The two headers, made from the document's own words and nothing of the bot's."""
    base = f"v0:{stamp}:".encode() + body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


async def send(url: str, request: Signed, **headers: str) -> int:
    """The HTTP status the bot answers; `headers` replace the request's own."""
    async with aiohttp.ClientSession() as session:
        merged = {**request.headers, **{k.replace("_", "-"): v for k, v in headers.items()}}
        async with session.post(
            f"{url}/slack/events", data=io.BytesIO(request.body), headers=merged
        ) as answer:
            await answer.read()
            return answer.status
