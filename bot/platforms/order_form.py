"""The form of a subscription on every platform: what it holds, and the command it means. Pure.

A form says nothing that could not be typed: what it holds becomes the text of `/brief subscribe …`
or `/brief edit ID …` and is read, checked and allowed or refused by the same code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.clean import one_line
from bot.platforms.base import Filled
from bot.platforms.form_words import form_words

LANGUAGES = (("en", "English"), ("zh", "中文"))
_ALERT = "alert"
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# `bot.orders.typed` writes an order in this form.
_ORDER = re.compile(
    r"(?P<topics>.+?)\s+"
    r"(?:(?P<alert>alert)\b.*?|(?:(?P<weekly>weekly on \S+)\s+)?at\s+(?P<at>\d\d:\d\d)(?:\s+(?P<days>\S+))??)"
    r"\s+(?P<zone>\S+)\s+in\s+(?P<language>[a-z]{2})\b.*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a form holds. `id` is the subscription that is edited, or empty for a new one.

    `days` is "daily", "weekdays", "mon,wed", "weekly on mon" or "alert", which has no time.
    """

    id: str = ""
    channel: str = ""
    topics: tuple[str, ...] = ()
    at: str = "08:00"
    days: str = "daily"
    zone: str = "UTC"
    language: str = "en"


def order_of(begun: Filled, zone: str | None = None) -> Order:
    """What a form begins with; `zone` is the person's own, for a new subscription."""
    found = _ORDER.fullmatch(begun.typed.strip())
    if not found:
        language = "zh" if begun.language == "zh" else "en"
        return Order(
            id=begun.id, channel=begun.place.channel, zone=zone or "UTC", language=language
        )
    return Order(
        id=begun.id,
        channel=begun.place.channel,
        topics=tuple(found["topics"].replace(",", " ").split()),
        at=found["at"] or "08:00",
        days=found["alert"] or found["weekly"] or found["days"] or "daily",
        zone=found["zone"],
        language=found["language"],
    )


def days(order: Order, language: str) -> tuple[tuple[str, str], ...]:
    """When a brief can come, as (value, label); with the order's own days where they are others."""
    said = form_words(language)
    weekly = tuple((f"weekly on {day}", said[f"weekly_{day}"]) for day in _WEEK)
    known = (
        ("daily", said["daily"]),
        ("weekdays", said["weekdays"]),
        *weekly,
        (_ALERT, said["alert"]),
    )
    if any(order.days == value for value, _ in known):
        return known
    return (*known, (order.days, order.days))


def command_text(order: Order) -> str:
    """The words after `/brief` that mean the same."""
    timed = () if order.days == _ALERT else ("at", order.at)
    words = [
        *(("edit", order.id) if order.id else ("subscribe",)),
        *order.topics,
        order.days,
        *timed,
        order.zone,
        *(("in", order.language) if order.language else ()),
    ]
    return one_line(" ".join(words))
