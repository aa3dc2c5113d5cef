"""The offices that sentences tell of somebody: "left banking to become chief of Tern", "has been chair since"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from digests.extract.complements import HOUSES, house_called, reach
from digests.extract.frame import Frame, Stretch
from digests.extract.grammar import RELATIVES
from digests.extract.lexicon import words
from digests.extract.names import Run
from digests.extract.office_clauses import perfect, relative
from digests.extract.people import People
from digests.extract.roles import Office, has_role, office_in

_REACH = 44  # pieces of a clause
_BECOME = frozenset("become became becomes".split())
_LEAVING = frozenset(
    "left quit leaves quits resigned departed gave abandoned swapped traded".split()
)
_PERHAPS = frozenset("if would could might may should will whether unless until".split())
_CHOSEN = frozenset("named appointed elected made promoted installed confirmed".split())
# What brings in the office with "as": "took over as", "joined Tern as".
_TAKING = frozenset(
    """took takes taken takes-over joined joining joins returned returning moved moving hired recruited arrived
    serves served serving works worked working started retired appointed named stepped succeeded replaced started
    stayed stays installed""".split()
)
_FORMER = frozenset("served worked retired started".split())
_SIGNS = _BECOME | _CHOSEN | {"as", "has", "founding"}  # most clauses have none, and are passed by
_OPENING = frozenset(("as", "before", "since", "after", "when", "until"))
_STOPS = frozenset((";", ":", "—", "–", "--"))


def careers(frame: Frame, people: People, first: int, sentence: Stretch) -> Iterator[Office]:
    """Every office that the clause from piece `first` gives its subject, who stands before it."""
    low = frame.low
    if first >= sentence.last or low[first] in words("cues"):
        return
    if _SIGNS.isdisjoint(low[first : min(sentence.last, first + _REACH)]):
        return
    end = _clause_end(frame, people, first, sentence)
    if not _PERHAPS.isdisjoint(frame.words[max(0, first - 2) : end]):
        return
    for at in range(first, end):
        if _becomes(low, at, first) or (low[at] in _CHOSEN and _is_passive(frame, at, first)):
            yield from _office(frame, people, _past_to(low, at + 1), end)
        elif low[at] == "as" and at > first and not _TAKING.isdisjoint(low[first:at]):
            yield from _taken(frame, people, first, at, end)
        elif low[at : at + 2] == ["has", "been"] and at - first < 3:
            yield from _office(frame, people, at + 2, end)
        elif low[at] == "founding" and low[at - 1] == "before":
            yield from _founding(frame, people, at, end)
        elif at == first and low[at] == "has" and perfect(frame, at + 1):
            found = relative(frame, people, at, _phrase_end(frame, at, end))
            yield from [found] if found is not None and not found.former else []


def opening_office(frame: Frame, people: People, sentence: Stretch) -> Office | None:
    """The office in "As investment director of Sidra, she" and "Before she became head of Tern, Roe"."""
    low = frame.low
    first = sentence.first
    if low[first] not in _OPENING and low[first] != "now":
        return None
    comma = next((i for i in range(first, sentence.last) if low[i] == ","), first)
    if low[first] in ("as", "now") and _YOUNG.isdisjoint(low[first : first + 4]):
        he = (i for i in range(first, sentence.last) if low[i] in ("he", "she"))
        bare = next(he, sentence.last) if comma == first else comma  # "As chief of Tern she works"
        return next(_office(frame, people, first + 1, min(bare, first + _SHORT)), None)
    told = low[first] in ("before", "since", "after", "when", "until") and low[
        first + 1 : first + 2
    ] in (["he"], ["she"])
    if told and low[first + 2 : first + 3] != [] and low[first + 2] in _BECOME:
        return next(_office(frame, people, first + 3, comma), None)
    if told and low[first + 2 : first + 3] == ["joined"]:
        return next(_taken(frame, people, first + 2, comma, comma), None)
    return None


_SHORT = 14  # pieces of an opening
_YOUNG = frozenset("summer young student teenage teenager".split())  # what somebody was once


def _becomes(low: Sequence[str], at: int, first: int) -> bool:
    """Whether somebody took up an office: "became", "has become", "left to become"."""
    if low[at] not in _BECOME:
        return False
    if low[at] != "become" or low[at - 1] in ("has", "have"):
        return True
    return low[at - 1] == "to" and not _LEAVING.isdisjoint(low[first:at])


def _founding(frame: Frame, people: People, at: int, end: int) -> Iterator[Office]:
    """The office of who "spent a decade at the bank before founding Lemma"."""
    named = house_called(frame, people, at + 1, end)
    if named is not None:
        house = reach(people, people.run_at[named], named)
        yield Office(role="founder", organisation=house, verbal=True)


def chosen(frame: Frame, people: People, run: Run, sentence: Stretch) -> Iterator[Office]:
    """The office in "today named Ana Roe chief executive", which is of whoever named her."""
    low = frame.low
    at = run.last
    if run.first == sentence.first:
        return
    if low[run.first - 1] == "is" and "," not in low[sentence.first : run.first]:
        yield from _office(
            frame, people, sentence.first, run.first - 1
        )  # "Tern's new chief is Ana Roe"
    if low[run.first - 1] not in _CHOOSING:
        return
    at += low[at : at + 1] in (["as"], ["to"])
    at += low[at : at + 1] == ["be"]
    end = next((i for i in range(at, sentence.last) if frame.kinds[i] in "pQL"), sentence.last)
    if at < end and has_role(frame, at, min(end, at + 3)):
        for office in _office(frame, people, at, end):
            yield replace(office, generic=office.organisation is None)


_CHOOSING = frozenset("named names appointed appoints hired elected promoted".split())


def _past_to(low: Sequence[str], at: int) -> int:
    """Past the "to" of "promoted to" and the "as" of "appointed as"."""
    return at + (low[at : at + 1] in (["to"], ["as"]))


def _is_passive(frame: Frame, at: int, first: int) -> bool:
    before = frame.low[max(first, at - 2) : at]
    return not {"was", "been", "is", "being", "were"}.isdisjoint(before)


def _clause_end(frame: Frame, people: People, first: int, sentence: Stretch) -> int:
    """Where somebody else's clause begins: at a cue, another person, a quote, "that"."""
    low = frame.low
    for at in range(first, min(sentence.last, first + _REACH)):
        if frame.kinds[at] in "QL" or low[at] in _STOPS or low[at] == "that":
            return at
        if at > first + 1 and low[at] in ("which", "whose", "he", "she", "they"):
            return at
        if low[at] in words("cues") and low[at] not in words("verbs") and at not in people.run_at:
            return at
        number = people.run_at.get(at)
        one = people.of_run(number) if number is not None else None
        if (
            one is not None
            and one.kind == "person"
            and low[at - 1] not in ("from", "with", *HOUSES)
        ):
            begin, _ = reach(people, people.run_at[at], at)
            if low[begin - 1] not in ("from", "with"):
                return at
    return min(sentence.last, first + _REACH)


def _office(frame: Frame, people: People, first: int, end: int) -> Iterator[Office]:
    """The office whose words begin at piece `first`."""
    stop = _phrase_end(frame, first, end)
    if first >= stop or not has_role(frame, first, min(stop, first + 6)):
        return
    office = office_in(frame, people, first, stop)
    if office is not None and not office.former:
        yield office


def _phrase_end(frame: Frame, first: int, end: int) -> int:
    for at in range(first, end):
        if (
            frame.low[at] in (",", ";", "(", ")", "when", "after", "before", "since", "while", ".")
            or frame.low[at] in RELATIVES
        ):
            return at
    return end


def _taken(frame: Frame, people: People, first: int, at: int, end: int) -> Iterator[Office]:
    """The office after "as", with the house that was joined: "joined the fund Altwater as head of risk"."""
    low = frame.low
    verb = max(i for i in range(first, at) if low[i] in _TAKING) if at > first else first
    if low[verb] in _FORMER and low[verb - 1] not in ("has", "is"):
        return
    house = _joined_house(frame, people, verb + 1, at)
    found = next(_office(frame, people, at + 1, end), None) if at < end else None
    if found is None and house is None:
        return
    if found is None:
        yield Office(role=None, organisation=house)
    else:
        yield replace(found, organisation=found.organisation or house)


def _joined_house(frame: Frame, people: People, first: int, end: int) -> tuple[int, int] | None:
    """The house in "joined the pension fund Altwater" and "moved to Tern"."""
    first += frame.low[first : first + 1] == ["to"]
    named = house_called(frame, people, first, end)
    return reach(people, people.run_at[named], named) if named is not None else None
