"""Weekdays, months and quarters as keys that are the same in English and in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
CALENDAR = frozenset((*_DAYS, *_MONTHS))  # names that are nobody's
_DAY = re.compile(rf"\b({'|'.join(_DAYS)})\b|(?:周|星期|礼拜)([一二三四五六日天])", re.IGNORECASE)
# "may" only as a month: before a day or a year, or after a word that leads to one.
_MONTH = re.compile(
    rf"\b({'|'.join(one for one in _MONTHS if one not in {'may', 'march'})})\b"
    r"|\b(?:in|by|since|until|from|last|next|late|early|of|this)\s+(may|march)\b"
    r"|\b(may|march)\s+(?:\d|of\b)|\b\d{1,2}\s+(may|march)\b"
    r"|(?<![\d])(1[0-2]|[1-9])月|(十[一二]?|[一二三四五六七八九])月",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"\b(first|second|third|fourth|1st|2nd|3rd|4th)[- ]quarter\b|\bq([1-4])\b|第?([一二三四1-4])季度",
    re.IGNORECASE,
)
_HAN_DAYS = "一二三四五六日"
_HAN_MONTHS = ("一 二 三 四 五 六 七 八 九 十 十一 十二").split()
_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
}


_RELATIVE = tuple(
    (key, re.compile(form, re.IGNORECASE))
    for key, form in (
        ("year:-1", r"\blast year\b|去年"),
        ("year:0", r"\bthis year\b|今年|本年"),
        ("year:1", r"\bnext year\b|明年"),
        ("month:-1", r"\blast month\b|上个?月"),
        ("month:+0", r"\bthis month\b|本月|这个月"),
        ("month:+1", r"\bnext month\b|下个?月"),
        ("week:-1", r"\blast week\b|上(?:周|星期)(?![一二三四五六日天末])"),
        ("week:0", r"\bthis week\b|本(?:周|星期)(?![一二三四五六日天末])"),
        ("week:1", r"\bnext week\b|下(?:周|星期)(?![一二三四五六日天末])"),
        ("day:-1", r"\byesterday\b|昨[天日]"),
        ("day:+1", r"\btomorrow\b|明[天日]"),
        ("half:1", r"\bfirst half\b|上半年"),
        ("half:2", r"\bsecond half\b|下半年"),
    )
)


def calendar(text: str) -> Iterator[str]:
    """`day:1` for a Monday, `month:3` for a March, `quarter:2` for a second quarter; `year:-1` for
    last year, `half:1` for a first half."""
    yield from (key for key, form in _RELATIVE if form.search(text))
    for match in _DAY.finditer(text):
        if match[1]:
            yield f"day:{_DAYS.index(match[1].lower()) + 1}"
        else:
            yield f"day:{_HAN_DAYS.index(match[2].replace('天', '日')) + 1}"
    for match in _MONTH.finditer(text):
        name = match[1] or match[2] or match[3] or match[4]
        if name:
            yield f"month:{_MONTHS.index(name.lower()) + 1}"
        else:
            yield f"month:{int(match[5]) if match[5] else _HAN_MONTHS.index(match[6]) + 1}"
    for match in _QUARTER.finditer(text):
        if match[1]:
            yield f"quarter:{_ORDINALS[match[1].lower()]}"
        elif match[2]:
            yield f"quarter:{match[2]}"
        else:
            yield f"quarter:{'一二三四'.find(match[3]) + 1 or match[3]}"
