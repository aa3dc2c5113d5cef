"""Which figures of two reports are of one thing and yet differ.

Two reports of one event mostly give the same figures. What is left over on both sides, in the same
unit, of like size and among like words, is what they disagree on.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from digests.stories.aspects import are_of_different_things, happenings
from digests.stories.designations import agreement, by_name, designations
from digests.stories.measures import Measure
from digests.stories.units import are_of_one_kind, may_be_same

_EQUAL = 0.02  # of a value: rounding
_ABOUT_EQUAL = 0.06  # "about 400" and "410" do not differ
_BOUND_EQUAL = 0.15  # "more than 5,000" and "5,200" do not differ
_MOST = math.log(2.02)  # a figure more than twice another is another thing
_ENOUGH, _ENOUGH_ALONE = 2.0, 0.4
_ENOUGH_DATE = 1.2
_ENOUGH_SHARE, _ENOUGH_SHARE_ACROSS = 3.0, 1.4
_CERTAIN = 9.0
_LARGE = 1000
_FAR, _ENOUGH_ALONE_FAR = math.log(1.3), 1.4
_NEAR_SUMS, _NEAR_COUNTS, _NEAR_LARGE = math.log(1.35), math.log(1.25), math.log(1.4)
_SMALL = 10  # smaller counts are met everywhere: only of the same noun do they say anything
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
class Pair:
    """Two figures that may be of one thing, and how much says so."""

    left: Measure
    right: Measure
    overlap: float
    shared: tuple[str, ...]
    alone: bool  # neither has another figure of like size to be compared with

    @property
    def far(self) -> float:
        return self.left.far(self.right)


def spread(all_measures: Iterable[Sequence[Measure]]) -> Mapping[str, float]:
    """What is left of a feature's weight in a story where many figures stand beside it."""
    every = [measure for measures_ in all_measures for measure in measures_]
    seen = Counter(feature for measure in every for feature in measure.context)
    most = max(4, len(every))
    return {f: max(0.0, 1 - 1.6 * (times - 2) / most) for f, times in seen.items()}


def compared(
    ours: Sequence[Measure], theirs: Sequence[Measure], spread: Mapping[str, float]
) -> Iterator[Pair]:
    """What two reports, the earlier first, give differently. `spread` is that of their story."""
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
        pair = Pair(a, b, overlap, shared, alone)
        if _enough(pair) and not _leave_room(a, b) and not are_of_different_things(a, b):
            pairs.append(pair)
    yield from _best_of_each(pairs)
    yield from _shares_or_points(left, right)


def _left_over(ours: Sequence[Measure], theirs: Sequence[Measure]) -> list[Measure]:
    """Those that the other report does not give, be it in two parts: 38, and 24 more, are 62."""
    parts = [
        replace(a, value=a.value + b.value)
        for a, b in combinations(theirs, 2)
        if a.dimension == b.dimension and a.sentence == b.sentence and _same_noun(a, b)
    ]
    return [
        one
        for one in ours
        if not any(agree(one, other) for other in theirs)
        and not any(one.dimension == sum_.dimension and one.value == sum_.value for sum_ in parts)
    ]


def _shares_or_points(ours: Sequence[Measure], theirs: Sequence[Measure]) -> Iterator[Pair]:
    """The same change in percent here and in percentage points there."""
    near = [
        (a, b)
        for a in ours
        for b in theirs
        if {a.dimension, b.dimension} == {"%", "points"} and a.value == b.value
    ]
    if len(near) == 1:
        (a, b) = near[0]
        shared = tuple(f for f in a.context if f in b.context)
        if any(f[0] == "r" for f in shared) and not are_of_different_things(a, b):
            yield Pair(a, b, _CERTAIN, shared, True)


def agree(a: Measure, b: Measure) -> bool:
    """Whether both figures may be one and the same: a bound or "about" leaves room for the other."""
    if a.dimension != b.dimension:
        return False
    bounds = (a.figure.bound, b.figure.bound)
    if any(bound in _OPEN for bound in bounds):
        return a.far(b) <= _BOUND_EQUAL
    return a.far(b) <= (_ABOUT_EQUAL if "about" in bounds else _EQUAL)


_OPEN = ("<", ">", "at_most", "at_least")


def _leave_room(a: Measure, b: Measure) -> bool:
    """Whether the larger is the most that there may be, and the smaller keeps to it: 38, up to 60."""
    low, high = sorted((a, b), key=lambda one: one.value)
    return high.figure.bound in ("<", "at_most") and (
        low.figure.bound in (">", "at_least")
        or (low.figure.bound == "exact" and high.figure.bound == "at_most")
    )


def _exclude(a: Measure, b: Measure) -> bool:
    """Whether both can't be true at once: at least 260, and fewer than 180."""
    low, high = sorted((a, b), key=lambda one: one.value)
    return low.figure.bound in ("<", "at_most") and high.figure.bound in (">", "at_least")


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


def _enough(pair: Pair) -> bool:
    dimension = pair.left.dimension
    same = pair.left.chinese == pair.right.chinese
    if dimension in ("%", "points"):
        # Shares are in every sentence: two things must say that they are of the same whole.
        words = [f for f in pair.shared if not (same and f[0] in "cv")]
        enough = _ENOUGH_SHARE if same else _ENOUGH_SHARE_ACROSS
        return len(words) >= 2 and pair.overlap >= enough and (pair.alone or not same)
    if dimension == "date":
        return pair.alone and pair.overlap >= _enough_of_dates(pair)
    if pair.alone and _telling(pair):
        return True
    small = dimension == "times" or (
        dimension == "count" and min(pair.left.value, pair.right.value) < _SMALL
    )
    if not pair.alone or small:
        return pair.overlap >= _ENOUGH
    return pair.overlap >= (_ENOUGH_ALONE if pair.far <= _FAR else _ENOUGH_ALONE_FAR)


def _enough_of_dates(pair: Pair) -> float:
    """Less where both say that the same happens then, and nothing where it is to a numbered thing."""
    if not happenings(pair.left) & happenings(pair.right):
        return _ENOUGH_DATE
    ours, theirs = (by_name(designations(one.sentence.text)) for one in (pair.left, pair.right))
    return 0.0 if agreement(ours, theirs) > 0 else _ENOUGH_ALONE


def _telling(pair: Pair) -> bool:
    """Whether the numbers alone say it.

    In two reports of one event, two sums in one currency, or two counts, that nothing else is near
    are of one thing if they are close; large counts need not be so close. Two figures in tokens or
    kilometres are, however far apart, and so are two times of hours or less: how
    long an outage was.
    """
    a, b = pair.left, pair.right
    if _exclude(a, b) and are_of_one_kind(a.figure.unit, b.figure.unit):
        return True
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


def _best_of_each(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Each figure in one pair at most: the one with the most in common."""
    taken: set[int] = set()
    for pair in sorted(pairs, key=lambda p: (-p.overlap, p.far)):
        if not taken & {id(pair.left), id(pair.right)}:
            taken |= {id(pair.left), id(pair.right)}
            yield pair


def contrasted(ours: Sequence[Measure], theirs: Sequence[Measure]) -> Iterator[Pair]:
    """A figure of ours that a sentence of theirs sets against another: "2,400, and not 4,200"."""
    for a, b in combinations(theirs, 2):
        if a.sentence != b.sentence or not a.contrasts(b):
            continue
        for given, other in (_alike(a, b), _alike(b, a)):
            if given.dimension != other.dimension:
                continue
            known = [one for one in ours if agree(one, given)]
            if known and not any(agree(one, other) for one in ours):
                shared = tuple(f for f in known[0].context if f in other.context)
                yield Pair(known[0], other, _CERTAIN, shared, True)
                break


def _alike(a: Measure, b: Measure) -> tuple[Measure, Measure]:
    """Both, a bare number taken for the other's kind: "70.4 billion parameters, under the 72"."""
    if a.dimension == "count" and a.figure.unit is None:
        a = replace(a, dimension=b.dimension)
    elif b.dimension == "count" and b.figure.unit is None:
        b = replace(b, dimension=a.dimension)
    return a, b
