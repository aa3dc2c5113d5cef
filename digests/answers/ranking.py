"""The sentences that may answer a question, the likeliest first, and the chance that each does."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from digests.answers.measures import Measure, measures
from digests.answers.passages import Passage
from digests.answers.question import Kind, Question

# A logistic model: what each measure of a sentence says of its being an answer. Fitted on questions
# by different hands over different articles, answerable and not; what a refit on more of them won in
# answers it lost in false ones, so later measures were weighed in by hand.
WEIGHTS: Mapping[str, float] = {
    "covered": 3.19,
    "inside": 2.47,
    "near": 0.26,
    "lost": -1.07,
    "sure": 1.08,
    "few": -2.69,
    "focus": -0.51,
    "unfocused": -0.51,
    "names": 0.24,
    "titled": 0.22,
    "prior": 0.53,
    "distant": -0.94,
    "astray": -3.22,
    "usurped": -3.60,
    "foreign": -2.35,
    "strangers": -4.51,
    "carried": -0.01,
    "rival": -0.24,
    "held": 0.90,
    "lacked": -3.61,
    "reason": 2.86,
    "spoken": 0.82,
    "unspoken": -3.12,
    "voiceless": -1.50,
    "beside_it": -1.00,
    "timely": 1.40,
    "untimely": -3.75,
    "untold": -3.32,
    "supposes": -2.60,
    "denied": -3.00,
    "restates": -2.50,
    "asks": -0.08,
    "acted": 0.30,
    "idle": -1.20,
    "tallied": 0.60,
    "outdone": -1.84,
    "across": 0.22,
    "lead": -0.44,
}
BIAS = -3.73
_OF_KIND = {
    "which": -0.57,
    "words": 0.31,
    "who": -0.26,
    "why": -0.81,
    "time": 0.34,
    "amount": 0.04,
    "open": 0.95,
    "change": 1.30,
    "sure": 0.90,
    "doubt": 0.60,
}
_AMOUNTS = ("money", "count", "share", "length")
_LIKE: Mapping[Kind, str] = {"any": "open", "how": "open"}
_MEASURES = tuple(one.name for one in fields(Measure))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A sentence and the chance that it answers, 0 to 1."""

    passage: Passage
    measure: Measure
    score: float


def rank(question: Question, found: Sequence[Passage]) -> list[Ranked]:
    """All sentences, the likeliest answer first."""
    ranked = [
        Ranked(passage=one, measure=measure, score=chance(measure, question.kind))
        for one, measure in zip(found, measures(question, found), strict=True)
    ]
    return sorted(ranked, key=lambda one: -one.score)


def chance(measure: Measure, kind: Kind) -> float:
    """The chance, 0 to 1, that such a sentence answers a question of that kind."""
    if not measure.covered:
        return 0.0
    told = sum(WEIGHTS[name] * getattr(measure, name) for name in _MEASURES)
    return 1 / (1 + math.exp(-(BIAS + _OF_KIND[kind_group(kind)] + told)))


def kind_group(kind: Kind) -> str:
    """The kinds as the model knows them: all amounts are one, what can't be told from a text another."""
    if kind in _AMOUNTS:
        return "amount"
    return _LIKE.get(kind, kind)
