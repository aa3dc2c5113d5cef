"""What `/brief …` means. Parsing is pure; a mistake answers with the nearest right form.

china-ai [24h|7d|since monday|since yesterday]
subscribe TOPIC [TOPIC …] at 08:00 [daily|weekdays|mon,wed] [MANNER …]
subscribe TOPIC [TOPIC …] weekly [on monday] at 08:00 [MANNER …]
subscribe TOPIC [TOPIC …] alert [3 outlets] [in 6h] [at most 2 a day] [quiet 22:00-07:00] [MANNER …]
    MANNER: Europe/Berlin | in zh | short | standard | long | quiet skip | quiet say
    After the topics everything may come in any order, with commas between (`bot.orders` reads
    it). `typed(subscription)` writes a subscription back as the words that mean it.
edit ID [whatever is new, in the words of subscribe]
why NUMBER | why WORDS OF A HEADLINE
https://… (an article's address) | link https://…
list | unsubscribe ID | pause [ID] | resume [ID] | status | topics | sources
    search WORDS | people NAME | claims [TOPIC] [KIND|due] | timeline TOPIC [30d] | recap [TOPIC]
    outcome CLAIM came-true|did-not|unclear URL [WORDS] | feedback | help
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import orders
from bot.errors import UsageError
from bot.orders import SubscribeCommand, clock_time, language_of, typed
from bot.subscriptions import DAYS
from digests.model import Topic, Window

__all__ = ["BriefCommand", "SubscribeCommand", "brief", "clock_time", "language_of", "split",
           "subscription", "topic_and_rest", "topic_of", "typed", "window"]  # fmt: skip
DEFAULT_WINDOW = timedelta(hours=24)
ADDRESSES = ("http://", "https://", "<http://", "<https://")
LONGEST_WINDOW = timedelta(days=92)
_WINDOW = re.compile(r"(?:last |since )?(?:\d{1,4}\s*[hdw]|yesterday)|since \S+", re.IGNORECASE)
WORDS = ("subscribe", "edit", "list", "unsubscribe", "pause", "resume", "status", "topics", "search", "people",
         "claims", "timeline", "recap", "outcome", "feedback", "sources", "why", "link", "help")  # fmt: skip

# As Discord names the commands in Chinese, and what else one would write.
CHINESE = {
    "订阅": "subscribe", "修改": "edit", "列表": "list", "退订": "unsubscribe", "取消订阅": "unsubscribe",
    "暂停": "pause", "恢复": "resume", "状态": "status", "主题": "topics", "搜索": "search",
    "人物": "people", "论断": "claims", "时间线": "timeline", "回顾": "recap", "结果": "outcome",
    "反馈": "feedback", "来源": "sources", "为何": "why", "为什么": "why", "链接": "link",
    "帮助": "help",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefCommand:
    """Build and show a brief. Without a topic: the channel's own."""

    topic: str | None = None
    since: str | None = None  # the window as typed


def split(text: str) -> tuple[str, str]:
    """The word that `text` (all that stands after `/brief`) begins with, and what follows it.

    The word is empty where a brief itself is asked for.
    """
    first, _, rest = " ".join(text.split()).partition(" ")
    word = CHINESE.get(first, first.casefold())
    if word.startswith(ADDRESSES):
        return "link", " ".join(text.split())
    return (word, rest) if word in WORDS else ("", " ".join(text.split()))


def brief(rest: str, topics: Sequence[Topic]) -> BriefCommand:
    """ "china-ai 24h", "24h" of the channel's own topics, or nothing. Raises UsageError."""
    if not rest.strip() or _WINDOW.fullmatch(rest.strip()):
        return BriefCommand(since=_since(rest.split()))
    topic, since = topic_and_rest(rest, topics)
    return BriefCommand(topic=topic.slug, since=_since(since.split()))


def topic_and_rest(text: str, topics: Sequence[Topic]) -> tuple[Topic, str]:
    """The topic that `text` begins with, by its longest name that fits, and what follows it.

    Raises UsageError with the nearest one.
    """
    words = text.split()
    names = {name.casefold() for one in topics for name in _names(one)}
    fits = (n for n in range(len(words), 0, -1) if " ".join(words[:n]).casefold() in names)
    end = next(fits, 1)
    return topic_of(" ".join(words[:end]), topics), " ".join(words[end:])


def topic_of(word: str, topics: Sequence[Topic]) -> Topic:
    """The topic by its slug or one of its names. Raises UsageError with the nearest one."""
    names = {name.casefold(): one for one in topics for name in _names(one)}
    if word.casefold() in names:
        return names[word.casefold()]
    near = difflib.get_close_matches(word.casefold(), [*names, *WORDS], n=1, cutoff=0.55)
    hint = near[0] if near and near[0] in WORDS else names[near[0]].slug if near else None
    if hint:
        raise UsageError.saying("no_topic_near", word=word, hint=hint)
    raise UsageError.saying("no_topic", word=word)


def _names(topic: Topic) -> list[str]:
    return [topic.slug, *(name for _, name in topic.names), *topic.aliases]


def window(since: str | None, now: datetime, zone: ZoneInfo) -> Window:
    """The window that ends now (UTC): "24h", "7d", "since monday" or "yesterday" (local midnight
    in `zone`).

    Raises UsageError for anything else.
    """
    if since is None:
        return Window(start=now - DEFAULT_WINDOW, end=now)
    day = since.casefold().removeprefix("since ").strip()
    found = re.fullmatch(r"(\d{1,4})\s*([hdw])", day)
    if found:
        unit = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
        length = int(found[1]) * unit[found[2]]
        if not timedelta(0) < length <= LONGEST_WINDOW:
            raise UsageError.saying("window_length", since=since, days=LONGEST_WINDOW.days)
        return Window(start=now - length, end=now)
    local = now.astimezone(zone)
    matches = [number for number, name in enumerate(DAYS) if len(day) >= 3 and name.startswith(day)]
    if not matches and day != "yesterday":
        raise UsageError.saying("window_form", since=since)
    back = (local.weekday() - matches[0]) % 7 or 7 if matches else 1
    midnight = datetime.combine(local.date() - timedelta(days=back), time(), tzinfo=zone)
    return Window(start=midnight.astimezone(now.tzinfo), end=now)


def _since(words: Sequence[str]) -> str | None:
    """The window as typed; checked here so that a mistake is told at once."""
    if not words:
        return None
    typed = " ".join(words)
    return typed.removeprefix("last ").strip() or None


def subscription(rest: str, topics: Sequence[Topic]) -> SubscribeCommand:
    """What stands after `subscribe`, as the forms above say. Raises UsageError."""
    return orders.subscription(rest, lambda word: topic_of(word, topics).slug)
