"""The form of a subscription (`bot.platforms.order_form`) as Discord's modal: pure.

Shapes and limits: developers/components/reference.mdx, "Label", "String Select", "Text Input";
developers/interactions/receiving-and-responding.mdx, "Modal".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.clean import one_line
from bot.platforms.discord import limits
from bot.platforms.discord.components import short
from bot.platforms.form_words import form_words
from bot.platforms.order_form import LANGUAGES, Order, days

Json = dict[str, Any]
Choices = Sequence[tuple[str, str]]  # what is meant, what is shown
FORM = "order"  # how the custom_id of the form begins; the subscription's id follows
_SELECT, _TEXT, _LABEL = 3, 4, 18  # component types
_ONE_LINE = 1  # the style of a text input


def form(order: Order, topics: Choices, language: str) -> Json:
    """The modal, filled with `order`, in `language`. Topics too many to list are typed."""
    said = form_words(language)
    chosen = _topics(order, topics) if 0 < len(topics) <= limits.CHOICES else None
    fields = (
        ("topics", chosen or _text(" ".join(order.topics)), ""),
        ("days", _select(days(order, language), (order.days,)), ""),
        ("at", _text(order.at), said["at_hint"]),
        ("zone", _text(order.zone), said["zone_hint"]),
        ("language", _select(LANGUAGES, (order.language,)), ""),
    )
    return {
        "custom_id": f"{FORM}:{order.id}",
        "title": said["title_edit"] if order.id else said["title"],
        "components": [_labelled(name, said[name], field, hint) for name, field, hint in fields],
    }


def filled(data: Mapping[str, Any]) -> Order:
    """What a sent form holds. Nothing is trusted here: the command's own reader checks it."""
    given = dict(_values(data.get("components") or ()))
    return Order(
        id=one_line(str(data.get("custom_id", "")).partition(":")[2]),
        topics=tuple(given.get("topics", "").replace(",", " ").split()),
        days=given.get("days", ""),
        at=given.get("at", ""),
        zone=given.get("zone", ""),
        language=given.get("language", ""),
    )


def _values(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for one in components:
        inner = one.get("component") or one
        many = inner.get("values")
        said = " ".join(map(str, many)) if many is not None else str(inner.get("value") or "")
        yield str(inner.get("custom_id", "")), one_line(said)


def _labelled(name: str, label: str, field: Json, hint: str) -> Json:
    made: Json = {"type": _LABEL, "label": label, "component": {"custom_id": name, **field}}
    return {**made, "description": hint} if hint else made


def _topics(order: Order, topics: Choices) -> Json:
    named = dict(topics)
    ours = [(one, named.get(one, one)) for one in order.topics]
    others = [one for one in topics if one[0] not in order.topics]
    known = [*ours, *others][: limits.CHOICES]
    return {**_select(known, order.topics), "max_values": len(known)}


def _select(options: Choices, chosen: Sequence[str]) -> Json:
    made = [
        {
            "label": short(one_line(label) or value, limits.CHOICE),
            "value": value,
            **({"default": True} if value in chosen else {}),
        }
        for value, label in options
    ]
    return {"type": _SELECT, "options": made}


def _text(value: str) -> Json:
    return {"type": _TEXT, "style": _ONE_LINE, **({"value": value} if value else {})}
