"""Telling Discord of the commands, only where it has others: creates are 200 a day.

What Discord lists carries defaults and ids of its own, so both sides are brought to one form
before they are compared (developers/interactions/application-commands.mdx, "Application Command
Structure").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.errors import PostRefused
from bot.platforms.discord.errors import LOST, from_discord
from bot.platforms.discord.rest import Json, Rest

_TEXTS = ("name", "description")
_NAMES = ("name_localizations", "description_localizations")


async def sync(rest: Rest, application: int, wanted: Sequence[Json]) -> bool:
    """Whether the commands had to be sent. Raises what discord.py raises.

    Where Discord does not list them they are sent: once too often is better than never.
    """
    there = await _listed(rest, application)
    if there is not None and _by_name(there) == _by_name(wanted):
        return False
    await rest.overwrite_commands(application, wanted)
    return True


async def _listed(rest: Rest, application: int) -> list[Json] | None:
    try:
        return await rest.commands(application)
    except LOST as error:
        if isinstance(from_discord(error), PostRefused):
            return None
        raise


def _by_name(commands: Sequence[Json]) -> dict[tuple[int, str], Json]:
    return {
        (command.get("type", 1), command["name"]): {
            **_form(command),
            "contexts": sorted(command.get("contexts") or ()),
            "permissions": command.get("default_member_permissions"),
        }
        for command in commands
    }


def _form(command: Mapping[str, Any]) -> Json:
    """A command or an option without ids and with its defaults written out."""
    return {
        "type": command.get("type", 1),
        **{name: command.get(name) or "" for name in _TEXTS},
        **{name: dict(command.get(name) or {}) for name in _NAMES},
        "required": bool(command.get("required")),
        "autocomplete": bool(command.get("autocomplete")),
        "choices": [
            (one["name"], one["value"], dict(one.get("name_localizations") or {}))
            for one in command.get("choices") or ()
        ],
        "options": [_form(one) for one in command.get("options") or ()],
    }
