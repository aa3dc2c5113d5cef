"""What stands after `/brief subscribe`: a brief on time, a weekly digest or an alert. Pure.

The forms are in `bot.commands`. After the topics every option may come in any order; each is one
row of a table that takes its own words off the front of what is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from bot.errors import UsageError
from bot.platforms.base import Place
from bot.subscriptions import (
    ALERT,
    DAYS,
    EVERY_DAY,
    WORKDAYS,
    Alert,
    Kind,
    Quiet,
    Subscription,
    new_id,
    zone_of,
)
from digests.lengths import SIZES, Length
from digests.model import Language

LANGUAGES = ("en", "zh")
OUTLETS, HOURS, MOST = (2, 20), (1, 72), (1, 10)  # the least and the most of each
_BEGINS = frozenset(
    ("at", "weekly", "alert", "daily", "every", "weekdays", "on", "in", "quiet", *SIZES)
)
_MONDAY = (0,)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeCommand:
    """Send these topics to this channel: at this local time, once a week, or when news break."""

    topics: tuple[str, ...]
    at: time = time(0)  # of an alert, which has none
    weekdays: tuple[int, ...] = EVERY_DAY
    zone: str | None = None
    language: Language | None = None
    kind: Kind = "daily"
    length: Length = "standard"
    quiet: Quiet = "say"
    alert: Alert = ALERT


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    """What was read so far; None where it was not said."""

    at: time | None = None
    weekdays: tuple[int, ...] | None = None
    zone: str | None = None
    language: Language | None = None
    kind: Kind = "daily"
    length: Length = "standard"
    quiet: Quiet | None = None
    alert: Alert = ALERT


def subscription(rest: str, topic: Callable[[str], str]) -> SubscribeCommand:
    """Topics and options as typed. `topic` gives a name's slug, or raises. Raises UsageError."""
    words = [word for word in rest.replace(",", ", ").split() if word != ","]
    begins = (n for n, word in enumerate(words) if word.casefold().strip(",") in _BEGINS)
    end = next(begins, len(words))
    names = [word.strip(",") for word in words[:end]]
    if not names or end == len(words):
        raise UsageError.saying("order_form")
    slugs = tuple(dict.fromkeys(map(topic, names)))
    return _command(slugs, options(words[end:]))


def _command(topics: tuple[str, ...], said: _Options) -> SubscribeCommand:
    """The options together; what does not go together is told."""
    days = said.weekdays
    if said.kind == "alert":
        if said.at is not None or days is not None:
            raise UsageError.saying("order_alert_timed")
    elif said.at is None:
        raise UsageError.saying("order_form")
    if said.kind == "weekly":
        days = days or _MONDAY
        if len(days) != 1:
            raise UsageError.saying("order_one_day")
    if said.kind != "alert" and said.alert != ALERT:
        raise UsageError.saying("order_not_alert")
    return SubscribeCommand(
        topics=topics,
        at=said.at or time(0),
        weekdays=days or EVERY_DAY,
        zone=said.zone,
        language=said.language,
        kind=said.kind,
        length=said.length,
        quiet=said.quiet or "say",
        alert=said.alert,
    )


def options(words: Sequence[str]) -> _Options:
    """Reads options until no word is left. Raises UsageError."""
    said, rest = _Options(), [word.strip(",") for word in words]
    rest = [word for word in rest if word]
    while rest:
        for pattern, read in _READERS:
            found = pattern.match(" ".join(rest))
            if found:
                said = read(said, found)
                rest = " ".join(rest)[found.end() :].split()
                break
        else:
            said = replace(said, zone=zone_of(rest.pop(0)).key)
    return said


def standing(
    wanted: SubscribeCommand, place: Place, *, zone: str, now: datetime, by: str = ""
) -> Subscription:
    """The subscription of a channel that was ordered at `now` (UTC) by the person `by`.

    `zone` is the channel's, for an order that names none.
    """
    return Subscription(
        id=new_id(place.workspace, place.channel, wanted.topics, wanted.at, kind=wanted.kind),
        workspace=place.workspace,
        platform=place.platform,
        channel=place.channel,
        topics=wanted.topics,
        at=wanted.at,
        weekdays=wanted.weekdays,
        zone=wanted.zone or zone,
        language=wanted.language or "en",
        kind=wanted.kind,
        length=wanted.length,
        quiet=wanted.quiet,
        alert=wanted.alert,
        created_at=now,
        created_by=by,
    )


def clock_time(text: str) -> time:
    """ "08:00", "8", "8:30pm". Raises UsageError."""
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", text.casefold())
    if found:
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3]:
            hour = hour % 12 + (12 if found[3] == "pm" else 0) if 1 <= hour <= 12 else 99
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise UsageError.saying("order_time", text=text)


def language_of(word: str) -> Language:
    """A language a brief can be written in. Raises UsageError."""
    names = {"english": "en", "chinese": "zh", "中文": "zh", "英文": "en"}
    code = names.get(word.casefold(), word.casefold())
    if code not in LANGUAGES:
        raise UsageError.saying("order_language", known=", ".join(LANGUAGES), word=word)
    return code


def typed(one: Subscription) -> str:
    """The words after `/brief subscribe` that mean this subscription."""
    words = [*one.topics, *_typed_when(one), one.zone, "in", one.language]
    if one.length != "standard":
        words.append(one.length)
    if one.kind != "alert" and one.quiet == "skip":
        words += ["quiet", "skip"]
    return " ".join(words)


def _typed_when(one: Subscription) -> list[str]:
    if one.kind == "alert":
        wanted = one.alert
        rest = [f"quiet {wanted.rest[0]:%H:%M}-{wanted.rest[1]:%H:%M}"] if wanted.rest else []
        return [
            f"alert {wanted.outlets} outlets in {wanted.hours}h at most {wanted.most} a day",
            *rest,
        ]
    named = {EVERY_DAY: "daily", WORKDAYS: "weekdays"}
    days = named.get(one.weekdays) or ",".join(DAYS[day][:3] for day in one.weekdays)
    if one.kind == "weekly":
        return [f"weekly on {days} at {one.at:%H:%M}"]
    return [f"at {one.at:%H:%M} {days}"]


_Reader = Callable[[_Options, "re.Match[str]"], _Options]


def _at(said: _Options, found: re.Match[str]) -> _Options:
    return replace(said, at=clock_time(found[1]))


def _most(said: _Options, found: re.Match[str]) -> _Options:
    number = _within(found[1], MOST, "alerts a day")
    return replace(said, alert=replace(said.alert, most=number))


def _outlets(said: _Options, found: re.Match[str]) -> _Options:
    number = _within(found[1], OUTLETS, "outlets")
    return replace(said, alert=replace(said.alert, outlets=number))


def _hours(said: _Options, found: re.Match[str]) -> _Options:
    number = _within(found[1], HOURS, "hours")
    return replace(said, alert=replace(said.alert, hours=number))


def _rest(said: _Options, found: re.Match[str]) -> _Options:
    hours = (clock_time(found[1]), clock_time(found[2]))
    if hours[0] == hours[1]:
        raise UsageError.saying("order_rest")
    return replace(said, alert=replace(said.alert, rest=hours))


def _quiet(said: _Options, found: re.Match[str]) -> _Options:
    word = found[1].casefold()
    if word not in {"skip", "say"}:
        raise UsageError.saying("order_quiet", word=found[1])
    return replace(said, quiet="skip" if word == "skip" else "say")


def _language(said: _Options, found: re.Match[str]) -> _Options:
    return replace(said, language=language_of(found[1]))


def _length(said: _Options, found: re.Match[str]) -> _Options:
    return replace(said, length=next(one for one in SIZES if one == found[1].casefold()))


def _kind(said: _Options, found: re.Match[str]) -> _Options:
    return replace(said, kind="weekly" if found[1].casefold() == "weekly" else "alert")


def _named_days(said: _Options, found: re.Match[str]) -> _Options:
    every = found[1].casefold() in {"daily", "every day", "every", "day"}
    return replace(said, weekdays=EVERY_DAY if every else WORKDAYS)


def _days(said: _Options, found: re.Match[str]) -> _Options:
    names = re.findall(r"[a-z]+", found[1].casefold())
    numbers = {
        n for word in names for n, name in enumerate(DAYS) if name.startswith(word.rstrip("s"))
    }
    return replace(said, weekdays=tuple(sorted(numbers)))


def _unfinished(said: _Options, found: re.Match[str]) -> _Options:
    raise UsageError.saying("order_missing", word=found[1])


def _within(text: str, bounds: tuple[int, int], what: str) -> int:
    least, most = bounds
    if not least <= int(text) <= most:
        raise UsageError.saying("order_within", number=text, what=what, least=least, most=most)
    return int(text)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{text})(?!\S)\s*", re.IGNORECASE)


_CLOCK = r"\d{1,2}(?:[:.]\d{2})?(?:am|pm)?"
_DAY = (
    "(?:mon(?:days?)?|tue(?:s|sdays?)?|wed(?:nesdays?)?|thu(?:r|rs|rsdays?)?|fri(?:days?)?"
    "|sat(?:urdays?)?|sun(?:days?)?)"
)
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_pattern(r"at most (\d{1,4})(?: (?:alerts? )?(?:a|per) day)?"), _most),
    (_pattern(r"at (\S+(?: (?:am|pm))?)"), _at),
    (_pattern(r"(\d{1,4}) outlets?"), _outlets),
    (_pattern(r"(?:in|within) (\d{1,4}) ?(?:h|hours?)"), _hours),
    (_pattern(rf"quiet ({_CLOCK}) ?(?:-|–|to) ?({_CLOCK})"), _rest),
    (_pattern(r"quiet (\S+)"), _quiet),
    (_pattern(r"in (\S+)"), _language),
    (_pattern(f"({'|'.join(SIZES)})"), _length),
    (_pattern(r"(weekly|alerts?)"), _kind),
    (_pattern(r"(?:on )?(daily|every day|every|day|weekdays|workdays)"), _named_days),
    (_pattern(rf"(?:on )?({_DAY}(?:(?:,| )+{_DAY})*)"), _days),
    (_pattern(r"(at|on|in|within|quiet)"), _unfinished),
)
