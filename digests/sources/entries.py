"""Which entries of a poll are new, which are edits of known articles, and what a brief may show.

An article is one article whatever its publisher does to the GUID, the address, the title or the
date. Everything is stored; `brief_at` alone says when, and so whether, a brief shows it:

- seen in regular reading, published within the last 72 hours, or undated: at first sight;
- seen in regular reading, published before that: at its publication, which no brief looks at now;
- seen in a source's first poll, or in the first after more than 36 hours: at its publication;
  undated ones, and those dated more than a day ahead, are never news; nor in the first poll are
  those that say only when they were changed (a sitemap's `lastmod` may be the time of its making);
- of more than 40 new entries in one poll the newest 40 count by first sight, the rest by date.

A date in the future is taken as first sight; the feed's own date stays in the entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from digests.model import Entry
from digests.sources.aggregators import Reading
from digests.sources.keys import folded_title
from digests.sources.prepared import Prepared

LOOKBACK = timedelta(hours=72)
AWAY = timedelta(hours=36)
AHEAD = timedelta(days=1)
MOST_NEW = 40
SAME_TITLE = 0.5  # share of words that two titles of one article have in common

DateSource = Literal["feed", "changed", "page", "first_seen", "clamped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntry:
    """What the store knows of an article, as far as the entry that made it goes."""

    article_id: str
    source_id: str
    fingerprint: str  # of the entry last seen
    guid: str | None = None
    url: str = ""  # canonical
    title: str = ""
    published: datetime | None = None  # as the feed gave it


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """An entry of an article that is not in the store.

    `published_at` is the time to sort by, `brief_at` the instant by which a brief's window takes
    the article (None: never). `reading` says whether the page at `url` or the feed's own content
    is the article. Store all `keys`.
    """

    entry: Entry
    keys: tuple[str, ...]
    url: str  # canonical; "" where the entry has none
    text: str  # the feed's own, plain
    fingerprint: str
    published_at: datetime
    date_source: DateSource
    brief_at: datetime | None
    baseline: bool
    reading: Reading
    publisher: str | None = None  # an aggregator's entry: who really published it


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedEntry:
    """A known article whose entry changed in "title" or "text"; `changed` is empty when only a

    new key was learnt. Store all `keys` and the `fingerprint`.
    """

    article_id: str
    entry: Entry
    keys: tuple[str, ...]
    url: str
    text: str
    fingerprint: str
    changed: tuple[Literal["title", "text"], ...]
    reading: Reading


Intent = NewEntry | EditedEntry


def lookup_keys(entries: Iterable[Prepared]) -> frozenset[str]:
    """Every key under which one of these entries may be known: what to ask the store for."""
    return frozenset(key for one in entries for key in (*one.keys, one.both))


def plan_entries(
    entries: Iterable[Prepared],
    known: Mapping[str, KnownEntry],
    *,
    source_id: str,
    now: datetime,
    first_poll: bool = False,
    last_success_at: datetime | None = None,
) -> tuple[Intent, ...]:
    """What to store of a poll at `now` (UTC): new entries and edits, in the feed's order.

    `known` holds what the store has for `lookup_keys`; an entry that is known and unchanged gives
    no intent. `last_success_at` is when the source was last read, before this poll.
    """
    away = last_success_at is not None and now - last_success_at > AWAY
    intents: list[Intent] = []
    taken: set[str] = set()
    seen: set[str] = set()
    for one in entries:
        found = _find(one, known, source_id)
        if found is not None:
            if found.article_id not in taken:
                taken.add(found.article_id)
                intents += _edited(one, found, known, source_id)
        elif seen.isdisjoint(one.keys):  # two sitemaps of one index may name one page
            keys = tuple(key for key in one.keys if key not in known) or (one.both,)
            made = _new(one, keys, now, baseline=first_poll or away)
            intents.append(_undated(made) if first_poll else made)
        seen.update(one.keys)
    return _capped(intents)


def _find(one: Prepared, known: Mapping[str, KnownEntry], source_id: str) -> KnownEntry | None:
    """The known article that this entry is, if any key says so and nothing speaks against it."""
    for key in (*one.keys, one.both):
        found = known.get(key)
        if found is not None and not _reused(key, one, found, source_id):
            return found
    return None


def _reused(key: str, one: Prepared, known: KnownEntry, source_id: str) -> bool:
    """Whether a publisher gave an old key to a new article: all else differs, and it is later."""
    if known.source_id != source_id or key.startswith(("both:", "title:")):
        return False
    if alike(one.entry.title, known.title) >= SAME_TITLE:
        return False
    guid = (one.entry.guid or "").strip()
    if key.startswith("guid:"):
        other_differs = one.url != known.url
    else:
        other_differs = bool(guid and known.guid) and guid != known.guid
    return other_differs and _later(one.entry.published, known.published)


def _later(published: datetime | None, before: datetime | None) -> bool:
    return published is not None and before is not None and published - before > timedelta(hours=1)


def alike(one: str, other: str) -> float:
    """The share of words (or, without spaces, characters) that two titles have in common."""
    first, second = _pieces(one), _pieces(other)
    return len(first & second) / max(len(first | second), 1)


def _pieces(title: str) -> set[str]:
    folded = folded_title(title)
    return set(folded if any(c > "\u2e80" for c in folded) else folded.split())


def _new(one: Prepared, keys: tuple[str, ...], now: datetime, *, baseline: bool) -> NewEntry:
    """`keys` are without those that stay with an older article: its publisher used them again."""
    entry = one.entry
    at, source, brief_at = dated(entry.published or entry.updated, now=now, baseline=baseline)
    if source == "feed" and entry.published is None:
        source = "changed"
    return NewEntry(
        entry=entry,
        keys=keys,
        url=one.url,
        text=one.text,
        fingerprint=one.fingerprint,
        published_at=at,
        date_source=source,
        brief_at=None if one.old else brief_at,
        baseline=baseline,
        reading=one.reading,
        publisher=one.publisher,
    )


def _undated(new: NewEntry) -> NewEntry:
    """What says only when it was changed may be old, so it is no news unless its page has a date."""
    return replace(new, brief_at=None) if new.date_source == "changed" else new


def dated(
    published: datetime | None, *, now: datetime, baseline: bool
) -> tuple[datetime, DateSource, datetime | None]:
    """The time to sort by, where it is from, and `brief_at`, of an entry first seen at `now`."""
    if published is None:
        return now, "first_seen", None if baseline else now
    if published - now > AHEAD:
        return now, "clamped", None if baseline else now
    at = min(published, now)
    fresh = not baseline and now - at <= LOOKBACK
    return at, "feed", now if fresh else at


def redated(new: NewEntry, published: datetime | None, *, now: datetime) -> NewEntry:
    """The same entry with its page's publication time, where the feed gave none."""
    if published is None or new.date_source == "feed":
        return new
    at, source, brief_at = dated(published, now=now, baseline=new.baseline)
    if source != "feed":
        return new
    return replace(new, published_at=at, date_source="page", brief_at=brief_at)


def _edited(
    one: Prepared, found: KnownEntry, known: Mapping[str, KnownEntry], source_id: str
) -> list[Intent]:
    own = found.source_id == source_id
    changed: list[Literal["title", "text"]] = []
    if own and one.fingerprint != found.fingerprint:
        old_title, _, old_text = found.fingerprint.partition(":")
        new_title, _, new_text = one.fingerprint.partition(":")
        changed += ["title"] if old_title != new_title else []
        changed += ["text"] if old_text != new_text else []
    # A feed that renews its dates makes new title keys with every poll; they are not worth a row.
    learnt = any(known.get(key) is None for key in one.keys if not key.startswith("title:"))
    if not changed and not learnt:
        return []
    return [
        EditedEntry(
            article_id=found.article_id,
            entry=one.entry,
            keys=one.keys,
            url=one.url,
            text=one.text,
            fingerprint=one.fingerprint if own else found.fingerprint,
            changed=tuple(changed),
            reading=one.reading,
        )
    ]


def _capped(intents: Sequence[Intent]) -> tuple[Intent, ...]:
    """A flood of new entries counts by first sight for its newest few only."""
    new = [intent for intent in intents if isinstance(intent, NewEntry)]
    if len(new) <= MOST_NEW:
        return tuple(intents)
    newest = sorted(new, key=lambda intent: intent.published_at, reverse=True)[:MOST_NEW]
    kept = {id(intent) for intent in newest}
    return tuple(
        intent if not isinstance(intent, NewEntry) or id(intent) in kept else _by_date(intent)
        for intent in intents
    )


def _by_date(new: NewEntry) -> NewEntry:
    if new.brief_at is None:
        return new
    told = new.date_source in ("feed", "changed")
    return replace(new, brief_at=new.published_at if told else None)
