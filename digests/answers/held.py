"""What a sentence holds of what is asked for: the kind of thing, who speaks, the time it is of."""

from __future__ import annotations

from digests.answers.kinds import (
    counts,
    denied,
    holds,
    names_something,
    no_deal,
    other_harm,
    says,
    someone,
    thinks,
    untold,
)
from digests.answers.lexemes import lexemes
from digests.answers.matching import match
from digests.answers.passages import Passage
from digests.answers.places import countries
from digests.answers.question import Question
from digests.answers.times import times

SPOKEN = ("words", "sure")  # kinds that ask what somebody thinks
_HAVE_NAMES = frozenset(
    "model benchmark chatbot lab firm chip product app agency countr city cities language tool assistant "
    "newspaper school system developer maker start-up startup exchange".split()
)
_LANDS = frozenset("country countries nation nations".split())


def kind_held(question: Question, one: Passage) -> bool | None:
    """Whether it holds the kind of thing that is asked for; None: that can't be told."""
    text = one.evidence.text
    if question.kind == "who":
        return _names_another(question, one)
    if question.kind == "which":
        return _named_thing(question, text)
    if question.kind == "count" and other_harm(question.text, text):
        return False
    if question.kind == "count" and question.counted:
        return counts(text, question.counted)
    if question.kind == "money" and question.by_share:
        return holds("money", text) or holds("share", text)
    return holds(question.kind, text)


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


def names_unknown(question: Question, text: str, kind: bool | None) -> bool:
    """Whether "who" may be told by a name that was not read out of the article."""
    if question.kind != "who" or kind is not None:
        return False
    return names_something(text, question.names_text) is True


def _parts(name: str) -> frozenset[str]:
    return frozenset(name.lower().split())


def speaks(question: Question, one: Passage) -> bool | None:
    """Whether the one whom the question asks about speaks in it; None: that isn't asked, or unknown."""
    if question.kind == "doubt" and _doubted(question, one):
        return False
    if question.kind not in SPOKEN or not question.names:
        return None
    asked = [term for term in question.names if term not in question.about] or question.names
    roles = [term for term in question.terms if term.role]
    if roles and one.speakers:
        titled = all(match(term, one.said) for term in roles)
        return True if titled and any(match(term, one.said) for term in asked) else None
    if any(match(term, one.speakers) for term in asked):
        return True
    people = [name for name, kind in one.named if kind == "person"]
    meant = [name for name in people if any(match(term, lexemes(name)) for term in asked)]
    present = bool(meant)
    if any(says(name, one.evidence.text) for name in meant):
        return True
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


def kept_back(question: Question, text: str) -> bool:
    """Whether the sentence says that it is what the question asks for that is not known."""
    clause = untold(text)
    if not clause or question.kind in SPOKEN:
        return False
    said = lexemes(clause)
    return any(match(term, said) for term in question.terms if not term.name)


def denies(question: Question, text: str) -> bool:
    """Whether it tells of the very thing asked about that it has not happened."""
    said = lexemes(denied(text))
    return no_deal(text) or any(match(term, said) for term in question.terms if not term.name)


def timely(question: Question, one: Passage, now: int) -> bool | None:
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
