"""What outlets tell differently about the same thing, side by side, each with its sentence.

Figures and dates (`digests.stories.pairing`), who said or did it (`attributions`), and what one
reports and another denies (`denials`). "Differs" is all that is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import combinations, permutations

from digests.model import Article, Difference, Extraction, Language, Side
from digests.stories.attributions import attributions
from digests.stories.denials import denials
from digests.stories.listing import is_listing
from digests.stories.measures import Measure, measures
from digests.stories.origin import origins
from digests.stories.pairing import Pair, agree, compared, contrasted, spread
from digests.stories.prior import count
from digests.stories.subjects import subject

_SAME_NEWS = timedelta(hours=24)


def differences(
    articles: Sequence[Article],
    extractions: Mapping[str, Extraction] | None = None,
    language: Language = "en",
) -> tuple[Difference, ...]:
    """What the articles of one story tell differently; what it is about is said in `language`.

    Copies speak once, and an outlet does not disagree with itself. A side is one figure, name or
    statement, with the sentence of the first article that gives it. Without `extractions` nothing
    is said of who spoke.
    """
    by_id = {article.id: article for article in articles}
    first = [by_id[origin[0]] for origin in origins(articles)]
    voices = [article for article in first if not is_listing(article)]
    background = count([])
    read = {article.id: measures(article, background) for article in voices}
    left = spread(read.values())
    pairs = [pair for a, b in _at_once(voices) for pair in compared(read[a.id], read[b.id], left)]
    for a, b in permutations(voices, 2):
        pairs += contrasted(read[a.id], read[b.id])
    order = {article.id: number for number, article in enumerate(voices)}
    return (
        *_gathered(pairs, order, language),
        # A copy that names somebody else is no copy of that.
        *attributions(_at_once(articles), extractions or {}, language),
        *denials(voices, language),
    )


def _at_once(articles: Sequence[Article]) -> list[tuple[Article, Article]]:
    """The pairs that can disagree, the earlier first: what is said a day later may have changed."""
    in_time = sorted(
        (one for one in articles if not is_listing(one)), key=lambda one: one.published_at
    )
    return [
        (a, b)
        for a, b in combinations(in_time, 2)
        if (a.outlet != b.outlet or a.outlet == "")
        and b.published_at - a.published_at <= _SAME_NEWS
    ]


def _gathered(
    pairs: Sequence[Pair], order: Mapping[str, int], language: Language
) -> Iterator[Difference]:
    """Pairs that share a figure are one difference with as many sides as there are values."""
    groups: list[list[Pair]] = []
    for pair in sorted(pairs, key=lambda p: -p.overlap):
        for group in groups:
            if any(_touch(pair, other) for other in group):
                group.append(pair)
                break
        else:
            groups.append([pair])
    for group in groups:
        sides: list[Measure] = []
        both = [one for pair in group for one in (pair.left, pair.right)]
        for one in sorted(both, key=lambda m: (order[m.article_id], m.figure.start)):
            if not any(agree(one, side) for side in sides):
                sides.append(one)
        if len(sides) > 1:
            yield Difference(about=subject(group[0], language), sides=tuple(map(_side, sides)))


def _touch(a: Pair, b: Pair) -> bool:
    return any(agree(x, y) for x in (a.left, a.right) for y in (b.left, b.right))


def _side(measure: Measure) -> Side:
    return Side(article_id=measure.article_id, text=measure.text, evidence=measure.sentence)
