"""The one HTTP client: nothing else opens a connection to an address that came from outside.

httpx's interface over aiohttp's connection pool (httpx's own is quadratic under load,
encode/httpx#3215). The transport is driven directly, so cookies, environment proxies, automatic
redirects and request logging do not exist here rather than being switched off.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from types import TracebackType
from typing import Self

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport
from httpx_aiohttp.transport import AiohttpResponseStream

from digests.errors import AddressRefused, FetchError, HostOnHold
from digests.fetch.answer import Fetched, FetchSettings, Kind, Validators
from digests.fetch.decode import Body
from digests.fetch.guard import PORTS, Guard, GuardedResolver
from digests.fetch.hosts import Hosts
from digests.fetch.reasons import why
from digests.fetch.retry import retry_after
from digests.fetch.robots import Robots

__all__ = ["FetchSettings", "Fetched", "Fetcher", "Kind", "Validators"]

PERMANENT = frozenset({301, 308})
ROBOTS_SHARE = 1 / 3  # of the deadline that a robots.txt may take
REDIRECTS = frozenset({301, 302, 303, 307, 308})
CHUNK = 1024 * 1024  # bytes taken at once: all that has come, so that little is copied
NOTHING = httpx.ByteStream(b"")  # the body of a GET
ACCEPT: dict[Kind, str] = {
    "feed": "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9,"
    " text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1",
    "page": "text/html, application/xhtml+xml;q=0.9, */*;q=0.1",
}


class Fetcher:
    """The client, opened as an async context manager.

        async with Fetcher(FetchSettings(user_agent=…)) as fetcher:
            fetched = await fetcher.get("https://news.example/feed", kind="feed")

    `holds` are hosts that must be left alone, and until when (from an earlier run).
    """

    def __init__(
        self,
        settings: FetchSettings | None = None,
        *,
        holds: Mapping[str, datetime] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._settings = settings or FetchSettings()
        self._now = now
        self._guard = Guard(self._settings.private_hosts, self._settings.lookup)
        self._strict = Guard((), self._settings.lookup)  # knows no private host at all
        self._hosts = Hosts(
            at_once=self._settings.per_host, spacing=self._settings.spacing, now=now, holds=holds
        )
        self._robots = Robots(self._robots_body, self._settings.user_agent, now=now)
        self._gate = asyncio.Semaphore(self._settings.connections)
        self._asking = {kind: _asking(kind, self._settings.user_agent) for kind in ACCEPT}
        self._transports: dict[Guard, httpx.AsyncBaseTransport] = {}

    async def __aenter__(self) -> Self:
        # Connections and looked-up names of private hosts are kept apart: whatever the checks of
        # an address let through, what is not on the list is dialled by one that knows no list.
        self._transports = {guard: _transport(guard) for guard in (self._guard, self._strict)}
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for transport in self._transports.values():
            await transport.aclose()
        self._transports = {}

    @property
    def holds(self) -> dict[str, datetime]:
        """Hosts that asked to be left alone by Retry-After, and until when."""
        return self._hosts.holds

    async def get(
        self,
        url: str,
        *,
        validators: Validators | None = None,
        kind: Kind = "feed",
        headers: Mapping[str, str] | None = None,
        named_by: str | None = None,
    ) -> Fetched:
        """The answer to a GET, whatever its status; redirects followed and checked one by one.

        `named_by` is the address of the feed, page or source that named `url`: a private host may
        be named from its own place alone. None means that the operator named it. `headers` (a
        private feed's authorisation) never leave the first host.

        Raises AddressRefused, BodyTooLarge, HostOnHold, RobotsRefused or another FetchError, each
        with one line that names the host alone, since an address may hold a secret.
        """
        guard = self._guard
        first = guard.check(url) if named_by is None else guard.named(url, named_by)
        deadline = self._settings.deadline
        if kind == "page" and self._settings.robots:
            deadline -= await self._ask_robots(first)
        sent = {**(validators or Validators()).headers(), **(headers or {})}
        return await self._follow(first, sent, kind, deadline)

    async def _follow(
        self, first: httpx.URL, sent: dict[str, str], kind: Kind, deadline: float
    ) -> Fetched:
        url, permanent, only_permanent = first, None, True
        for _ in range(self._settings.redirects + 1):
            fetched, spent = await self._hop(url, sent, kind, deadline)
            deadline -= spent
            if fetched.status not in REDIRECTS or "location" not in fetched.headers:
                if url is first:
                    return fetched
                return replace(fetched, url=str(first), permanent_url=permanent)
            only_permanent = only_permanent and fetched.status in PERMANENT
            target = self._guard.follow(url, fetched.headers["location"])
            permanent = str(target) if only_permanent else permanent
            sent = carried(sent, first, target)
            if kind == "page" and self._settings.robots and _origin(target) != _origin(url):
                deadline -= await self._ask_robots(target)
            url = target
        raise FetchError(f"{first.host} redirects more than {self._settings.redirects} times.")

    async def _hop(
        self, url: httpx.URL, sent: Mapping[str, str], kind: Kind, deadline: float
    ) -> tuple[Fetched, float]:
        """One request, in its host's turn, and the seconds it took."""
        place = url.netloc.decode("ascii")
        if self._guard.place(url) is not None:  # the operator's own: no spacing
            self._hosts.check(place)
            async with self._gate:
                return await self._timed(url, sent, kind, deadline)
        async with self._hosts.turn(place), self._gate:
            return await self._timed(url, sent, kind, deadline)

    async def _timed(
        self, url: httpx.URL, sent: Mapping[str, str], kind: Kind, deadline: float
    ) -> tuple[Fetched, float]:
        clock = asyncio.get_running_loop().time
        start = clock()
        try:
            async with asyncio.timeout(max(deadline, 0.01)):
                fetched = await self._once(url, sent, kind)
        except TimeoutError as error:
            took = self._settings.deadline
            raise FetchError(f"{url.host} did not answer whole within {took:g} s.") from error
        except (AddressRefused, HostOnHold):
            raise
        except FetchError as error:
            raise type(error)(f"{url.host}: {error}") from error
        except (
            httpx.HTTPError,
            httpx.InvalidURL,
            aiohttp.ClientError,
            OSError,
            ValueError,
        ) as error:
            raise FetchError(f"{url.host} could not be read: {why(error)}.") from error
        self._heed(_place(url), fetched)
        return fetched, clock() - start

    async def _once(self, url: httpx.URL, sent: Mapping[str, str], kind: Kind) -> Fetched:
        headers = httpx.Headers(self._asking[kind])
        for name, value in sent.items():
            headers[name] = value
        # A stream given outright spares a quarter of the request's cost: nothing is looked for to
        # encode. The overall deadline stands in for a timeout a read.
        request = httpx.Request(
            "GET",
            url,
            headers=headers,
            stream=NOTHING,
            extensions={"timeout": {"connect": self._settings.connect}},
        )
        request.read()
        guard = self._strict if self._guard.place(url) is None else self._guard
        transport = self._transports.get(guard)
        if transport is None:
            raise FetchError("The client is not open.")
        response = await transport.handle_async_request(request)
        answered = _headers(response)
        try:
            body = await self._read(response, answered) if response.is_success else b""
        finally:
            await response.aclose()
        return _fetched(url, response.status_code, answered, body, self._now())

    async def _read(self, response: httpx.Response, headers: Mapping[str, str]) -> bytes:
        coding = headers.get("content-encoding", "")
        body = Body(coding, wire=self._settings.wire, cap=self._settings.cap)
        if isinstance(response.stream, AiohttpResponseStream):
            response.stream.CHUNK_SIZE = CHUNK
            async for chunk in response.stream:  # as sent: nothing below this unpacks
                body.feed(chunk)
        return body.finish()

    def _heed(self, host: str, fetched: Fetched) -> None:
        if fetched.status in (429, 503):
            wait = retry_after(fetched.headers.get("retry-after"), fetched.fetched_at)
            if wait is not None:
                self._hosts.hold(host, wait)

    async def _ask_robots(self, url: httpx.URL) -> float:
        """The seconds it took, up to its own share of the deadline."""
        clock = asyncio.get_running_loop().time
        start = clock()
        delay = await self._robots.ask(url)
        if delay:
            self._hosts.slow(_place(url), delay)
        return min(clock() - start, self._settings.deadline * ROBOTS_SHARE)

    async def _robots_body(self, url: str) -> tuple[int, bytes]:
        """A robots.txt's status and body, by the same guarded way as all else."""
        first = self._guard.check(url)
        deadline = self._settings.deadline * ROBOTS_SHARE
        fetched = await self._follow(first, {}, "feed", deadline)
        return fetched.status, fetched.body


def _transport(guard: Guard) -> httpx.AsyncBaseTransport:
    """httpx's side of a connection pool that dials what `guard` allows. Opened by its first use."""

    def session() -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            resolver=GuardedResolver(guard),
            socket_factory=guard.socket,
            ssl=_tls(),
            limit=0,  # the client's gate counts; the pool would wait inside the deadline
            ttl_dns_cache=60,
        )
        return aiohttp.ClientSession(
            connector=connector, cookie_jar=aiohttp.DummyCookieJar(), trust_env=False
        )

    return AiohttpTransport(verify=_tls(), trust_env=False, client=session)


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """One TLS context for all clients: building one costs 0.3 s of CPU."""
    return httpx.create_ssl_context(trust_env=False)


def _asking(kind: Kind, user_agent: str) -> httpx.Headers:
    """The headers of every request for a kind, made once."""
    return httpx.Headers(
        {"user-agent": user_agent, "accept": ACCEPT[kind], "accept-encoding": "gzip"}
    )


def _headers(response: httpx.Response) -> dict[str, str]:
    return {
        name.decode("latin-1").lower(): value.decode("latin-1")
        for name, value in response.headers.raw
    }


def _fetched(
    url: httpx.URL, status: int, headers: Mapping[str, str], body: bytes, now: datetime
) -> Fetched:
    address = str(url)
    return Fetched(
        url=address,
        final_url=address,
        status=status,
        fetched_at=now,
        headers=headers,
        body=body,
        validators=Validators(etag=headers.get("etag"), last_modified=headers.get("last-modified")),
    )


def _origin(url: httpx.URL) -> tuple[str, str, int]:
    return url.scheme, url.host, url.port or PORTS.get(url.scheme, 0)


def _place(url: httpx.URL) -> str:
    """What takes turns and is held: a host, on its own port where it has one."""
    return url.netloc.decode("ascii")


def carried(sent: dict[str, str], first: httpx.URL, target: httpx.URL) -> dict[str, str]:
    """The headers that go along with a redirect: a feed's own stay with its first origin."""
    if _origin(target) == _origin(first):
        return sent
    return {k: v for k, v in sent.items() if k in ("if-none-match", "if-modified-since")}
