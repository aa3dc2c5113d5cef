"""Buttons: as Discord's components, and back from the `custom_id` of a pressed one.

The `custom_id` says everything, so a button still works after a restart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot.clean import clean, one_line
from bot.message import Button
from bot.platforms.discord import limits
from bot.platforms.discord.markdown import units
from bot.platforms.weblinks import safe_url
from bot.split import split_text

Json = dict[str, Any]
_ROW, _BUTTON = 1, 2  # component types
_SECONDARY, _LINK = 2, 5  # button styles


def rows(groups: Iterable[Sequence[Button]]) -> list[Json]:
    """Each group of buttons as the rows it takes. A button that stands twice is shown once."""
    seen: set[str] = set()
    found: list[Json] = []
    for group in groups:
        buttons = [one for one in map(_button, group) if _new(one, seen)]
        for start in range(0, len(buttons), limits.BUTTONS):
            row = buttons[start : start + limits.BUTTONS]
            found.append({"type": _ROW, "components": row})
    return found


def custom_id(action: str, value: str) -> str:
    """What a button carries. Raises ValueError where it is more than Discord takes."""
    carried = f"{action}:{clean(value)}"
    if units(carried) > limits.CUSTOM_ID or ":" in action:
        raise ValueError(f"button {action!r} carries more than Discord takes")
    return carried


def parse(carried: str) -> tuple[str, str]:
    """The action and the value that a `custom_id` carries."""
    action, _, value = carried.partition(":")
    return action, value


def _button(button: Button) -> Json:
    label = short(one_line(button.label) or button.action, limits.LABEL)
    url = safe_url(button.url, limits.BUTTON_URL)
    if url:
        return {"type": _BUTTON, "style": _LINK, "label": label, "url": url}
    carried = custom_id(button.action, button.value)
    return {"type": _BUTTON, "style": _SECONDARY, "label": label, "custom_id": carried}


def _new(button: Json, seen: set[str]) -> bool:
    key = button.get("custom_id") or button["url"]
    known = key in seen
    seen.add(key)
    return not known


def short(label: str, limit: int) -> str:
    """A label within `limit` units, with an ellipsis where it had to be cut."""
    if units(label) <= limit:
        return label
    return split_text(label, limit - 1, units)[0].rstrip() + "…"
