"""What grouping keeps of an article: its weighted features, small enough to store beside it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from digests.extract.dateline import after_dateline
from digests.model import Article, Entity, Extraction, Language, Span
from digests.stories.features import across, features, names
from digests.stories.foreground import foreground, is_interview
from digests.stories.listing import is_listing
from digests.stories.prior import count
from digests.text import has_cjk, sentences

MAX_TERMS = 280
MAX_HEAD = 100
TITLE, LEAD, BODY = 3, 2, 1
_LEAD_SENTENCES = 2
_LEAD_CHARS = 500


class Finder(Protocol):
    """The part of the gazetteer that grouping needs."""

    def find(self, text: str) -> tuple[tuple[Span, Entity], ...]:
        """Every known entity named in `text`, with where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """An article as grouping sees it. Times are UTC.

    `terms` are the features of all of it, `head` of its title and first two sentences, each with
    its weight; `keys` are for looking up candidates in a store.
    """

    article_id: str
    language: Language
    title: str
    published_at: datetime
    first_seen_at: datetime
    content_hash: str
    terms: tuple[tuple[str, int], ...]
    head: tuple[tuple[str, int], ...]
    keys: tuple[str, ...]
    listing: bool = False  # a roundup of many events, which is a story of its own
    talk: bool = False  # an interview, which is an event of its own
    bare: bool = False  # a title without a text

    def to_json(self) -> str:
        """This fingerprint as one JSON object; `from_json` reads it back."""
        value = {name: getattr(self, name) for name in self.__slots__}
        value["published_at"] = self.published_at.isoformat()
        value["first_seen_at"] = self.first_seen_at.isoformat()
        value["terms"], value["head"] = dict(self.terms), dict(self.head)
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Fingerprint:
        """The fingerprint that `to_json` wrote. Raises ValueError, KeyError or TypeError else."""
        value: dict[str, Any] = json.loads(text)
        return cls(
            **{
                **value,
                "published_at": datetime.fromisoformat(value["published_at"]),
                "first_seen_at": datetime.fromisoformat(value["first_seen_at"]),
                "terms": tuple(value["terms"].items()),
                "head": tuple(value["head"].items()),
                "keys": tuple(value["keys"]),
            }
        )


def fingerprint(
    article: Article, extraction: Extraction | None = None, gazetteer: Finder | None = None
) -> Fingerprint:
    """The fingerprint of an article. Title and opening count more than what stands further down."""
    chinese = has_cjk(article.title or article.text[:200])
    known = names(article.title, article.text)
    lead_end = _lead_end(article)
    lead = article.text[:lead_end]
    # Where and by whom a report was filed is not what it tells.
    parts = (article.title, lead[after_dateline(lead) :], article.text[lead_end:])
    counted = [_counted(part, known, gazetteer, chinese=chinese) for part in parts]
    terms: Counter[str] = Counter()
    for weight, part in zip((TITLE, LEAD, BODY), counted, strict=True):
        terms.update({feature: weight * times for feature, times in part.items()})
    head: Counter[str] = Counter()
    for text in parts[:2]:
        head.update(_counted(foreground(text), known, gazetteer, chinese=chinese))
    talk = is_interview(article.text)
    if talk:
        head = Counter({f: n for f, n in head.items() if f[0] not in "vkg"} | {"k:speech": LEAD})
    return Fingerprint(
        article_id=article.id,
        language="zh" if chinese else article.language,
        title=article.title,
        published_at=article.published_at,
        first_seen_at=article.first_seen_at,
        content_hash=article.content_hash,
        terms=tuple(terms.most_common(MAX_TERMS)),
        head=tuple(head.most_common(MAX_HEAD)),
        keys=keys(terms, head),
        listing=is_listing(article),
        talk=talk,
        bare=not article.text.strip(),
    )


def _lead_end(article: Article) -> int:
    opening = article.text[:_LEAD_CHARS]
    spans = sentences(opening, article.language)[:_LEAD_SENTENCES]
    return spans[-1].end if spans else 0


def _counted(
    text: str, known: frozenset[str], gazetteer: Finder | None, *, chinese: bool
) -> Counter[str]:
    found = features(text, known, chinese=chinese)
    if gazetteer is not None:
        found.update(f"e:{e.id or e.name}" for _, e in gazetteer.find(text))
    return found


# How many keys of each group of kinds, so that no kind crowds the others out.
_SHARES = (("enm", 12), ("fd", 8), ("s", 8), ("p", 12), ("w", 8))


def keys(terms: Counter[str], head: Counter[str]) -> tuple[str, ...]:
    """The features by which a store finds the articles that this one may belong with.

    The rarest of each kind, those of the opening first: an English and a Chinese report meet in
    their names, however written, and in their figures.
    """
    wide: dict[str, tuple[int, int]] = {}
    for feature, weight in terms.items():
        for one in (feature, *across(feature)):
            here = (head[feature], weight)
            wide[one] = max(wide.get(one, here), here)
    rarity = count(())

    def rank(feature: str) -> tuple[bool, float, int, str]:
        in_head, weight = wide[feature]
        return (not in_head, -round(rarity.weight(feature), 1), -weight, feature)

    return tuple(
        feature
        for kinds, share in _SHARES
        for feature in sorted((f for f in wide if f[0] in kinds), key=rank)[:share]
    )
