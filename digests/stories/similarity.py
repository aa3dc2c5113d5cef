"""How likely two articles are to report the same event, from 0 to 1."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from digests.stories.designations import agreement, by_name
from digests.stories.features import across
from digests.stories.fingerprint import Fingerprint
from digests.stories.prior import Background

Vector = Mapping[str, float]
_ALONE = frozenset("wnfdcv")  # kinds compared within a language, where `e:` repeats the words
_ACROSS = frozenset("nespmfdcv")  # kinds compared between languages
_TOLD = frozenset("wfdcv")  # what is told, whoever it is told of


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: what each likeness of a pair adds, and what a day between them takes."""

    full: float
    head: float
    told: float
    told_head: float
    figures: float
    events: float
    families: float
    numbers: float
    days: float
    late: float
    bias: float


# Fitted on three streams of articles by different hands, smoothed until each of the three was
# grouped as well by what the other two gave; grouping changes little around these.
WITHIN = Weights(
    full=8.9, head=8.1, told=6.1, told_head=1.4, figures=0.45, events=1.35, families=1.1,
    numbers=6.0, days=0.27, late=0.5, bias=-6.27,
)  # fmt: skip
BETWEEN = Weights(
    full=12.8, head=10.5, told=4.6, told_head=3.0, figures=0.3, events=1.1, families=1.9,
    numbers=7.0, days=0.2, late=0.4, bias=-6.33,
)  # fmt: skip
COPY = 0.7
_UNTOLD = 0.3
# Two reports of one event name some of the same people, firms or places as they open: of some
# hundred pairs by different hands none was below 0.34. What only uses the same words is below.
_STRANGERS = 0.27
_MOST_FIGURES = 12.0  # a long table of figures that two articles share is one likeness, not ten
_NEXT_DAY = 1.5  # days: later than that a report is seldom of the same event
_MOST_DAYS = 3.5  # a follow-up may come later, so the gap takes no more than this


@dataclass(frozen=True, slots=True)
class Side:
    """One set of vectors of an article, of unit length: all of it and its opening.

    `told` and `told_head` are the same without names: two events of one company share its name.
    """

    full: Vector
    head: Vector
    told: Vector
    told_head: Vector


@dataclass(frozen=True)
class View:
    """An article ready to be compared.

    Most articles are compared in one way only, so the sides are made when they are asked for.
    """

    article_id: str
    language: str
    at: datetime
    listing: bool
    talk: bool
    bare: bool
    terms: Mapping[str, int]
    opening: Mapping[str, int]
    weights: Vector
    figures: Vector
    main_figures: Vector  # those of the opening
    events: Vector
    families: Vector
    named: Vector  # those that the opening names
    numbers: Mapping[str, frozenset[str]]  # of each numbered thing in the opening

    @cached_property
    def within(self) -> Side:
        """What is compared with an article of its own language."""
        return self._side(_ALONE)

    @cached_property
    def between(self) -> Side:
        """What is compared with an article of another."""
        return self._side(_ACROSS)

    @cached_property
    def features(self) -> tuple[str, ...]:
        """Those by which candidates are found."""
        return tuple(f for f in self.weights if f[0] not in "vcykg")

    def _side(self, kinds: frozenset[str]) -> Side:
        told = kinds & _TOLD
        return Side(
            full=_vector(self.terms, self.weights, kinds),
            head=_vector(self.opening, self.weights, kinds),
            told=_vector(self.terms, self.weights, told),
            told_head=_vector(self.opening, self.weights, told),
        )


def view(print_: Fingerprint, background: Background) -> View:
    """The vectors of a fingerprint, each feature weighed by how rare it is."""
    head = _expanded(print_.head)
    terms = head if print_.bare else _expanded(print_.terms)
    weights = {feature: background.weight(feature) for feature in dict.fromkeys((*terms, *head))}
    return View(
        article_id=print_.article_id,
        language=print_.language,
        at=print_.published_at,
        listing=print_.listing,
        talk=print_.talk,
        bare=print_.bare,
        terms=terms,
        opening=head,
        weights=weights,
        figures={f: weights[f] for f in terms if f[0] in "fd"},
        main_figures={f: weights[f] for f in head if f[0] in "fd"},
        events=_vector(head, weights, frozenset("v")),
        families=_vector(head, weights, frozenset("k")),
        named=_vector(head, weights, frozenset("ne")),
        numbers=by_name(f[2:] for f in head if f[0] == "g"),
    )


def _vector(counts: Mapping[str, int], weights: Vector, kinds: frozenset[str]) -> Vector:
    return _unit({f: (1 + math.log(n)) * weights[f] for f, n in counts.items() if f[0] in kinds})


def is_copy(a: View, b: View) -> bool:
    """Whether one carries so much of the other's text that it can only be the same report."""
    if a.language != b.language or dot(a.within.full, b.within.full) < COPY:
        return False
    return not _are_strangers(a, b)


def likeness(a: View, b: View) -> float:
    """How likely the two report one event."""
    if _are_strangers(a, b):
        return 0.0
    same = a.language == b.language
    left, right = (a.within, b.within) if same else (a.between, b.between)
    model = WITHIN if same else BETWEEN
    # Of a headline without its text only the head of the other can be asked for.
    bare = a.bare or b.bare
    days = min(_MOST_DAYS, abs((a.at - b.at).total_seconds()) / 86400)
    logit = (
        model.bias
        + model.full * dot(left.head if bare else left.full, right.head if bare else right.full)
        + model.head * dot(left.head, right.head)
        + model.told
        * dot(left.told_head if bare else left.told, right.told_head if bare else right.told)
        + model.told_head * dot(left.told_head, right.told_head)
        + model.figures * _figures(a, b)
        + model.events * _agreement(a.events, b.events)
        + model.families * _agreement(a.families, b.families)
        - model.numbers * (agreement(a.numbers, b.numbers) < 0)
        - model.days * days
        - model.late * max(0.0, days - _NEXT_DAY)
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def dot(a: Vector, b: Vector) -> float:
    """The product of two vectors: their cosine where both are of unit length."""
    if len(a) > len(b):
        a, b = b, a
    return sum(value * b[feature] for feature, value in a.items() if feature in b)


def _agreement(a: Vector, b: Vector) -> float:
    """The cosine of two openings' events; an opening without any neither agrees nor differs."""
    return dot(a, b) if a and b else _UNTOLD


def _are_strangers(a: View, b: View) -> bool:
    """Whether the openings of two English articles name quite different things.

    "X Works opens a site in Y" is told of a hundred firms in the same words.
    """
    if not a.language == b.language == "en" or a.bare or b.bare or not a.named or not b.named:
        return False
    return dot(a.named, b.named) < _STRANGERS


def _figures(a: View, b: View) -> float:
    """The weight of figures that the opening of one and all of the other share.

    A figure recalled further down in both is no news in either.
    """
    both = _shared(a.main_figures, b.figures) + _shared(a.figures, b.main_figures)
    return min(_MOST_FIGURES, both / 2)


def _shared(a: Vector, b: Vector) -> float:
    if len(a) > len(b):
        a, b = b, a
    return sum(min(value, b[feature]) for feature, value in a.items() if feature in b)


def _unit(raw: dict[str, float]) -> Vector:
    norm = math.sqrt(sum(value * value for value in raw.values()))
    return {feature: value / norm for feature, value in raw.items()} if norm else {}


def _expanded(terms: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for feature, times in terms:
        found[feature] = max(times, found.get(feature, 0))
        for other in across(feature):
            found[other] = max(times, found.get(other, 0))
    return found
