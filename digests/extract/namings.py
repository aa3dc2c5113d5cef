"""Where an article names the known, and the people and organisations of its own cast."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import ahocorasick_rs

from digests.extract.lexicon import words
from digests.extract.people import Character
from digests.extract.speakers import Cast
from digests.model import Entity, EntityKind, Span

Naming = tuple[Span, Entity]

_KINDS: dict[str, EntityKind] = {"person": "person", "organisation": "organisation"}
# Capitalised words that name nobody by themselves.
_COMMON = frozenset(
    "company media analyst capital forum contract contracts european american chinese british german french board "
    "group team report market state states president chairman chief officer commission committee council parliament "
    "senate house court bank government internet web cloud ai agi api gpu cpu ipo ceo cfo cto q&a et hk uk eu us".split()
) | frozenset(("软件", "芯片", "模型", "公司", "平台", "GPU", "CPU", "AI", "API"))  # fmt: skip


def namings(
    text: str, cast: Cast, known: Sequence[Naming], framing: Sequence[Span]
) -> tuple[Naming, ...]:
    """Every place where the text names something, in its order, with what it names.

    `known` come from the gazetteer and win; names that stand only in `framing`, the lines that
    are not the story, are left out.
    """
    found = list(known)
    taken = {span.start for span, _ in known}
    told = _told(framing)
    for span, entity in (*_latin(cast), *_chinese(cast)):
        if span.start not in taken and told(span):
            taken.add(span.start)
            found.append((span, entity))
    return tuple(sorted(found, key=lambda naming: naming[0].start))


def entities(found: Sequence[Naming]) -> tuple[Entity, ...]:
    """Each thing named once, in the order of the text; an alias of a known one is not another."""
    kept: list[Entity] = []
    seen: set[str] = set()
    for _, entity in sorted(found, key=lambda naming: naming[1].id is None):
        if entity.name not in seen:
            seen.update((entity.name, *entity.aliases))
            kept.append(entity)
    return tuple(kept)


class _told:  # noqa: N801 - reads as a question
    """Whether a span stands in the story."""

    def __init__(self, framing: Sequence[Span]) -> None:
        self._framing = framing
        self._starts = [span.start for span in framing]

    def __call__(self, span: Span) -> bool:
        number = bisect_right(self._starts, span.start) - 1
        return number < 0 or self._framing[number].end <= span.start


def _latin(cast: Cast) -> Iterator[Naming]:
    """The people and organisations that the cast reads out of Latin script."""
    scene = cast.scene
    for number, run in enumerate(scene.runs):
        one = scene.people.of_run(number)
        if one is not None and _is_someone(one):
            span = Span(start=scene.frame.starts[run.core], end=scene.frame.ends[run.last - 1])
            yield span, Entity(name=one.name, kind=_KINDS[one.kind])


def _is_someone(one: Character) -> bool:
    """Whether a character is surely a person or an organisation, not a capitalised word."""
    tokens = one.name.lower().split()
    if one.kind == "person":
        return tokens[-1] not in _COMMON and tokens[-1] not in words("roles")
    if one.kind != "organisation":
        return False
    return len(tokens) > 1 or (len(one.mentions) > 1 and tokens[0] not in _COMMON)


def _shorter(name: str, everyone: set[str]) -> Iterator[str]:
    """The names that begin this one: 澜海 of 澜海机器人."""
    return (name[:end] for end in range(2, len(name)) if name[:end] in everyone)


def _chinese(cast: Cast) -> Iterator[Naming]:
    """The same for Chinese: every way of naming someone that stands in the text."""
    if not cast.chinese:
        return
    names = cast.chinese.names
    everyone = {*names.people, *names.organisations}
    full = {name: name for name in (*names.people, *names.organisations)}
    full |= {alias: name for alias, name in names.alias.items() if name in everyone}
    full |= {short: long for long in names.organisations for short in _shorter(long, everyone)}
    ways = [way for way in full if len(way) > 1 and full[way] not in _COMMON]
    if not ways:
        return
    automaton = ahocorasick_rs.AhoCorasick(ways, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    for index, start, end in automaton.find_matches_as_indexes(cast.chinese.text):
        name = full[ways[index]]
        kind: EntityKind = "person" if name in names.people else "organisation"
        written = cast.chinese.as_written(name) or name
        yield Span(start=start, end=end), Entity(name=written, kind=kind)
