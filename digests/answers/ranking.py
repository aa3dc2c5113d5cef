"""How well a sentence answers a question: what it shares with it, where, and of what kind it is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digests.answers.kinds import holds, supposes, untold
from digests.answers.lexemes import pairs
from digests.answers.passages import Passage
from digests.answers.question import Question
from digests.answers.terms import Term
from digests.text import has_cjk

_NEAR, _HEAD, _ELSEWHERE = 0.5, 0.4, 0.15  # what a term is worth that stands around the sentence
_RARE = 4  # a word seldomer than in this many sentences is no more telling
_NAME_AROUND, _NAME_ELSEWHERE = 0.9, 0.6
FEATURES = tuple(
    "covered inside literal names_in names_near worst_name focus focus_near missing absent kind "
    "wrong_kind untold supposes speaker unspoken newcomer lead across dense asks few numbers prior".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A sentence and how likely it answers."""

    passage: Passage
    measure: tuple[float, ...]
    score: float


def rank(question: Question, found: Sequence[Passage]) -> list[Ranked]:
    """All sentences, the likeliest answer first."""
    ranked = [
        Ranked(passage=one, measure=measure, score=likely(question, measure))
        for one, measure in zip(found, measures(question, found), strict=True)
    ]
    return sorted(ranked, key=lambda one: -one.score)


def likely(question: Question, measure: tuple[float, ...]) -> float:
    """How likely such a sentence answers, 0 to 1."""
    m = dict(zip(FEATURES, measure, strict=True))
    score = 0.45 * m["covered"] + 0.4 * m["inside"] + 0.15 * m["focus_near"]
    score *= 0.35 + 0.65 * m["worst_name"]
    score *= 0.85 + 0.15 * m["names_in"]
    if m["wrong_kind"]:
        score *= 0.8 if question.kind == "why" else 0.4
    if m["untold"]:
        score *= 0.7
    if m["supposes"]:
        score *= 0.75
    if m["unspoken"]:
        score *= 0.75
    if m["asks"]:
        score *= 0.7
    return score


def measures(question: Question, found: Sequence[Passage]) -> list[tuple[float, ...]]:
    """The FEATURES of each sentence as an answer."""
    weights = _weights(question, found)
    chinese = has_cjk(question.text)
    return [_measure(question, one, weights, chinese) for one in found]


def _weights(question: Question, found: Sequence[Passage]) -> Mapping[str, float]:
    """Inverse document frequency of each term over the sentences; names count more."""
    number = len(found) + 1
    seen: Counter[str] = Counter()
    for one in found:
        seen.update(term.text for term in question.terms if match(term, one.said) > 0.5)
    return {
        term.text: math.log(1 + number / max(seen[term.text], _RARE)) * (1.2 if term.name else 1.0)
        for term in question.terms
    }


def match(term: Term, said: frozenset[str]) -> float:
    """How surely the term is among these lexemes, 0 to 1."""
    if term.parts:
        each = [_best(part, said) for part in term.parts]
        found = sum(1 for one in each if one)
        return max(each) if found * 2 >= len(each) else 0.0
    return _best(term.forms, said)


def _best(forms: Mapping[str, float], said: frozenset[str]) -> float:
    best = 0.0
    for form, sure in forms.items():
        if sure > best and (form in said or (len(form) > 2 and _run(form, said))):
            best = sure
    return best


def _run(form: str, said: frozenset[str]) -> bool:
    """A Chinese word of three or more characters is there where all its pairs are."""
    if not "\u4e00" <= form[0] <= "\u9fff" or not "\u4e00" <= form[-1] <= "\u9fff":
        return False
    return all(pair in said for pair in pairs(form))


def _measure(
    question: Question, one: Passage, weights: Mapping[str, float], chinese: bool
) -> tuple[float, ...]:
    terms = question.terms
    here = [match(term, one.said) for term in terms]
    near = [
        max(h, match(t, one.around) * 0.9, match(t, one.head) * 0.8)
        for h, t in zip(here, terms, strict=True)
    ]
    far = [max(n, match(t, one.article_says) * 0.5) for n, t in zip(near, terms, strict=True)]
    w = [weights[term.text] for term in terms]
    total = sum(w) or 1.0
    full = [
        max(h, (0.9 if t.name else 0.5) * (n > 0), (0.6 if t.name else 0.15) * (f > 0))
        if h < 1
        else 1.0
        for h, n, f, t in zip(here, near, far, terms, strict=True)
    ]
    plain = [i for i, t in enumerate(terms) if not t.name]
    names = [i for i, t in enumerate(terms) if t.name]
    wp = sum(w[i] for i in plain) or 0.0
    focus = plain[0] if plain else None
    text = one.evidence.text
    kind = holds(question.kind, text)
    speaks = any(match(t, one.speakers) for t in question.names)
    covered = sum(a * b for a, b in zip(w, full, strict=True)) / total
    inside = sum(w[i] * here[i] for i in plain) / wp if wp else covered
    literal = sum(a for a, h in zip(w, here, strict=True) if h > 0.95) / total
    return (
        covered,
        inside,
        literal,
        sum(here[i] for i in names) / len(names) if names else 1.0,
        sum(near[i] for i in names) / len(names) if names else 1.0,
        min((float(near[i] > 0) for i in names), default=1.0),
        here[focus] if focus is not None else 1.0,
        near[focus] if focus is not None else 1.0,
        sum(w[i] for i in plain if near[i] < 0.3) / wp if wp else 0.0,
        sum(w[i] for i in plain if far[i] < 0.1) / wp if wp else 0.0,
        float(kind is True),
        float(kind is False),
        float(untold(text)),
        float(question.past and supposes(text)),
        float(speaks and question.kind in ("words", "who")),
        float(question.kind == "words" and bool(names) and not speaks),
        0.0,
        float(one.number == 0),
        float(chinese != has_cjk(text)),
        sum(1 for h in here if h) / math.sqrt(max(len(one.said), 1)),
        float(text.rstrip("\"'”’」").endswith(("?", "？"))),
        1.0 / max(len(terms), 1),
        0.0,
        0.0,
    )
