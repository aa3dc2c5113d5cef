"""Feeds and full texts as JSON and back, for the pipe between the program and its workers.

JSON and not pickle: a worker has read hostile input, so what it says is data and never code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from digests.model import Entry, Feed

ENTRY_TIMES = ("published", "updated")
TUPLES = ("authors", "categories")


def feed_to_json(feed: Feed) -> dict[str, Any]:
    """Plain values; times as RFC 3339."""
    raw = {f.name: getattr(feed, f.name) for f in fields(feed)}
    return {**raw, "entries": [_entry_to_json(entry) for entry in feed.entries]}


def feed_from_json(raw: Mapping[str, Any]) -> Feed:
    """The feed that `feed_to_json` gave."""
    return Feed(**{**raw, "entries": tuple(_entry_from_json(entry) for entry in raw["entries"])})


def _entry_to_json(entry: Entry) -> dict[str, Any]:
    raw = {f.name: getattr(entry, f.name) for f in fields(entry)}
    for name in ENTRY_TIMES:
        raw[name] = raw[name].isoformat() if raw[name] else None
    return raw


def _entry_from_json(raw: Mapping[str, Any]) -> Entry:
    values = dict(raw)
    for name in ENTRY_TIMES:
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    for name in TUPLES:
        values[name] = tuple(values[name])
    return Entry(**values)


def page_to_json(page: Any) -> dict[str, Any]:
    """Plain values of a FullText; times as RFC 3339."""
    raw = asdict(page)
    return {**raw, "published": page.published.isoformat() if page.published else None}


def page_from_json(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a FullText."""
    published = raw["published"]
    return {
        **raw,
        "authors": tuple(raw["authors"]),
        "published": datetime.fromisoformat(published) if published else None,
    }
