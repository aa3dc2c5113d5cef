"""A Chinese text and an English one, word beside word: what in the one may mean what in the other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from digests.across import lexicon, naming
from digests.bindings import OPENERS
from digests.extract.figures import figures
from digests.model import Figure
from digests.text import has_cjk

Kind = Literal["word", "name", "figure"]
_LATIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9.’'&-]*[A-Za-z0-9])?")
_NUMERAL = re.compile(r"[\d一二两三四五六七八九十百千半]")
_WHEN_ZH = re.compile(
    r"(?:本|上|下)?(?:周|星期)[一二三四五六日天]|(?:\d{1,2}|[一二三四五六七八九]|十[一二]?)月(?:\d{1,2}[日号])?|\d{4}年"
    r"|第?[一二三四1-4]季度|[去今明前]年|[本上下]个?月|[上下]半年|第[一二三四五六七八九十]"
)
_WHEN_EN = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march(?= \d|\b(?= next))|april|june|july|"
    r"august|september|october|november|december|(?:last|next|this) (?:year|month|week)|"
    r"(?:first|second|third|fourth)[- ](?:quarter|half))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A word, a name or a figure where it stands in its text."""

    text: str
    start: int
    end: int
    kind: Kind = "word"


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """Both texts in units, and which of them may mean each other.

    `aliases` leads from each name of somebody known to all of theirs, in either script.
    """

    chinese: str
    english: str
    aliases: Mapping[str, Collection[str]] = field(default_factory=dict)

    @cached_property
    def tokens(self) -> lexicon.English:
        """The English words."""
        return lexicon.english(self.english)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The Chinese units in their order."""
        capitals = set(self._capitals())
        written = {name for word in capitals for name in naming.written(word, self.chinese)}
        sounded = {name for word in capitals for name in naming.heard(word, self.chinese)}
        names = (*self.aliases, *written, *sounded)
        return tuple(sorted(_units(self.chinese, names), key=lambda one: one.start))

    @cached_property
    def figures(self) -> tuple[tuple[Figure, Figure], ...]:
        """The figures that both texts have, the Chinese one first."""
        there = figures(self.english, language="en")
        return tuple(
            (one, other)
            for one in figures(self.chinese, language="zh")
            for other in there
            if alike(one, other)
        )

    @cached_property
    def links(self) -> tuple[frozenset[int], ...]:
        """For each Chinese unit the places of the English words that it may mean."""
        return tuple(map(self._linked, self.units))

    def _linked(self, unit: Unit) -> frozenset[int]:
        if unit.kind == "figure":
            spans = [two for one, two in self.figures if one.end == unit.end]
            return frozenset(at for span in spans for at in self._within(span.start, span.end))
        found: set[int] = set()
        if unit.kind == "word":
            found |= lexicon.meant(unit.text, self.tokens)
        elif has_cjk(unit.text):  # "Yuanxiu Technology", "Zhuxing Robotics"
            found |= lexicon.meant(unit.text[-2:], self.tokens)
            found |= lexicon.meant(unit.text[-3:], self.tokens)
        capitals = (at for at, one in enumerate(self.tokens.tokens) if self._is_name(at))
        known = self.aliases.get(unit.text.casefold(), ())
        for at in capitals:
            word = self._word(at)
            named = any(word.casefold() in one.casefold().split() for one in known)
            if named or naming.same(word, unit.text, named=unit.kind == "name"):
                found.add(at)
        return frozenset(found)

    def _capitals(self) -> Iterator[str]:
        words = map(self._word, range(len(self.tokens.tokens)))
        return (one for one in words if one[:1].isupper())

    def _word(self, at: int) -> str:
        one = self.tokens.tokens[at]
        return self.english[one.start : one.end].removesuffix("'s").removesuffix("’s")

    def _is_name(self, at: int) -> bool:
        one = self.tokens.tokens[at]
        word = self.english[one.start : one.end]
        opens = self.english[: one.start].rstrip(" \"“'‘\n")[-1:] in {"", ".", "!", "?"}
        return word[0].isupper() and not (opens and word.casefold() in OPENERS)

    def _within(self, start: int, end: int) -> Iterator[int]:
        """The words between two offsets; of a figure in digits the nearest one beside it."""
        inside = [
            at for at, one in enumerate(self.tokens.tokens) if one.start < end and start < one.end
        ]
        after = [at for at, one in enumerate(self.tokens.tokens) if one.start >= end]
        yield from inside or after[:1]


_LASTS = {
    **dict.fromkeys(("years", "year", "年"), "year"), **dict.fromkeys(("months", "month", "个月", "月"), "month"),
    **dict.fromkeys(("weeks", "week", "周", "星期"), "week"), **dict.fromkeys(("days", "day", "天", "日"), "day"),
    **dict.fromkeys(("hours", "hour", "小时", "个小时"), "hour"), **dict.fromkeys(("minutes", "分钟"), "minute"),
}  # fmt: skip
MONEY = frozenset({"USD", "CNY", "EUR", "GBP", "JPY", "KRW", "HKD", "TWD", "INR"})


def alike(one: Figure, other: Figure) -> bool:
    """The same value; of the same currency or share. What is counted has a word a language."""
    if abs(one.value - other.value) > 1e-6 * max(abs(one.value), 1):
        return False
    strict = MONEY | {"%"}
    lasting = [_LASTS.get(unit or "") for unit in (one.unit, other.unit)]
    if all(lasting) and lasting[0] != lasting[1]:
        return False
    if one.unit in strict or other.unit in strict:
        return one.unit == other.unit
    return True


def when_left_out(text: str) -> str:
    """The text with blanks for its weekdays, months and years: they are compared by themselves."""
    form = _WHEN_ZH if has_cjk(text) else _WHEN_EN
    return form.sub(lambda match: " " * len(match[0]), text)


def _units(text: str, aliases: Collection[str]) -> Iterator[Unit]:
    taken = list(_named(text, aliases))
    yield from taken
    for figure in figures(text, language="zh"):
        if not any(one.start < figure.end and figure.start < one.end for one in taken):
            digits = _NUMERAL.search(text, figure.start, figure.end)
            start = digits.start() if digits else figure.start  # "不超过" before it is words
            one = Unit(text=text[start : figure.end], start=start, end=figure.end, kind="figure")
            taken.append(one)
            yield one
    rest = when_left_out(text)
    for one in taken:
        rest = rest[: one.start] + " " * (one.end - one.start) + rest[one.end :]
    for start, end in lexicon.chinese(rest):
        yield Unit(text=text[start:end], start=start, end=end)


def _named(text: str, aliases: Collection[str]) -> Iterator[Unit]:
    """The names in a Chinese text: those known, those in Latin letters, and of people."""
    taken: list[tuple[int, int]] = []
    for name in sorted((*aliases, *naming.people(text)), key=len, reverse=True):
        for match in re.finditer(re.escape(name), text, re.IGNORECASE):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
    for match in _LATIN.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            taken.append(match.span())
    for start, end in taken:
        yield Unit(text=text[start:end], start=start, end=end, kind="name")
