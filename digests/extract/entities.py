"""Finds the known organisations, products and people of config/entities.toml in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
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
_AFTER = re.compile(rf"(?P<plural>s)?(?!{_WORD})(?!\.[0-9a-z])(?:-(?P<second>[a-z]+))?")
# What a company's name may stand before in a compound: "Meta-owned", not "Meta-analysis".
_COMPOUND = re.compile(r"\w*(?:ed|made|built|run|led|style|like|only)\Z")
_NAME_BEFORE_WIDTH = 20


def fold(text: str) -> str:
    """`text` with case, width, white space and dash variants made one, of the same length."""
    return text.translate(_FOLDS).lower()


class Gazetteer:
    """The known entities, and where a text names them. Immutable.

    A Latin name is found at word boundaries, also before a possessive or, where it ends in a
    capital or a digit, a plural s; a name in Chinese characters is found anywhere. An entity
    that is `exact` is found only as its names are written. Where
    names overlap the longest is taken; a decoy counts as a name and then says nothing.
    """

    __slots__ = ("_automaton", "_by_id", "_by_name", "_entities", "_patterns")

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._entities = known = tuple(entities)
        names = [(name, entity) for entity in known for name in (entity.name, *entity.aliases)]
        decoys = [(decoy, None) for entity in known for decoy in entity.decoys]
        self._by_id: Mapping[str, Entity] = MappingProxyType(
            {entity.id: entity for entity in known if entity.id}
        )
        self._by_name: Mapping[str, Entity] = MappingProxyType(
            {fold(name): entity for name, entity in reversed(names)}
        )
        self._patterns: Sequence[tuple[str, Entity | None]] = (*names, *decoys)
        self._automaton = ahocorasick_rs.AhoCorasick([fold(name) for name, _ in self._patterns])

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
        folded = fold(text)
        hits = [
            (start, end, index)
            for index, start, end in self._automaton.find_matches_as_indexes(
                folded, overlapping=True
            )
            if _stands_alone(text, start, end, *self._patterns[index])
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
            entity = self._patterns[index][1]
            if entity is not None:
                chosen.append((Span(start=start, end=end), entity))
        return tuple(sorted(chosen, key=lambda found: found[0].start))


def _stands_alone(text: str, start: int, end: int, name: str, entity: Entity | None) -> bool:
    """Whether `text[start:end]` is `name` as a name, and not a piece of another word."""
    found = text[start:end].translate(_FOLDS)
    if entity is not None and entity.exact and not _as_written(text, start, found, name):
        return False
    if _SPACED.match(found) and _SPACED.match(text[start - 1 : start]):
        return False
    return not _SPACED.match(found[-1]) or _ends_well(text, end, name, entity)


def _as_written(text: str, start: int, found: str, name: str) -> bool:
    near = max(0, start - _NAME_BEFORE_WIDTH)
    return found == name and not _NAME_BEFORE.search(text, near, start)


def _ends_well(text: str, end: int, name: str, entity: Entity | None) -> bool:
    versioned = entity is not None and entity.kind == "product" and name[-1].isalpha()
    if versioned and text[end : end + 1].isdecimal():
        return True  # a family's name runs into its version: "Qwen3", "Llama4"
    after = _AFTER.match(text, end)
    if after is None or (after["plural"] and name[-1].islower()):
        return False
    if entity is None or not entity.exact or not after["second"]:
        return True
    return bool(_COMPOUND.match(after["second"]))
