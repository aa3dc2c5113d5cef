"""Which house a noun of its kind means: "the regulator" is Ofwell, "which polices lending"."""

from __future__ import annotations

from collections.abc import Mapping

from digests.extract.frame import Frame
from digests.extract.names import Run
from digests.extract.phrases import Scene

# Nouns that an article calls one house by, and not every house it names.
_KINDS = frozenset(
    """regulator watchdog union charity insurer lender broker brokerage consultancy think-tank nonprofit
    airline university hospital museum newspaper magazine broadcaster utility ministry foundation institute
    carrier retailer publisher agency authority trust competitor rival supplier""".split()
)
_POLICING = frozenset("polices regulates oversees supervises licenses licences enforces".split())
_DOES: Mapping[str, frozenset[str]] = {"regulator": _POLICING, "watchdog": _POLICING}


def house_of_kind(scene: Scene, noun: str, until: int) -> int | None:
    """The one house that was called a `noun` before piece `until`; None where none or two were."""
    if noun not in _KINDS:
        return None
    able = {
        one.number
        for one in scene.people.characters
        if one.kind in ("organisation", "unknown")
        and any(
            scene.runs[number].first < until and _is_called(scene.frame, scene.runs[number], noun)
            for number in one.mentions
        )
    }
    if not able and noun in _DOES:
        able = _who_ruled(scene, until)
    return able.pop() if len(able) == 1 else None


def _who_ruled(scene: Scene, until: int) -> set[int]:
    """Who did what only a regulator does: "Ofwell has fined", "Norway's Tilsyn ordered"."""
    low, found = scene.frame.low, set()
    for number, run in enumerate(scene.runs):
        one = scene.people.of_run(number)
        verb = run.last + (low[run.last : run.last + 1] in (["has"], ["had"]))
        if one is None or one.kind not in ("organisation", "unknown") or run.first >= until:
            continue
        if low[verb : verb + 1] != [] and low[verb] in _RULING:
            found.add(one.number)
    return found


_RULING = frozenset(
    """fined fines ordered orders ruled rules banned bans barred bars suspended suspends blocked blocks
    sanctioned sanctions reprimanded censured cleared approved licensed opened rebuked penalised""".split()
)


def _is_called(frame: Frame, run: Run, noun: str) -> bool:
    """Whether a name stands beside the noun: "the insurer Nordvakt", "Ofwell, the lending watchdog"."""
    low = frame.low
    if run.first and low[run.first - 1] == noun:
        return True
    if low[run.last : run.last + 1] != [","]:
        return False
    following = low[run.last + 1 : run.last + 7]  # pieces
    if following[:1] == ["which"]:
        return following[1:2] != [] and following[1] in _DOES.get(noun, ())
    stop = next(
        (i for i, word in enumerate(following) if word in ("of", "for", ",", ".", "that", "which")),
        6,
    )
    return following[:1] in (["the"], ["a"], ["an"], ["its"], ["their"]) and following[
        stop - 1 : stop
    ] == [noun]
