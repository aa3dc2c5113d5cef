"""The form of a subscription (`bot.platforms.order_form`) as Slack's modal: pure.

Shapes and limits: docs.slack.dev, "Modal view", "Block elements".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.clean import one_line
from bot.platforms.form_words import form_words
from bot.platforms.order_form import LANGUAGES, Order, days
from bot.platforms.slack.blocks import plain, shortened

Json = dict[str, Any]
SUBSCRIBE = "briefbot-subscribe"  # callback_id of the form
_OPTIONS = 100
_BLOCKS = 100
_LABEL = 75


def form(order: Order, topics: Sequence[tuple[str, str]], language: str = "en") -> Json:
    """The modal, filled with `order`, in `language`. `topics` are (slug, name);
    without any, or with more than Slack lists, they are typed."""
    said = form_words(language)
    blocks = [
        _channel(order.channel, said["channel"]) if not order.id else None,
        _input("topics", said["topics"], _topics(order.topics, topics)),
        _input("days", said["days"], _select(days(order, language), order.days)),
        _input(
            "at", said["at"], {"type": "timepicker", "initial_time": order.at}, hint=said["at_hint"]
        ),
        _input("zone", said["zone"], _typed(order.zone), hint=said["zone_hint"]),
        _input("language", said["language"], _select(LANGUAGES, order.language)),
    ]
    return {
        "type": "modal",
        "callback_id": SUBSCRIBE,
        "private_metadata": f"{order.id or '-'} {order.channel or '-'} {language}",
        "title": plain(said["title_edit"] if order.id else said["title"]),
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


def _hidden(view: Mapping[str, Any]) -> tuple[str, str]:
    """The subscription and the channel that a form carries. They prove nothing by themselves."""
    carried = [one_line(word) for word in str(view.get("private_metadata") or "").split(" ")]
    id_, channel, *_ = [*carried, "", ""]
    return id_.removeprefix("-"), channel.removeprefix("-")


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
