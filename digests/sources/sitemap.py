"""Sitemaps (sitemaps.org 0.9) and Google News sitemaps (schema sitemap-news 0.9).

A plain sitemap gives addresses and times of change only: the page gives the title. The selector
`match` keeps the addresses that a regular expression finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from digests.errors import FeedError, FetchError
from digests.fetch.decode import gunzip
from digests.model import Entry, Feed
from digests.sources import dates
from digests.sources.plain import plain_text
from digests.sources.xml import local, root_of, text_of

MOST_ENTRIES = 1000
NO_ARTICLES = re.compile(
    r"(?<![a-z])(?:categor(?:y|ies)|tags?|taxonom(?:y|ies)|authors?|users?|images?|videos?|"
    r"pages|page[-_]sitemap)(?![a-z])[^/]*$",
    re.IGNORECASE,
)
UNPACKED = 16 * 1024 * 1024  # bytes of a sitemap.xml.gz


def parse(
    data: bytes,
    *,
    url: str | None,
    content_type: str | None,
    selectors: tuple[tuple[str, str], ...] = (),
) -> Feed:
    """The newest addresses of a sitemap, newest first where it gives times.

    Raises FeedError for anything else, an index of sitemaps too (see `children`).
    """
    root = root_of(_unpacked(data), content_type, "sitemap")
    if local(root) == "sitemapindex":
        raise FeedError('What came is an index of sitemaps: read it as kind = "sitemap".')
    if local(root) != "urlset":
        raise FeedError("What came is not a sitemap.")
    match = dict(selectors).get("match")
    pattern = re.compile(match) if match else None
    entries = [e for e in _entries(root) if e.url and (pattern is None or pattern.search(e.url))]
    dated = sorted(entries, key=lambda e: str(e.published or e.updated or ""), reverse=True)
    return Feed(url=url, site_url=None, entries=tuple(dated[:MOST_ENTRIES]))


def _unpacked(data: bytes) -> bytes:
    try:
        return gunzip(data, cap=UNPACKED)
    except FetchError as error:
        raise FeedError(str(error)) from error


def children(data: bytes, content_type: str | None) -> tuple[str, ...]:
    """The sitemaps of an index, the one changed last first; () for what is no index.

    Those that by their names list no articles come last: they change with every article too.
    """
    root = root_of(_unpacked(data), content_type, "sitemap")
    if local(root) != "sitemapindex":
        return ()
    found = [
        (dates.parse(text_of(node, "lastmod")), index, text_of(node, "loc"))
        for index, node in enumerate(root)
        if local(node) == "sitemap"
    ]
    found.sort(key=lambda row: (row[0].isoformat() if row[0] else "", row[1]), reverse=True)
    addresses = [address for _, _, address in found if address]
    return tuple(sorted(addresses, key=lambda one: bool(NO_ARTICLES.search(one))))


def _entries(root: Any) -> Iterator[Entry]:
    for node in root:
        if local(node) != "url":
            continue
        address = text_of(node, "loc")
        yield Entry(
            guid=address or None,
            url=address or None,
            title=plain_text(text_of(node, "news", "title")),
            published=dates.parse(text_of(node, "news", "publication_date")),
            updated=dates.parse(text_of(node, "lastmod")),
            categories=_keywords(text_of(node, "news", "keywords")),
        )


def _keywords(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))
