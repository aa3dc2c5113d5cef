"""What shows that a name is a company's, and not a person's."""

from __future__ import annotations

from collections.abc import Sequence

from digests.extract.frame import POSSESSIVE, Frame
from digests.extract.grammar import is_role
from digests.extract.lexicon import words
from digests.extract.names import Run


def speaks_as_it(frame: Frame, run: Run) -> bool:
    """Whether a name says something of "it": "Lumi, the largest supplier, said it had"."""
    low = frame.low
    for at in range(run.last, min(len(low) - 1, run.last + 9)):
        if low[at] in ("said", "says"):
            told = at + 1 + (low[at + 1] == "that")
            return low[told : told + 1] in (["it"], ["its"])
        if frame.kinds[at] in "QL" or low[at] == ".":
            return False
    return False


def files_papers(frame: Frame, run: Run) -> bool:
    """Whether a name says something where only companies do: "Samsara Chips said in a filing"."""
    before = frame.low[max(0, run.first - 6) : run.first]
    if before[-1:] == [","] and not {"filing", "prospectus"}.isdisjoint(before):
        return True  # "In a filing on Monday, Samsara Chips warned"
    near = frame.low[run.last : run.last + 8]
    return near[:1] in (["said"], ["says"]) and not _FILED.isdisjoint(near)


_FILED = frozenset("filing prospectus earnings".split())


def owns_as_it(frame: Frame, run: Run) -> bool:
    """Whether a name has something "of its own": "Penny Sail, in a statement of its own, said"."""
    low = frame.low
    if low[run.last : run.last + 1] != [","]:
        return False
    for at in range(run.last + 1, min(len(low) - 2, run.last + 8)):
        if low[at] == "of" and low[at + 1 : at + 3] == ["its", "own"]:
            return True
        if frame.kinds[at] in "QLC" or low[at] == ".":
            return False
    return False


def by_first_word(frame: Frame, tokens: Sequence[str], mine: Sequence[Run]) -> bool:
    """Whether the first word of a name stands for all of it elsewhere, as companies' names do."""
    alone = {frame.low[run.core] for run in mine if run.last - run.core == 1}
    return len(tokens) > 1 and tokens[0] in alone and tokens[0] not in words("surnames_pinyin")


def is_company(frame: Frame, run: Run) -> bool:
    """Whether an apposition says so: "Kestrel Labs, the Edinburgh company behind", "founder of"."""
    low = frame.low
    before = low[run.first - 2 : run.first] if run.first > 1 else []
    if before[1:] in (["of"], ["at"]) and is_office(before[0]) and run.last - run.core > 1:
        return True
    if before[1:] == ["at"] and before[0] in _STAFF:
        return True
    if run.first > _NEAR and _at_the(low[run.first - _NEAR : run.first]):
        return True
    if low[run.last : run.last + 1] != [","] or low[run.last + 1 : run.last + 2] not in _ARTICLE:
        return False
    for at in range(run.last + 2, min(len(low), run.last + 8)):
        if low[at] in COMPANY_NOUNS or low[at] in HOUSE_NOUNS:
            return True
        if frame.kinds[at] in "pQL" or low[at] in words("roles"):
            return False
    return False


_NEAR = 4  # pieces


def _at_the(low: Sequence[str]) -> bool:
    """Whether people are "at the chip designer" that a name follows."""
    at = next((i for i in range(len(low) - 2) if low[i] == "at"), None)
    if at is None or low[at + 1] not in ("the", "a") or not set(low).isdisjoint(",.;:"):
        return False
    return low[-1] in _HOUSES


_HOUSES = frozenset(
    """designer manufacturer consortium outfit shop bakery brewery shipyard mill mine contractor importer
    exporter wholesaler integrator builder operator supermarket grocer bookmaker carmaker chipmaker
    drugmaker planemaker shipbuilder toymaker""".split()
)
_STAFF = frozenset(
    """testers engineers researchers employees staff executives workers scientists colleagues managers
    analysts economists developers designers teams people officials""".split()
)


_ARTICLE = (["a"], ["an"], ["the"])


# Roles that a company may be as well as a person.
_EITHER = frozenset(
    """owner partner rival opponent challenger backer investor customer developer creator supporter
    shareholder operator member host producer lead master publisher donor user broker expert
    designer architect assistant""".split()
)


def is_office(word: str) -> bool:
    noun = word.rpartition("-")[2]
    return noun in words("roles") and noun not in _EITHER and not noun.endswith("s")


def after_company_noun(frame: Frame, run: Run) -> bool:
    before = frame.low[run.core - 1] if run.core > 0 else ""
    if before == "," and run.core > 1 and frame.low[run.last : run.last + 1] == [","]:
        near = frame.low[max(0, run.core - 9) : run.core - 2]
        if any(map(is_role, near)):
            return False  # "the head of its robotics unit, Jo Ek,"
        before = frame.low[run.core - 2]  # "her company, Sableworks,"
    return before in COMPANY_NOUNS or (before in HOUSE_NOUNS and _is_defined(frame, run))


def _is_defined(frame: Frame, run: Run) -> bool:
    """Whether a determiner stands before the noun before a name: "the union Prospero"."""
    near = frame.low[max(0, run.core - 6) : run.core - 1]
    return any(word in ("the", "a", "an", "its", "their") for word in near)


# Nouns of houses that are nobody's offices.
HOUSE_NOUNS = frozenset(
    """supplier vendor provider manufacturer distributor body forum charity union association watchdog
    regulator insurer reinsurer consultancy think-tank nonprofit platform brokerage fund foundation
    institute academy university hospital airline chain studio laboratory exchange utility network
    collective coalition alliance federation council firm""".split()
)


def acts_like_one(frame: Frame, mine: Sequence[Run]) -> bool:
    """Whether a single unknown word is a company's name: it owns, speaks or comes back."""
    owns = any(frame.kinds[run.last : run.last + 1] == POSSESSIVE for run in mine)
    return owns or len(mine) > 2


COMPANY_NOUNS = frozenset(
    """company startup start-up firm maker chipmaker carmaker retailer developer group lab outlet
    newspaper magazine broadcaster agency publisher unit subsidiary conglomerate bank""".split()
)


def impersonal_context(frame: Frame, run: Run) -> bool:
    before = frame.low[run.core - 1] if run.core else ""
    after = frame.low[run.last] if run.last < len(frame.low) else ""
    return before == "the" or (
        after in (",", POSSESSIVE)
        and frame.low[run.last + 1 : run.last + 2] in (["inc."], ["which"])
    )
