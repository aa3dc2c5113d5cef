"""How likely two articles are to report the same event, from 0 to 1."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from digests.stories.features import across
from digests.stories.fingerprint import Fingerprint
from digests.stories.prior import Background

Vector = Mapping[str, float]
_ALONE = frozenset("wnfdcv")  # kinds compared within a language, where `e:` repeats the words
_ACROSS = frozenset("nespmfdcv")  # kinds compared between languages
_NAMES = frozenset("nesmp")


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: what each likeness of a pair adds, and what a day between them takes."""

    full: float
    head: float
    figures: float
    events: float
    days: float
    bias: float


# Fitted on four streams of articles by different hands; grouping changes little around these.
WITHIN = Weights(full=10.2, head=7.1, figures=0.37, events=3.5, days=0.85, bias=-6.35)
BETWEEN = Weights(full=35.0, head=18.3, figures=0.65, events=5.3, days=2.0, bias=-6.3)
COPY = 0.7
_UNTOLD = 0.3
_MOST_DAYS = 3.5  # a follow-up may come later, so the gap takes no more than this


@dataclass(frozen=True, slots=True)
class Side:
    """One set of vectors of an article: unit length but for `names` and `figures`."""

    full: Vector
    head: Vector
    names: Vector


@dataclass(frozen=True, slots=True)
class View:
    """An article ready to be compared."""

    article_id: str
    language: str
    at: datetime
    listing: bool
    bare: bool
    within: Side
    between: Side
    figures: Vector
    events: Vector
    features: frozenset[str]  # those by which candidates are found


def view(print_: Fingerprint, background: Background) -> View:
    """The vectors of a fingerprint, each feature weighed by how rare it is."""
    head = _expanded(print_.head)
    terms = head if print_.bare else _expanded(print_.terms)
    weights = {feature: background.weight(feature) for feature in terms.keys() | head.keys()}

    def vector(counts: Mapping[str, int], kinds: Iterable[str], *, unit: bool = True) -> Vector:
        raw = {f: (1 + math.log(n)) * weights[f] for f, n in counts.items() if f[0] in kinds}
        return _unit(raw) if unit else raw

    def side(kinds: frozenset[str]) -> Side:
        return Side(
            full=vector(terms, kinds),
            head=vector(head, kinds),
            names=vector(head, kinds & _NAMES, unit=False),
        )

    return View(
        article_id=print_.article_id,
        language=print_.language,
        at=print_.published_at,
        listing=print_.listing,
        bare=print_.bare,
        within=side(_ALONE),
        between=side(_ACROSS),
        figures={f: weights[f] for f in terms if f[0] in "fd"},
        events=vector(head, "v"),
        features=frozenset(f for f in weights if f[0] not in "vcy"),
    )


def is_copy(a: View, b: View) -> bool:
    """Whether one carries so much of the other's text that it can only be the same report."""
    return a.language == b.language and dot(a.within.full, b.within.full) >= COPY


def likeness(a: View, b: View) -> float:
    """How likely the two report one event."""
    same = a.language == b.language
    left, right = (a.within, b.within) if same else (a.between, b.between)
    model = WITHIN if same else BETWEEN
    # Of a headline without its text only the head of the other can be asked for.
    bare = a.bare or b.bare
    logit = (
        model.bias
        + model.full * dot(left.head if bare else left.full, right.head if bare else right.full)
        + model.head * dot(left.head, right.head)
        + model.figures * _shared(a.figures, b.figures)
        + model.events * _agreement(a.events, b.events)
        - model.days * min(_MOST_DAYS, abs((a.at - b.at).total_seconds()) / 86400)
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
