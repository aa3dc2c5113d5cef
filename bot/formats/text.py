"""Messages as plain text, for mail, logs and screen readers."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from bot.clean import clean
from bot.message import (
    Block,
    Bullets,
    Buttons,
    Context,
    Divider,
    Heading,
    Message,
    Paragraph,
    Post,
    Quotation,
    Run,
)

WIDTH = 88


def post(value: Post) -> str:
    """The parent, then each reply, with a rule between them."""
    return (
        f"\n\n{'=' * WIDTH}\n\n".join(message(one) for one in (value.parent, *value.thread)) + "\n"
    )


def message(value: Message) -> str:
    """One message, blocks apart by a blank line. Buttons have no meaning here and are left out."""
    return "\n\n".join(shown for shown in map(_block, value.blocks) if shown)


def plain(runs: Sequence[Run]) -> str:
    """The words alone."""
    return clean("".join(run.text for run in runs))


def _block(block: Block) -> str:
    match block:
        case Heading(text=text, level=level):
            return clean(text) + ("\n" + "-" * WIDTH if level == 1 else "")
        case Paragraph(runs=runs) | Context(runs=runs):
            return _wrapped(plain(runs))
        case Bullets(items=items):
            return "\n".join(_wrapped(plain(one), first="- ", rest="  ") for one in items)
        case Quotation(text=text, attribution=runs):
            said = _wrapped(f"“{clean(text)}”", first="    ", rest="    ")
            return said + "\n" + _wrapped(f"— {plain(runs)}", first="    ", rest="      ")
        case Divider():
            return "-" * WIDTH
        case Buttons():
            return ""


def _wrapped(text: str, *, first: str = "", rest: str = "") -> str:
    lines = []
    for number, line in enumerate(text.splitlines()):
        lines.append(
            textwrap.fill(
                line,
                WIDTH,
                initial_indent=first if not number else rest,
                subsequent_indent=rest,
                break_long_words=False,
                break_on_hyphens=False,
            )
        )
    return "\n".join(lines)
