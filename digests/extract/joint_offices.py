"""The office that two hold together: "two co-directors, Ana Roe and Jo Ek", "founders Ana Roe and Jo Ek"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from digests.extract.complements import complement
from digests.extract.frame import WORD, Frame
from digests.extract.grammar import is_closed
from digests.extract.houses_meant import organisation_of
from digests.extract.lexicon import words
from digests.extract.office_clauses import relative
from digests.extract.phrases import Scene
from digests.extract.pronouns import Focus
from digests.extract.roles import Office
from digests.extract.roster import Roster

_BACK = 12  # pieces from the noun to the first name
_MODIFIERS = 3
_OF_HOUSES = frozenset(
    "director founder head chief chair executive owner president partner".split()
)
_PEOPLE = frozenset("people person source official parent son daughter brother sister".split())


def add_joint(scene: Scene, focused: Sequence[Focus], offices: Roster) -> None:
    """Note the office of each of two who are named after a plural noun of it."""
    frame = scene.frame
    _add_founders(scene, focused, offices)
    plural = _plural_roles()
    for at in [at for at, word in enumerate(frame.low) if word in plural]:
        number = max(0, bisect_right(frame.firsts, at) - 1)
        sentence = frame.sentences[number]
        named = _two_named(scene, at + 1, sentence.last) or _one_of(scene, at, sentence.last)
        office = _office(scene, at, sentence.first, sentence.last) if named else None
        if office is None:
            continue
        house = organisation_of(scene, office, focused[number], sentence.last)
        for one in named:
            offices.add(one, office, house)


def _add_founders(scene: Scene, focused: Sequence[Focus], offices: Roster) -> None:
    """Note that the first of "Ana Roe and Jo Ek founded Tern" founded it too."""
    frame = scene.frame
    for at in [at for at, word in enumerate(frame.low) if word in _FOUNDED]:
        second = scene.run(at - 1) if at else None
        if second is None or frame.low[second.first - 1 : second.first] != ["and"]:
            continue
        first = scene.run(second.first - 2) if second.first > 1 else None
        one = _person(scene, first.first) if first is not None else None
        number = max(0, bisect_right(frame.firsts, at) - 1)
        office = relative(frame, scene.people, at, frame.sentences[number].last)
        if one is not None and office is not None and not office.former:
            until = frame.sentences[number].last
            offices.add(one, office, organisation_of(scene, office, focused[number], until))


_FOUNDED = frozenset("founded co-founded cofounded".split())


@cache
def _plural_roles() -> frozenset[str]:
    """ "founders", "co-founders" """
    roles = {role for role in words("roles") if not role.endswith("s")} - _PEOPLE
    return frozenset(f"{begin}{role}s" for role in roles for begin in ("", "co-"))


def _two_named(scene: Scene, first: int, last: int) -> tuple[int, ...]:
    """The two people in "…, Ana Roe, 68, and Jo Ek, 31" that begin soon after piece `first`."""
    frame = scene.frame
    for at in range(first, min(last - 2, first + _BACK)):
        run = scene.run(at)
        if run is not None and frame.low[at - 1] in ("of", "at", "for", "in", "from", "with"):
            continue
        one = _person(scene, at)
        if one is None:
            if run is not None and run.first == at:
                return ()
            if frame.kinds[at] in "QL" or frame.low[at] in ("who", "that", "which", "said", "."):
                return ()
            continue
        joint = run.last if run is not None else at
        joint += 2 * (frame.kinds[joint + 1 : joint + 2] == "n" and frame.low[joint] == ",")
        joint += frame.low[joint : joint + 1] == [","]
        if joint + 1 >= last or frame.low[joint] != "and":
            return ()
        other = _person(scene, joint + 1)
        return (one, other) if other is not None and other != one else ()
    return ()


def _one_of(scene: Scene, noun: int, last: int) -> tuple[int, ...]:
    """The one in "one of the two founders, Ana Roe"."""
    low = scene.frame.low
    if "one" not in low[max(0, noun - _MODIFIERS - 2) : noun] or low[noun + 1 : noun + 2] != [","]:
        return ()
    one = _person(scene, noun + 2) if noun + 2 < last else None
    return () if one is None else (one,)


def _person(scene: Scene, at: int) -> int | None:
    run = scene.run(at)
    if run is None or run.first != at:
        return None
    one = scene.people.of_run(scene.people.run_at[at])
    return one.number if one is not None and one.kind == "person" else None


def _office(scene: Scene, noun: int, floor: int, last: int) -> Office | None:
    frame = scene.frame
    first = noun
    while first > max(floor, noun - _MODIFIERS) and _modifies(frame, first - 1):
        first -= 1
    role = frame.slice(first, noun + 1)[:-1]
    _, house = complement(frame, scene.people, noun + 1, last)
    office = Office(role=role, implied=frame.low[noun][:-1].rpartition("-")[2] in _OF_HOUSES)
    return replace(office, organisation=house) if house is not None else office


def _modifies(frame: Frame, at: int) -> bool:
    word = frame.low[at]
    plain = frame.kinds[at] == WORD and not is_closed(word)
    return plain and not word.endswith(("ed", "s")) and word not in _COUNTS


_COUNTS = frozenset("the its their two three both these those most by".split())
