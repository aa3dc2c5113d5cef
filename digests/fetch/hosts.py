"""How each host is treated: how many requests at once, how far apart, and not before when.

Kept in memory by one Fetcher. A hold (`Retry-After`, RFC 9110 section 10.2.3) is on the whole
host, since a host that answers 429 for one feed means all of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from digests.errors import HostOnHold

MANY = 4096  # hosts remembered before idle ones are forgotten


@dataclass(slots=True)
class _Place:
    gate: asyncio.Semaphore
    free_at: float = 0.0  # loop time of the next start
    spacing: float = 0.0
    inside: int = field(default=0)


class Hosts:
    """Places by host. `now` is the wall clock, UTC."""

    def __init__(
        self,
        *,
        at_once: int,
        spacing: float,
        now: Callable[[], datetime],
        holds: Mapping[str, datetime] | None = None,
    ) -> None:
        self._at_once, self._spacing, self._now = at_once, spacing, now
        self._places: dict[str, _Place] = {}
        self._holds = dict(holds or {})

    @property
    def holds(self) -> dict[str, datetime]:
        """Hosts that asked to be left alone, and until when."""
        now = self._now()
        self._holds = {host: until for host, until in self._holds.items() if until > now}
        return dict(self._holds)

    def hold(self, host: str, until: datetime) -> None:
        """No request to `host` before `until`."""
        self._holds[host] = max(until, self._holds.get(host, until))

    def slow(self, host: str, spacing: float) -> None:
        """At least `spacing` seconds between requests to `host` (a robots.txt crawl delay)."""
        place = self._place(host)
        place.spacing = max(place.spacing, spacing)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Waits for this host's turn. Raises HostOnHold while it asks to be left alone."""
        place = self._place(host)
        place.inside += 1
        try:
            async with place.gate:
                self.check(host)
                await self._space(place)
                self.check(host)
                yield
        finally:
            place.inside -= 1

    def check(self, host: str) -> None:
        """Raises HostOnHold while `host` asks to be left alone."""
        until = self._holds.get(host)
        if until is not None and until > self._now():
            raise HostOnHold(host, until)

    async def _space(self, place: _Place) -> None:
        now = asyncio.get_running_loop().time()
        start = max(now, place.free_at)
        place.free_at = start + place.spacing
        if start > now:
            await asyncio.sleep(start - now)

    def _place(self, host: str) -> _Place:
        if len(self._places) > MANY:
            now = asyncio.get_running_loop().time()
            self._places = {h: p for h, p in self._places.items() if p.inside or p.free_at > now}
        if host not in self._places:
            self._places[host] = _Place(asyncio.Semaphore(self._at_once), spacing=self._spacing)
        return self._places[host]
