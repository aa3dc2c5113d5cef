"""Which of two people "the latter" or "the younger of them" is."""

from __future__ import annotations

from bisect import bisect_right

from digests.extract.characters import Character
from digests.extract.frame import NUMBER
from digests.extract.phrases import Ref, Scene

_BACK = 4  # sentences
_BY_ORDER = {"former": 0, "latter": 1}
_BY_AGE = {"younger": min, "older": max, "elder": max}


def of_two(scene: Scene, ref: Ref) -> int | None:
    """The one of the two that an earlier sentence of the paragraph names; None where that can't be told."""
    low = scene.frame.low
    word = low[ref.first + 1] if low[ref.first] == "the" and ref.first + 1 < ref.last else ""
    if word in _BY_ORDER and ref.last - ref.first == 2:
        two = _two(scene, ref.first)
        return two[_BY_ORDER[word]][0] if two else None
    if word not in _BY_AGE or (
        ref.last - ref.first > 2 and low[ref.first + 2] not in ("of", "man", "woman")
    ):
        return None
    two = _two(scene, ref.first)
    if two is None or 0 in (two[0][1], two[1][1]) or two[0][1] == two[1][1]:
        return None
    return _BY_AGE[word](two, key=lambda one: one[1])[0]


def _two(scene: Scene, before: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The two people of the last sentence that names two, each with the age told (0: none)."""
    frame = scene.frame
    number = max(0, bisect_right(frame.firsts, before) - 1)
    for at in range(number - 1, max(-1, number - _BACK), -1):
        sentence = frame.sentences[at]
        if sentence.paragraph != frame.sentences[number].paragraph:
            return None
        found: dict[int, int] = {}
        for piece in range(sentence.first, sentence.last):
            run = scene.run(piece)
            one = scene.people.of_run(scene.people.run_at[piece]) if run is not None else None
            if run is not None and run.first == piece and one is not None and _may_be_person(one):
                found.setdefault(one.number, _age(scene, run.last))
        if len(found) == 2:
            first, second = found.items()
            return first, second
        if found:
            return None
    return None


def _may_be_person(one: Character) -> bool:
    """Whether a name is a person's, or one of two words that nothing tells."""
    return one.kind == "person" or (one.kind == "unknown" and len(one.tokens) > 1)


def _age(scene: Scene, at: int) -> int:
    frame = scene.frame
    told = frame.low[at : at + 1] == [","] and frame.kinds[at + 1 : at + 2] == NUMBER
    return int(frame.low[at + 1]) if told and frame.low[at + 1].isdigit() else 0
