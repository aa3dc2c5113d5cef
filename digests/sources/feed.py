"""RSS 0.9x, 1.0 and 2.0, Atom and CDF through feedparser.

feedparser runs with sanitising and link resolving off (two thirds of its time): titles are made
plain here, and HTML is only ever turned into text, never shown. It is quadratic on some input
(feedparser#562), so it runs where it can be killed: see `digests.sources.pool`.
"""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any
from urllib.parse import urljoin

import feedparser

from digests.errors import FeedError
from digests.model import Entry, Feed
from digests.sources import dates, plain_feed
from digests.sources.encoding import decode, plain_xml
from digests.sources.plain import is_recording, is_web, plain_text

MOST_ENTRIES = 5000
ROOTS = re.compile(r"<(?:\w+:)?(rss|rdf|feed|channel|opml)\b", re.IGNORECASE)
HTML_ROOT = re.compile(r"<(?:html|head|body)\b", re.IGNORECASE)
# expat parts a namespace from a name by a blank, so one inside the namespace breaks feedparser.
NAMESPACE = re.compile(r"""\bxmlns(?::[\w.-]+)?\s*=\s*(?:"[^"<>]*"|'[^'<>]*')""")
ADDRESSED = re.compile(
    r"[^\s@<>()]+@[^\s@<>()]+(?:\s*\(([^()]*)\))?|([^@<>]+)<[^\s@<>]+@[^\s@<>]+>"
)
PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}


def parse(data: bytes, *, url: str | None, content_type: str | None) -> Feed:
    """The feed in `data`. `url` is where it was read, for relative links.

    Raises FeedError, saying what came instead, where there is no feed.
    """
    text = plain_xml(decode(data, content_type))
    return plain_feed.parse(text, url=url, most=MOST_ENTRIES) or by_feedparser(text, url=url)


def by_feedparser(text: str, *, url: str | None) -> Feed:
    """The feed in any XML that feedparser can make sense of. Raises FeedError."""
    text = NAMESPACE.sub(_without_blanks, text)
    _check(text)
    # The base is not given: feedparser would resolve identifiers too, which RFC 4287 section
    # 4.2.6 compares as they stand. Links are resolved here; xml:base it applies itself.
    parsed = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version") and not parsed.entries and not parsed.feed:
        raise FeedError("What came is not a feed that can be read.")
    # Of RSS, `dc:date` and the like come as the time of an update; there is no other.
    dated = not str(parsed.get("version")).startswith("atom")
    local = dates.local_time(_language(parsed.feed.get("language")))
    entries = tuple(_entry(raw, url, dated, local) for raw in parsed.entries[:MOST_ENTRIES])
    return _feed(parsed.feed, entries, url)


def _without_blanks(found: re.Match[str]) -> str:
    name, equals, value = found[0].partition("=")
    mark = value.strip()[0]
    return f"{name}{equals}{mark}{re.sub(r'[^!-~]', '', value.strip().strip(mark))}{mark}"


def _check(text: str) -> None:
    head = text[:8192]
    if not text.strip():
        raise FeedError("What came is empty.")
    if not ROOTS.search(head) and HTML_ROOT.search(head):
        raise FeedError("What came is a web page, not a feed.")


def _feed(raw: Mapping[str, Any], entries: tuple[Entry, ...], url: str | None) -> Feed:
    return Feed(
        title=_title(raw),
        url=_link(raw.get("links", ()), "self") or url,
        site_url=_absolute(raw.get("link"), url),
        language=_language(raw.get("language")),
        ttl_minutes=_ttl(raw),
        entries=entries,
    )


def _entry(raw: dict[str, Any], url: str | None, dated: bool, local: tzinfo) -> Entry:
    content = [part.get("value", "") for part in raw.get("content", ())]
    summary = raw.get("summary", "")
    published = _date(raw, "published", local) or _date(raw, "created", local)
    updated = _date(raw, "updated", local)
    return Entry(
        guid=raw.get("id") or None,
        url=_absolute(_entry_link(raw), url),
        title=_title(raw),
        published=published or (updated if dated else None),
        updated=updated,
        authors=_authors(raw),
        summary=summary,
        content=max(content, key=len, default=""),
        categories=tuple(
            dict.fromkeys(
                term for tag in raw.get("tags", ()) if (term := plain_text(tag.get("term") or ""))
            )
        ),
        recording=_recording(raw) is not None,
    )


def _title(raw: Mapping[str, Any]) -> str:
    return plain_text(raw.get("title") or "")


def _entry_link(raw: Mapping[str, Any]) -> str | None:
    links = raw.get("links", ())
    own = (raw.get("feedburner_origlink") or "").strip()
    if is_web(own):  # the link beside it only counts who follows it
        return own
    if raw.get("link") == "" and is_web(raw.get("id") or ""):
        return str(raw["id"])
    link = raw.get("link") or _link(links, "alternate") or _link(links, "related")
    # A GUID stands in for a link, if it is one: many that say they are permalinks are not.
    is_guid = (
        link is not None and raw.get("guidislink") and link == raw.get("id") and "://" not in link
    )
    # A podcast's episode may have no page: then its recording is what there is to open.
    return _recording(raw) if is_guid or not link else link


def _recording(raw: Mapping[str, Any]) -> str | None:
    """The address of the audio or video that is enclosed."""
    return next(
        (
            link["href"]
            for link in raw.get("links", ())
            if link.get("rel") == "enclosure"
            and link.get("href")
            and is_recording(link.get("type"))
        ),
        None,
    )


def _link(links: Iterable[Mapping[str, Any]], rel: str) -> str | None:
    return next(
        (link["href"] for link in links if link.get("rel") == rel and link.get("href")), None
    )


def _absolute(link: str | None, base: str | None) -> str | None:
    if not link or not link.strip():
        return None
    try:
        return urljoin(base or "", link.strip())
    except ValueError:
        return None


def _date(raw: dict[str, Any], name: str, local: tzinfo) -> datetime | None:
    # dict.get: feedparser's own gives a publication time for an update that is not there.
    text = dict.get(raw, name)
    # feedparser's own reading comes after: it takes 2026年11月24日 for the first of the month.
    text = dates.localised(text, local) if text else text
    if text and (at := dates.standard(text) or dates.quick(text, local)):
        return at
    parsed = dict.get(raw, f"{name}_parsed")
    try:
        at = datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, TypeError, OverflowError, OSError):
        at = None
    return at or dates.parse(text, local)


def _authors(raw: Mapping[str, Any]) -> tuple[str, ...]:
    # RSS wants an address with the name behind it; feedparser knows no ending of five letters.
    if addressed := ADDRESSED.fullmatch(plain_text(raw.get("author") or "")):
        name = (addressed[1] or addressed[2] or "").strip(' "')
        return (name,) if name else ()
    names = [plain_text(author.get("name") or "") for author in raw.get("authors", ()) if author]
    if not any(names):
        names = [plain_text(raw.get("author") or "")]
    return tuple(dict.fromkeys(name for name in names if name))


def _language(value: str | None) -> str | None:
    found = re.match(r"[A-Za-z]{2,3}\b", value or "")
    return found[0].lower() if found else None


def _ttl(raw: Mapping[str, Any]) -> int | None:
    """Minutes between checks: RSS `ttl`, or the syndication module's period over its frequency."""
    ttl = str(raw.get("ttl") or "").strip()
    if ttl.isascii() and ttl.isdigit():
        return int(ttl[:9]) or None
    period = PERIODS.get(str(raw.get("sy_updateperiod") or "").strip().lower())
    if period is None:
        return None
    frequency = str(raw.get("sy_updatefrequency") or "1").strip()
    times = int(frequency[:9]) if frequency.isascii() and frequency.isdigit() else 1
    return max(period // max(times, 1), 1)
