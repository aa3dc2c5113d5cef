"""Dates that feeds and pages give, as UTC instants: RFC 822 and 3339 first, then anything."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache

from dateutil.parser import ParserError
from dateutil.parser import parse as dateutil_parse

# RFC 822 knows the North American names; these are the others that feeds use.
ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "UT": 0, "WET": 0, "WEST": 60, "BST": 60, "IST": 330, "CET": 60,
    "CEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "SGT": 480,
    "HKT": 480, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "ACST": 570, "AWST": 480,
    "NZST": 720, "NZDT": 780, "EST": -300, "EDT": -240, "ET": -300, "CST": -360, "CDT": -300,
    "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "PT": -480, "AKST": -540, "HST": -600,
    "SAST": 120, "BRT": -180, "ART": -180,
}  # fmt: skip
BEIJING = timezone(timedelta(hours=8))
SEEN = re.compile(
    r"(?<!\d)(20\d\d)\s?[-/.年]\s?(1[0-2]|0?[1-9])\s?[-/.月]\s?(3[01]|[12]\d|0?[1-9])日?"
    r"(?:[\sT]{0,3}([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?)?(?!\d)"
)
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
SEEN_WORDS = re.compile(
    rf"\b(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+20\d\d|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH},?\s+20\d\d)\b",
    re.IGNORECASE,
)
ZONE = re.compile(r"(?<=[\d\s])([A-Z]{1,5})\s*$")
ENGLISH = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|"
    r"at|on|of|st|nd|rd|th|[ap]\.?m)\b",
    re.IGNORECASE,
)
FOREIGN = re.compile(r"[^\W\d_]{2}|[\u0080-\uffff]")
DIGITS = re.compile(r"\d")
MONTHS = {
    name: number + 1
    for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
}
USUAL = re.compile(
    rf"(?:[A-Z][a-z][a-z], )?([0-9]{{1,2}}) ({'|'.join(MONTHS)}) ([0-9]{{4}}) "
    r"([0-9]{2}):([0-9]{2}):([0-9]{2}) (GMT|UTC|\+[0-9]{4}|-(?!0000)[0-9]{4})"
)
EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
LONGEST = 100
# A part that a text leaves out is taken from the default, so two defaults show that it is missing.
DEFAULTS = (datetime(2000, 1, 1), datetime(2004, 2, 2))  # noqa: DTZ001 - naive as the text is


def parse(text: str | None) -> datetime | None:
    """The instant in UTC, or None where none can be read. A date without a zone is UTC."""
    text = " ".join((text or "").split())
    if not DIGITS.search(text) or len(text) > LONGEST:
        return None
    for reader in (_iso, _mail, _english, seen, _anything):
        found = reader(text)
        if found is not None:
            return _utc(found)
    return None


def standard(text: str) -> datetime | None:
    """The instant of a date as its standard wants it (RFC 822 or 3339, with a zone), or None."""
    at = _usual(text) or _iso(text) or _mail(text)
    return _utc(at) if at is not None and at.tzinfo is not None else None


def _usual(text: str) -> datetime | None:
    """RFC 822 as nearly every feed writes it, which the general way reads eight times slower."""
    found = USUAL.fullmatch(text)
    if found is None:
        return None
    day, month, year, hour, minute, second, zone = found.groups()
    sign = -1 if zone[0] == "-" else 1
    offset = sign * (int(zone[1:3]) * 60 + int(zone[3:])) if zone[0] in "+-" else 0
    try:
        return datetime(
            int(year), MONTHS[month], int(day), int(hour), int(minute), int(second),
            tzinfo=timezone(timedelta(minutes=offset)) if offset else UTC,
        )  # fmt: skip
    except ValueError:
        return None


def _utc(at: datetime) -> datetime | None:
    try:
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return at if at >= EARLIEST else None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    zone = ZONE.search(text.upper())
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    offset = ZONES.get(zone[1]) if zone else None
    if offset is None:
        return at
    return at.replace(tzinfo=timezone(timedelta(minutes=offset)))


def _english(text: str) -> datetime | None:
    """Dates in English words or numbers, month first; day, month and year must all be there."""
    try:
        first, second = (
            dateutil_parse(text, default=default, tzinfos=_offset) for default in DEFAULTS
        )
    except (ParserError, ValueError, OverflowError, TypeError):
        return None
    return first if first == second else None


def _offset(name: str | None, offset: int | None) -> int | None:
    minutes = ZONES.get((name or "").upper())
    return offset if minutes is None else minutes * 60


def seen(text: str) -> datetime | None:
    """The first date written within `text`: "2026-03-04", "2026年3月4日 10:30", "March 4, 2026".

    With the characters for year and month a time of day is Beijing's.
    """
    found = SEEN.search(text)
    if found is None:
        worded = SEEN_WORDS.search(text)
        return _zoned(_english(worded[0])) if worded else None
    year, month, day, hour, minute = found.groups()
    zone = BEIJING if hour and "年" in found[0] else UTC
    try:
        at = datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), tzinfo=zone
        )
    except ValueError:
        return None
    return at.astimezone(UTC)


def _zoned(at: datetime | None) -> datetime | None:
    return _utc(at) if at is not None else None


@lru_cache(maxsize=512)
def _anything(text: str) -> datetime | None:
    """Dates in words of other languages. Slow, so it comes last; relative ones are not dates."""
    if not FOREIGN.search(ENGLISH.sub("", ZONE.sub("", text))):
        return None
    import dateparser

    try:
        return dateparser.parse(  # type: ignore[no-any-return]
            text,
            settings={
                "PARSERS": ["timestamp", "custom-formats", "absolute-time"],
                "REQUIRE_PARTS": ["day", "month", "year"],
                "TIMEZONE": "UTC",
                "RETURN_AS_TIMEZONE_AWARE": True,
            },
        )
    except (ValueError, OverflowError, TypeError):
        return None
