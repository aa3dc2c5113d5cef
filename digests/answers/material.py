"""What a question is answered from: articles, and what was read out of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from digests.model import Article, Extraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Articles with their extractions. `first` are the ids of those that a thread is about."""

    articles: tuple[Article, ...] = ()
    extractions: Mapping[str, Extraction] = field(default_factory=dict)
    first: frozenset[str] = frozenset()

    def before(self, other: Material) -> Material:
        """These articles as the first, then the other ones."""
        ours = frozenset(one.id for one in self.articles)
        more = tuple(one for one in other.articles if one.id not in ours)
        return Material(
            articles=(*self.articles, *more),
            extractions={**other.extractions, **self.extractions},
            first=ours,
        )
