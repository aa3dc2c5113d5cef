"""When an article of the sample site was published, and the days and dates its text speaks of.

Everything hangs on the demo's `now`, so that a fresh run always shows a living last day. An
article's `ago` counts back from it: "2d 05:20" is two days, five hours and twenty minutes. The
hours stay under `LATEST`, so that all articles of one news day speak of the same weekday, at
whatever hour the demo runs, and none speaks of a day that has not come.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

LATEST = timedelta(hours=14)

_AGO = re.compile(r"(\d+)d (\d\d):(\d\d)")
_MARK = re.compile(r"\{(day|date|wiredate|month|year)([+-]\d+)?\}")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ZH_DAYS = "一二三四五六日"
_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def ago(text: str) -> timedelta:
    """How long before the demo's now. Raises ValueError on any other form."""
    found = _AGO.fullmatch(text)
    if not found:
        raise ValueError(f"ago must look like '2d 05:20': {text!r}")
    days, hours, minutes = map(int, found.groups())
    within = timedelta(hours=hours, minutes=minutes)
    if within > LATEST:
        raise ValueError(f"ago must stay within {LATEST} of its day: {text!r}")
    return timedelta(days=days) + within


def news_day(now: datetime, before: timedelta) -> date:
    """The date (UTC) that articles of that day call today."""
    return (now.astimezone(UTC) - timedelta(days=before.days) - LATEST).date()


def fill(text: str, today: date, language: str) -> str:
    """`{day-1}`, `{date+20}`, `{wiredate}`, `{month+2}`, `{year+4}` as words of the language."""

    def word(match: re.Match[str]) -> str:
        shift = int(match[2] or 0)
        if match[1] == "year":
            return str(today.year + shift)
        if match[1] == "month":
            return _month((today.month - 1 + shift) % 12, language)
        return _day(match[1], today + timedelta(days=shift), language)

    return _MARK.sub(word, text)


def _month(index: int, language: str) -> str:
    return f"{index + 1}月" if language == "zh" else _MONTHS[index]


def _day(form: str, day: date, language: str) -> str:
    if language == "zh":
        return f"周{_ZH_DAYS[day.weekday()]}" if form == "day" else f"{day.month}月{day.day}日"
    if form == "day":
        return _DAYS[day.weekday()]
    month = _MONTHS[day.month - 1]
    return f"{month[:3]} {day.day}" if form == "wiredate" else f"{day.day} {month}"
