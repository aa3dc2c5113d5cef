"""Whose house is told apart from a name: "his colleague Ana Roe", "at Tern High, where she teaches"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from digests.extract.frame import POSSESSIVE, Frame
from digests.extract.phrases import Ref, Scene
from digests.extract.pronouns import Focus, antecedent
from digests.extract.roles import Office
from digests.extract.roster import Roster

_SAME_HOUSE = frozenset("colleague co-founder cofounder deputy boss".split())
_OWNERS = frozenset(("his", "her", "their"))
_WORDS = 6  # pieces from the noun to the name: "co-founder, chief executive Ana Roe"


def add_colleagues(scene: Scene, offices: Roster) -> None:
    """Note the house of everyone who is somebody's colleague, where nothing else gives one."""
    for number, run in enumerate(scene.runs):
        one = scene.people.of_run(number)
        if one is None or one.kind not in ("person", "unknown") or offices.best(one.number)[1]:
            continue
        noun = _noun_before(scene.frame, run.first)
        other = None if noun is None else _whose(scene, noun)
        house = None if other is None else offices.best(other)[1]
        if noun is not None and other is not None and other != one.number:
            _add_mutual(scene.frame.low[noun], other, offices)
        if house and other != one.number:
            offices.add(one.number, Office(role=None), house)


def _add_mutual(noun: str, other: int, offices: Roster) -> None:
    """Note that who has a co-founder is one: "Ana Roe and her co-founder, Jo Ek"."""
    if noun in _MUTUAL and not offices.best(other)[0]:
        offices.add(other, Office(role=noun), offices.best(other)[1])


_MUTUAL = frozenset(("co-founder", "cofounder"))


def _noun_before(frame: Frame, first: int) -> int | None:
    """Where "colleague" stands before a name, with no more than a role between."""
    for at in range(first - 1, max(-1, first - _WORDS), -1):
        if frame.low[at] in _SAME_HOUSE:
            return at
        if frame.kinds[at] not in "wC" and frame.low[at] != ",":
            return None
    return None


def _whose(scene: Scene, noun: int) -> int | None:
    """The character whose colleague it is: right before, or who was named last in the sentence."""
    frame = scene.frame
    if noun > 1 and frame.kinds[noun - 1] == POSSESSIVE:
        return _person_at(scene, noun - 2)
    if noun == 0 or frame.low[noun - 1] not in _OWNERS:
        return None
    for at in range(noun - 2, -1, -1):
        if frame.kinds[at] == "L":
            return None
        found = _person_at(scene, at)
        if found is not None:
            return found
    return None


def _person_at(scene: Scene, at: int) -> int | None:
    run = scene.people.run_at.get(at)
    one = scene.people.of_run(run) if run is not None else None
    return one.number if one is not None and one.kind == "person" else None


def add_workplaces(scene: Scene, focused: Sequence[Focus], offices: Roster) -> None:
    """Note the house in "at Tern High, where she has taught since 2009"."""
    frame = scene.frame
    at = -1
    for _ in range(frame.low.count("where")):
        at = frame.low.index("where", at + 1)
        house = scene.run(at - 1 - (frame.low[at - 1] == ","))
        verb = at + 2 + (frame.low[at + 2 : at + 3] in (["has"], ["now"]))
        works = frame.low[at + 1 : at + 2] in (["he"], ["she"]) and frame.low[verb : verb + 1] != []
        if house is None or not works or frame.low[verb] not in _WORKS:
            continue
        number = max(0, bisect_right(frame.firsts, at) - 1)
        ref = Ref(kind="pronoun", first=at + 1, last=at + 2, head=at + 1, left=at + 1)
        one = antecedent(scene, ref, frame.sentences[number], focused[number])
        if one is not None and not offices.best(one)[1] and frame.low[house.first - 1] == "at":
            offices.add(one, Office(role=None), frame.slice(house.core, house.last))


_WORKS = frozenset("taught teaches works worked lectures lectured researches studies".split())
