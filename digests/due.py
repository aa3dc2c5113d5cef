"""The day by which a forecast or plan can be looked back on, from the article's own words."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta

from digests.extract.numbers import HAN_NUMERAL, WORDS, chinese, english

_MONTHS = tuple(name.lower() for name in calendar.month_name)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
# ASCII: "auguſt" and "aprİl" are no months, though they differ from them in case alone.
_MONTH = re.compile(
    rf"\b({'|'.join(_MONTHS[1:])})\b|(?<!\d)(1[0-2]|[1-9])月", re.IGNORECASE | re.ASCII
)
_DAY = re.compile(rf"\b(?:{'|'.join(_MONTHS[1:])}) (\d{{1,2}})\b|\b(\d{{1,2}}) (?:{'|'.join(_MONTHS[1:])})\b|月(\d{{1,2}})[日号]", re.IGNORECASE)  # fmt: skip
_SPAN = re.compile(
    rf"\b(\d+|{'|'.join(WORDS)}|an?)[ -](day|week|month|quarter|year|decade)s?\b", re.IGNORECASE
)
_SPAN_ZH = re.compile(rf"([\d{HAN_NUMERAL}]+)个?(天|周|星期|月|季度|年)(?:之?内|后|以内)?")
_DAYS = {
    "day": 1, "week": 7, "month": 30.44, "quarter": 91.3, "year": 365.25, "decade": 3652.5,
    "天": 1, "周": 7, "星期": 7, "月": 30.44, "季度": 91.3, "年": 365.25,
}  # fmt: skip
_PARTS = (  # of a year: words, its last month
    (re.compile(r"first half|\bH1\b|上半年|\bmid(?:dle)?\b|年中"), 6),
    (re.compile(r"\b(?:early|start of|beginning of)\b|年初"), 3),
    (re.compile(r"first quarter|\bQ1\b|第一季度|一季度|spring|春"), 3),
    (re.compile(r"second quarter|\bQ2\b|第二季度|二季度"), 6),
    (re.compile(r"third quarter|\bQ3\b|第三季度|三季度|summer|夏"), 9),
)
_YEARS = (  # words, how many years ahead
    (re.compile(r"后年"), 2),
    (re.compile(r"\bnext year\b|明年|来年"), 1),
    (re.compile(r"\b(?:this|the) year\b|\byear['’]?s?[ -]end\b|年内|今年|(?<!\d)年[底末]"), 0),
)
_MONTHS_AHEAD = (
    (re.compile(r"\bnext month\b|下(?:个)?月"), 1),
    (re.compile(r"\b(?:this|the) month\b|月[底末]|本月|(?<!个)月内"), 0),
)
_QUARTERS_AHEAD = (
    (re.compile(r"\bnext quarter\b|下(?:个)?季度"), 1),
    (re.compile(r"\bthis quarter\b|本季度"), 0),
)
_LONGEST = 60 * 366  # days: further away is no horizon anybody will look back from


def due_on(horizon: str | None, said: datetime) -> date | None:
    """The last day of a horizon ("by 2030", "within five years", 明年上半年); None where it has none.

    `said` (UTC) is when it was said: spans of time and months without a year are counted from it.
    """
    if not horizon:
        return None
    day = said.date()
    year = _year(horizon, day)
    month = _MONTH.search(horizon)
    if month:
        number = int(month[2]) if month[2] else _MONTHS.index(month[1].lower())
        return _in_month(horizon, year or day.year + (number < day.month), number)
    if year:
        part = next((last for words, last in _PARTS if words.search(horizon)), 12)
        return _end(year, part)
    soon = _ahead(horizon, day)
    if soon:
        return soon
    span = _span(horizon)
    return day + timedelta(days=span) if span and span <= _LONGEST else None


def _year(horizon: str, day: date) -> int | None:
    written = _YEAR.search(horizon)
    if written:
        return int(written[1])
    return next((day.year + ahead for words, ahead in _YEARS if words.search(horizon)), None)


def _ahead(horizon: str, day: date) -> date | None:
    """The end of this or the next month or quarter."""
    for words, ahead in _MONTHS_AHEAD:
        if words.search(horizon):
            return _month_end(day.year, day.month + ahead)
    for words, ahead in _QUARTERS_AHEAD:
        if words.search(horizon):
            return _month_end(day.year, ((day.month - 1) // 3 + 1 + ahead) * 3)
    return None


def _month_end(year: int, month: int) -> date:
    return _end(year + (month - 1) // 12, (month - 1) % 12 + 1)


def _in_month(horizon: str, year: int, month: int) -> date:
    found = _DAY.search(horizon)
    last = _end(year, month)
    wanted = int(next((one for one in found.groups() if one), 0)) if found else 0
    return last.replace(day=wanted) if 0 < wanted <= last.day else last


def _end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _span(horizon: str) -> float | None:
    match = _SPAN.search(horizon)
    if match:
        number = 1.0 if match[1].lower() in {"a", "an"} else english(match[1])
        return number * _DAYS[match[2].lower()] if number else None
    match = _SPAN_ZH.search(horizon)
    number = chinese(match[1]) if match else None
    return number * _DAYS[match[2]] if match and number else None
