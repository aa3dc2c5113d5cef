"""Discord's commands, and the `/brief …` text that each of them means. Pure.

The text forms are those of `bot.commands`, so that both platforms are read by one parser.
Limits and shapes: developers/interactions/application-commands.mdx.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.clean import one_line
from bot.platforms.discord.command_table import COMMANDS, Form, Group, Option

Json = dict[str, Any]
CHAT_INPUT, MESSAGE = 1, 3  # command types
_SUB_COMMAND, _STRING = 1, 3  # option types
_CHINESE = ("zh-CN", "zh-TW")
# In servers and in the conversation with the bot; installed by servers.
_WHERE: Json = {"contexts": [0, 1], "integration_types": [0]}
BRIEF_THIS_LINK = "Brief this link"


def payloads() -> list[Json]:
    """All commands as Bulk Overwrite Global Application Commands takes them."""
    link = {"type": MESSAGE, "name": BRIEF_THIS_LINK, **_in_chinese("name", "为此链接做简报")}
    return [{**one, **_WHERE} for one in (*map(_command, COMMANDS), link)]


def text_of(data: Mapping[str, Any]) -> str | None:
    """The text that an interaction's `data` means, or None for a command that is not ours."""
    known = {one.name: one for one in COMMANDS}.get(str(data.get("name")))
    options: Sequence[Mapping[str, Any]] = data.get("options") or ()
    if isinstance(known, Group):
        chosen = next(iter(options), {})
        known = {one.name: one for one in known.forms}.get(str(chosen.get("name")))
        options = chosen.get("options") or ()
    if known is None:
        return None
    given = {str(one["name"]): one_line(str(one.get("value", ""))) for one in options}
    parts = [one.form.format(given[one.name]) for one in known.options if given.get(one.name)]
    return " ".join(filter(None, (known.word, *parts)))


def focused(data: Mapping[str, Any]) -> tuple[str, str] | None:
    """The option that is being typed, and what stands in it so far."""
    for one in data.get("options") or ():
        if one.get("focused"):
            return str(one["name"]), str(one.get("value", ""))
        inner = focused(one)
        if inner:
            return inner
    return None


def _command(one: Form | Group) -> Json:
    if isinstance(one, Form):
        options = [_option(option) for option in one.options]
    else:
        options = [{"type": _SUB_COMMAND, **_form(form)} for form in one.forms]
        return {"type": CHAT_INPUT, **_named(one), "options": options}
    return {"type": CHAT_INPUT, **_named(one), **({"options": options} if options else {})}


def _form(form: Form) -> Json:
    options = [_option(option) for option in form.options]
    return {**_named(form), **({"options": options} if options else {})}


def _option(option: Option) -> Json:
    written: Json = {"type": _STRING, **_named(option), "required": option.required}
    if option.choices:
        written["choices"] = [
            {"name": name, **_in_chinese("name", zh), "value": value}
            for value, name, zh in option.choices
        ]
    if option.completes:
        written["autocomplete"] = True
    return written


def _named(one: Form | Group | Option) -> Json:
    return {
        "name": one.name,
        **_in_chinese("name", one.zh),
        "description": one.description,
        **_in_chinese("description", one.zh_description),
    }


def _in_chinese(field: str, text: str) -> Json:
    return {f"{field}_localizations": dict.fromkeys(_CHINESE, text)}
