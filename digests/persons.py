"""People as they are reported: who they are by the last report, and all they have said. Pure.

No scores and no judgement: what was said, when and where, and what was said before on the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from digests.answers.lexemes import lexemes
from digests.model import Claim, Entity, Evidence, Quote
from digests.store.claims import Statement, once
from digests.stories.words import STOP
from digests.text import has_cjk

EARLIER = 2  # statements shown from before, on the same subject
_ALIKE = 2  # lexemes in common that make two statements one subject
_DESCRIBED = re.compile(r" (?:company|firm|lab|start-?up|developer|maker|group)$|^该?公司$")
_QUOTED = 0.6  # the share of a claim that is a quotation, from which on it adds nothing to it
_COMMON = 0.3  # a lexeme in more than this share of what they said is no subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`names` in every script they stand in, the fullest first; `told` newest first.

    `role` and `organisation` are the last report's, which `reported` is.
    """

    names: tuple[str, ...]
    told: tuple[tuple[Statement, tuple[Statement, ...]], ...]
    role: str | None = None
    organisation: str | None = None
    reported: Statement | None = None

    def earlier(self, one: Statement) -> tuple[Statement, ...]:
        """What they said before on the same subject, the newest first."""
        before = [other for other, _ in self.told if other.said_at < one.said_at]
        if not before:
            return ()
        keys = {other.id: _subject(other) for other, _ in self.told}
        spread = Counter(key for held in keys.values() for key in held)
        usual = {key for key, n in spread.items() if n > max(2, _COMMON * len(keys))}
        wanted = keys[one.id] - usual
        same = [other for other in before if len(wanted & keys[other.id]) >= _ALIKE]
        return tuple(same[:EARLIER])


def persons_of(
    told: Sequence[Statement],
    known: Entity | None = None,
    entity: Callable[[str], Entity | None] = lambda _: None,
) -> tuple[Person, ...]:
    """Whoever said these, each by themselves. `known` is the one that the name may stand for.

    A name in two organisations is two people; one that is told without any goes to the only one.
    Organisations are one by `entity`, which knows their other names; one of either script may be
    one too. Those with the most statements come first.
    """
    groups: dict[tuple[str, str], list[Statement]] = {}
    for one in told:
        name = _name(one, known)
        groups.setdefault((name, _house(one.said.organisation, entity)), []).append(one)
    merged = _without_house(groups)
    found = [_person(some, known) for some in merged]
    return tuple(sorted(found, key=lambda one: -len(one.told)))


def _without_house(
    groups: Mapping[tuple[str, str], list[Statement]],
) -> Iterable[Sequence[Statement]]:
    """Joins what names no organisation to the namesake with the most; else all of a name."""
    houses: dict[str, dict[str, list[Statement]]] = {}
    for (name, house), some in groups.items():
        houses.setdefault(name, {})[house] = list(some)
    for named in houses.values():
        loose = named.pop("", [])
        if not named:
            yield loose
            continue
        if len(named) == 2 and len({has_cjk(house) for house in named}) == 2:
            named = {"": [one for some in named.values() for one in some]}
        most = max(named, key=lambda house: len(named[house]))
        named[most] += loose
        yield from (sorted(one, key=_when, reverse=True) for one in named.values())


def _person(some: Sequence[Statement], known: Entity | None) -> Person:
    newest = sorted(some, key=_when, reverse=True)
    names = [one.said.speaker for one in newest if one.said.speaker]
    known_names = (known.name, *known.aliases) if known else ()
    theirs = known_names if any(name in known_names for name in names) else ()
    every = dict.fromkeys([*_fullest(names), *theirs])
    last = next((one for one in newest if one.said.role), newest[0])
    house = next((one.said.organisation for one in newest if one.said.organisation), None)
    return Person(
        names=_in_both_scripts(tuple(every)),
        told=once(without_quoted(newest)),
        role=last.said.role,
        organisation=last.said.organisation or house,
        reported=last,
    )


def without_quoted(told: Sequence[Statement]) -> list[Statement]:
    """The statements without claims that are little but a quotation that stands beside them."""
    quotes: dict[str, list[Evidence]] = {}
    for one in told:
        if isinstance(one.said, Quote):
            quotes.setdefault(one.article_id, []).append(one.said.evidence)
    return [
        one
        for one in told
        if isinstance(one.said, Quote)
        or not any(_is_little_else(one.said.evidence, at) for at in quotes.get(one.article_id, ()))
    ]


def _is_little_else(claim: Evidence, quote: Evidence) -> bool:
    shared = min(claim.end, quote.end) - max(claim.start, quote.start)
    return shared >= _QUOTED * (claim.end - claim.start)


def _fullest(names: Sequence[str]) -> list[str]:
    return sorted(dict.fromkeys(names), key=lambda one: (-len(one.split()), -names.count(one)))


def _in_both_scripts(names: tuple[str, ...]) -> tuple[str, ...]:
    """The first name, then the first of the other script, then the rest."""
    if not names:
        return ("",)
    other = next((one for one in names if has_cjk(one) != has_cjk(names[0])), None)
    first = (names[0], *((other,) if other else ()))
    return (*first, *(one for one in names if one not in first))


def _name(one: Statement, known: Entity | None) -> str:
    name = one.said.speaker or ""
    if known and name in (known.name, *known.aliases):
        return known.name.casefold()
    return name.casefold()


def _house(organisation: str | None, entity: Callable[[str], Entity | None]) -> str:
    """An organisation by its first word: "Alibaba" and "Alibaba Group" are one.

    "The Wuxi company" is told of many: it is none.
    """
    if not organisation or _DESCRIBED.search(organisation):
        return ""
    one = entity(organisation)
    organisation = one.name if one else organisation
    return organisation[:2] if has_cjk(organisation) else organisation.split()[0].casefold()


def _when(one: Statement) -> tuple[datetime, str]:
    return one.said_at, one.id


def _subject(one: Statement) -> frozenset[str]:
    """What it is about: its words without those that everybody uses, and what it names."""
    said: Quote | Claim = one.said
    named = frozenset(said.about) if isinstance(said, Claim) else frozenset[str]()
    words = (key for key in lexemes(said.evidence.text) if key not in STOP and len(key) > 2)
    return named | frozenset(key for key in words if not key.startswith(("x:", "s:", "h:", "m:")))
