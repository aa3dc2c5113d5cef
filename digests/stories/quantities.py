"""Figures and dates of a text as keys that are the same in English and in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digests.extract.numbers import HAN_NUMERAL, HAN_SCALES, SCALES, WORDS, chinese, english

_NUMBER = "|".join(sorted(WORDS, key=len, reverse=True))
_SCALE = (
    r"thousand|million|billion|trillion|hundred|dozen|bn|mn|tn|m(?![a-z])|k(?![a-z])|b(?![a-z])"
)
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_LATIN = re.compile(
    rf"(?<![A-Za-z0-9.])(?P<digits>{_DIGITS})(?:[\s-]?(?P<scale>{_SCALE}))?\s?(?P<pct>%|percent|per cent)?(?![万亿千百十成\d])"
    rf"|\b(?P<words>(?:{_NUMBER})(?:[ -](?:and )?(?:{_NUMBER}|{_SCALE}))*)\b\s?(?P<pct2>percent|per cent)?",
    re.IGNORECASE,
)
_HAN_SCALE = "|".join(sorted(HAN_SCALES, key=len, reverse=True))
_CHINESE = re.compile(
    rf"(?P<pre>百分之)?(?P<number>{_DIGITS}|[{HAN_NUMERAL}]+)(?P<scale>{_HAN_SCALE})?"
    rf"(?P<tenths>成(?P<half>[半{HAN_NUMERAL}])?)?(?P<pct>%)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_DATE = re.compile(
    rf"\b(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})\b|\b(?P<day2>\d{{1,2}}) (?P<month2>{_MONTH})\b"
    r"|(?P<month3>\d{1,2})月(?P<day3>\d{1,2})[日号]",
    re.IGNORECASE,
)
_SMALLEST = 10


def quantities(text: str) -> Iterator[str]:
    """`f:1.2e+09` for a number of 10 or more, `f:40%`, `y:2025` for a year, `d:3-13` for a date."""
    yield from (f"d:{month}-{day}" for _, _, month, day in dates(text))
    rest = _DATE.sub(" ", text)
    for match in _LATIN.finditer(rest):
        yield from _latin(match)
    for match in _CHINESE.finditer(rest):
        if not match["number"][0].isdigit() or match["scale"] or match["tenths"]:
            yield from _han(match)


def dates(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Every day of a month that the text names: start and end offset, month, day."""
    for match in _DATE.finditer(text):
        if match["month3"]:
            month, day = int(match["month3"]), int(match["day3"])
        else:
            name = (match["month"] or match["month2"])[:3].lower()
            month, day = _MONTHS.index(name) + 1, int(match["day"] or match["day2"])
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield match.start(), match.end(), month, day


def _latin(match: re.Match[str]) -> Iterator[str]:
    written = match["digits"] or match["words"]
    value = english(written)
    if value is None:
        return
    if match["scale"]:
        value *= SCALES[match["scale"].lower()]
    percent = bool(match["pct"] or match["pct2"])
    plain = bool(match["digits"]) and not match["scale"] and len(written) == 4
    yield from _key(value, percent, plain)


def _han(match: re.Match[str]) -> Iterator[str]:
    value = chinese(match["number"])
    if value is None:
        return
    if match["scale"]:
        value *= HAN_SCALES[match["scale"]]
    if match["tenths"]:
        half = match["half"]
        more = 0.0 if not half else 5.0 if half == "半" else chinese(half) or 0.0
        yield from _key(value * 10 + more, True, False)
    else:
        yield from _key(value, bool(match["pre"] or match["pct"]), False)


def _key(value: float, percent: bool, plain: bool) -> Iterator[str]:
    if plain and 1900 <= value <= 2100 and not percent:
        yield f"y:{value:g}"
    elif percent or value >= _SMALLEST:
        yield f"f:{value:g}{'%' if percent else ''}"
