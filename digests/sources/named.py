"""The feeds that a page names. Pure; outside HTML, so it runs in a worker that can be killed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from digests.errors import FullTextError
from digests.pages.entry_text import tree_of
from digests.sources.encoding import decode
from digests.sources.plain import plain_text

TYPES = re.compile(
    r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)|application/json|text/xml", re.I
)
FEEDISH = re.compile(r"(?:^|[/._-])(?:rss|feeds?|atom)(?:[/._-]|\.xml|\.json|$)", re.IGNORECASE)
COMMENTS = re.compile(r"comment", re.IGNORECASE)


def named_feeds(html: bytes, url: str, content_type: str | None = None) -> tuple[str, ...]:
    """The feeds that a page names: `link rel=alternate` first, then links that look like feeds.

    Feeds of comments come last.
    """
    try:
        tree = tree_of(decode(html, content_type, html=True))
    except FullTextError:
        return ()
    found = dict.fromkeys((*_alternates(tree, url), *_anchors(tree, url)))
    return tuple(sorted(found, key=lambda address: bool(COMMENTS.search(address))))


def _alternates(tree: Any, url: str) -> Iterator[str]:
    for link in tree.iter("link"):
        rels = (link.get("rel") or "").lower().split()
        wanted = "alternate" in rels and TYPES.search(link.get("type") or "")
        if (wanted or "feed" in rels) and link.get("href"):
            if COMMENTS.search(plain_text(link.get("title") or "")):
                continue
            yield from _joined(url, link.get("href"))


def _anchors(tree: Any, url: str) -> Iterator[str]:
    for link in tree.iter("a"):
        href = link.get("href") or ""
        if FEEDISH.search(_path(href)):
            yield from _joined(url, href)


def _path(href: str) -> str:
    """The path and query of a link; "" where it is none."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    return parts.path + parts.query


def _joined(url: str, href: str) -> Iterator[str]:
    try:
        address = urljoin(url, href.strip())
    except ValueError:
        return
    if address.startswith(("http://", "https://")):
        yield address
