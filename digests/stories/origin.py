"""Who first published what a story repeats: copies of one text count as one outlet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digests.model import Article

COPY = 0.6
_UNIT = re.compile(r"[A-Za-z0-9]+|[\u3400-\u9fff]")
_SHINGLE = 5


def origins(articles: Sequence[Article]) -> tuple[tuple[str, ...], ...]:
    """The article ids of one story, parted by origin, the origin first in each.

    An article that repeats most of an earlier one's text is its copy.
    """
    ordered = sorted(articles, key=lambda a: (a.published_at, a.id))
    parts: list[tuple[frozenset[str], list[str]]] = []
    for article in ordered:
        shingles = _shingles(article.text)
        for first, members in parts:
            if _contained(shingles, first) >= COPY:
                members.append(article.id)
                break
        else:
            parts.append((shingles, [article.id]))
    return tuple(tuple(members) for _, members in parts)


def _shingles(text: str) -> frozenset[str]:
    units = [unit.lower() for unit in _UNIT.findall(text)]
    return frozenset(
        " ".join(units[i : i + _SHINGLE]) for i in range(max(1, len(units) - _SHINGLE + 1))
    )


def _contained(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))
