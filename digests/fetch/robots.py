"""robots.txt for pages (RFC 9309). Feeds are published for machines and are not asked about."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
from protego import Protego

from digests.errors import FetchError, HostOnHold, RobotsRefused

KEPT = timedelta(hours=24)  # RFC 9309 section 2.4
KEPT_AFTER_FAILURE = timedelta(hours=1)
LONGEST = 512 * 1024  # RFC 9309 section 2.5: at least 500 KiB
SLOWEST = 30.0  # seconds; a longer crawl delay is met by the day's own rhythm
MANY = 2048


@dataclass(frozen=True, slots=True)
class _Rules:
    until: datetime
    rules: Protego | None  # None: everything is allowed
    unreachable: bool = False


class Robots:
    """What each origin's robots.txt lets `user_agent` read, remembered for a day.

    `fetch` gives the status and body of an address, or raises FetchError.
    """

    def __init__(
        self,
        fetch: Callable[[str], Awaitable[tuple[int, bytes]]],
        user_agent: str,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._fetch, self._now = fetch, now
        self._agent = user_agent.partition("/")[0]
        self._known: dict[str, _Rules] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def ask(self, url: httpx.URL) -> float | None:
        """The crawl delay in seconds, or None. Raises RobotsRefused where `url` may not be read."""
        known = await self._rules(url)
        if known.unreachable:
            # RFC 9309 section 2.3.1.4: assume complete disallow.
            raise RobotsRefused(f"{url.host}: its robots.txt can't be read now.")
        if known.rules is None:
            return None
        if not known.rules.can_fetch(str(url), self._agent):
            raise RobotsRefused(f"{url.host}: its robots.txt does not let this page be read.")
        delay = known.rules.crawl_delay(self._agent)
        return min(float(delay), SLOWEST) if delay else None

    async def _rules(self, url: httpx.URL) -> _Rules:
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}/robots.txt"
        if known := self._fresh(origin):
            return known
        # Many pages of one site come at once: one of them asks, the others wait for its answer.
        lock = self._asking.setdefault(origin, asyncio.Lock())
        async with lock:
            if known := self._fresh(origin):
                return known
            rules = await self._read(origin)
            while len(self._known) >= MANY:
                self._known.pop(next(iter(self._known)))
            self._known[origin] = rules
            self._asking.pop(origin, None)
        return rules

    def _fresh(self, origin: str) -> _Rules | None:
        known = self._known.get(origin)
        return known if known is not None and known.until > self._now() else None

    async def _read(self, origin: str) -> _Rules:
        now = self._now()
        try:
            status, body = await self._fetch(origin)
        except HostOnHold:
            raise
        except FetchError:
            return _Rules(now + KEPT_AFTER_FAILURE, None, unreachable=True)
        if status >= 500 or status == 429:
            return _Rules(now + KEPT_AFTER_FAILURE, None, unreachable=True)
        if not 200 <= status < 300:
            return _Rules(now + KEPT, None)  # section 2.3.1.3: unavailable, so all is allowed
        text = body[:LONGEST].decode("utf-8", "replace")
        return _Rules(now + KEPT, Protego.parse(text))
