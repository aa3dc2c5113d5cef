"""The times that a text names, as keys that are the same in English and Chinese.

`y:2028` a year, `m:12` a month, `q:3` a quarter, `h:1` a half of a year. "Next year" and 去年 are
the year they mean, by the year in which the text was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_MONTH = re.compile(rf"\b({'|'.join(one for one in _MONTHS)}|sept|dec|nov|oct|aug|jan|feb)\b", re.I)
_YEAR = re.compile(r"(?<![\d.,$€£¥])((?:19|20)\d\d)(?!\d|[,.]\d)")
_MONTH_ZH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月")
_QUARTER = re.compile(
    r"\b(first|second|third|fourth) quarter|\bQ([1-4])\b|第?([一二三四1-4])季度", re.I
)
_HALF = re.compile(r"\b(first|second) half of|([上下])半年", re.I)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "上": 1, "下": 2} | {
    one: number for number, one in enumerate("一二三四", 1)
}
_RELATIVE = (
    (re.compile(r"\blast year\b|\ba year ago\b|去年|上年", re.I), -1),
    (re.compile(r"\bthis year\b|今年|年内|本年", re.I), 0),
    (re.compile(r"\bnext year\b|明年|来年", re.I), 1),
    (re.compile(r"前年"), -2),
    (re.compile(r"后年"), 2),
)


@lru_cache(maxsize=16384)
def times(text: str, year: int) -> frozenset[str]:
    """The keys of all times that a text of that year names. Weekdays and clock times are none."""
    return frozenset(_keys(text, year))


def _keys(text: str, year: int) -> Iterator[str]:
    for match in _YEAR.finditer(text):
        yield f"y:{match[1]}"
    for match in _MONTH.finditer(text):
        if match[1] != "may":  # the verb
            short = match[1].lower()[:3]
            yield f"m:{next(n for n, one in enumerate(_MONTHS, 1) if one.startswith(short))}"
    yield from (f"m:{match[1]}" for match in _MONTH_ZH.finditer(text))
    for kind, pattern in (("q", _QUARTER), ("h", _HALF)):
        for match in pattern.finditer(text):
            written = next(one for one in match.groups() if one).lower()
            yield f"{kind}:{_ORDINALS.get(written, written)}"
    for pattern, ahead in _RELATIVE:
        if pattern.search(text):
            yield f"y:{year + ahead}"
