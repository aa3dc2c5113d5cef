"""A sentence read with a question: where each term of the question stands, and what that tells."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from digests.answers.bearers import Bearing, bearing
from digests.answers.held import SPOKEN, kind_held, speaks
from digests.answers.kinds import reasons
from digests.answers.matching import match, weights
from digests.answers.passages import Passage
from digests.answers.question import Question
from digests.answers.terms import Term

_NAME_NEAR = 0.9
_IMPLIED = 0.8  # a word that says the kind again, in a sentence that holds the kind
_TOPIC = 0.6  # a word of which somebody speaks, in the title or beside what is said
_LEAD = 0.8  # a word of the title, in the sentence that the title sums up
_TOLD_FIRST = ("change", "any")  # kinds whose answer is, as a rule, what an article opens with

Place = Literal["here", "title", "prior", "far", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A sentence and, for each term of the question in its order, how surely it is where."""

    question: Question
    passage: Passage
    weight: Sequence[float]  # how much each term tells
    here: Sequence[float]  # in the sentence
    around: Sequence[float]  # there or beside it
    head: Sequence[float]  # in the title and lead
    whole: Sequence[float]  # anywhere in the article
    places: Sequence[Place]
    words: Sequence[int]  # the terms that are no names, by their number
    names: Sequence[int]
    kind: bool | None  # whether it holds the kind of thing that is asked for
    spoken: bool | None  # whether the one who is asked about speaks in it
    bearing: Bearing
    now: int  # the year of the newest article

    def share(self, held: Sequence[float], of: Sequence[int]) -> float:
        """The share, by weight, that these terms have of what is held."""
        total = sum(self.weight[n] for n in of)
        return sum(self.weight[n] * held[n] for n in of) / total if total else 1.0

    def placed(self, place: Place) -> float:
        """The share of the names that stand there."""
        if not self.names:
            return 0.0
        return self.share([float(one == place) for one in self.places], self.names)

    def nowhere(self, of: Collection[int]) -> list[int]:
        """Those of the terms that are neither in the sentence, nor beside it, nor in the lead."""
        return [n for n in of if not (self.around[n] or self.head[n])]


def readings(question: Question, found: Sequence[Passage]) -> Iterator[Reading]:
    """Each sentence read, in their order."""
    terms = question.terms
    said = [[match(term, one.said) for term in terms] for one in found]
    weight = weights(question, said)
    article, title, head, whole = "", [0.0], [0.0], [0.0]
    now = max((one.article.published_at.year for one in found), default=0)
    for one, held in zip(found, said, strict=True):
        if one.article.id != article:
            article = one.article.id
            title = [match(term, one.title) for term in terms]
            head = [match(term, one.head) for term in terms]
            whole = [match(term, one.article_says) for term in terms]
        yield _read(question, one, weight, held, (title, head, whole), now)


def _read(
    question: Question,
    one: Passage,
    weight: Sequence[float],
    said: Sequence[float],
    article: tuple[Sequence[float], Sequence[float], Sequence[float]],
    now: int,
) -> Reading:
    terms = question.terms
    title, head, whole = article
    kind, spoken = kind_held(question, one), speaks(question, one)
    beside = one.around | one.after
    next_to = [match(term, beside) for term in terms]
    here = _here(question, one, said, title, next_to, (kind, spoken))
    around = [sure or near for sure, near in zip(here, next_to, strict=True)]
    names = [n for n, term in enumerate(terms) if term.name]
    return Reading(
        question=question,
        passage=one,
        weight=weight,
        here=here,
        around=around,
        head=head,
        whole=whole,
        places=[
            _place(term, one, (here[n], title[n], around[n], head[n]))
            for n, term in enumerate(terms)
        ],
        words=[n for n, term in enumerate(terms) if not term.name],
        names=names,
        kind=kind,
        spoken=spoken,
        bearing=bearing(question, one, [here[n] for n in names]),
        now=now,
    )


def _here(
    question: Question,
    one: Passage,
    said: Sequence[float],
    title: Sequence[float],
    beside: Sequence[float],
    told: tuple[bool | None, bool | None],
) -> list[float]:
    """How surely the sentence has each term: as a word, or as what it is plainly about."""
    kind, spoken = told
    says_it = (
        kind is True
        or (question.kind == "words" and spoken is True)
        or (question.kind == "why" and reasons(one.evidence.text) == 1.0)
    )
    sums_up = one.number == 0 and question.kind in _TOLD_FIRST
    speaks_of = spoken is True and question.kind in SPOKEN
    return [
        max(
            said[n],
            _IMPLIED * (says_it and term in question.implied),
            _LEAD * bool(sums_up and not term.name and title[n]),
            _version(term, one),
            _TOPIC * bool(speaks_of and term in question.about and (title[n] or beside[n])),
        )
        for n, term in enumerate(question.terms)
    ]


def _version(term: Term, one: Passage) -> float:
    """How surely "a mended 5.2" is the Tamarack 5.2 of the question: where Tamarack is told of."""
    if term.version is None or term.version[1] not in one.said:
        return 0.0
    return _NAME_NEAR * (term.version[0] in one.said | one.around | one.head)


def _place(term: Term, one: Passage, sure: tuple[float, float, float, float]) -> Place:
    """Where a name stands that the sentence is read with."""
    here, title, around, head = sure
    if here:
        return "here"
    if title:
        return "title"
    if match(term, one.prior):
        return "prior"
    return "far" if around or head else "none"
