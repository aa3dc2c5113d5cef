"""The bot's own commands where it names them: set apart from the words around them. Pure.

In the bot's own messages a command stands between back-ticks ("`/brief list`"). No platform's
renderer takes a back-tick for markup, since an article's are letters; so here they become bold.
Quotes stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.message import Block, Bullets, Context, Heading, Message, Paragraph, Run

_QUOTED = re.compile(r"`((?:/brief\b|…\s|link\b)[^`\n]*)`")
Named = Callable[[str], str]


def set_apart(message: Message, named: Named = str) -> Message:
    """`message` with each command between back-ticks in bold, called what `named` makes of it."""
    return replace(message, blocks=tuple(_block(one, named) for one in message.blocks))


def _block(block: Block, named: Named) -> Block:
    match block:
        case Heading(text=text):
            return replace(block, text=named(text))
        case Paragraph(runs=runs) | Context(runs=runs):
            return replace(block, runs=tuple(one for run in runs for one in _runs(run, named)))
        case Bullets(items=items):
            said = (tuple(one for run in item for one in _runs(run, named)) for item in items)
            return replace(block, items=tuple(said))
        case _:
            return block


def _runs(run: Run, named: Named) -> Iterator[Run]:
    """A run cut where a command stands between back-ticks, which stands out instead."""
    for number, part in enumerate(_QUOTED.split(run.text)):
        if part:
            yield replace(run, text=named(part), style="strong" if number % 2 else run.style)
