"""From a site's address to its feeds: what the page names, known sites' ways, common paths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from digests.errors import DigestsError, FeedError
from digests.fetch.client import Fetched, Kind
from digests.model import Feed, Source

COMMON = ("feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json")
MOST_TRIED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A feed of a site: its address as read, its title, and how many entries it has now."""

    url: str
    title: str
    entries: int
    language: str | None = None


class Getter(Protocol):
    """What discovery needs of a Fetcher."""

    async def get(self, url: str, *, kind: Kind = ..., named_by: str | None = ...) -> Fetched:
        """The answer to a GET."""


class FeedParser(Protocol):
    """What discovery needs of a ParserPool."""

    async def feed(self, source: Source, fetched: Fetched) -> Feed:
        """The feed in an answer."""

    async def links(self, fetched: Fetched) -> tuple[str, ...]:
        """The feeds that a page names."""


async def discover(fetcher: Getter, parser: FeedParser, url: str) -> tuple[Candidate, ...]:
    """The feeds at or behind `url`, the likeliest first; () where there are none.

    Raises FetchError where `url` itself can't be reached and nothing is known of its site,
    FeedError where its page takes too much to read.
    """
    url = url if "://" in url else f"https://{url}"
    special = known(url)
    first = await fetcher.get(special or url, kind="feed")
    if feed := await _read(parser, first):
        return (_candidate(first, feed),)
    named = await parser.links(first) if first.ok else ()
    read_at = first.final_url  # what names the others, wherever the address led
    found = await _tried(fetcher, parser, named, read_at)
    if found:
        return found
    return await _tried(fetcher, parser, tuple(guesses(read_at)), read_at, enough=1)


async def _tried(
    fetcher: Getter,
    parser: FeedParser,
    urls: tuple[str, ...],
    named_by: str,
    enough: int = MOST_TRIED,
) -> tuple[Candidate, ...]:
    found: dict[str, Candidate] = {}
    for url in urls[:MOST_TRIED]:
        try:
            fetched = await fetcher.get(url, kind="feed", named_by=named_by)
        except DigestsError:
            continue  # one of several guesses: the next may be right
        if feed := await _read(parser, fetched):
            found.setdefault(fetched.final_url, _candidate(fetched, feed))
        if len(found) >= enough:
            break
    return tuple(found.values())


async def _read(parser: FeedParser, fetched: Fetched) -> Feed | None:
    if not fetched.ok:
        return None
    try:
        feed = await parser.feed(Source(id="", outlet="", url=fetched.url), fetched)
    except FeedError:
        return None
    return feed if feed.entries or feed.title else None


def _candidate(fetched: Fetched, feed: Feed) -> Candidate:
    return Candidate(
        url=fetched.final_url,
        title=feed.title,
        entries=len(feed.entries),
        language=feed.language,
    )


def guesses(url: str) -> Iterator[str]:
    """Where feeds commonly are, below the address and at the site's root."""
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}/"
    below = url if url.endswith("/") else f"{url}/"
    if parts.path.strip("/"):
        yield from (urljoin(below.partition("?")[0], name) for name in COMMON[:3])
    yield from (urljoin(root, name) for name in COMMON)


SITES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"^https?://(?:www\.|m\.)?youtube\.com/channel/([\w-]+)"),
        r"https://www.youtube.com/feeds/videos.xml?channel_id=\1",
    ),
    (
        re.compile(r"^https?://(?:www\.|m\.)?youtube\.com/playlist\?list=([\w-]+)"),
        r"https://www.youtube.com/feeds/videos.xml?playlist_id=\1",
    ),
    (
        re.compile(r"^https?://(?:www\.|old\.|new\.)?reddit\.com/((?:r|user)/\w+)/?$"),
        r"https://www.reddit.com/\1/.rss",
    ),
    (
        re.compile(r"^https?://github\.com/([\w.-]+/[\w.-]+?)(?:/releases)?/?$"),
        r"https://github.com/\1/releases.atom",
    ),
    (
        re.compile(r"^https?://(?:www\.)?arxiv\.org/list/([a-z-]+(?:\.[A-Za-z-]+)?)/?"),
        r"https://rss.arxiv.org/rss/\1",
    ),
    (
        re.compile(r"^https?://medium\.com/(@?[\w.-]+)/?$"),
        r"https://medium.com/feed/\1",
    ),
    (
        re.compile(r"^https?://([\w-]+)\.substack\.com(?:/.*)?$"),
        r"https://\1.substack.com/feed",
    ),
    (
        re.compile(r"^https?://news\.ycombinator\.com/?(?:news)?$"),
        "https://news.ycombinator.com/rss",
    ),
)


def known(url: str) -> str | None:
    """The feed of a well-known kind of site, or None."""
    for pattern, feed in SITES:
        if found := pattern.match(url):
            return found.expand(feed)
    return None
