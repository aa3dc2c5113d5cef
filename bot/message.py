"""A message as every platform can show it, before any platform's own form.

Text here is plain: no platform's markup, no escapes. A platform's renderer escapes it. A link's
label is always ours; its address always comes from the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal["plain", "strong", "emphasis"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text in one style, linked where `url` is set."""

    text: str
    style: Style = "plain"
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A title line. `level` 1 is the message's own title."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list, one item a line."""

    items: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A verified quote, set apart: its words verbatim, then who said them and where."""

    text: str
    attribution: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Small print: sources, coverage, notes."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Divider:
    """A thin line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something to press. `action` names what it does, `value` what it does it to."""

    label: str
    action: str
    value: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Buttons:
    """A row of buttons."""

    buttons: tuple[Button, ...]


Block = Heading | Paragraph | Bullets | Quotation | Context | Divider | Buttons


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message. `fallback` is what a notification or a screen reader says: one plain line."""

    blocks: tuple[Block, ...]
    fallback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What a channel is owed: the parent message, then the replies of its thread in order."""

    parent: Message
    thread: tuple[Message, ...] = ()
    thread_title: str = ""
