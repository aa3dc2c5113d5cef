"""The offices that titles before a name are."""

from __future__ import annotations

from collections.abc import Sequence

from digests.extract.names import FORMS_OF_ADDRESS, Run
from digests.extract.roles import Office


def office_of_title(run: Run) -> Office | None:
    """The office that a title before the name is: "Sen." but not "Dr." """
    title = run.title.strip()
    bare = title.lower().rstrip(".")
    if not title or bare in _NO_OFFICE:
        return None
    return Office(role=_IN_FULL.get(bare, title), implied=_is_of_firm(bare.split()))


def _is_of_firm(title: Sequence[str]) -> bool:
    """Whether a title goes without its house: "…, Chief Executive Officer Jo Ek told analysts"."""
    last = title[-1]
    ranked = len(title) > 1 and not _RANKS.isdisjoint(title[:-1])
    return last in _OF_FIRMS or (ranked and last in ("director", "president"))


_OF_FIRMS = frozenset(
    "officer ceo cfo cto coo cio cmo counsel founder co-founder chairman chairwoman".split()
)
_RANKS = frozenset("managing senior executive independent creative".split())
_NO_OFFICE = FORMS_OF_ADDRESS | {"then", "former"}
_IN_FULL = {
    "sen": "Senator", "rep": "Representative", "gov": "Governor", "prof": "Professor",
    "gen": "General", "col": "Colonel", "lt": "Lieutenant", "capt": "Captain", "cmdr": "Commander",
    "coun": "Councillor", "sgt": "Sergeant", "maj": "Major", "adm": "Admiral", "rev": "Reverend", "cllr": "Councillor",
}  # fmt: skip
