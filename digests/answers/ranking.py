"""The sentences that may answer a question, the likeliest first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from digests.answers.measures import Measure, measures
from digests.answers.passages import Passage
from digests.answers.question import Question

_COVERED, _INSIDE, _FOCUS = 0.45, 0.4, 0.15
_STRANGER = 0.35  # what is left where a name is missing
_WRONG_KIND = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A sentence and how likely it answers, 0 to 1."""

    passage: Passage
    measure: Measure
    score: float


def rank(question: Question, found: Sequence[Passage]) -> list[Ranked]:
    """All sentences, the likeliest answer first."""
    ranked = [
        Ranked(passage=one, measure=measure, score=likely(measure))
        for one, measure in zip(found, measures(question, found), strict=True)
    ]
    return sorted(ranked, key=lambda one: -one.score)


def likely(one: Measure) -> float:
    """How likely such a sentence answers, 0 to 1."""
    score = _COVERED * one.covered + _INSIDE * one.inside + _FOCUS * one.focus
    score *= _STRANGER**one.strangers
    score *= 0.85 + 0.15 * one.names_inside
    for doubtful, left in (
        (one.kind is False, _WRONG_KIND),
        (one.untold, 0.7),
        (one.supposes, 0.75),
        (one.speaks is False, 0.75),
        (one.asks, 0.7),
        (one.outdone, 0.8),
    ):
        score *= left if doubtful else 1.0
    return min(1.0, score * 1.15) if one.reason else score


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A logistic model: what each measure of the best sentence says of its being an answer."""

    covered: float
    score: float
    sure: float
    names: float
    few: float
    loose: float  # none of its words is there as it is
    reason: float
    across: float
    stranger: float
    wrong_kind: float
    supposes: float
    outdone: float
    bias: float


# Fitted on two sets of questions by different hands, answerable and not.
ANSWERS = Weights(
    covered=5.0, score=2.9, sure=0.6, names=0.1, few=-3.4, loose=-0.7, reason=1.7, across=0.7,
    stranger=-1.2, wrong_kind=-3.1, supposes=-2.3, outdone=-2.1, bias=-3.9,
)  # fmt: skip


def chance(one: Ranked, weights: Weights = ANSWERS) -> float:
    """The chance, 0 to 1, that the articles answer the question, where this is the best sentence."""
    measure = one.measure
    logit = (
        weights.bias
        + weights.covered * measure.covered
        + weights.score * one.score
        + weights.sure * measure.sure
        + weights.names * measure.names_inside
        + weights.few / (1 + measure.words)
        + weights.loose * (measure.sure == 0)
        + weights.reason * measure.reason
        + weights.across * measure.across
        + weights.stranger * min(2, measure.strangers)
        + weights.wrong_kind * (measure.kind is False)
        + weights.supposes * measure.supposes
        + weights.outdone * measure.outdone
    )
    return 1 / (1 + math.exp(-logit))
