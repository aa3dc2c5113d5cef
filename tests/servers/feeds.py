"""A loopback site for collectors: scripted answers over a real socket, and what was asked.

Written on bare streams, so that it can also misbehave: drip, hang, lie about lengths, never end.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

REASONS = {200: "OK", 301: "Moved", 302: "Found", 304: "Not Modified", 404: "Not Found"}


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked: header names in lower case."""

    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. `drip` sends pieces after the body, each after its own wait in seconds.

    `raw` replaces everything that would be sent. `hang` sends nothing more and keeps the line open.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    drip: Iterable[tuple[float, bytes]] = ()
    raw: bytes | None = None
    hang: bool = False


Route = Reply | Callable[[Request], Reply]


@dataclass
class FeedSite:
    """The site: its routes can be changed while it is open."""

    host: str  # "127.0.0.1:port", as an allow-list names it
    routes: dict[str, Route] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    connections: int = 0

    @property
    def url(self) -> str:
        """The site's address, without a closing slash."""
        return f"http://{self.host}"

    def asked(self, path: str) -> list[Request]:
        """The requests for one path."""
        return [request for request in self.requests if request.path == path]

    def reply(self, request: Request) -> Reply:
        """What is answered; 404 for what has no route."""
        self.requests.append(request)
        route = self.routes.get(request.path, Reply(404))
        return route if isinstance(route, Reply) else route(request)


@asynccontextmanager
async def feed_site(routes: Mapping[str, Route] | None = None) -> AsyncIterator[FeedSite]:
    """The site, served while the context is open."""
    site = FeedSite(host="", routes=dict(routes or {}))
    tasks: set[asyncio.Task[None]] = set()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        site.connections += 1
        task = asyncio.create_task(_serve(site, reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    site.host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield site
    finally:
        server.close()
        for task in tuple(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()


async def _serve(
    site: FeedSite, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    try:
        while request := await _request(reader):
            reply = site.reply(request)
            await _send(writer, reply)
            if reply.hang:
                await asyncio.sleep(3600)
            if reply.raw is not None or reply.drip:
                break
    except (ConnectionError, asyncio.IncompleteReadError):
        return  # the client has gone, as it may
    finally:
        writer.transport.abort() if writer.transport.get_write_buffer_size() else writer.close()


async def _request(reader: asyncio.StreamReader) -> Request | None:
    line = await reader.readline()
    if not line:
        return None
    headers = {}
    while (header := (await reader.readline()).decode("latin-1").strip()) != "":
        name, _, value = header.partition(":")
        headers[name.lower()] = value.strip()
    return Request(path=line.decode("latin-1").split(" ")[1], headers=headers)


async def _send(writer: asyncio.StreamWriter, reply: Reply) -> None:
    if reply.raw is not None:
        writer.write(reply.raw)
    elif not reply.hang:
        writer.write(_head(reply) + reply.body)
    await writer.drain()
    for wait, piece in reply.drip:
        await asyncio.sleep(wait)
        writer.write(piece)
        await writer.drain()


def _head(reply: Reply) -> bytes:
    headers = dict(reply.headers)
    if not reply.drip and reply.status != 304:
        headers.setdefault("Content-Length", str(len(reply.body)))
    if reply.drip:
        headers.setdefault("Connection", "close")
    lines = [f"HTTP/1.1 {reply.status} {REASONS.get(reply.status, 'X')}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def rss(*items: str, title: str = "Lanternfish News", extra: str = "") -> bytes:
    """An RSS 2.0 document of the given `<item>` contents."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{title}</title><link>https://lanternfish.example/</link>{extra}{inside}"
        "</channel></rss>"
    ).encode()
