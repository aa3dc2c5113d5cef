"""What `/brief …` means. Parsing is pure; a mistake answers with the nearest right form.

china-ai [24h|7d|since monday]
subscribe TOPIC [TOPIC …] at 08:00 [weekdays|mon,wed] [Europe/Berlin] [in zh]
list | unsubscribe ID | pause | resume | status | topics | sources
    search WORDS | people NAME | claims [TOPIC|KIND] | help
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import UsageError
from bot.subscriptions import DAYS, EVERY_DAY, WORKDAYS, zone_of
from digests.model import Language, Topic, Window

DEFAULT_WINDOW = timedelta(hours=24)
LONGEST_WINDOW = timedelta(days=92)
LANGUAGES = ("en", "zh")
WORDS = ("subscribe", "list", "unsubscribe", "pause", "resume", "status", "topics", "search", "people",
         "claims", "sources", "help")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefCommand:
    """Build and show a brief. Without a topic: the channel's own."""

    topic: str | None = None
    since: str | None = None  # the window as typed


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeCommand:
    """Send these topics to this channel at this local time."""

    topics: tuple[str, ...]
    at: time
    weekdays: tuple[int, ...] = EVERY_DAY
    zone: str | None = None
    language: Language | None = None


def split(text: str) -> tuple[str, str]:
    """The word that `text` (all that stands after `/brief`) begins with, and what follows it.

    The word is empty where a brief itself is asked for.
    """
    first, _, rest = " ".join(text.split()).partition(" ")
    word = first.casefold()
    return (word, rest) if word in WORDS else ("", " ".join(text.split()))


def brief(rest: str, topics: Sequence[Topic]) -> BriefCommand:
    """ "china-ai 24h", or nothing. Raises UsageError."""
    words = rest.split()
    if not words:
        return BriefCommand()
    return BriefCommand(topic=topic_of(words[0], topics).slug, since=_since(words[1:]))


def topic_of(word: str, topics: Sequence[Topic]) -> Topic:
    """The topic by its slug or one of its names. Raises UsageError with the nearest one."""
    names = {name.casefold(): one for one in topics for name in _names(one)}
    if word.casefold() in names:
        return names[word.casefold()]
    near = difflib.get_close_matches(word.casefold(), [*names, *WORDS], n=1, cutoff=0.55)
    hint = near[0] if near and near[0] in WORDS else names[near[0]].slug if near else None
    raise UsageError(
        f"there is no topic {word!r}; did you mean `/brief {hint}`?"
        if hint
        else f"there is no topic {word!r}; `/brief topics` lists them."
    )


def _names(topic: Topic) -> list[str]:
    return [topic.slug, *(name for _, name in topic.names), *topic.aliases]


def window(since: str | None, now: datetime, zone: ZoneInfo) -> Window:
    """The window that ends now (UTC): "24h", "7d", "since monday" (local midnight in `zone`).

    Raises UsageError for anything else.
    """
    if since is None:
        return Window(start=now - DEFAULT_WINDOW, end=now)
    found = re.fullmatch(r"(\d{1,4})\s*([hdw])", since.casefold())
    if found:
        unit = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
        length = int(found[1]) * unit[found[2]]
        if not timedelta(0) < length <= LONGEST_WINDOW:
            raise UsageError(f"a window of {since!r}: use 1h to {LONGEST_WINDOW.days}d.")
        return Window(start=now - length, end=now)
    day = since.casefold().removeprefix("since ").strip()
    matches = [number for number, name in enumerate(DAYS) if len(day) >= 3 and name.startswith(day)]
    if not matches:
        raise UsageError(f"a window of {since!r}: use 24h, 7d or since monday.")
    local = now.astimezone(zone)
    back = (local.weekday() - matches[0]) % 7 or 7
    midnight = datetime.combine(local.date() - timedelta(days=back), time(), tzinfo=zone)
    return Window(start=midnight.astimezone(now.tzinfo), end=now)


def _since(words: Sequence[str]) -> str | None:
    """The window as typed; checked here so that a mistake is told at once."""
    if not words:
        return None
    typed = " ".join(words)
    return typed.removeprefix("last ").strip() or None


def subscription(rest: str, topics: Sequence[Topic]) -> SubscribeCommand:
    """`TOPIC … at HH:MM` and then days, zone and language in any order. Raises UsageError."""
    words = rest.split()
    folded = [word.casefold() for word in words]
    if "at" not in folded or folded.index("at") == 0 or folded[-1] == "at":
        raise UsageError(
            "say what and when: `/brief subscribe china-ai at 08:00 weekdays Europe/Berlin`."
        )
    at = folded.index("at")
    names = [name.strip(",") for name in words[:at] if name.strip(",")]
    plain = SubscribeCommand(
        topics=tuple(dict.fromkeys(topic_of(name, topics).slug for name in names)),
        at=clock_time(words[at + 1]),
    )
    return _with_options(plain, words[at + 2 :])


def clock_time(text: str) -> time:
    """ "08:00", "8", "8:30pm". Raises UsageError."""
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", text.casefold())
    if found:
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3]:
            hour = hour % 12 + (12 if found[3] == "pm" else 0) if 1 <= hour <= 12 else 99
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise UsageError(f"{text!r} is not a time of day; write 08:00.")


def _with_options(command: SubscribeCommand, words: Sequence[str]) -> SubscribeCommand:
    rest = list(words)
    while rest:
        word = rest.pop(0)
        folded = word.casefold().strip(",")
        if folded == "in" and rest:
            command = replace(command, language=language_of(rest.pop(0)))
        elif folded in {"weekdays", "workdays"}:
            command = replace(command, weekdays=WORKDAYS)
        elif folded in {"daily", "every", "day"}:
            command = replace(command, weekdays=EVERY_DAY)
        elif (days := _weekdays(folded)) is not None:
            command = replace(command, weekdays=days)
        else:
            command = replace(command, zone=zone_of(word).key)
    return command


def _weekdays(word: str) -> tuple[int, ...] | None:
    """ "mon,wed" as weekday numbers; None for a word that is no list of days."""
    numbers = []
    for part in word.split(","):
        matches = [n for n, name in enumerate(DAYS) if len(part) >= 3 and name.startswith(part)]
        if len(matches) != 1:
            return None
        numbers.append(matches[0])
    return tuple(sorted(set(numbers)))


def language_of(word: str) -> Language:
    """A language a brief can be written in. Raises UsageError."""
    names = {"english": "en", "chinese": "zh", "中文": "zh", "英文": "en"}
    code = names.get(word.casefold(), word.casefold())
    if code not in LANGUAGES:
        raise UsageError(f"briefs come in {' and '.join(LANGUAGES)}, not in {word!r}.")
    return code
