"""`/brief edit ID …`: the words of `subscribe` over a subscription that stands. Pure.

What is not named stays as it is, so `edit sub_1 at 09:00` moves the time and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime

from bot import commands, orders
from bot.errors import UsageError
from bot.orders import SubscribeCommand
from bot.subscriptions import Kind, Subscription
from digests.model import Topic

_ORDERED = tuple(one.name for one in fields(SubscribeCommand))
_TIMING = ("kind", "at", "zone", "weekdays")
_OPENING = {"at", "on", "in", "within", "quiet", "weekly", "alert", "alerts", "every", "utc"}
_BY_DAY = {"daily", "every", "weekdays", "workdays"}


def edited(one: Subscription, rest: str, topics: Sequence[Topic], *, now: datetime) -> Subscription:
    """`one` with what `rest` says, under its own id. `now` is UTC. Raises UsageError.

    A new time holds from now on: a slot of today that it puts into the past is not made up for.
    """
    names, options = _apart(rest.replace(",", ", ").split(), topics)
    text = " ".join([*(names or one.topics), *_standing(one, options), *options])
    wanted = commands.subscription(text, topics)
    changed = replace(one, **{name: getattr(wanted, name) for name in _ORDERED})
    moved = any(getattr(changed, name) != getattr(one, name) for name in _TIMING)
    return replace(changed, created_at=now) if moved else changed


def _apart(words: Sequence[str], topics: Sequence[Topic]) -> tuple[list[str], list[str]]:
    """The topics that `words` begin with, and what follows. Raises UsageError for neither."""
    for number, word in enumerate(words):
        try:
            commands.topic_of(word.strip(","), topics)
        except UsageError:
            if not _are_options(words[number:]):
                raise
            return list(words[:number]), list(words[number:])
    return list(words), []


def _are_options(words: Sequence[str]) -> bool:
    """Whether they read as options; where only a later one is wrong, its own line is told."""
    if "/" in words[0] or words[0].casefold().strip(",") in _OPENING:
        return True
    try:
        orders.options(words)
    except UsageError:
        return False
    return True


def _standing(one: Subscription, options: Sequence[str]) -> list[str]:
    """What `one` says but for its topics, as far as it can stand beside what is new."""
    kind = _kind(one, [word.casefold().strip(",") for word in options])
    if kind == one.kind:
        return orders.typed(one).split()[len(one.topics) :]
    at = [] if "alert" in (kind, one.kind) else ["at", f"{one.at:%H:%M}"]
    return [*at, one.zone, "in", one.language, one.length]


def _kind(one: Subscription, options: Sequence[str]) -> Kind:
    """What it is to be: a brief on time, a weekly digest or an alert."""
    if {"alert", "alerts"} & set(options):
        return "alert"
    if "weekly" in options:
        return "weekly"
    timed = any(
        word == "at" and after != "most"
        for word, after in zip(options, [*options[1:], ""], strict=True)
    )
    return "daily" if _BY_DAY & set(options) or (timed and one.kind == "alert") else one.kind
