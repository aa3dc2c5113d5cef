"""Messages in a terminal, with rich: links that can be clicked, quotes set apart."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Text

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

MEASURE = 96  # columns: longer lines are hard to read
_STYLES = {
    "plain": Style(),
    "strong": Style(bold=True),
    "emphasis": Style(italic=True, color="cyan"),
}


def show(console: Console, value: Post) -> None:
    """Prints the parent and its thread, at most MEASURE columns wide."""
    for number, one in enumerate((value.parent, *value.thread)):
        show_message(console, one, framed=number == 0)


def show_message(console: Console, value: Message, *, framed: bool = False) -> None:
    """Prints one message."""
    width = min(console.width, MEASURE)
    body: RenderableType = Group(*_blocks(value.blocks))
    if framed:
        body = Panel(body, border_style="blue", padding=(1, 2), width=width)
    console.print(body if framed else Padding(body, (1, 2, 0, 2)), width=width)


def _blocks(blocks: Sequence[Block]) -> list[RenderableType]:
    shown: list[RenderableType] = []
    for number, block in enumerate(blocks):
        one = _block(block)
        if one is None:
            continue
        # Small print belongs to the line above it.
        if number and not isinstance(block, Context):
            shown.append(Text(""))
        shown.append(one)
    return shown


def _block(block: Block) -> RenderableType | None:
    match block:
        case Heading(text=text, level=level):
            return Text(clean(text), style="bold blue" if level == 1 else "bold")
        case Paragraph(runs=runs):
            return _text(runs)
        case Context(runs=runs):
            return _text(runs, "dim")
        case Bullets(items=items):
            return _bullets(items)
        case Quotation(text=text, attribution=runs):
            said = Text(f"“{clean(text)}”", style="italic green")
            return Padding(Group(said, _text((Run(text="— "), *runs), "dim")), (0, 0, 0, 3))
        case Divider():
            return Rule(style="dim")
        case Buttons():
            return None


def _bullets(items: Sequence[Sequence[Run]]) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(width=1, style="dim")
    table.add_column(overflow="fold")
    for item in items:
        table.add_row("•", _text(item))
    return table


def _text(runs: Sequence[Run], style: str = "") -> Text:
    text = Text(style=style)
    for run in runs:
        text.append(clean(run.text), style=_STYLES[run.style] + Style(link=run.url))
    return text
