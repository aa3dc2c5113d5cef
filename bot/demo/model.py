"""What the sample site is made of. Times are UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Format = Literal["rss", "atom", "json", "sitemap", "page"]
Kind = Literal[
    "report",
    "follow_up",
    "wire_copy",
    "syndicated",
    "release",
    "release_copy",
    "interview",
    "opinion",
    "rumour",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One place that publishes, and how it does."""

    id: str
    name: str
    language: str
    format: Format
    feed: str  # the path of its feed under the outlet's own
    tagline: str
    sections: tuple[str, ...]
    subscribe: str  # the line every page asks readers with
    bio: str  # what stands under the author's name
    caption: str
    whole: bool = False  # the feed carries the full text
    tail: str = ""  # what the feed hangs on every text
    encoding: str = "utf-8"
    escaped_titles: bool = False  # titles are HTML inside the XML
    relative_links: bool = False
    tracking: str = ""  # a query that the feed hangs on every link
    consent_wall: bool = False  # pages show nothing until a cookie is set
    repeats: tuple[str, ...] = ()  # articles whose entry stands twice
    broken: bool = False  # the feed has entries that can't be used
    down: bool = False  # answers 503


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuote:
    """A quote that must come out of an article."""

    text: str
    speaker: str | None
    role: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoArticle:
    """One article as it stands at some moment, with what must be read out of it.

    `text` is the body as plain text, a line a paragraph, without title or boilerplate.
    """

    id: str
    outlet: Outlet
    title: str
    authors: tuple[str, ...]
    story: str
    kind: Kind
    topics: tuple[str, ...]
    published: datetime
    modified: datetime
    revision: int
    html: str
    text: str
    lead: str
    hidden: str = ""  # HTML that no reader sees
    paywalled: bool = False
    copy_of: str | None = None
    quotes: tuple[GoldQuote, ...] = ()
    must_not_quote: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where its page is, without the site's base."""
        return f"/{self.outlet.id}/{self.published:%Y/%m/%d}/{self.id}"
