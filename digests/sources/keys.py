"""The keys an entry is known by, and which of them name it alone in its poll.

`url:` is shared by all sources; `guid:`, `both:` and `title:` belong to one source. A key that
several different entries of one poll carry names none of them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from digests.canonical import identity
from digests.model import Entry

TELLING_WORDS = 5  # an undated title of fewer words may come back for another article
TELLING_CHARACTERS = 12  # the same, in scripts without spaces
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Keys:
    """What an entry could be known by. `site` is true for an address that is a whole site."""

    guid: str
    url: str
    title: str  # folded
    date: str
    site: bool

    def strong(self, source_id: str, *, guid: bool, url: bool) -> tuple[str, ...]:
        """GUID and address, as far as they are asked for and there."""
        found = []
        if guid and self.guid:
            found.append(f"guid:{source_id}:{_short(self.guid)}")
        if url and self.url and not self.site:
            found.append(f"url:{_short(self.url)}")
        return tuple(found)

    def both(self, source_id: str) -> str:
        """GUID or address with the title, for where neither names one entry alone."""
        return f"both:{source_id}:{_digest(self.guid or self.url, self.title)}"

    def by_title(self, source_id: str) -> tuple[str, ...]:
        """The title with its date, where that is telling."""
        if self.title and (self.date or _telling(self.title)):
            return (f"title:{source_id}:{_digest(self.title, self.date)}",)
        return ()


def keys_of(entry: Entry, site_url: str | None) -> Keys:
    """The keys of one entry of a feed whose site is `site_url`."""
    url = identity(entry.url) if entry.url else ""
    home = identity(site_url) if site_url else ""
    return Keys(
        guid=(entry.guid or "").strip(),
        url=url,
        title=folded_title(entry.title),
        date=entry.published.isoformat() if entry.published else "",
        site=bool(url) and (url == home or "/" not in url),
    )


def page_keys(*urls: str) -> tuple[str, ...]:
    """The keys of an article's page: where its redirects ended, and its canonical address.

    Ask the store for them before a new article is kept, and keep them with it: they tell that two
    entries with different links (a feed proxy's, a newsletter's) are one article.
    """
    found = (identity(url) for url in urls)
    return tuple(dict.fromkeys(f"url:{_short(url)}" for url in found if "/" in url))


def distinct(
    entries: Sequence[Entry], *, site_url: str | None, source_id: str
) -> Iterator[tuple[int, Keys, tuple[str, ...]]]:
    """The entries of one poll without repeats: index, keys, and the keys that name it alone."""
    all_keys = [keys_of(entry, site_url) for entry in entries]
    by_guid, by_url = _carriers(all_keys, "guid"), _carriers(all_keys, "url")
    titles = Counter(key for keys in all_keys for key in keys.by_title(source_id))
    seen: set[str] = set()
    for index, keys in enumerate(all_keys):
        strong = keys.strong(
            source_id,
            guid=bool(keys.guid) and _guid_names_one(by_guid[keys.guid], by_url),
            url=bool(keys.url) and _url_names_one(by_url[keys.url]),
        ) or (keys.both(source_id),)
        if not seen.intersection(strong):
            yield index, keys, (*strong, *(k for k in keys.by_title(source_id) if titles[k] == 1))
        seen.update(strong)


def _carriers(all_keys: Sequence[Keys], name: str) -> Mapping[str, list[Keys]]:
    carriers: dict[str, list[Keys]] = defaultdict(list)
    for keys in all_keys:
        carriers[getattr(keys, name)].append(keys)
    return carriers


def _url_names_one(carriers: Sequence[Keys]) -> bool:
    """One article listed again: all its entries share the title, or the one GUID."""
    guids = {keys.guid for keys in carriers}
    return _same_title(carriers) or (len(guids) == 1 and "" not in guids)


def _guid_names_one(carriers: Sequence[Keys], by_url: Mapping[str, Sequence[Keys]]) -> bool:
    """All its entries are one by title and date, or by an address that names one."""
    if len(carriers) == 1 or (_same_title(carriers) and len({k.date for k in carriers}) == 1):
        return True
    urls = {keys.url for keys in carriers}
    only = next(iter(urls))
    return len(urls) == 1 and bool(only) and not carriers[0].site and _url_names_one(by_url[only])


def _same_title(carriers: Sequence[Keys]) -> bool:
    return len({keys.title for keys in carriers}) == 1


@lru_cache(maxsize=8192)
def folded_title(title: str) -> str:
    """A title freed of case, width, punctuation and white space, for comparing."""
    return " ".join(WORD.findall(unicodedata.normalize("NFKC", title).casefold()))


def _telling(title: str) -> bool:
    wide = sum(character > "\u2e80" for character in title)
    return len(title.split()) >= TELLING_WORDS or wide >= TELLING_CHARACTERS


def _short(text: str) -> str:
    return text if len(text) <= 400 else _digest(text)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
