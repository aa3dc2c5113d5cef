"""The neutral `/brief …` forms in what the bot says, as the commands that Discord has. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.message import Block, Bullets, Context, Heading, Message, Paragraph, Run
from bot.platforms.discord.command_table import COMMANDS, Group

_QUOTED = re.compile(r"`(/brief\b[^`\n]*)`")


def _names() -> dict[str, str]:
    """Each word after `/brief`, and the command it is in Discord."""
    found: dict[str, str] = {}
    for one in COMMANDS:
        for form in one.forms if isinstance(one, Group) else (one,):
            if form.word:
                name = f"{one.name} {form.name}" if isinstance(one, Group) else one.name
                found[form.word] = f"/{name}"
    return found


_NAMES = _names()
_WORD = re.compile(rf"/brief ({'|'.join(_NAMES)})\b")


def in_discord(message: Message) -> Message:
    """`message` with the bot's own commands named as they are here. Quotes stay as they are."""
    return replace(message, blocks=tuple(map(_block, message.blocks)))


def _block(block: Block) -> Block:
    match block:
        case Heading(text=text):
            return replace(block, text=_named(text))
        case Paragraph(runs=runs) | Context(runs=runs):
            return replace(block, runs=tuple(one for run in runs for one in _runs(run)))
        case Bullets(items=items):
            said = (tuple(one for run in item for one in _runs(run)) for item in items)
            return replace(block, items=tuple(said))
        case _:
            return block


def _runs(run: Run) -> Iterator[Run]:
    """A run cut where a command stands between back-ticks, which stands out instead."""
    for number, part in enumerate(_QUOTED.split(run.text)):
        if part:
            style = "strong" if number % 2 else run.style
            yield replace(run, text=_named(part), style=style)


def _named(text: str) -> str:
    return _WORD.sub(lambda found: _NAMES[found[1]], text)
