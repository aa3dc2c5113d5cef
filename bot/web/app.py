"""The web server: a plain list of routes, and health in front of them.

Whoever has something to serve hands over starlette routes; nothing here knows what they do.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.errors import SettingsError
from digests.store.tenancy import EVERYONE, within

DEFAULT_PORT = 8000
DRAIN_SECONDS = 3  # for requests under way when the server is told to stop

# What is not ready, by name; empty when all is.
Readiness = Callable[[], Awaitable[Sequence[str]]]

log = structlog.get_logger(__name__)


def application(routes: Sequence[BaseRoute], ready: Readiness) -> Starlette:
    """`routes` and the two of health.

    `/healthz` says that the process is alive, `/readyz` whether it can do its work: 200, or 503
    with the names of what is missing.
    """
    return Starlette(routes=[*health_routes(ready), *routes])


def health_routes(ready: Readiness) -> list[Route]:
    """`/healthz` and `/readyz`."""

    async def healthz(request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(request: Request) -> Response:
        missing = list(await ready())
        body = {"ready": not missing, "missing": missing}
        return JSONResponse(body, status_code=503 if missing else 200)

    return [Route("/healthz", healthz), Route("/readyz", readyz)]


class _Server(uvicorn.Server):
    """A server that leaves signals to the program: it stops everything in order by itself."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def serving(app: Starlette, *, host: str, port: int) -> AsyncIterator[int]:
    """Serves while the context is open; gives the port, which is the system's choice for 0.

    Raises SettingsError where the port can't be had.
    """
    with _listening(host, port) as listener:
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,  # an address may hold what nobody should read, such as OAuth's code
            lifespan="off",
            ws="none",
            server_header=False,
            timeout_graceful_shutdown=DRAIN_SECONDS,
        )
        server = _Server(config)
        with within(EVERYONE):  # what is served of a workspace says so itself
            task = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:  # noqa: ASYNC110 - uvicorn tells no other way
            await asyncio.sleep(0.01)
        number: int = listener.getsockname()[1]
        log.info("serving", host=host, port=number)
        try:
            yield number
        finally:
            server.should_exit = True
            await task


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise SettingsError(
                f"setting BRIEFBOT_WEB_PORT: {host}:{port} can't be served ({error.strerror})."
            ) from error
        yield listener
