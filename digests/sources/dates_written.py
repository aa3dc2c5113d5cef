"""Dates as people write them within a text, most of all in Chinese, Japanese and Korean."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

BEIJING = timezone(timedelta(hours=8))
TOKYO = timezone(timedelta(hours=9))  # and Seoul's
AFTERNOON = frozenset("下午 晚上 晚 中午 午後 오후 pm p.m.".split())
MORNING = frozenset("上午 早上 早 凌晨 午前 오전 am a.m.".split())
HALF = "|".join(re.escape(word) for word in sorted(AFTERNOON | MORNING, key=len, reverse=True))
DATE = r"(?<!\d)(20\d\d)\s?[-/.年년]\s?(1[0-2]|0?[1-9])\s?[-/.月월]\s?(3[01]|[12]\d|0?[1-9])(?:\s?[日号號일]|\.)?"
WEEKDAY = r"(?:[(（]?(?:星期|周|週|礼拜|禮拜)?[一二三四五六日天月火水木金土월화수목금토일](?:曜日?|요일)?[)）]?)"
TIME = (
    rf"(?:({HALF})\s?)?([01]?\d|2[0-3])\s?[:：时時点點시]\s?([0-5]\d)"
    rf"(?:\s?[:：分분]\s?(?:[0-5]\d)?)?(?:\s?({HALF}))?"
)
NUMBERS = re.compile(
    rf"{DATE}(?:[\sT,，]{{0,3}}{WEEKDAY}?[\s,，]{{0,3}}{TIME})?(?!\d)", re.IGNORECASE
)
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WORDS = re.compile(
    rf"\b(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+20\d\d|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH},?\s+20\d\d)\b",
    re.IGNORECASE,
)
JAPANESE = re.compile(r"[火水木金土]|曜|午前|午後")
KOREAN = re.compile(r"[가-힣]")


def in_numbers(text: str) -> datetime | None:
    """The first date with its year first: "2026-03-04", "2026年3月4日(周三) 下午2:30".

    A time of day is the place's that the date is written for, where its characters say so.
    """
    found = NUMBERS.search(text)
    if found is None:
        return None
    year, month, day, before, hour, minute, after = found.groups()
    half = (before or after or "").lower()
    try:
        return datetime(
            int(year), int(month), int(day), _hour(int(hour or 0), half), int(minute or 0),
            tzinfo=_zone(found[0]) if hour else UTC,
        ).astimezone(UTC)  # fmt: skip
    except ValueError:
        return None


def in_words(text: str) -> str | None:
    """The first date in English words with day, month and year, as it is written."""
    found = WORDS.search(text)
    return found[0] if found else None


def _hour(hour: int, half: str) -> int:
    if half in AFTERNOON:
        return hour + 12 if hour < 12 else hour
    return 0 if half in MORNING and hour == 12 else hour


def _zone(text: str) -> tzinfo:
    if KOREAN.search(text) or JAPANESE.search(text):
        return TOKYO
    return UTC if text.isascii() else BEIJING
