"""What grouping keeps of an article: its weighted features, small enough to store beside it.

A feature is a string whose first letter says its kind: `w:` a word or a pair of Chinese characters,
`n:` a name in Latin script, `e:` an entity of the gazetteer, `f:` a figure, `d:` a date. All kinds
but `w:` mean the same in every language, so they can tie an English report to a Chinese one.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from digests.model import Article, Entity, Extraction, Language, Span
from digests.stories.words import features

MAX_TERMS = 200
MAX_KEYS = 24


class Finder(Protocol):
    """The part of the gazetteer that grouping needs."""

    def find(self, text: str) -> tuple[tuple[Span, Entity], ...]:
        """Every known entity named in `text`, with where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """An article as grouping sees it. Times are UTC; `keys` are for looking up candidates."""

    article_id: str
    language: Language
    title: str
    published_at: datetime
    first_seen_at: datetime
    content_hash: str
    terms: tuple[tuple[str, float], ...]
    keys: tuple[str, ...]

    def to_json(self) -> str:
        """This fingerprint as one JSON object; `from_json` reads it back."""
        return json.dumps(
            {
                "article_id": self.article_id,
                "language": self.language,
                "title": self.title,
                "published_at": self.published_at.isoformat(),
                "first_seen_at": self.first_seen_at.isoformat(),
                "content_hash": self.content_hash,
                "terms": dict(self.terms),
                "keys": self.keys,
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> Fingerprint:
        """The fingerprint that `to_json` wrote. Raises ValueError or KeyError for anything else."""
        value: dict[str, Any] = json.loads(text)
        return cls(
            article_id=value["article_id"],
            language=value["language"],
            title=value["title"],
            published_at=datetime.fromisoformat(value["published_at"]),
            first_seen_at=datetime.fromisoformat(value["first_seen_at"]),
            content_hash=value["content_hash"],
            terms=tuple(value["terms"].items()),
            keys=tuple(value["keys"]),
        )


def fingerprint(
    article: Article, extraction: Extraction | None = None, gazetteer: Finder | None = None
) -> Fingerprint:
    """The fingerprint of an article. Title and opening count more than what stands further down."""
    weights = features(article.title, article.text)
    if gazetteer is not None:
        weights.update(_entities(article, gazetteer))
    terms = tuple((term, round(weight, 2)) for term, weight in weights.most_common(MAX_TERMS))
    return Fingerprint(
        article_id=article.id,
        language=article.language,
        title=article.title,
        published_at=article.published_at,
        first_seen_at=article.first_seen_at,
        content_hash=article.content_hash,
        terms=terms,
        keys=_keys(terms),
    )


def _entities(article: Article, gazetteer: Finder) -> Counter[str]:
    found: Counter[str] = Counter()
    for weight, text in ((3, article.title), (1, article.text)):
        for _, entity in gazetteer.find(text):
            found[f"e:{entity.id or entity.name}"] += weight
    return found


def _keys(terms: tuple[tuple[str, float], ...]) -> tuple[str, ...]:
    neutral = [term for term, _ in terms if not term.startswith("w:")]
    words = [term for term, _ in terms if term.startswith("w:")]
    return tuple((neutral[: MAX_KEYS - 8] + words)[:MAX_KEYS])
