"""A feed's entries as planning needs them: keys, print and plain text instead of HTML.

Made where the feed was parsed, in a worker that can be killed, since the HTML of an entry is as
little to be trusted as the feed around it. What goes on to the program holds no markup.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from digests.canonical import canonical_url
from digests.model import Entry, Feed
from digests.pages.entry_text import entry_text
from digests.sources.aggregators import Reading, unwrap
from digests.sources.keys import distinct, folded_title

UNREAD = re.compile(r"<[^>]*>|&#?\w{1,30};")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """One entry. Its summary and content stay where it was parsed; `text` is what they say.

    `keys` name it alone in its poll, `both` is the weaker key of GUID or address with title.
    `reading` says whether the page at `url` (canonical, "" for none) or `text` is the article,
    `publisher` who really published what an aggregator lists, `old` that it repeats older work.
    """

    entry: Entry
    url: str
    keys: tuple[str, ...]
    both: str
    fingerprint: str
    text: str
    reading: Reading
    publisher: str | None = None
    old: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFeed:
    """A feed that was read: its entries without repeats, in its order."""

    ttl_minutes: int | None = None
    entries: tuple[Prepared, ...] = ()


def prepared(feed: Feed, *, source_id: str) -> ReadFeed:
    """The entries of a feed, each as the article that it stands for, repeats left out."""
    told = [unwrap(entry) for entry in feed.entries]
    entries = [one.entry for one in told]
    return ReadFeed(
        ttl_minutes=feed.ttl_minutes,
        entries=tuple(
            Prepared(
                entry=entries[index],
                url=canonical_url(entries[index].url or ""),
                keys=usable,
                both=keys.both(source_id),
                fingerprint=fingerprint(entries[index]),
                text=entry_text(entries[index]),
                reading=told[index].reading,
                publisher=told[index].publisher,
                old=told[index].old,
            )
            for index, keys, usable in distinct(
                entries, site_url=feed.site_url, source_id=source_id
            )
        ),
    )


def fingerprint(entry: Entry) -> str:
    """A short print of an entry's title and text. Dates, markup and blanks leave no trace in it."""
    text = "".join(UNREAD.sub("", entry.content or entry.summary).split()).casefold()
    halves = (folded_title(entry.title), text)
    return ":".join(
        hashlib.sha256(half.encode("utf-8", "replace")).hexdigest()[:16] for half in halves
    )
