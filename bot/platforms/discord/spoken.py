"""The neutral `/brief …` forms in what the bot says, as the commands that Discord has. Pure."""

from __future__ import annotations

import re

from bot.message import Message
from bot.platforms.command_names import set_apart
from bot.platforms.discord.command_table import COMMANDS, Group


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
    return set_apart(message, _named)


def _named(text: str) -> str:
    return _WORD.sub(lambda found: _NAMES[found[1]], text)
