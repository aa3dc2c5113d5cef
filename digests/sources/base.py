"""Source kinds: one file each, found by the kind's name, with `parse(data, …) -> Feed`.

`parse_feed` is pure and may run for a long time on hostile input; `read` runs it in a worker that
can be killed.
"""

from __future__ import annotations

from collections.abc import Callable

from digests.errors import FeedError
from digests.model import Feed, SourceKind
from digests.sources import feed, json_feed

FEED_CAP = 16 * 1024 * 1024  # bytes of a file or body that are parsed at all


def parse_feed(data: bytes, *, url: str | None, content_type: str | None) -> Feed:
    """The feed in `data`: RSS, Atom, RDF, CDF or JSON Feed, told apart by what it holds.

    `url` is where it was read, for relative links. Raises FeedError where there is no feed.
    """
    kind: Callable[..., Feed] = json_feed.parse if json_feed.looks_like(data) else feed.parse
    return kind(data, url=url, content_type=content_type)


def parse(
    data: bytes,
    *,
    kind: SourceKind,
    url: str | None,
    content_type: str | None,
    selectors: tuple[tuple[str, str], ...] = (),
) -> Feed:
    """What a source of `kind` holds. Raises FeedError."""
    if len(data) > FEED_CAP:
        raise FeedError(f"What came is longer than {FEED_CAP} bytes.")
    if kind == "feed":
        return parse_feed(data, url=url, content_type=content_type)
    raise FeedError(f"There is no source kind {kind!r}.")
