"""Neutral text as Slack's `rich_text` block, which has no markup: what is written is shown.

Used where mrkdwn would take a letter of the text for its own (`*`, `_`, a back-tick, `:name:`),
or could not style it. It needs no escapes (yhatt/jsx-slack#299). Slack documents that nowhere, so
an angle bracket always ends its piece of text: no piece holds anything that could be a mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from bot.clean import clean
from bot.message import Run
from bot.platforms.slack.mrkdwn import safe_url

Element = dict[str, Any]
_BRACKET = re.compile("(?<=<)")
_STYLES = {"strong": {"bold": True}, "emphasis": {"italic": True}}


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
    return [element for run in runs for element in _parts(run)]


def _parts(run: Run) -> Iterator[Element]:
    url = safe_url(run.url)
    style = _STYLES.get(run.style)
    styled = {"style": style} if style else {}
    for text in _BRACKET.split(clean(run.text)):
        if url and text.strip():
            yield {"type": "link", "url": url, "text": text.replace("\n", " "), **styled}
        elif text:
            yield {"type": "text", "text": text, **styled}
