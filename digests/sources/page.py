"""A listing page without a feed: CSS selectors from the configuration, or a good guess.

Selectors: `entry` (each entry's element, or its link), and inside it `link`, `title`,
`published`, `summary`. Only `entry` is needed. Without it, the largest group of alike links that
read like headlines is taken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
from cssselect import SelectorError
from lxml import etree

from digests.errors import FeedError
from digests.model import Entry, Feed
from digests.sources import dates
from digests.sources.encoding import decode
from digests.sources.plain import plain_text

MOST_ENTRIES = 200
FEWEST = 3  # links that make a list
OUTSIDE = frozenset("nav header footer aside".split())
WORDY = re.compile(r"[^\W\d_]{2,}|[\u4e00-\u9fff]")


def parse(
    data: bytes,
    *,
    url: str | None,
    content_type: str | None,
    selectors: tuple[tuple[str, str], ...] = (),
) -> Feed:
    """The entries that a listing page links, in the page's order. Raises FeedError for none."""
    text = decode(data, content_type, html=True)
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise FeedError("What came is no page that can be read.") from error
    chosen = dict(selectors)
    entries = _selected(tree, chosen, url) if "entry" in chosen else _guessed(tree, url)
    if not entries:
        why = (
            "Its selectors match nothing" if "entry" in chosen else "No list of articles was found"
        )
        raise FeedError(f"{why} on the page.")
    title = next((plain_text(node.text or "") for node in tree.iter("title")), "")
    return Feed(title=title, url=url, site_url=url, entries=entries[:MOST_ENTRIES])


def _parser() -> Any:
    return lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


def _selected(tree: Any, chosen: Mapping[str, str], url: str | None) -> tuple[Entry, ...]:
    found = (_by_selectors(node, chosen, url) for node in _css(tree, chosen["entry"]))
    return _unique(entry for entry in found if entry is not None)


def _css(node: Any, selector: str) -> list[Any]:
    try:
        return list(node.cssselect(selector))
    except SelectorError as error:
        raise FeedError(f"The selector {selector!r} can't be read.") from error


def _by_selectors(node: Any, chosen: Mapping[str, str], url: str | None) -> Entry | None:
    link = _first(node, chosen.get("link"))
    if link is None:
        link = node if node.tag == "a" else next(node.iter("a"), None)
    address = _address(link, url)
    if address is None:
        return None
    title = _first(node, chosen.get("title"))
    summary = _first(node, chosen.get("summary"))
    return Entry(
        guid=address,
        url=address,
        title=_words(title) if title is not None else _headline(node, link),
        published=_date(node, chosen.get("published")),
        summary=_words(summary) if summary is not None else "",
    )


def _first(node: Any, selector: str | None) -> Any:
    return next(iter(_css(node, selector)), None) if selector else None


def _address(link: Any, url: str | None) -> str | None:
    href = (link.get("href") or "").strip() if link is not None else ""
    if not href or href.startswith(("#", "javascript:", "mailto:", "tel:")):
        return None
    try:
        address = urljoin(url or "", href).partition("#")[0]
    except ValueError:
        return None
    return address if address.startswith(("http://", "https://")) or not url else None


def _words(node: Any) -> str:
    return plain_text(" ".join(node.itertext()), escaped=0)


def _headline(node: Any, link: Any) -> str:
    """The heading inside an entry, else its link's own words."""
    head = next(node.iter("h1", "h2", "h3", "h4", "h5"), None)
    return _words(head) if head is not None and _words(head) else _words(link)


def _date(node: Any, selector: str | None) -> datetime | None:
    """By its selector alone where there is one; else a <time>, else a date in the words."""
    marked = _first(node, selector) if selector else next(node.iter("time"), None)
    if marked is None:
        return None if selector else dates.seen(_words(node))
    words = _words(marked)
    return dates.parse(marked.get("datetime")) or dates.parse(words) or dates.seen(words)


def _guessed(tree: Any, url: str | None) -> tuple[Entry, ...]:
    groups: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for link in tree.iter("a"):
        if _is_candidate(link, url):
            groups[_shape(link)].append(link)
    lists = [_unique(_entry_of(link, url) for link in links) for links in groups.values()]
    lists = [entries for entries in lists if len(entries) >= FEWEST]
    return max(lists, key=_weight, default=())


def _is_candidate(link: Any, url: str | None) -> bool:
    address = _address(link, url)
    if address is None or any(above.tag in OUTSIDE for above in link.iterancestors()):
        return False
    parts, here = urlsplit(address), urlsplit(url or "")
    same_site = not url or _site(parts.hostname) == _site(here.hostname)
    deeper = len(parts.path.strip("/")) > 8 and parts.path.rstrip("/") != here.path.rstrip("/")
    return same_site and (deeper or bool(parts.query))


def _site(host: str | None) -> str:
    return ".".join((host or "").split(".")[-2:])


def _shape(link: Any) -> tuple[str, ...]:
    """How a link stands in the page: its ancestors' tags and first classes, four levels up."""
    nodes = [link, *list(link.iterancestors())[:4]]
    return tuple(f"{n.tag}.{(n.get('class') or '').split(' ')[0]}" for n in nodes)


def _entry_of(link: Any, url: str | None) -> Entry:
    """An entry from its link and the smallest element around it that has no other link's."""
    address = _address(link, url) or ""
    around = link
    for above in list(link.iterancestors())[:4]:
        if len({_address(a, url) for a in above.iter("a")} - {None}) > 1:
            break
        around = above
    return Entry(
        guid=address, url=address, title=_headline(around, link), published=_date(around, None)
    )


def _unique(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """One entry an address: of an image's link and a headline's, the one with words."""
    kept: dict[str | None, Entry] = {}
    for entry in entries:
        before = kept.get(entry.url)
        if before is None or len(entry.title) > len(before.title):
            kept[entry.url] = entry
    return tuple(entry for entry in kept.values() if entry.title)


def _weight(entries: tuple[Entry, ...]) -> float:
    """How much a group of links reads like headlines: many, long, dated."""
    wordy = [len(WORDY.findall(entry.title)) for entry in entries]
    headlines = sum(4 <= count <= 60 for count in wordy)
    dated = sum(entry.published is not None for entry in entries)
    return headlines * (headlines / len(entries)) + dated
