"""One article from where a person points to: a file, an address or standard input."""

from __future__ import annotations

import asyncio
import gzip
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bot.errors import UsageError
from digests.documents import document
from digests.errors import FetchError, FullTextError
from digests.extract.language import language_of
from digests.model import Article

if TYPE_CHECKING:
    from digests.fetch.client import Fetched

Kind = Literal["text", "html"]

_ADDRESS = re.compile(r"https?://", re.I)
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)  # fmt: skip
_STOPS = (".", "!", "?", "。", "！", "？", "…", ":", "：")
_GZIP = b"\x1f\x8b"
_HEADLINE = 200  # characters: a longer first line is a paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    """What was read, and what its server said of it."""

    data: bytes
    url: str
    content_type: str | None = None


def load_article(
    source: str,
    *,
    kind: Kind | None = None,
    url: str = "",
    title: str = "",
    published: datetime | None = None,
) -> Article:
    """The article at a path, at an http(s) address, or on standard input ("-").

    `kind` None looks at the content. What is given wins over what a page says of itself. Times
    are UTC. Raises OSError, FetchError or FullTextError.
    """
    loaded = _load(source, url)
    if (kind or ("html" if _PAGE.match(loaded.data) else "text")) == "html":
        return _from_page(loaded, title, published)
    return _from_text(
        loaded.data.decode("utf-8-sig", errors="replace"), loaded.url, title, published
    )


def parse_time(written: str) -> datetime:
    """A time on the command line, RFC 3339 or a date, in UTC where it has no zone.

    Raises UsageError where it is neither.
    """
    try:
        at = datetime.fromisoformat(written)
    except ValueError as error:
        raise UsageError(f"{written!r} is not a time; write 2026-03-04T09:00:00Z.") from error
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _load(source: str, url: str) -> _Loaded:
    if _ADDRESS.match(source):
        fetched = asyncio.run(_fetch(source))
        return _Loaded(
            data=fetched.body, url=url or fetched.final_url, content_type=fetched.content_type
        )
    data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    return _Loaded(data=gzip.decompress(data) if data[:2] == _GZIP else data, url=url)


def _from_text(text: str, url: str, title: str, published: datetime | None) -> Article:
    return document(
        text,
        url=url,
        title=title or _headline(text),
        language=language_of(text),
        published=published,
    )


def _from_page(loaded: _Loaded, title: str, published: datetime | None) -> Article:
    from digests.fulltext import full_text

    page = full_text(loaded.data, loaded.url, content_type=loaded.content_type)
    if not page.text:
        raise FullTextError(
            f"The page has no article in it{f' but a wall ({page.wall})' if page.wall else ''}."
        )
    return document(
        page.text,
        url=loaded.url or page.canonical_url,
        title=title or page.title,
        language=(page.language or language_of(page.text))[:2],
        published=published or page.published,
    )


def _headline(text: str) -> str:
    """The first line, where it reads like a headline."""
    first = text.strip().split("\n", 1)[0].strip()
    return first if len(first) <= _HEADLINE and not first.endswith(_STOPS) else ""


async def _fetch(url: str) -> Fetched:
    from bot.settings import load
    from digests.fetch.client import Fetcher, FetchSettings

    settings = load()
    client = FetchSettings(
        user_agent=f"briefbot/{version('briefbot')} (+{settings.contact})",
        private_hosts=settings.private_hosts,
    )
    async with Fetcher(client) as fetcher:
        fetched = await fetcher.get(url, kind="page")
    if not fetched.ok:
        raise FetchError(f"{url} answered with status {fetched.status}.")
    return fetched
