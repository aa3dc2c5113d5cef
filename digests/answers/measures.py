"""What is known of a sentence as an answer to a question: every measure is 0 to 1."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digests.answers.bearers import Bearing, bearing, points_back
from digests.answers.kinds import (
    counts,
    denied,
    holds,
    names_something,
    reasons,
    someone,
    supposes,
    thinks,
    untold,
)
from digests.answers.lexemes import lexemes
from digests.answers.matching import match, weights
from digests.answers.passages import Passage
from digests.answers.places import countries
from digests.answers.question import Question
from digests.answers.terms import Term
from digests.answers.times import times
from digests.text import has_cjk

_AROUND, _HEAD, _ELSEWHERE = 0.5, 0.5, 0.15  # what a word is worth that stands around the sentence
_NAME_NEAR, _NAME_ELSEWHERE = 0.9, 0.5  # and a name, which stands for the whole article
_SURE = 0.8
_IMPLIED = 0.8  # a word that says the kind again, in a sentence that holds the kind
_SPOKEN = ("words", "sure")  # kinds that ask what somebody thinks
_OF_OTHERS = ("who", "doubt", "which")  # kinds whose answer is another one than the question names
_OPEN = ("words", "sure", "who", "why", "doubt", "change")  # kinds that what may be can answer too
_MEASURED = ("money", "count", "share", "time", "length")
_TOLD_FIRST = ("change", "any")  # kinds whose answer is, as a rule, what an article opens with
_HALF = 0.5
_ALL = 0.7
_REASON = 1.2
_TOPIC = 0.6  # what a word is worth of which somebody speaks, in the title or beside what is said
_LEAD = 0.8  # what a word of the title is worth to the sentence that the title sums up
_ASKS = re.compile(r"[?？][\"'”’」』]*$")
_HAVE_NAMES = frozenset(
    "model benchmark chatbot lab firm chip product app agency countr city cities language tool assistant "
    "newspaper school system developer maker start-up startup exchange".split()
)
_LANDS = frozenset("country countries nation nations".split())
_MOST = re.compile(
    r"\b(?:most|least|best|worst|biggest|largest|highest|lowest|fastest|smallest|majority)\b|最",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Shares are of the weight of the question's terms; the rest is 0 or 1 where not said."""

    covered: float  # by the sentence, and in part by what stands around it
    inside: float  # of the words that are no names, by the sentence itself
    near: float  # of those words, by the sentences beside it
    lost: float  # of those words, by nothing in the article
    sure: float  # how many of the words the sentence has as they are, or by the dictionary
    few: float  # the fewer words the question has, the higher
    focus: float  # what is asked for in so many words ("which BANK"), by the sentence
    unfocused: float  # that is asked for, and neither the sentence nor what is around has it
    names: float  # of the names, by the sentence itself
    titled: float  # of the names, by the title alone
    prior: float  # of the names, by the one sentence before alone
    distant: float  # of the names, from farther off
    astray: float  # a place or occasion of the question is not where the sentence is
    usurped: float  # it opens with another one, and a name of the question is missing
    foreign: float  # a name is nowhere, and would be written in the other script
    strangers: float  # a name is neither in the sentence nor in what is around
    carried: float  # a name is not in it but it points back to one ("the company", "she")
    rival: float  # another one stands where a name of the question should
    held: float  # it holds the kind of thing that is asked for
    lacked: float  # it surely does not
    reason: float  # where a reason is asked for and it gives one: `near`
    spoken: float  # whom the question asks about speaks in it
    unspoken: float  # whom the question asks about does not
    voiceless: float  # nobody whom the question names speaks in it or is named in it
    beside_it: float  # it is not what the speaker is asked to have spoken of, nor is what is around
    timely: float  # it has the time that the question names
    untimely: float  # it has not, nor has what stands around it
    untold: float  # it says that something is not known
    supposes: float  # it tells what may be, where the question is about what has been
    denied: float  # it tells that something has not happened, and the question is when or how much
    restates: float  # it tells all that was asked about, and of the reason asked for nothing
    asks: float  # it is a question itself
    acted: float  # where who did something is asked: it tells that it was done
    idle: float  # neither it nor what is around tells of it
    tallied: float  # a number in it counts what is asked for
    outdone: float  # the question asks for the most of something, the sentence has no most
    across: float  # the question is in one script, the sentence in another
    lead: float  # it opens its article


def measures(question: Question, found: Sequence[Passage]) -> Iterator[Measure]:
    """The measure of each sentence, in their order."""
    weight = weights(question, found)
    article, head, whole = "", [0.0], [0.0]
    now = max((one.article.published_at.year for one in found), default=0)
    for one in found:
        if one.article.id != article:
            article = one.article.id
            head = [match(term, one.head) for term in question.terms]
            whole = [match(term, one.article_says) for term in question.terms]
        yield _measure(question, one, weight, head, whole, now)


def _measure(
    question: Question,
    one: Passage,
    weight: Sequence[float],
    head: Sequence[float],
    whole: Sequence[float],
    now: int,
) -> Measure:
    terms = question.terms
    kind = _kind(question, one)
    spoken = _speaks(question, one)
    held = kind is True or (question.kind == "words" and spoken is True)
    sums_up = one.number == 0 and question.kind in _TOLD_FIRST
    here = [
        max(
            match(term, one.said),
            _IMPLIED * (held and term in question.implied),
            _LEAD * bool(sums_up and not term.name and match(term, one.title)),
        )
        for term in terms
    ]
    beside = one.around | one.after
    here = [max(sure, _version(term, one)) for term, sure in zip(terms, here, strict=True)]
    if spoken and question.kind in _SPOKEN:
        here = [
            max(sure, _TOPIC * bool(term in question.about and match(term, one.title | beside)))
            for term, sure in zip(terms, here, strict=True)
        ]
    around = [sure or match(term, beside) for term, sure in zip(terms, here, strict=True)]
    covered = [
        max(sure, _NAME_NEAR * bool(a or h), _NAME_ELSEWHERE * bool(w))
        if term.name
        else max(sure, _AROUND * bool(a), _HEAD * bool(h), _ELSEWHERE * bool(w))
        for term, sure, a, h, w in zip(terms, here, around, head, whole, strict=True)
    ]
    words = [n for n, term in enumerate(terms) if not term.name]
    names = [n for n, term in enumerate(terms) if term.name]
    text = one.evidence.text
    asked = [n for n in words if terms[n] in question.focus]
    places = [_place(term, one, here[n], around[n], head[n]) for n, term in enumerate(terms)]
    across = has_cjk(question.text) != has_cjk(text)
    near = _share([float(bool(one)) for one in around], weight, words or names)
    act = next((n for n in words if terms[n] is question.act), None)
    told = bearing(question, one, [here[n] for n in names])
    timely = _timely(question, one, now)
    return Measure(
        covered=_share(covered, weight, range(len(terms))),
        inside=_share(here, weight, words or names),
        near=near,
        lost=_share([float(not one) for one in whole], weight, words) if words else 0.0,
        sure=sum(here[n] >= _SURE for n in words) / len(words) if words else 1.0,
        few=1 / (1 + len(words)),
        focus=here[asked[-1]] if asked else 0.0,
        unfocused=float(bool(asked) and not (around[asked[-1]] or head[asked[-1]])),
        names=_share(here, weight, names) if names else 1.0,
        titled=_share([float(one == "title") for one in places], weight, names) if names else 0.0,
        prior=_share([float(one == "prior") for one in places], weight, names) if names else 0.0,
        distant=_share([float(one == "far") for one in places], weight, names) if names else 0.0,
        astray=float(any(terms[n].setting and places[n] in ("far", "none") for n in names)),
        usurped=float(told is Bearing.usurped and question.kind not in _OF_OTHERS),
        foreign=float(across and any(places[n] == "none" for n in names)),
        strangers=float(not across and any(places[n] == "none" for n in names)),
        carried=float(told is Bearing.carried),
        rival=float(told is Bearing.rival and question.kind not in _OF_OTHERS),
        held=max(float(kind is True), _HALF * _names_unknown(question, text, kind)),
        lacked=float(kind is False),
        reason=_REASON * near * reasons(text) if question.kind == "why" else 0.0,
        spoken=float(spoken is True),
        unspoken=float(spoken is False),
        voiceless=float(
            question.kind in _SPOKEN
            and bool(names)
            and not any(here[n] for n in names)
            and not (points_back(text) and any(places[n] in ("title", "prior") for n in names))
        ),
        beside_it=_beside(question, one, around, head),
        timely=float(timely is True and told is not Bearing.usurped),
        untimely=float(timely is False),
        untold=float(_untold(question, text)),
        supposes=float(question.past and question.kind not in _OPEN and supposes(text)),
        denied=float(
            question.kind in _MEASURED
            and (question.past or question.kind == "time")
            and denied(text)
        ),
        restates=float(
            question.kind == "why"
            and not reasons(text)
            and _share(here, weight, words or names) >= _ALL
        ),
        asks=float(_ASKS.search(text) is not None),
        acted=here[act] if act is not None else 0.0,
        idle=float(act is not None and not (around[act] or head[act])),
        tallied=float(question.kind == "count" and bool(question.counted) and kind is True),
        outdone=float(bool(_MOST.search(question.text)) and not _MOST.search(text)),
        across=float(across),
        lead=float(one.number == 0),
    )


def _version(term: Term, one: Passage) -> float:
    """How surely "a mended 5.2" is the Tamarack 5.2 of the question: where Tamarack is told of."""
    if term.version is None or term.version[1] not in one.said:
        return 0.0
    return _NAME_NEAR * (term.version[0] in one.said | one.around | one.head)


def _place(term: Term, one: Passage, here: float, around: float, head: float) -> str:
    """Where a name stands that the sentence is read with."""
    if here:
        return "here"
    if match(term, one.title):
        return "title"
    if match(term, one.prior):
        return "prior"
    return "far" if around or head else "none"


def _share(held: Sequence[float], weight: Sequence[float], of: Sequence[int]) -> float:
    total = sum(weight[n] for n in of)
    return sum(weight[n] * held[n] for n in of) / total if total else 1.0


def _kind(question: Question, one: Passage) -> bool | None:
    text = one.evidence.text
    if question.kind == "who":
        return _names_another(question, one)
    if question.kind == "which":
        return _named_thing(question, text)
    if question.kind == "count" and question.counted:
        return counts(text, question.counted)
    if question.kind == "money" and question.by_share:
        return holds("money", text) or holds("share", text)
    return holds(question.kind, text)


def _beside(
    question: Question, one: Passage, around: Sequence[float], head: Sequence[float]
) -> float:
    """The share of what somebody is asked to have spoken of that is nowhere near."""
    asked = [n for n, term in enumerate(question.terms) if term in question.about]
    lost = [n for n in asked if not (around[n] or head[n])]
    return len(lost) / len(asked) if asked else 0.0


def _names_another(question: Question, one: Passage) -> bool | None:
    """Whether it names somebody of whom the question does not know; None: it can't be told."""
    known = question.names_text
    others = [name for name, kind in one.named if kind != "product" and not known & _parts(name)]
    text = one.evidence.text
    if any(term.text in _LANDS for term in question.focus):
        asked = frozenset(countries(question.text))
        return any(found not in asked for found in countries(text)) or None
    if others:
        return True
    return False if names_something(text, known) is False and not someone(text) else None


def _named_thing(question: Question, text: str) -> bool | None:
    """For "which MODEL": whether a name stands in the text; None where things have no names."""
    if not any(one.text.rstrip("s") in _HAVE_NAMES for one in question.focus):
        return None
    return names_something(text, question.names_text)


def _names_unknown(question: Question, text: str, kind: bool | None) -> bool:
    """Whether "who" may be told by a name that was not read out of the article."""
    if question.kind != "who" or kind is not None:
        return False
    return names_something(text, question.names_text) is True


def _parts(name: str) -> frozenset[str]:
    return frozenset(name.lower().split())


def _speaks(question: Question, one: Passage) -> bool | None:
    if question.kind == "doubt" and _doubted(question, one):
        return False
    if question.kind not in _SPOKEN or not question.names:
        return None
    asked = [term for term in question.names if term not in question.about] or question.names
    roles = [term for term in question.terms if term.role]
    if roles and one.speakers:
        titled = all(match(term, one.said) for term in roles)
        return True if titled and any(match(term, one.said) for term in asked) else None
    if any(match(term, one.speakers) for term in asked):
        return True
    people = [lexemes(name) for name, kind in one.named if kind == "person"]
    present = any(match(term, person) for term in asked for person in people)
    if present and thinks(one.evidence.text):
        return None if question.kind == "doubt" else True
    return False if present else None


def _doubted(question: Question, one: Passage) -> bool:
    """Whether it is the person whom the question names that speaks: it asks for somebody else."""
    houses = [lexemes(name) for name, kind in one.named if kind != "person"]
    return any(
        match(term, one.speakers) and not any(match(term, house) for house in houses)
        for term in question.names
    )


def _untold(question: Question, text: str) -> bool:
    """Whether the sentence says that it is what the question asks for that is not known."""
    clause = untold(text)
    if not clause or question.kind in _SPOKEN:
        return False
    said = lexemes(clause)
    return any(match(term, said) for term in question.terms if not term.name)


def _timely(question: Question, one: Passage, now: int) -> bool | None:
    """Whether the times of the question are the sentence's, or its article's; None: it has none.

    "Last year" is the asker's: the year before `now`, in which the newest article was written.
    """
    year = one.article.published_at.year
    asked = times(question.text, now)
    if not asked:
        return None
    said = times(one.evidence.text, year)
    if asked & said:
        return True
    return None if asked <= {f"y:{year}"} and not said else False
