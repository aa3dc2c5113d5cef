"""Whether a definite phrase tells who somebody is whom the text has only named: "the analyst"."""

from __future__ import annotations

from bisect import bisect_right

from digests.extract.frame import Frame
from digests.extract.grammar import is_role
from digests.extract.phrases import Ref, Scene
from digests.extract.pronouns import Focus
from digests.extract.roster import Roster


def is_later(scene: Scene, ref: Ref, number: int) -> bool:
    """Whether somebody is first named after a phrase."""
    mentions = scene.people.characters[number].mentions
    return bool(mentions) and scene.runs[mentions[0]].first > ref.first


def is_introduced(scene: Scene, ref: Ref, number: int, offices: Roster) -> bool:
    """Whether a phrase tells who the one person is that its paragraph has been about so far.

    "Jo Ek does not like the word. “It is a lie,” says the chief executive of Norvane."
    """
    frame = scene.frame
    if frame.low[ref.first] != "the" or _has_role(offices, number):
        return False
    if _verb_before(frame, ref) is None:
        early = ref.first < _OPENING and _opens(scene, ref)
        return early and _persons(scene, 0, ref.first) == {number}
    named = _persons(scene, _paragraph_start(frame, ref.first), ref.first, or_unknown=True)
    return named == {number}


_OPENING = 600  # pieces
_SENTENCES = 40  # of a paragraph, back from a phrase


def renamed(scene: Scene, ref: Ref, now: Focus, offices: Roster) -> int | None:
    """Who leads a sentence as "The mayor of Tern" right after it was named, and is told by no role yet.

    "Ana Roe thanked them. The mayor of Tern, a town of 8,000, has done it again."
    """
    frame = scene.frame
    number = max(0, bisect_right(frame.firsts, ref.first) - 1)
    housed = any(at in scene.people.run_at for at in range(ref.first, ref.last))
    housed = housed or frame.low[ref.last : ref.last + 2] in ([",", "who"], [",", "now"])
    singular = not frame.low[ref.head].endswith("s") and is_role(frame.low[ref.head])
    if frame.low[ref.first] != "the" or not housed or not singular:
        return None
    if ref.first - frame.firsts[number] > _TIME:
        return None
    named = _persons(scene, _paragraph_start(frame, ref.first), ref.first, or_unknown=True)
    able = {one for one in (now.m, now.f) if one is not None}
    if len(named) != 1 or named != able or _has_role(offices, min(named)):
        return None
    return min(named)


_TIME = 2  # pieces of "By September" before a phrase


def _paragraph_start(frame: Frame, piece: int) -> int:
    """The first piece of the paragraph that a piece is in."""
    at = max(0, bisect_right(frame.firsts, piece) - 1)
    floor = max(0, at - _SENTENCES)
    while at > floor and frame.sentences[at - 1].paragraph == frame.sentences[at].paragraph:
        at -= 1
    return frame.sentences[at].first


def _persons(scene: Scene, first: int, last: int, or_unknown: bool = False) -> set[int]:
    """The people whom pieces `first:last` name, with who may be one where that is asked."""
    run_at, people = scene.people.run_at, scene.people
    runs = {run for at in range(first, last) if (run := run_at.get(at)) is not None}
    named = (people.of_run(run) for run in runs)
    return {
        one.number
        for one in named
        if one is not None
        and (one.kind == "person" or (or_unknown and one.kind == "unknown" and len(one.tokens) > 1))
    }


def _opens(scene: Scene, ref: Ref) -> bool:
    """Whether a phrase opens its sentence and says of which house: "The co-founder of Norvane"."""
    first = scene.frame.firsts[max(0, bisect_right(scene.frame.firsts, ref.first) - 1)]
    return ref.first - first in (0, 2) and scene.frame.low[ref.head + 1 : ref.head + 2] == ["of"]


def _has_role(offices: Roster, number: int) -> bool:
    return any(office.role for office, _ in offices.held(number))


def who_is_told(scene: Scene, ref: Ref, offices: Roster) -> int | None:
    """Whom "the analyst" means where its paragraph names one whose house alone is told.

    "Jo Ek at Kittiwake Capital isn't convinced. “…,” the analyst wrote."
    """
    frame = scene.frame
    if frame.low[ref.first] != "the" or ref.last - ref.first > _SHORT:
        return None
    pieces = range(_paragraph_start(frame, ref.first), ref.first)
    runs = {run for at in pieces if (run := scene.people.run_at.get(at)) is not None}
    named = {one.number for run in runs if (one := scene.people.of_run(run)) is not None}
    bare = {n for n in named if not _has_role(offices, n) and _may_be_person(scene, n)}
    able = {n for n in bare if offices.held(n)}
    return able.pop() if len(able) == 1 and able == bare else None


def _may_be_person(scene: Scene, number: int) -> bool:
    one = scene.people.characters[number]
    return one.kind == "person" or (one.kind == "unknown" and len(one.tokens) > 1)


_SHORT = 3  # pieces


def resigned(scene: Scene, number: int) -> bool:
    """Whether the text says that somebody has left: "Bram Keele resigned on Friday"."""
    low = scene.frame.low
    for mention in scene.people.characters[number].mentions:
        at = scene.runs[mention].last
        at += low[at : at + 1] == [","]
        if not _LEFT.isdisjoint(low[at : at + 1]):
            return True
    return False


_LEFT = frozenset("resigned quit left retired died departed resigns quits leaves stepped".split())


def _verb_before(frame: Frame, ref: Ref) -> str | None:
    """The inverted verb that a phrase is the subject of: "says the chief executive"."""
    before = frame.low[ref.first - 1] if ref.first else ""
    return before if before in ("said", "says") else None


def frame_paragraph(frame: Frame, piece: int) -> int:
    """The number of the paragraph that a piece is in."""
    return frame.sentences[max(0, bisect_right(frame.firsts, piece) - 1)].paragraph
