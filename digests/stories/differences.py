"""Outlets that give different figures for the same thing, side by side, each with its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from digests.model import Article, Claim, Difference, Extraction, Figure, Side
from digests.stories.words import content_words

SAME_THING = 0.5  # of the words of the shorter claim


def differences(
    articles: Sequence[Article], extractions: Mapping[str, Extraction]
) -> tuple[Difference, ...]:
    """The figures on which the articles of one story disagree. "Differs" is all that is said."""
    claims = [
        (claim, figure)
        for article in articles
        if article.id in extractions
        for claim in extractions[article.id].claims
        for figure in claim.figures
    ]
    found: list[Difference] = []
    for (a, x), (b, y) in combinations(claims, 2):
        if a.evidence.article_id != b.evidence.article_id and _differ(a, x, b, y):
            sides = tuple(
                Side(
                    article_id=claim.evidence.article_id, text=figure.text, evidence=claim.evidence
                )
                for claim, figure in ((a, x), (b, y))
            )
            found.append(Difference(about=x.unit or x.text, sides=sides))
    return tuple(found)


def _differ(a: Claim, x: Figure, b: Claim, y: Figure) -> bool:
    if x.unit != y.unit or x.value == y.value:
        return False
    words, others = set(content_words(a.text)), set(content_words(b.text))
    return len(words & others) >= SAME_THING * max(1, min(len(words), len(others)))
