"""Slack over HTTP: one address for events, commands and buttons, behind the signature's gate."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.platforms.slack.manifest import EVENTS_PATH
from bot.platforms.slack.signature import Gate

MOST_BYTES = 1_000_000  # Slack's payloads stay far below; more is not Slack's


def event_route(
    secret: str, app: Callable[[], AsyncApp | None], now: Callable[[], float] = time.time
) -> Route:
    """The route Slack calls. Answers 401 to all that Slack did not sign, or sent twice.

    `app` is the bolt app once the connection is open; before that the answer is 503, after which
    Slack sends again.
    """
    gate = Gate(secret, now)

    async def events(request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return PlainTextResponse("too large", status_code=413)
        if not _is_utf8(body) or not gate.admits(_headers(request), body):
            return PlainTextResponse("not signed by Slack", status_code=401)
        bolt = app()
        if bolt is None:
            return PlainTextResponse("not ready", status_code=503)
        return to_starlette_response(
            await bolt.async_dispatch(to_async_bolt_request(request, body))
        )

    return Route(EVENTS_PATH, events, methods=["POST"])


def _headers(request: Request) -> Mapping[str, str]:
    return {name.lower(): value for name, value in request.headers.items()}


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


async def _body(request: Request) -> bytes | None:
    """The whole body, or None where it is longer than is read."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BYTES:
            return None
        parts.append(part)
    return b"".join(parts)
