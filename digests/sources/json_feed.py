"""JSON Feed 1.0 and 1.1 (jsonfeed.org). A value of the wrong type counts as not given."""

from __future__ import annotations

import json
from datetime import tzinfo
from typing import Any
from urllib.parse import urljoin

from digests.errors import FeedError
from digests.model import Entry, Feed
from digests.sources import dates
from digests.sources.encoding import NOT_XML, decode
from digests.sources.plain import is_recording, plain_text

MOST_ENTRIES = 5000


def looks_like(data: bytes) -> bool:
    """Whether the bytes begin as JSON does."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def parse(data: bytes, *, url: str | None, content_type: str | None) -> Feed:
    """The feed in `data`. Raises FeedError for broken JSON or another kind of document."""
    try:
        raw = json.loads(decode(data, content_type))
    except (ValueError, RecursionError) as error:
        raise FeedError("What came is broken JSON.") from error
    if not isinstance(raw, dict):
        raise FeedError("What came is JSON, but no feed.")
    items = raw.get("items")
    if not isinstance(items, list) and "version" not in raw:
        raise FeedError("What came is JSON, but no feed.")
    language = _text(raw, "language")[:2].lower() or None
    local = dates.local_time(language)
    return Feed(
        title=plain_text(_text(raw, "title")),
        url=_text(raw, "feed_url") or url,
        site_url=_link(raw, "home_page_url", url),
        language=language,
        entries=tuple(
            _entry(item, url, local)
            for item in _list(raw, "items")[:MOST_ENTRIES]
            if isinstance(item, dict)
        ),
    )


def _entry(item: dict[str, Any], base: str | None, local: tzinfo) -> Entry:
    recordings = [one for one in _list(item, "attachments") if _is_recording(one)]
    return Entry(
        guid=_guid(item.get("id")),
        url=_link(item, "url", base)
        or _link(item, "external_url", base)
        or next((_link(one, "url", base) for one in recordings), None),
        title=plain_text(_scalar(item.get("title"))),
        published=dates.parse(_text(item, "date_published"), local),
        updated=dates.parse(_text(item, "date_modified"), local),
        authors=_authors(item),
        summary=_text(item, "summary"),
        content=_text(item, "content_html") or _as_html(_text(item, "content_text")),
        categories=tuple(_clean(tag) for tag in _list(item, "tags") if isinstance(tag, str)),
        recording=bool(recordings),
    )


def _is_recording(attachment: Any) -> bool:
    return isinstance(attachment, dict) and is_recording(_text(attachment, "mime_type"))


def _text(raw: dict[str, Any], name: str) -> str:
    value = raw.get(name)
    return _clean(value) if isinstance(value, str) else ""


def _clean(text: str) -> str:
    """Without what XML forbids and JSON lets through: no database and no terminal wants it."""
    return NOT_XML.sub("", text)


def _list(raw: dict[str, Any], name: str) -> list[Any]:
    value = raw.get(name)
    return value if isinstance(value, list) else []


def _scalar(value: Any) -> str:
    """A number stands for its digits (the specification lets readers coerce)."""
    return (
        _clean(str(value))
        if isinstance(value, str | int | float) and not isinstance(value, bool)
        else ""
    )


def _guid(value: Any) -> str | None:
    return _scalar(value) or None


def _link(raw: dict[str, Any], name: str, base: str | None) -> str | None:
    link = _text(raw, name).strip()
    try:
        return urljoin(base or "", link) if link else None
    except ValueError:
        return None


def _authors(item: dict[str, Any]) -> tuple[str, ...]:
    given = [*_list(item, "authors"), item.get("author")]
    names = [
        _text(author, "name") or _text(author, "url")
        for author in given
        if isinstance(author, dict)
    ]
    return tuple(dict.fromkeys(plain_text(name) for name in names if name))


def _as_html(text: str) -> str:
    """Plain text as HTML, so that `content` is always HTML: paragraphs and line breaks kept."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    paragraphs = [p.strip().replace("\n", "<br>") for p in escaped.split("\n\n")]
    return "".join(f"<p>{p}</p>" for p in paragraphs if p)
