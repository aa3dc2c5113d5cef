"""The form of a subscription, and the command that a filled form means: pure.

A form says nothing that could not be typed: what it holds becomes the text of `/brief subscribe …`
or `/brief edit ID …` and is read, checked and allowed or refused by the same code.
Shapes and limits: docs.slack.dev, "Modal view", "Block elements".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.clean import one_line
from bot.platforms.base import Filled
from bot.platforms.slack.blocks import plain, shortened
from bot.platforms.slack.form_words import form_words

Json = dict[str, Any]
SUBSCRIBE = "briefbot-subscribe"  # callback_id of the form
_OPTIONS = 100
_BLOCKS = 100
_LABEL = 75
_ALERT = "alert"
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LANGUAGES = (("en", "English"), ("zh", "中文"))
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


def order_of(filled_: Filled, zone: str | None = None) -> Order:
    """What a form begins with; `zone` is the person's own, for a new subscription."""
    found = _ORDER.fullmatch(filled_.typed.strip())
    if not found:
        language = "zh" if filled_.language == "zh" else "en"
        return Order(channel=filled_.place.channel, zone=zone or "UTC", language=language)
    return Order(
        id=filled_.id,
        channel=filled_.place.channel,
        topics=tuple(found["topics"].replace(",", " ").split()),
        at=found["at"] or "08:00",
        days=found["alert"] or found["weekly"] or found["days"] or "daily",
        zone=found["zone"],
        language=found["language"],
    )


def form(order: Order, topics: Sequence[tuple[str, str]], language: str = "en") -> Json:
    """The modal, filled with `order`, in `language`. `topics` are (slug, name);
    without any, or with more than Slack lists, they are typed."""
    said = form_words(language)
    days = _days(said)
    if all(order.days != day for day, _ in days):
        days = (*days, (order.days, order.days))
    blocks = [
        _channel(order.channel, said["channel"]) if not order.id else None,
        _input("topics", said["topics"], _topics(order.topics, topics)),
        _input("days", said["days"], _select(days, order.days)),
        _input("at", said["at"], {"type": "timepicker", "initial_time": order.at}),
        _input("zone", said["zone"], _typed(order.zone), hint=said["zone_hint"]),
        _input("language", said["language"], _select(_LANGUAGES, order.language)),
    ]
    return {
        "type": "modal",
        "callback_id": SUBSCRIBE,
        "private_metadata": f"{order.id or '-'} {order.channel or '-'} {language}",
        "title": plain(said["title"]),
        "submit": plain(said["change"] if order.id else said["subscribe"]),
        "close": plain(said["cancel"]),
        "blocks": [block for block in blocks if block],
    }


def spoken(view: Mapping[str, Any]) -> str:
    """The language that a form was written in."""
    return "zh" if str(view.get("private_metadata") or "").endswith(" zh") else "en"


def notice(blocks: Sequence[Json], language: str = "en") -> Json:
    """A modal that only says something."""
    said = form_words(language)
    return {
        "type": "modal",
        "title": plain(said["title"]),
        "close": plain(said["close"]),
        "blocks": list(blocks)[:_BLOCKS],
    }


def filled(view: Mapping[str, Any]) -> Order:
    """What a submitted form holds. Nothing is trusted here: the command's own reader checks it."""
    values = {name: field["value"] for name, field in view["state"]["values"].items()}
    id_, channel = _hidden(view)
    return Order(
        id=id_,
        channel=_chosen(values.get("channel", {})) or channel,
        topics=tuple(_chosen(values["topics"]).replace(",", " ").split()),
        at=_chosen(values["at"]),
        days=_chosen(values["days"]),
        zone=_chosen(values["zone"]),
        language=_chosen(values["language"]),
    )


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


def _hidden(view: Mapping[str, Any]) -> tuple[str, str]:
    """The subscription and the channel that a form carries. They prove nothing by themselves."""
    carried = [one_line(word) for word in str(view.get("private_metadata") or "").split(" ")]
    id_, channel, *_ = [*carried, "", ""]
    return id_.removeprefix("-"), channel.removeprefix("-")


def _days(said: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    weekly = tuple((f"weekly on {day}", said[f"weekly_{day}"]) for day in _WEEK)
    return (
        ("daily", said["daily"]),
        ("weekdays", said["weekdays"]),
        *weekly,
        (_ALERT, said["alert"]),
    )


def _chosen(field: Mapping[str, Any]) -> str:
    many = field.get("selected_options")
    if many is not None:
        return " ".join(option["value"] for option in many)
    one = (field.get("selected_option") or {}).get("value")
    found = one or field.get("selected_time") or field.get("selected_conversation")
    return one_line(found or field.get("value") or "")


def _input(name: str, label: str, element: Json, *, hint: str = "") -> Json:
    block: Json = {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": {"action_id": "value", **element},
    }
    return {**block, "hint": plain(hint)} if hint else block


def _channel(channel: str, label: str) -> Json:
    element: Json = {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    element |= (
        {"initial_conversation": channel}
        if channel.startswith(("C", "G"))
        else {"default_to_current_conversation": True}
    )
    return _input("channel", label, element)


def _topics(chosen: Sequence[str], topics: Sequence[tuple[str, str]]) -> Json:
    if not 0 < len(topics) <= _OPTIONS:
        return _typed(" ".join(chosen))
    options = [_option(slug, name) for slug, name in topics]
    initial = [option for option in options if option["value"] in chosen]
    element: Json = {"type": "multi_static_select", "options": options}
    return {**element, "initial_options": initial} if initial else element


def _select(options: Sequence[tuple[str, str]], chosen: str) -> Json:
    made = [_option(value, label) for value, label in options]
    initial = next((option for option in made if option["value"] == chosen), made[0])
    return {"type": "static_select", "options": made, "initial_option": initial}


def _option(value: str, label: str) -> Json:
    return {"text": plain(shortened(one_line(label) or value, _LABEL)), "value": value}


def _typed(value: str) -> Json:
    element: Json = {"type": "plain_text_input"}
    return {**element, "initial_value": value} if value else element
