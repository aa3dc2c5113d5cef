"""Numbered things: "Porter 3", "SP-40", "Corvid 3.8", "the first quarter", "Developer Day 2025".

Two reports that name one thing by different numbers are of two events, however alike they read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from digests.stories.romanise import pinyin

# A name with a capital, then its number: "Sable 2", "Corvid 4.0", "Summit 2025", "SP-40", "S5".
_SPACED = re.compile(
    r"(?<![A-Za-z0-9_.$€£])(?P<name>[A-Z][A-Za-z]+)[ -](?P<number>\d{1,4}(?:\.\d{1,2}){0,2}[A-Za-z]?)"
    r"(?![A-Za-z0-9_%]|[.,]\d)"
    r"(?! ?(?:%|percent|per cent|million|billion|trillion|thousand|bn\b|mn\b|people|years?|days?|hours?))"
)
_JOINED = re.compile(
    r"(?<![A-Za-z0-9_.-])(?P<name>[A-Z]{1,4})(?P<number>\d{1,4}(?:\.\d{1,2})?)(?![A-Za-z0-9_%]|\.\d)"
)
# 苍梧3, read as it is spelt in Latin script; a measure word after the number makes it an amount.
_CHINESE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2})(?P<number>\d{1,2}(?:\.\d)?)"
    r"(?![A-Za-z0-9_%％.,]|[个亿万千百十成天日月年名家款台辆种项次倍秒分小时周岁人件位号元美欧英加片颗块张座套篇条场届轮期])"
)
_NO_NAME = frozenset(
    """january february march april may june july august september october november december jan
    feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday
    sunday about around over under nearly almost some only just the in on at by of to from for and
    or its their his her this that these those with all more than least most another first last
    some up down us uk eu rm article clause page section chapter part row table figure number no
    top fortune group level tier phase week month year age euro usd eur gbp cny hk""".split()
)
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
    "一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4,
}  # fmt: skip
_PERIODS = frozenset(("quarter",))
_QUARTER = re.compile(
    r"\b(?P<word>first|second|third|fourth|1st|2nd|3rd|4th)[- ]quarter\b|\bQ(?P<short>[1-4])\b"
    r"|(?:第)?(?P<han>[一二三四1-4])季(?:度|报)",
    re.IGNORECASE,
)


def designations(text: str) -> Iterator[str]:
    """`porter=3` for every numbered name of the text, `quarter=1` for a quarter of a year."""
    for pattern in (_SPACED, _JOINED):
        for match in pattern.finditer(text):
            name = match["name"].lower()
            if name not in _NO_NAME:
                yield f"{name}={match['number'].lower()}"
    for match in _CHINESE.finditer(text):
        yield f"{pinyin(match['name'])}={match['number']}"
    for match in _QUARTER.finditer(text):
        yield f"quarter={_ORDINALS[(match['word'] or match['short'] or match['han']).lower()]}"


def by_name(found: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """The numbers of each name."""
    numbers: dict[str, set[str]] = defaultdict(set)
    for one in found:
        name, _, number = one.partition("=")
        numbers[name].add(number)
    return {name: frozenset(some) for name, some in numbers.items()}


def agreement(ours: Mapping[str, frozenset[str]], theirs: Mapping[str, frozenset[str]]) -> int:
    """1 where both number a name alike, -1 where they share a name and number it otherwise, else 0.

    That two reports tell of one quarter of a year says nothing: so do all of a season.
    """
    shared = ours.keys() & theirs.keys()
    alike = {name for name in shared if ours[name] & theirs[name]}
    if alike - _PERIODS:
        return 1
    return -1 if shared - alike else 0
