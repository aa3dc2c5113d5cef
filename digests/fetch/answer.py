"""What the client is told and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from digests.fetch.guard import Lookup

Kind = Literal["feed", "page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How the client behaves. Sizes in bytes, times in seconds."""

    user_agent: str = "briefbot/0.1 (+https://example.org/briefbot)"
    private_hosts: tuple[str, ...] = ()  # "intranet.example" or "127.0.0.1:8799"
    deadline: float = 15.0  # for one get, all its redirects included
    connect: float = 6.0
    wire: int = 2 * 1024 * 1024  # as sent
    cap: int = 5 * 1024 * 1024  # as read
    redirects: int = 5
    connections: int = 32
    per_host: int = 2
    spacing: float = 1.0  # between two requests to one public host
    robots: bool = True  # ask robots.txt before a page
    lookup: Lookup | None = None  # how names become addresses; the system's way by default


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave to ask "has it changed?" with; each is kept on its own."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The conditional request's headers (RFC 9110 section 13.1)."""
        pairs = (("if-none-match", self.etag), ("if-modified-since", self.last_modified))
        return {name: value for name, value in pairs if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One answer. `headers` have lower-case names; `body` is empty unless `status` is 2xx.

    `permanent_url` is where a chain of only 301 and 308 led, None where there was none.
    """

    url: str
    final_url: str
    status: int
    fetched_at: datetime
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    permanent_url: str | None = None
    validators: Validators = field(default_factory=Validators)

    @property
    def ok(self) -> bool:
        """Whether there is a body to read."""
        return 200 <= self.status < 300

    @property
    def not_modified(self) -> bool:
        """Whether what was stored still stands."""
        return self.status == 304

    @property
    def content_type(self) -> str | None:
        """The Content-Type header as sent."""
        return self.headers.get("content-type")
