"""A body without blocks, for when Slack refuses the blocks: the same words as one text. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.platforms.base import Payload
from bot.platforms.slack.mrkdwn import escape, link

# What Slack says of blocks it does not take (docs.slack.dev, "chat.postMessage", "Errors").
REFUSED_BLOCKS = frozenset(
    ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long")
)


def without_blocks(payload: Payload) -> Payload:
    """`payload` with all that its blocks say in `text`; buttons are left out."""
    parts = [part for block in payload.get("blocks") or () for part in _texts(block)]
    rest = {key: value for key, value in payload.items() if key != "blocks"}
    return {**rest, "text": "\n".join(parts) or payload["text"]}


def _texts(block: Mapping[str, Any]) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield f"*{escape(block['text']['text'])}*"
        case "section":
            yield block["text"]["text"]
        case "context":
            yield from (element["text"] for element in block["elements"])
        case "rich_text":
            yield from (text for element in block["elements"] for text in _rich(element))


def _rich(element: Mapping[str, Any]) -> Iterator[str]:
    if element["type"] == "rich_text_list":
        yield from (f"• {text}" for item in element["elements"] for text in _rich(item))
        return
    text = "".join(
        link(part["url"], part["text"]) if part["type"] == "link" else escape(part["text"])
        for part in element["elements"]
    )
    bar = "> " if element["type"] == "rich_text_quote" else ""
    yield "\n".join(bar + line for line in text.split("\n"))
