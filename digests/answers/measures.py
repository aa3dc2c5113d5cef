"""What is known of a sentence as an answer to a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digests.answers.kinds import counts, holds, names_someone, reasons, supposes, untold
from digests.answers.matching import match, weights
from digests.answers.passages import Passage
from digests.answers.question import Question
from digests.text import has_cjk

_AROUND, _HEAD, _ELSEWHERE = 0.5, 0.5, 0.15  # what a word is worth that stands around the sentence
_NAME_NEAR, _NAME_ELSEWHERE = 0.9, 0.5  # and a name, which stands for the whole article
_SURE = 0.8
_OPEN = ("words", "who", "why")  # kinds that what may be can answer too
_ASKS = re.compile(r"[?？][\"'”’」』]*$")
_MOST = re.compile(
    r"\b(?:most|least|best|worst|biggest|largest|highest|lowest|fastest|smallest|majority)\b|最",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Shares are 0 to 1, of the weight of the question's terms."""

    covered: float  # by the sentence, and in part by what stands around it
    inside: float  # of the words that are no names, by the sentence itself
    focus: float  # of what is asked for in so many words ("which BANK"), by the sentence
    strangers: int  # names of the question that neither the sentence nor what is around has
    names_inside: float  # of the names, by the sentence itself
    sure: float  # how many of the words the sentence has as they are, or by the dictionary
    words: int  # how many words of the question are no names
    across: bool  # the question is in one script, the sentence in another
    kind: bool | None  # it holds the kind of thing that is asked for; None: can't be told
    reason: bool  # it gives a reason
    untold: bool  # it says that something is not known
    supposes: bool  # it tells what may be, where the question is about what has been
    speaks: bool | None  # whom the question asks about speaks in it; None: it asks for no words
    asks: bool  # it is a question itself
    outdone: bool  # the question asks for the most of something, the sentence has no most


def measures(question: Question, found: Sequence[Passage]) -> Iterator[Measure]:
    """The measure of each sentence, in their order."""
    weight = weights(question, found)
    article, head, whole = "", [0.0], [0.0]
    for one in found:
        if one.article.id != article:
            article = one.article.id
            head = [match(term, one.head) for term in question.terms]
            whole = [match(term, one.article_says) for term in question.terms]
        yield _measure(question, one, weight, head, whole)


def _measure(
    question: Question,
    one: Passage,
    weight: Sequence[float],
    head: Sequence[float],
    whole: Sequence[float],
) -> Measure:
    terms = question.terms
    here = [match(term, one.said) for term in terms]
    around = [sure or match(term, one.around) for term, sure in zip(terms, here, strict=True)]
    covered = [
        max(sure, _NAME_NEAR * bool(a or h), _NAME_ELSEWHERE * bool(w))
        if term.name
        else max(sure, _AROUND * bool(a), _HEAD * bool(h), _ELSEWHERE * bool(w))
        for term, sure, a, h, w in zip(terms, here, around, head, whole, strict=True)
    ]
    words = [n for n, term in enumerate(terms) if not term.name]
    names = [n for n, term in enumerate(terms) if term.name]
    text = one.evidence.text
    focus = max(here[words[0]], _AROUND * bool(head[words[0]])) if words else 1.0
    return Measure(
        covered=_share(covered, weight, range(len(terms))),
        inside=_share(here, weight, words or names),
        focus=focus,
        strangers=sum(1 for n in names if not (here[n] or around[n] or head[n])),
        names_inside=_share(here, weight, names) if names else 1.0,
        sure=sum(here[n] >= _SURE for n in words) / len(words) if words else 1.0,
        words=len(words),
        across=has_cjk(question.text) != has_cjk(text),
        kind=_kind(question, text, focus),
        reason=question.kind == "why" and reasons(text),
        untold=untold(text),
        supposes=question.past and question.kind not in _OPEN and supposes(text),
        speaks=_speaks(question, one),
        asks=_ASKS.search(text) is not None,
        outdone=bool(_MOST.search(question.text)) and not _MOST.search(text),
    )


def _share(held: Sequence[float], weight: Sequence[float], of: Sequence[int]) -> float:
    total = sum(weight[n] for n in of)
    return sum(weight[n] * held[n] for n in of) / total if total else 1.0


def _kind(question: Question, text: str, focus: float) -> bool | None:
    if question.kind == "why" and not focus:
        return False  # a reason for something else
    if question.kind == "who":
        known = {part for term in question.names for part in term.text.split()}
        return names_someone(text, known)
    if question.kind == "count" and question.counted:
        return counts(text, question.counted)
    return holds(question.kind, text)


def _speaks(question: Question, one: Passage) -> bool | None:
    if question.kind != "words" or not question.names:
        return None
    return any(match(term, one.speakers) for term in question.names) or has_cjk(question.text)
