"""Finds the known organisations, products and people of config/entities.toml in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import ahocorasick_rs

from digests.model import Entity, Span

# One character to one, so that offsets into the folded text are offsets into the text itself.
_FOLDS: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},  # full-width letters and digits
    **dict.fromkeys(map(ord, "\t\n\r\u00a0\u2009\u202f\u3000"), " "),
    **dict.fromkeys(map(ord, "‘’ʼ"), "'"),
    **dict.fromkeys(map(ord, "‐‑‒–"), "-"),
    ord("İ"): "i",  # its lower case is two characters
}
# A letter or a digit of a script that puts spaces between words: Latin, Greek, Cyrillic.
_WORD = "[0-9A-Za-z_\u00c0-\u024f\u0370-\u052f]"
_SPACED = re.compile(_WORD)
# "Jean-Claude", where "ex-Meta" and "non-Apple" do mean the company.
_NAME_BEFORE = re.compile(r"[A-Z]\w*-\Z")
_NAME_BEFORE_WIDTH = 20
# A possessive's apostrophe ends a word by itself; ".com" makes a domain, ".5" another version.
_AFTER = re.compile(rf"(?P<plural>s)?(?!{_WORD})(?!\.[0-9a-z])(?:-(?P<second>[a-z]+))?")
# What a company's name may stand before in a compound: "Meta-owned", not "Meta-analysis".
_COMPOUND = re.compile(r"\w*(?:ed|made|built|run|led|style|like|only)\Z")


def fold(text: str) -> str:
    """`text` with case, width, white space, apostrophes and hyphens made one, as long as it was."""
    return _plain(text).lower()


def _plain(text: str) -> str:
    return text.translate(_FOLDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """A name or a decoy to look for, and what the text around it must be like."""

    text: str
    entity: Entity | None  # None: a decoy
    exact: bool
    bounded_before: bool
    bounded_after: bool
    plural: bool
    versioned: bool


def _name(text: str, entity: Entity | None) -> _Name:
    last = text[-1]
    return _Name(
        text=_plain(text),
        entity=entity,
        exact=entity is not None and entity.exact,
        bounded_before=bool(_SPACED.match(text)),
        bounded_after=bool(_SPACED.match(last)),
        plural=last.isdigit() or last.isupper(),
        versioned=entity is not None and entity.kind == "product" and last.isalpha(),
    )


class Gazetteer:
    """The known entities, and where a text names them. Immutable.

    A Latin name is found at word boundaries, also before a possessive or, where it ends in a
    capital or a digit, a plural s; a name in Chinese characters is found anywhere. An entity
    that is `exact` is found only as its names are written. Where names overlap the longest is
    taken; a decoy counts as a name and then says nothing.
    """

    __slots__ = ("_automaton", "_by_id", "_by_name", "_entities", "_names")

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._entities = known = tuple(entities)
        named = [(name, entity) for entity in known for name in (entity.name, *entity.aliases)]
        decoys = [_name(decoy, None) for entity in known for decoy in entity.decoys]
        self._by_id: Mapping[str, Entity] = MappingProxyType(
            {entity.id: entity for entity in known if entity.id}
        )
        self._by_name: Mapping[str, Entity] = MappingProxyType(
            {fold(name): entity for name, entity in reversed(named)}
        )
        self._names: Sequence[_Name] = (*(_name(*pair) for pair in named), *decoys)
        self._automaton = ahocorasick_rs.AhoCorasick([fold(name.text) for name in self._names])

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[tuple[Entity, ...]]]:
        # The automaton can't be pickled, and a gazetteer goes to the workers of the process pool.
        return Gazetteer, (self._entities,)

    def by_id(self, id: str) -> Entity | None:  # noqa: A002 - the field's own name
        """The entity with this key of config/entities.toml."""
        return self._by_id.get(id)

    def by_name(self, name: str) -> Entity | None:
        """The entity that is called so, in any case; the first of config/ if several are."""
        return self._by_name.get(fold(name.strip()))

    def find(self, text: str) -> tuple[tuple[Span, Entity], ...]:
        """Every mention, in the order of the text, without overlaps. A span is the name alone."""
        plain = _plain(text)
        found = self._automaton.find_matches_as_indexes(plain.lower(), overlapping=True)
        hits = [
            (start, end, index)
            for index, start, end in found
            if _stands_alone(plain, start, end, self._names[index])
        ]
        hits.sort(key=lambda hit: (hit[0] - hit[1], hit[0], hit[2]))
        return self._choose(hits)

    def _choose(self, hits: Sequence[tuple[int, int, int]]) -> tuple[tuple[Span, Entity], ...]:
        """Those of `hits`, longest first, that overlap none taken before."""
        taken: set[int] = set()
        chosen = []
        for start, end, index in hits:
            # A longer hit was taken first, so an overlap covers one of this one's ends.
            if start in taken or end - 1 in taken:
                continue
            taken.update(range(start, end))
            entity = self._names[index].entity
            if entity is not None:
                chosen.append((Span(start=start, end=end), entity))
        return tuple(sorted(chosen, key=lambda found: found[0].start))


def _stands_alone(plain: str, start: int, end: int, name: _Name) -> bool:
    """Whether `plain[start:end]` is `name` as a name, and not a piece of another word."""
    if name.exact and not _as_written(plain, start, end, name):
        return False
    if name.bounded_before and start and _SPACED.match(plain, start - 1):
        return False
    return not name.bounded_after or _ends_well(plain, end, name)


def _as_written(plain: str, start: int, end: int, name: _Name) -> bool:
    near = max(0, start - _NAME_BEFORE_WIDTH)
    return plain[start:end] == name.text and not _NAME_BEFORE.search(plain, near, start)


def _ends_well(plain: str, end: int, name: _Name) -> bool:
    if name.versioned and plain[end : end + 1].isdecimal():
        return True  # a family's name runs into its version: "Qwen3", "Llama4"
    after = _AFTER.match(plain, end)
    if after is None or (after["plural"] and not name.plural):
        return False
    return not name.exact or not after["second"] or bool(_COMPOUND.match(after["second"]))
