"""What around a name shows that it is a person's: a role beside it, "who", a verb that people do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from digests.extract.companies import is_office
from digests.extract.frame import CAPITAL, POSSESSIVE, Frame
from digests.extract.grammar import AUXILIARIES, opens_with_verb
from digests.extract.lexicon import words
from digests.extract.names import Run

_PERSONAL_VERBS = frozenset(
    """founded co-founded cofounded joined quit resigned graduated studied married teaches chairs
    shrugged smiled nodded laughed died retired""".split()
)
_ROLE_WORDS_AFTER = frozenset(("who", "whose"))
PLACED = (["in"], ["near"], ["outside"])


def personal_context(frame: Frame, run: Run) -> bool:
    if run.first > 1 and frame.low[run.first - 1] in ("as", "named", "called"):
        aside = (
            frame.low[run.first - 2] in ("to", "known", "identified")
            or frame.low[run.first - 2] == ","
        ) and _TOOLS.isdisjoint(frame.low[max(0, run.first - 6) : run.first])
        if aside and frame.low[run.first - 1] == "as":
            return True
        near = frame.low[max(0, run.first - 6) : run.first - 1]
        if frame.low[run.first - 1] == "named" and any(word in words("roles") for word in near):
            return True  # "a former Norvane lawyer named Bea Moran"
    relation = run.first > 1 and frame.low[run.first - 1] in _RELATIONS
    if relation and frame.low[run.first - 2] in _WHOSE:
        return True  # "His friend Maisie"
    after = frame.low[run.last : run.last + 4]
    if _is_described(frame, run, after):
        return True
    if not after:
        return False
    if after[0] in _ROLE_WORDS_AFTER or after[0] in _PERSONAL_VERBS:
        return True
    if after[:2] == [",", "for"] and after[2:3] in (["her"], ["his"]):
        return True  # "Roe, for her part, is calm"
    if after[:2] == [",", "whose"] and frame.low[run.first - 1 : run.first] in _OWNED:
        return False  # "the head of Norvane, whose chips"
    if after[0] != "," or len(after) < 2 or frame.low[run.first - 1 : run.first] in PLACED:
        return False
    if (after[1].isdigit() and len(after[1]) == 2) or after[1] in _ROLE_WORDS_AFTER:
        return True
    return (
        any(word in words("roles") for word in frame.low[run.last + 1 : run.last + 5])
        and frame.kinds[run.last + 1] != "C"
        and not _is_tool(frame, run.last + 1)
        and not opens_with_verb(frame.low[run.last + 1])
        and not _is_clause(frame, run.last + 1)
    )


def _is_of_house(frame: Frame, at: int) -> bool:
    """Whether an apposition tells whose officer it is: "Lunt, Norvane's chief economist, wrote"."""
    owner = frame.kinds.find(POSSESSIVE, at, at + 4)
    end = next((i for i in range(at, min(at + 10, len(frame.low))) if frame.low[i] == ","), 0)
    if owner < 0 or end <= owner + 1 or set(frame.kinds[at:owner]) != {CAPITAL}:
        return False
    first = frame.low[owner + 1 : end]
    return is_office(first[-1]) or any(
        is_office(word) and after == "of" for word, after in pairwise(first)
    )


_OWNED = (["of"], ["at"], ["by"], ["for"], ["from"])
_TOOLS = frozenset(
    "tool model system software service app agent product chip robot program programme project".split()
)


def _is_tool(frame: Frame, at: int) -> bool:
    """Whether the apposition at `at` is of a thing: "the assistant that it sells"."""
    following = frame.low[at : at + 5]
    role = next((i for i, word in enumerate(following) if word in words("roles")), 0)
    return following[role + 1 : role + 2] in (["that"], ["which"])


def _is_clause(frame: Frame, at: int) -> bool:
    """Whether what follows a comma is the main clause: "Inside Norvane, the author did not wait"."""
    following = frame.low[at : at + 5]
    role = next((i for i, word in enumerate(following) if word in words("roles")), 0)
    return following[role + 1 : role + 2] != [] and following[role + 1] in AUXILIARIES


_RELATIONS = frozenset(
    """friend sister brother mother father son daughter wife husband partner colleague cousin aunt uncle
    niece nephew grandmother grandfather neighbour neighbor classmate flatmate roommate""".split()
)
_WHOSE = frozenset("his her their my our".split())


def _is_described(frame: Frame, run: Run, after: Sequence[str]) -> bool:
    """Whether a role stands before the name: "co-author Tibor Racz", "its spokesperson, Tawny Birch,"."""
    if after[:1] == [","] and _is_of_house(frame, run.last + 1):
        return True
    if run.last - run.core < 2 or run.core == 0:
        return False
    at = run.first - 1
    if (
        at >= 0
        and frame.low[at] == ","
        and after[:1] in ([","], ["said"], ["told"], ["says"], ["."])
    ):
        low = frame.low[max(0, at - 8) : at]
        stops = [i for i, word in enumerate(low) if word in (",", ".", ";", ":")]
        clause = low[stops[-1] + 1 :] if stops else low
        return bool(clause) and any(is_office(word) for word in clause[:5])
    return at >= 0 and frame.kinds[at] == "w" and is_office(frame.low[at])
