"""Dates that feeds and pages give, as UTC instants: RFC 822 and 3339 first, then anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil.parser import ParserError
from dateutil.parser import parse as dateutil_parse

from digests.sources.dates_written import BEIJING, in_numbers, in_words

# RFC 822 knows the North American names; these are the others that feeds use.
ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "UT": 0, "WET": 0, "WEST": 60, "BST": 60, "IST": 330, "CET": 60,
    "CEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "SGT": 480,
    "HKT": 480, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "ACST": 570, "AWST": 480,
    "NZST": 720, "NZDT": 780, "EST": -300, "EDT": -240, "ET": -300, "CST": -360, "CDT": -300,
    "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "PT": -480, "AKST": -540, "HST": -600,
    "SAST": 120, "BRT": -180, "ART": -180,
}  # fmt: skip
ZONE = re.compile(r"(?<=[\d\s])([A-Z]{1,5})\s*$")
ENGLISH = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|"
    r"at|on|of|st|nd|rd|th|[ap]\.?m)\b",
    re.IGNORECASE,
)
FOREIGN = re.compile(r"[^\W\d_]{2}|[\u0080-\uffff]")
WEEKDAY = re.compile(r"^[^\W\d_]+\.?,\s*")
DIGITS = re.compile(r"\d")
MONTHS = {
    name: number + 1
    for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
}
USUAL = re.compile(
    rf"(?:[A-Z][a-z][a-z], )?([0-9]{{1,2}}) ({'|'.join(MONTHS)}) ([0-9]{{4}}) "
    r"([0-9]{2}):([0-9]{2}):([0-9]{2}) (GMT|UTC|\+[0-9]{4}|-(?!0000)[0-9]{4})"
)
# Seconds or milliseconds since 1970, of this century.
EPOCH = re.compile(r"(1\d{9})(\d{3})?")
# What is nearly a standard date, and how the standard has it.
MENDED = (
    (re.compile(r"\s*\((?=[^)]*[A-Za-z])[^)]*\)$"), ""),  # "GMT+0800 (China Standard Time)"
    (re.compile(r"(?<![A-Za-z])(?:GMT|UTC|UT|Z)\s?([+-])(\d)(?::?(\d\d))?$"), r"\g<1>0\2:\3"),
    (re.compile(r"(?<![A-Za-z])(?:GMT|UTC|UT|Z)\s?([+-]\d\d)(?::?(\d\d))?$"), r"\1:\2"),
    (re.compile(r"(?<=:\d\d) (\d\d:\d\d)$"), r"+\1"),  # a plus that was taken for a blank
    (re.compile(r"([+-]\d\d):(\d\d)?$"), lambda found: found[1] + (found[2] or "00")),
    (re.compile(r"(?<=\d:\d\d):60\b"), ":59"),  # a leap second
)
PLACE = re.compile(r"\s*\[?\b([A-Z][A-Za-z]+/[A-Za-z_]+(?:/[A-Za-z_]+)?)\]?$")
MIDNIGHT = re.compile(r"(?<=[\sT])24:00(:00(?:\.0+)?)?(?!\d)")
EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
LONGEST = 100
# A part that a text leaves out is taken from the default, so two defaults show that it is missing.
DEFAULTS = (datetime(2000, 1, 1), datetime(2004, 2, 2))  # noqa: DTZ001 - naive as the text is


CHINA = re.compile(r"(?<=\d )CST$")
LANGUAGES = (
    "en zh zh-Hant ja ko de fr es it pt ru nl pl tr sv da nb fi cs uk vi id ar he hu el ro".split()
)


@dataclass(frozen=True, slots=True)
class _Mended:
    """A date's text nearer to a standard, and what was taken out of it."""

    text: str
    zone: tzinfo | None = None
    later: timedelta = timedelta(0)

    def whole(self, at: datetime) -> datetime | None:
        """The instant with what was taken out, in UTC."""
        zoned = at.replace(tzinfo=self.zone) if at.tzinfo is None and self.zone else at
        try:
            return _utc(zoned + self.later)
        except OverflowError:
            return None


def parse(text: str | None, local: tzinfo = UTC) -> datetime | None:
    """The instant in UTC, or None where none can be read. A time without a zone is `local`."""
    return quick(text, local) or _read(text, (_in_words, _anything), local)


def quick(text: str | None, local: tzinfo = UTC) -> datetime | None:
    """The same without the languages that take long to try."""
    return _read(text, QUICK, local)


def local_time(language: str | None) -> tzinfo:
    """The zone that times without one are in: nearly all outlets that write Chinese share one."""
    return BEIJING if language == "zh" else UTC


def localised(text: str, local: tzinfo) -> str:
    """A date whose "CST" is China's where the outlet is Chinese, and else Chicago's."""
    return CHINA.sub("+0800", text) if local is BEIJING else text


def _read(
    text: str | None, readers: Iterable[Callable[[str], datetime | None]], local: tzinfo
) -> datetime | None:
    text = " ".join((text or "").split())
    if not DIGITS.search(text) or len(text) > LONGEST:
        return None
    if epoch := EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(epoch[1]), UTC)
    mended = _mended(localised(text, local))
    for reader in readers:
        found = reader(mended.text)
        if found is not None:
            zoned = mended.zone or (local if ":" in text else UTC)  # a day alone is a day
            return replace(mended, zone=zoned).whole(found)
    return None


def standard(text: str) -> datetime | None:
    """The instant of a date as its standard wants it (RFC 822 or 3339, with a zone), or None."""
    if usual := _usual(text):
        return _utc(usual)
    mended = _mended(" ".join(text.split()))
    at = _iso(mended.text) or _mail(mended.text)
    return mended.whole(at) if at is not None and (at.tzinfo or mended.zone) else None


def _mended(text: str) -> _Mended:
    text, zone = text.replace("\u2212", "-"), None
    if place := PLACE.search(text):
        text, zone = text[: place.start()], _place(place[1])
    for pattern, instead in MENDED:
        text = pattern.sub(instead, text, count=1)
    at_midnight = MIDNIGHT.sub("00:00:00", text, count=1)
    return _Mended(at_midnight, zone, timedelta(days=at_midnight != text))


@lru_cache(maxsize=64)
def _place(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


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
    # A weekday may be another language's, and look like a month: French Tuesdays are "mar.".
    return _by_dateutil(text) or _by_dateutil(WEEKDAY.sub("", text))


def _by_dateutil(text: str) -> datetime | None:
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
    """The first date written within `text`: "2026-03-04", "2026年3月4日 10:30", "March 4, 2026"."""
    return in_numbers(text) or _in_words(text)


def _in_words(text: str) -> datetime | None:
    words = in_words(text)
    at = _english(words) if words else None
    return _utc(at) if at is not None else None


@lru_cache(maxsize=512)
def _anything(text: str) -> datetime | None:
    """Dates in words of other languages. Slow, so it comes last; relative ones are not dates."""
    if not FOREIGN.search(ENGLISH.sub("", ZONE.sub("", text))):
        return None
    return _foreign(text) or _foreign(WEEKDAY.sub("", text))


def _foreign(text: str) -> datetime | None:
    import dateparser

    try:
        return dateparser.parse(  # type: ignore[no-any-return]
            text,
            languages=LANGUAGES,  # a word that is in none takes seconds to look for in all
            settings={
                "PARSERS": ["timestamp", "custom-formats", "absolute-time"],
                "REQUIRE_PARTS": ["day", "month", "year"],
                "TIMEZONE": "UTC",
                "RETURN_AS_TIMEZONE_AWARE": True,
            },
        )
    except (ValueError, OverflowError, TypeError):
        return None


QUICK = (_iso, _mail, _english, in_numbers)
