"""Those who are of the same house as someone else: "his colleague Ana Roe", "Falk's co-founder"."""

from __future__ import annotations

from digests.extract.frame import POSSESSIVE, Frame
from digests.extract.phrases import Scene
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
        if house and other != one.number:
            offices.add(one.number, Office(role=None), house)


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
