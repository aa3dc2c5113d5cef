"""Feeds and full texts as JSON and back, for the pipe between the program and its workers.

JSON and not pickle: a worker has read hostile input, so what it says is data and never code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from digests.model import Entry, Feed
from digests.sources.prepared import Prepared, ReadFeed

ENTRY_TIMES = ("published", "updated")
TUPLES = ("authors", "categories")
ENTRY = tuple(f.name for f in fields(Entry))
ENTRY_SHORT = tuple(name for name in ENTRY if name not in ("summary", "content"))
PREPARED = tuple(f.name for f in fields(Prepared) if f.name != "entry")


def feed_to_json(feed: Feed) -> dict[str, Any]:
    """Plain values; times as RFC 3339."""
    raw = {f.name: getattr(feed, f.name) for f in fields(feed)}
    return {**raw, "entries": [_entry_to_json(entry, ENTRY) for entry in feed.entries]}


def feed_from_json(raw: Mapping[str, Any]) -> Feed:
    """The feed that `feed_to_json` gave."""
    return Feed(**{**raw, "entries": tuple(_entry_from_json(entry) for entry in raw["entries"])})


def read_to_json(read: ReadFeed) -> dict[str, Any]:
    """Plain values of a ReadFeed: an entry is a list in the order of its fields."""
    entries = [
        [_entry_to_json(one.entry, ENTRY_SHORT), *(getattr(one, name) for name in PREPARED)]
        for one in read.entries
    ]
    return {"ttl_minutes": read.ttl_minutes, "entries": entries}


def read_from_json(raw: Mapping[str, Any]) -> ReadFeed:
    """The ReadFeed that `read_to_json` gave."""
    return ReadFeed(ttl_minutes=raw["ttl_minutes"], entries=tuple(map(_prepared, raw["entries"])))


def _prepared(raw: list[Any]) -> Prepared:
    entry, *rest = raw
    values = dict(zip(PREPARED, rest, strict=True))
    values["keys"] = tuple(values["keys"])
    return Prepared(entry=_entry_from_json(entry), **values)


def _entry_to_json(entry: Entry, names: tuple[str, ...]) -> dict[str, Any]:
    """Without the fields that are empty: most are."""
    raw = {name: value for name in names if (value := getattr(entry, name))}
    for name in ENTRY_TIMES:
        if name in raw:
            raw[name] = raw[name].isoformat()
    return raw


def _entry_from_json(raw: Mapping[str, Any]) -> Entry:
    values = dict(raw)
    for name in ENTRY_TIMES:
        if name in values:
            values[name] = datetime.fromisoformat(values[name])
    for name in TUPLES:
        if name in values:
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
