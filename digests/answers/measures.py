"""What is known of a sentence as an answer to a question: every measure is 0 to 1."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digests.answers.bearers import Bearing, points_back
from digests.answers.held import SPOKEN, denies, kept_back, names_unknown, timely
from digests.answers.kinds import reasons, supposes
from digests.answers.passages import Passage
from digests.answers.question import Question
from digests.answers.readings import Reading, readings
from digests.text import has_cjk

_AROUND, _HEAD, _ELSEWHERE = 0.5, 0.5, 0.15  # what a word is worth that stands around the sentence
_NAME_NEAR, _NAME_ELSEWHERE = 0.9, 0.5  # and a name, which stands for the whole article
_SURE = 0.8
_OF_OTHERS = ("who", "doubt", "which")  # kinds whose answer is another one than the question names
_OPEN = ("words", "sure", "who", "why", "doubt", "change")  # kinds that what may be can answer too
_MEASURED = ("money", "count", "share", "time", "length")  # kinds that a denial leaves nothing of
_UNREAD = 0.5  # how surely a name answers "who" that was not read out of the article
_ALL = 0.7  # of the words of a "why", for a sentence to say again what is asked about
_REASON = 1.2  # how much more a given reason tells than what stands near it
_ASKS = re.compile(r"[?？][\"'”’」』]*$")
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
    for one in readings(question, found):
        told = {**_coverage(one), **_bearers(one), **_speakers(one), **_kinds(one), **_form(one)}
        yield Measure(**told)


def _coverage(one: Reading) -> Mapping[str, float]:
    """How much of what the question is about is told, and where."""
    words = one.words
    asked = [n for n in words if one.question.terms[n] in one.question.focus][-1:]
    return {
        "covered": one.share(_covered(one), range(len(one.question.terms))),
        "inside": one.share(one.here, words or one.names),
        "near": _near(one),
        "lost": one.share([float(not sure) for sure in one.whole], words) if words else 0.0,
        "sure": sum(one.here[n] >= _SURE for n in words) / len(words) if words else 1.0,
        "few": 1 / (1 + len(words)),
        "focus": sum(one.here[n] for n in asked),
        "unfocused": float(bool(one.nowhere(asked))),
    }


def _covered(one: Reading) -> list[float]:
    return [
        max(here, _NAME_NEAR * bool(around or head), _NAME_ELSEWHERE * bool(whole))
        if term.name
        else max(here, _AROUND * bool(around), _HEAD * bool(head), _ELSEWHERE * bool(whole))
        for term, here, around, head, whole in zip(
            one.question.terms, one.here, one.around, one.head, one.whole, strict=True
        )
    ]


def _near(one: Reading) -> float:
    return one.share([float(bool(sure)) for sure in one.around], one.words or one.names)


def _bearers(one: Reading) -> Mapping[str, float]:
    """Of whom it tells: the ones the question names, or others."""
    terms, places = one.question.terms, one.places
    across = _across(one)
    unknown = any(places[n] == "none" for n in one.names)
    of_others = one.question.kind in _OF_OTHERS
    return {
        "names": one.share(one.here, one.names) if one.names else 1.0,
        "titled": one.placed("title"),
        "prior": one.placed("prior"),
        "distant": one.placed("far"),
        "astray": float(any(terms[n].setting and places[n] in ("far", "none") for n in one.names)),
        "usurped": float(one.bearing is Bearing.usurped and not of_others),
        "foreign": float(across and unknown),
        "strangers": float(not across and unknown),
        "carried": float(one.bearing is Bearing.carried),
        "rival": float(one.bearing is Bearing.rival and not of_others),
        "across": float(across),
    }


def _across(one: Reading) -> bool:
    return has_cjk(one.question.text) != has_cjk(one.passage.evidence.text)


def _speakers(one: Reading) -> Mapping[str, float]:
    """Whether it is who is asked about that speaks, and of what."""
    absent = one.names and not any(one.here[n] for n in one.names)
    meant = points_back(one.passage.evidence.text) and any(
        one.places[n] in ("title", "prior") for n in one.names
    )
    about = [n for n, term in enumerate(one.question.terms) if term in one.question.about]
    return {
        "spoken": float(one.spoken is True),
        "unspoken": float(one.spoken is False),
        "voiceless": float(one.question.kind in SPOKEN and bool(absent) and not meant),
        "beside_it": len(one.nowhere(about)) / len(about) if about else 0.0,
    }


def _kinds(one: Reading) -> Mapping[str, float]:
    """Whether it has the kind of thing that is asked for, and has it of what is asked."""
    question, text = one.question, one.passage.evidence.text
    act = [n for n in one.words if question.terms[n] is question.act]
    whys = question.kind == "why"
    again = one.share(one.here, one.words or one.names) >= _ALL
    return {
        "held": max(float(one.kind is True), _UNREAD * names_unknown(question, text, one.kind)),
        "lacked": float(one.kind is False),
        "reason": _REASON * _near(one) * reasons(text) if whys else 0.0,
        "restates": float(whys and again and not reasons(text)),
        "acted": sum(one.here[n] for n in act),
        "idle": float(bool(one.nowhere(act))),
        "tallied": float(question.kind == "count" and bool(question.counted) and one.kind is True),
        "outdone": float(bool(_MOST.search(question.text)) and not _MOST.search(text)),
    }


def _form(one: Reading) -> Mapping[str, float]:
    """Whether it tells what is, of the time that is asked about."""
    question, text = one.question, one.passage.evidence.text
    told = timely(question, one.passage, one.now)
    measured = question.kind in _MEASURED and (question.past or question.kind == "time")
    return {
        "timely": float(told is True and one.bearing is not Bearing.usurped),
        "untimely": float(told is False),
        "untold": float(kept_back(question, text)),
        "supposes": float(question.past and question.kind not in _OPEN and supposes(text)),
        "denied": float(measured and denies(question, text)),
        "asks": float(_ASKS.search(text) is not None),
        "lead": float(one.passage.number == 0),
    }
