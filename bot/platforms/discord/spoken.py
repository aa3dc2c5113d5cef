"""The neutral `/brief …` forms in what the bot says, as the commands that Discord has. Pure."""

from __future__ import annotations

import re

from bot.message import Message
from bot.platforms.command_names import set_apart
from bot.platforms.discord.command_table import COMMANDS, Form, Group


def _forms() -> dict[str, tuple[str, Form]]:
    """Each word after `/brief`, and the command it is in Discord."""
    found: dict[str, tuple[str, Form]] = {}
    for one in COMMANDS:
        for form in one.forms if isinstance(one, Group) else (one,):
            name = f"{one.name} {form.name}" if isinstance(one, Group) else one.name
            found[form.word] = (f"/{name}", form)
    return found


_FORMS = _forms()
_BRIEF = _FORMS.pop("")
_WORD = re.compile(rf"/brief ({'|'.join(_FORMS)})\b")
_ALONE = re.compile(rf"/brief (?:({'|'.join(_FORMS)})(?: (\S.*))?|([\w-]+))", re.DOTALL)


def in_discord(message: Message) -> Message:
    """`message` with the bot's own commands named as they are here. Quotes stay as they are."""
    return set_apart(message, _named)


def _named(text: str) -> str:
    """A command that stands by itself with its option named; within a text only its own name."""
    whole = _ALONE.fullmatch(text)
    if whole is None:
        return _WORD.sub(lambda found: _FORMS[found[1]][0], text)
    word, rest, topic = whole.groups()
    if topic:
        return f"{_BRIEF[0]} {_BRIEF[1].options[0].name}:{topic}"
    name, form = _FORMS[word]
    if not rest:
        return name
    # Where there are several options, which of them is meant is the reader's to see.
    return f"{name} {form.options[0].name}:{rest}" if len(form.options) == 1 else f"{name} {rest}"
