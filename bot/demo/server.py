"""The sample site on loopback, over real HTTP with validators (RFC 9110, 13)."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.demo.site import Resource, Site

HOST = "127.0.0.1"


class _Server(uvicorn.Server):
    """Leaves the signals to the program that it runs in."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def serve(site: Site, *, port: int = 0) -> AsyncIterator[str]:
    """Serves `site` on 127.0.0.1 while the context is open, and gives its base URL.

    Port 0 takes any free one. To show a later state at the same addresses, serve the later site
    on the same port. Raises OSError where the port is taken.
    """
    listener = socket.create_server((HOST, port))
    base_url = f"http://{HOST}:{listener.getsockname()[1]}"
    server = _Server(
        uvicorn.Config(
            application(site.at(base_url)),
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=2,
        )
    )
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield base_url
    finally:
        server.should_exit = True
        await running


def application(site: Site) -> Starlette:
    """The ASGI application that answers with the resources of `site`."""

    async def answer(request: Request) -> Response:
        found = site.resources.get(request.url.path)
        if found is None:
            return Response("Not Found", status_code=404, media_type="text/plain")
        if found.status == 503:
            # Without Retry-After: all outlets share this host, and it would put them all on hold.
            return Response(found.body, 503, media_type=found.content_type)
        return _conditional(request, found)

    return Starlette(routes=[Route("/{path:path}", answer, methods=["GET"])])


def _conditional(request: Request, found: Resource) -> Response:
    headers = {
        "ETag": found.etag,
        "Last-Modified": format_datetime(found.modified.astimezone(UTC), usegmt=True),
        "Cache-Control": f"max-age={found.max_age}",
    }
    if _unchanged(request, found):
        return Response(status_code=304, headers=headers)
    return Response(found.body, 200, {**headers, "Content-Type": found.content_type})


def _unchanged(request: Request, found: Resource) -> bool:
    """Whether the client's copy is this one: its entity tags decide, else its date."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        held = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return "*" in held or found.etag in held
    since = _date(request.headers.get("if-modified-since", ""))
    return since is not None and found.modified.replace(microsecond=0) <= since


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None
