"""Plain English for the operator's lines; what readers are told is in `bot.phrases`."""

from __future__ import annotations


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """The number with its noun: "1 source", "2 sources"; `plural` where it isn't noun + s."""
    return f"{count} {noun if count == 1 else plural or noun + 's'}"
