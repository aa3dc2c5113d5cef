"""Outlets that give different figures for the same thing, side by side, each with its sentence.

Two reports of one event mostly give the same figures. What is left over on both sides, in the same
unit, of like size and among like words, is what they disagree on. "Differs" is all that is said.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations

from digests.model import Article, Difference, Extraction, Side
from digests.stories.denials import denials
from digests.stories.listing import is_listing
from digests.stories.measures import Measure, measures
from digests.stories.origin import origins
from digests.stories.prior import count
from digests.stories.units import may_be_same

_EQUAL = 0.02  # of a value: rounding
_ABOUT_EQUAL = 0.06  # "about 400" and "410" do not differ
_BOUND_EQUAL = 0.15  # "more than 5,000" and "5,200" do not differ
_MOST = math.log(2.02)  # a figure more than twice another is another thing
_ENOUGH, _ENOUGH_ALONE = 2.0, 0.4
_ENOUGH_DATE = 1.2
_ENOUGH_SHARE, _ENOUGH_SHARE_ACROSS = 3.0, 1.4
_CERTAIN = 9.0
_LARGE = 1000
_NEAR_SUMS, _NEAR_COUNTS, _NEAR_LARGE = math.log(1.5), math.log(1.25), math.log(1.4)
_SMALL = 10  # smaller counts are met everywhere: only of the same noun do they say anything
_SAME_NEWS = timedelta(hours=24)
_RARE = frozenset(("tokens", "parameters", "flops", "power", "energy", "memory", "length", "area"))
_PAST = re.compile(r"(?:past|beyond|over|above|after|from|every|per)\b|超过|每", re.IGNORECASE)
_NEARLY_A_DAY = 20 * 3600.0  # seconds
# What makes a time a deadline, a rate or a limit and not how long something took.
_NOT_TAKEN = re.compile(
    r"(?:\b(?:within|in|after|before|every|each|per|than|next|first|last|another|past|by|under|until)|[每仅近内])\s*$",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"\s*(?:ago|later|a (?:day|week|month)|per\b|each|every|earlier|old|notice)|[之以]?[内前后]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two figures that may be of one thing, and how much says so."""

    left: Measure
    right: Measure
    overlap: float
    shared: tuple[str, ...]
    alone: bool  # neither has another figure of like size to be compared with

    @property
    def far(self) -> float:
        return self.left.far(self.right)


def differences(
    articles: Sequence[Article],
    extractions: Mapping[str, Extraction] | None = None,
) -> tuple[Difference, ...]:
    """The figures on which the articles of one story disagree, and what one of them denies.

    Copies speak once, and an outlet does not disagree with itself. A side is one figure, with the
    sentence of the first article that gives it.
    """
    by_id = {article.id: article for article in articles}
    first = [by_id[origin[0]] for origin in origins(articles)]
    voices = [article for article in first if not is_listing(article)]
    background = count([])
    read = {article.id: measures(article, background) for article in voices}
    spread = _spread(read.values())
    pairs = [
        pair
        for a, b in combinations(voices, 2)
        for pair in (
            *(_compared(read[a.id], read[b.id], spread) if _may_differ(a, b) else ()),
            *_contrasted(read[a.id], read[b.id]),
            *_contrasted(read[b.id], read[a.id]),
        )
    ]
    order = {article.id: number for number, article in enumerate(voices)}
    return (*_gathered(pairs, order), *denials(voices))


def _may_differ(a: Article, b: Article) -> bool:
    """Whether two reports can disagree: what is said a day later may have changed meanwhile."""
    same_outlet = a.outlet == b.outlet != ""
    return not same_outlet and abs(a.published_at - b.published_at) <= _SAME_NEWS


def _spread(all_measures: Iterable[Sequence[Measure]]) -> Mapping[str, float]:
    """What is left of a feature's weight in a story where many figures stand beside it."""
    every = [measure for measures_ in all_measures for measure in measures_]
    seen = Counter(feature for measure in every for feature in measure.context)
    most = max(4, len(every))
    return {f: max(0.0, 1 - 1.6 * (times - 2) / most) for f, times in seen.items()}


def _compared(
    ours: Sequence[Measure], theirs: Sequence[Measure], spread: Mapping[str, float]
) -> Iterator[_Pair]:
    left, right = _left_over(ours, theirs), _left_over(theirs, ours)
    near = [
        (a, b)
        for a in left
        for b in right
        if a.dimension == b.dimension and a.far(b) <= _MOST and _same_noun(a, b)
    ]
    times = Counter(id(one) for pair in near for one in pair)
    pairs = []
    for a, b in near:
        overlap, shared = _overlap(a, b, spread)
        alone = times[id(a)] == 1 and times[id(b)] == 1
        pair = _Pair(a, b, overlap, shared, alone)
        if _enough(pair):
            pairs.append(pair)
    yield from _best_of_each(pairs)


def _left_over(ours: Sequence[Measure], theirs: Sequence[Measure]) -> list[Measure]:
    return [one for one in ours if not any(_agree(one, other) for other in theirs)]


def _agree(a: Measure, b: Measure) -> bool:
    """Whether both figures may be one and the same: a bound or "about" leaves room for the other."""
    if a.dimension != b.dimension:
        return False
    bounds = (a.figure.bound, b.figure.bound)
    if any(bound in _OPEN for bound in bounds):
        return a.far(b) <= _BOUND_EQUAL
    return a.far(b) <= (_ABOUT_EQUAL if "about" in bounds else _EQUAL)


_OPEN = ("<", ">", "at_most", "at_least")


def _same_noun(a: Measure, b: Measure) -> bool:
    """Whether two counts are of the same noun, as far as they name one."""
    if a.dimension != "count":
        return True
    ours, theirs = a.figure.unit, b.figure.unit
    if a.chinese != b.chinese or ours is None or theirs is None:
        return min(a.value, b.value) >= _SMALL and may_be_same(ours, theirs)
    return may_be_same(ours, theirs)


def _overlap(a: Measure, b: Measure, spread: Mapping[str, float]) -> tuple[float, tuple[str, ...]]:
    same = a.chinese == b.chinese
    weights = {
        feature: min(value, b.context[feature]) * spread.get(feature, 1.0)
        for feature, value in a.context.items()
        if feature in b.context and feature[0] in ("wcvr" if same else "cvnpmr")
    }
    # Within a language a term of the dictionary repeats what its words have said.
    total = sum(
        value * (0.5 if same and feature[0] in "cv" else 1.0) for feature, value in weights.items()
    )
    ranked = sorted((f for f, value in weights.items() if value > 0), key=lambda f: -weights[f])
    return total, tuple(ranked)


def _enough(pair: _Pair) -> bool:
    dimension = pair.left.dimension
    same = pair.left.chinese == pair.right.chinese
    if dimension == "%":
        # Shares are in every sentence: two things must say that they are of the same whole.
        words = [f for f in pair.shared if not (same and f[0] in "cv")]
        enough = _ENOUGH_SHARE if same else _ENOUGH_SHARE_ACROSS
        return len(words) >= 2 and pair.overlap >= enough and (pair.alone or not same)
    if dimension == "date":
        return pair.overlap >= _ENOUGH_DATE and pair.alone
    if pair.alone and _telling(pair):
        return True
    small = dimension == "times" or (
        dimension == "count" and min(pair.left.value, pair.right.value) < _SMALL
    )
    return pair.overlap >= (_ENOUGH_ALONE if pair.alone and not small else _ENOUGH)


def _telling(pair: _Pair) -> bool:
    """Whether the numbers alone say it.

    In two reports of one event, two sums in one currency, or two counts, that nothing else is near
    are of one thing if they are close; large counts need not be so close. Two figures in tokens or
    kilometres are, however far apart, and so are two times of hours or less: how
    long an outage was.
    """
    a, b = pair.left, pair.right
    if a.dimension in _RARE:
        return not (_PAST.match(a.text) or _PAST.match(b.text))
    if a.dimension == "duration":
        return _took(a) and _took(b)
    if len(a.dimension) == 3 and a.dimension.isupper():
        return pair.far <= _NEAR_SUMS
    if a.dimension != "count" or min(a.value, b.value) < _SMALL:
        return False
    large = a.chinese == b.chinese and min(a.value, b.value) >= _LARGE
    return pair.far <= (_NEAR_LARGE if large else _NEAR_COUNTS)


def _took(one: Measure) -> bool:
    """Whether a time of hours or less may be how long something took."""
    start, end = one.figure.start - one.sentence.start, one.figure.end - one.sentence.start
    return (
        one.value < _NEARLY_A_DAY
        and one.figure.bound not in _OPEN
        and not _NOT_TAKEN.search(one.sentence.text[:start])
        and not _RATE.match(one.sentence.text[end:])
    )


def _best_of_each(pairs: Sequence[_Pair]) -> Iterator[_Pair]:
    """Each figure in one pair at most: the one with the most in common."""
    taken: set[int] = set()
    for pair in sorted(pairs, key=lambda p: (-p.overlap, p.far)):
        if not taken & {id(pair.left), id(pair.right)}:
            taken |= {id(pair.left), id(pair.right)}
            yield pair


def _contrasted(ours: Sequence[Measure], theirs: Sequence[Measure]) -> Iterator[_Pair]:
    """A figure of ours that a sentence of theirs sets against another: "2,400, and not 4,200"."""
    for a, b in combinations(theirs, 2):
        if a.sentence != b.sentence or not a.contrasts(b):
            continue
        for given, other in (_alike(a, b), _alike(b, a)):
            if given.dimension != other.dimension:
                continue
            known = [one for one in ours if _agree(one, given)]
            if known and not any(_agree(one, other) for one in ours):
                shared = tuple(f for f in known[0].context if f in other.context)
                yield _Pair(known[0], other, _CERTAIN, shared, True)
                break


def _alike(a: Measure, b: Measure) -> tuple[Measure, Measure]:
    """Both, a bare number taken for the other's kind: "70.4 billion parameters, under the 72"."""
    if a.dimension == "count" and a.figure.unit is None:
        a = replace(a, dimension=b.dimension)
    elif b.dimension == "count" and b.figure.unit is None:
        b = replace(b, dimension=a.dimension)
    return a, b


def _gathered(pairs: Sequence[_Pair], order: Mapping[str, int]) -> Iterator[Difference]:
    """Pairs that share a figure are one difference with as many sides as there are values."""
    groups: list[list[_Pair]] = []
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
            if not any(_agree(one, side) for side in sides):
                sides.append(one)
        if len(sides) > 1:
            yield Difference(about=_about(group[0]), sides=tuple(map(_side, sides)))


def _touch(a: _Pair, b: _Pair) -> bool:
    return any(_agree(x, y) for x in (a.left, a.right) for y in (b.left, b.right))


def _side(measure: Measure) -> Side:
    return Side(article_id=measure.article_id, text=measure.text, evidence=measure.sentence)


_DIMENSIONS = {
    "tokens": "tokens", "parameters": "parameters", "flops": "computing power",
    "times": "a factor", "count": "a number", "duration": "how long it took", "date": "the date",
}  # fmt: skip
_NO_SUBJECT = frozenset(("v:study", "v:benchmark"))  # how something is known, not what


def _about(pair: _Pair) -> str:
    """What a difference is about, in a few words of the unit or of the term dictionary."""
    dimension = pair.left.dimension
    if dimension in ("tokens", "parameters", "flops", "times"):
        return _DIMENSIONS[dimension]
    noun = pair.left.figure.unit or pair.right.figure.unit
    if dimension == "count" and noun and noun.isascii():
        return f"the number of {noun}"
    events = [f for f in pair.shared if f.startswith("v:") and f not in _NO_SUBJECT]
    term = events[0][2:].replace("-", " ") if events else None
    if dimension == "%":
        return f"a percentage ({term})" if term else "a percentage"
    if dimension not in _DIMENSIONS:
        return f"the amount ({term})" if term else "an amount"
    return f"{_DIMENSIONS[dimension]} ({term})" if term else _DIMENSIONS[dimension]
