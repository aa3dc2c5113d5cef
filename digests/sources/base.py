"""Source kinds: one file each in this folder, named as the kind, with `parse(data, …) -> Feed`.

`parse` is pure and may run for a long time on hostile input: `digests.sources.pool` runs it where
it can be killed.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from functools import lru_cache
from typing import get_args

from digests.errors import FeedError, FetchError
from digests.fetch.decode import gunzip
from digests.model import Feed, SourceKind
from digests.sources import json_feed

HEAD = 4096
SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")
LONGEST = 16 * 1024 * 1024  # bytes of a file or body that are parsed at all


def parse_feed(data: bytes, *, url: str | None, content_type: str | None) -> Feed:
    """The feed in `data`: RSS, Atom, RDF, CDF, JSON Feed or a sitemap, told apart by what it holds.

    `url` is where it was read, for relative links. Raises FeedError where there is no feed.
    """
    return parse(data, kind="feed", url=url, content_type=content_type)


def parse(
    data: bytes,
    *,
    kind: SourceKind,
    url: str | None,
    content_type: str | None,
    selectors: tuple[tuple[str, str], ...] = (),
) -> Feed:
    """What a source of `kind` holds. Raises FeedError."""
    if len(data) > LONGEST:
        raise FeedError(f"What came is longer than {LONGEST} bytes.")
    if kind == "feed":
        data = _unpacked(data)
        if json_feed.looks_like(data):
            return json_feed.parse(data, url=url, content_type=content_type)
        if SITEMAP.search(data[:HEAD]):
            return _parser("sitemap")(data, url=url, content_type=content_type)
        return _parser("feed")(data, url=url, content_type=content_type)
    return _parser(kind)(data, url=url, content_type=content_type, selectors=selectors)


def _unpacked(data: bytes) -> bytes:
    """A feed.xml.gz that is served as a file."""
    try:
        return gunzip(data, cap=LONGEST)
    except FetchError as error:
        raise FeedError(str(error)) from error


@lru_cache
def _parser(kind: str) -> Callable[..., Feed]:
    """The `parse` of a kind's file, imported when first used."""
    if kind not in get_args(SourceKind):
        raise FeedError(f"There is no source kind {kind!r}.")
    module = importlib.import_module(f"digests.sources.{kind}")
    found: Callable[..., Feed] = module.parse
    return found
