"""One article from where a person points to: a file, an address or standard input."""

from __future__ import annotations

import asyncio
import re
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from digests.documents import document
from digests.errors import FetchError
from digests.extract.language import language_of
from digests.model import Article

Kind = Literal["text", "html"]

_ADDRESS = re.compile(r"https?://", re.I)
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)  # fmt: skip
_STOPS = (".", "!", "?", "。", "！", "？", "…", ":", "：")
_HEADLINE = 200  # characters: a longer first line is a paragraph


def load_article(
    source: str,
    *,
    kind: Kind | None = None,
    url: str = "",
    title: str = "",
    published: datetime | None = None,
) -> Article:
    """The article at a path, at an http(s) address, or on standard input ("-").

    `kind` None looks at the content. What is given wins over what a page says of itself. Raises
    OSError, FetchError or FullTextError.
    """
    if _ADDRESS.match(source):
        data, url = _fetched(source), url or source
    else:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    if (kind or ("html" if _PAGE.match(data) else "text")) == "html":
        return _from_page(data, url, title, published)
    return _from_text(data.decode("utf-8-sig", errors="replace"), url, title, published)


def _from_text(text: str, url: str, title: str, published: datetime | None) -> Article:
    return document(
        text,
        url=url,
        title=title or _headline(text),
        language=language_of(text),
        published=_utc(published),
    )


def _from_page(data: bytes, url: str, title: str, published: datetime | None) -> Article:
    from digests.fulltext import full_text

    page = full_text(data, url)
    return document(
        page.text,
        url=url or page.canonical_url or "",
        title=title or page.title or "",
        language=(page.language or language_of(page.text))[:2],
        published=_utc(published) or page.published,
    )


def _headline(text: str) -> str:
    """The first line, where it reads like a headline."""
    first = text.strip().split("\n", 1)[0].strip()
    return first if len(first) <= _HEADLINE and not first.endswith(_STOPS) else ""


def _utc(at: datetime | None) -> datetime | None:
    if at is None:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _fetched(url: str) -> bytes:
    return asyncio.run(_fetch(url))


async def _fetch(url: str) -> bytes:
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
    return fetched.body
