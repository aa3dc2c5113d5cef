"""Neutral text as Slack's `rich_text` block, which has no markup: what is written is shown.

Used for lists, and where mrkdwn would take a letter of the text for its own (`*`, `_`, a
back-tick, `:name:`) or could not style it. It needs no escapes (yhatt/jsx-slack#299), but Slack documents that nowhere,
while it does document mrkdwn's: text with a `<`, which could begin a mention, goes there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.clean import clean
from bot.message import Run
from bot.platforms.slack.mrkdwn import safe_url

Element = dict[str, Any]
_STYLES = {"strong": {"bold": True}, "emphasis": {"italic": True}}


def can_hold(runs: Sequence[Run]) -> bool:
    """Whether the text has nothing in it that this block is not trusted with."""
    return not any("<" in run.text for run in runs)


def section(runs: Sequence[Run]) -> Element:
    """A line or more of running text."""
    return {"type": "rich_text_section", "elements": _elements(runs)}


def quotation(runs: Sequence[Run]) -> Element:
    """Text set apart with a bar at its side."""
    return {"type": "rich_text_quote", "elements": _elements(runs)}


def bullets(items: Sequence[Sequence[Run]]) -> Element:
    """A list, one section an item."""
    return {
        "type": "rich_text_list",
        "style": "bullet",
        "elements": [section(item) for item in items],
    }


def block(*elements: Element) -> Element:
    """The whole block."""
    return {"type": "rich_text", "elements": list(elements)}


def _elements(runs: Sequence[Run]) -> list[Element]:
    return [_element(run) for run in runs if clean(run.text)]


def _element(run: Run) -> Element:
    text = clean(run.text)
    url = safe_url(run.url)
    element: Element = (
        {"type": "link", "url": url, "text": text.replace("\n", " ")}
        if url and text.strip()
        else {"type": "text", "text": text}
    )
    style = _STYLES.get(run.style)
    return {**element, "style": style} if style else element
