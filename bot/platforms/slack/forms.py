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
from bot.platforms.slack.blocks import plain, shortened

Json = dict[str, Any]
SUBSCRIBE = "briefbot-subscribe"  # callback_id of the form
TITLE = "A brief, on time"
_OPTIONS = 100
_BLOCKS = 100
_LABEL = 75
_DAYS = (("daily", "Every day"), ("weekdays", "Monday to Friday"))
_LANGUAGES = (("en", "English"), ("zh", "中文"))
_ORDER = re.compile(
    r"(?P<id>\S+)\s+(?P<topics>.+?)\s+at\s+(?P<at>\d\d:\d\d)"
    r"(?:\s+(?P<days>daily|weekdays|[a-z]{3}(?:,[a-z]{3})*))?"
    r"(?:\s+(?P<zone>UTC|[A-Za-z_]+/\S+))?(?:\s+in\s+(?P<language>[a-z]{2}))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a form holds. `id` is the subscription that is edited, or empty for a new one."""

    id: str = ""
    channel: str = ""
    topics: tuple[str, ...] = ()
    at: str = "08:00"
    days: str = "daily"
    zone: str = "UTC"
    language: str = "en"


def order_of(value: str, channel: str) -> Order | None:
    """The order in an Edit button's value: "ID china-ai at 08:00 weekdays Europe/Berlin in zh"."""
    found = _ORDER.fullmatch(value.strip())
    if not found:
        return None
    return Order(
        id=found["id"],
        channel=channel,
        topics=tuple(found["topics"].replace(",", " ").split()),
        at=found["at"],
        days=found["days"] or "daily",
        zone=found["zone"] or "UTC",
        language=found["language"] or "en",
    )


def form(order: Order, topics: Sequence[tuple[str, str]]) -> Json:
    """The modal, filled with `order`. `topics` are (slug, name);
    without any, or with more than Slack lists, they are typed."""
    days = (
        _DAYS if any(order.days == day for day, _ in _DAYS) else (*_DAYS, (order.days, order.days))
    )
    blocks = [
        _channel(order.channel) if not order.id else None,
        _input("topics", "Topics", _topics(order.topics, topics)),
        _input("at", "At", {"type": "timepicker", "initial_time": order.at}),
        _input("days", "On", _select(days, order.days)),
        _input("zone", "Time zone", _typed(order.zone), hint="Such as Europe/Berlin."),
        _input("language", "Language", _select(_LANGUAGES, order.language)),
    ]
    return {
        "type": "modal",
        "callback_id": SUBSCRIBE,
        "private_metadata": f"{order.id} {order.channel}" if order.id else "",
        "title": plain(TITLE),
        "submit": plain("Change it" if order.id else "Subscribe"),
        "close": plain("Cancel"),
        "blocks": [block for block in blocks if block],
    }


def notice(blocks: Sequence[Json]) -> Json:
    """A modal that only says something."""
    return {
        "type": "modal",
        "title": plain(TITLE),
        "close": plain("Close"),
        "blocks": list(blocks)[:_BLOCKS],
    }


def filled(view: Mapping[str, Any]) -> Order:
    """What a submitted form holds. Nothing is trusted here: the command's own reader checks it."""
    values = {name: field["value"] for name, field in view["state"]["values"].items()}
    id_, _, channel = (view.get("private_metadata") or "").partition(" ")
    return Order(
        id=one_line(id_),
        channel=_chosen(values.get("channel", {})) or channel,
        topics=tuple(_chosen(values["topics"]).replace(",", " ").split()),
        at=_chosen(values["at"]),
        days=_chosen(values["days"]),
        zone=_chosen(values["zone"]),
        language=_chosen(values["language"]),
    )


def command_text(order: Order) -> str:
    """The words after `/brief` that mean the same."""
    days = "" if order.days == "daily" else order.days
    words = [
        *(("edit", order.id) if order.id else ("subscribe",)),
        *order.topics,
        *("at", order.at),
        days,
        order.zone,
        *(("in", order.language) if order.language else ()),
    ]
    return one_line(" ".join(words))


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


def _channel(channel: str) -> Json:
    element: Json = {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    element |= (
        {"initial_conversation": channel}
        if channel.startswith(("C", "G"))
        else {"default_to_current_conversation": True}
    )
    return _input("channel", "Channel", element)


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
