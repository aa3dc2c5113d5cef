"""How a message of ours is known again: by its nonce for minutes, by its mark for good.

Discord keeps a nonce "in the past few minutes" only and does not promise it in a channel's
history (developers/resources/message.mdx, "Create Message"), so each delivery carries a short
mark in the small print of its last embed. The bot may always read its own messages, with or
without the message-content intent (developers/events/gateway.mdx).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from bot.platforms.base import Payload
from bot.platforms.discord import limits

_NAME = "briefbot"
_MARK_LETTERS = 10  # 50 bits: enough to tell the messages of one channel apart


def nonce(key: str) -> str:
    """`key` as Discord's own mark against sending twice."""
    return hashlib.sha256(key.encode()).hexdigest()[: limits.NONCE]


def mark(key: str) -> str:
    """What a reader sees at the foot of the message of `key`."""
    digest = base64.b32encode(hashlib.sha256(key.encode()).digest()).decode()
    return f"{_NAME} · {digest[:_MARK_LETTERS].lower()}"


def marked(body: Payload, key: str) -> Payload:
    """`body` with the mark of `key`: in the last embed's footer, or as a last small line."""
    embeds = body.get("embeds") or []
    if not embeds:
        return {**body, "content": f"{body['content']}\n-# {mark(key)}"}
    last = {**embeds[-1], "footer": {"text": mark(key)}}
    return {**body, "embeds": [*embeds[:-1], last]}


def kept(body: Payload, standing: Mapping[str, Any]) -> Payload:
    """`body` with the mark that the `standing` message bears, if it bears one."""
    feet = [embed.get("footer") for embed in standing.get("embeds") or ()]
    foot = next((one for one in feet if one and one.get("text", "").startswith(_NAME)), None)
    embeds = body.get("embeds") or []
    if foot is None or not embeds:
        return body
    last = {**embeds[-1], "footer": {"text": foot["text"]}}
    return {**body, "embeds": [*embeds[:-1], last]}


def carries(message: Mapping[str, Any], key: str) -> bool:
    """Whether a message of Discord's record is the one of `key`. Its author is for the caller."""
    if message.get("nonce") is not None and str(message["nonce"]) == nonce(key):
        return True
    sought = mark(key)
    feet = [(embed.get("footer") or {}).get("text") for embed in message.get("embeds") or ()]
    return sought in feet or str(message.get("content") or "").endswith(f"-# {sought}")


def is_by(message: Mapping[str, Any], user: int) -> bool:
    """Whether a message of Discord's own form was written by `user`."""
    return str((message.get("author") or {}).get("id")) == str(user)
