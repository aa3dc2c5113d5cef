"""Where the bot may write: channels that close to it and open again, as Discord tells of them.

Discord says nothing of a bot's lost permissions as such; they follow from roles and a channel's
overwrites (developers/topics/permissions.mdx, "Permission Overwrites"), which discord.py works out.
"""

from __future__ import annotations

from collections.abc import Mapping

import discord

from bot.platforms.base import Change
from bot.platforms.discord import manifest
from bot.platforms.discord.errors import UNKNOWN_CHANNEL, UNKNOWN_GUILD, meaning

MISSING_ACCESS, MISSING_PERMISSIONS = "50001", "50013"
_OPEN = ""
_States = Mapping[int, str]  # by channel: open, or the code that posting there would meet


class Doors:
    """What was open the last time each guild was looked at."""

    def __init__(self) -> None:
        self._known: dict[int, _States] = {}

    def look(self, guild: discord.Guild) -> list[Change]:
        """What has changed since the last look. The first look at a guild finds nothing new."""
        now = _states(guild)
        before = self._known.get(guild.id, now)
        self._known[guild.id] = now
        gone = [_change(guild, one, str(UNKNOWN_CHANNEL)) for one in before if one not in now]
        moved = [one for one in now if before.get(one, now[one]) != now[one]]
        return [*gone, *(_change(guild, one, now[one]) for one in moved)]

    def joined(self, guild: discord.Guild) -> Change:
        """The bot was let into a guild."""
        self.look(guild)
        return Change(workspace=str(guild.id), channel=None, open=True, code="guild_create")

    def left(self, guild: discord.Guild) -> Change:
        """The bot was put out of a guild, or the guild is gone."""
        self._known.pop(guild.id, None)
        code = str(UNKNOWN_GUILD)
        why = meaning(UNKNOWN_GUILD)
        return Change(workspace=str(guild.id), channel=None, open=False, code=code, why=why)


def _states(guild: discord.Guild) -> dict[int, str]:
    me = _me(guild)
    if me is None:
        return {}
    channels: list[discord.TextChannel | discord.ForumChannel] = [
        *guild.text_channels,
        *guild.forums,
    ]
    return {one.id: _state(one.permissions_for(me)) for one in channels}


def _me(guild: discord.Guild) -> discord.Member | None:
    """The bot in this guild; None until Discord has told of it, whatever discord.py's type says."""
    return guild.me


def _state(may: discord.Permissions) -> str:
    """Whether a whole brief can be posted. The history is for trouble only: nothing rests on it."""
    if not may.view_channel:
        return MISSING_ACCESS
    missing = set(manifest.missing(may.value)) - {manifest.HISTORY}
    return MISSING_PERMISSIONS if missing else _OPEN


def _change(guild: discord.Guild, channel: int, state: str) -> Change:
    return Change(
        workspace=str(guild.id),
        channel=str(channel),
        open=state == _OPEN,
        code=state or "permissions",
        why=meaning(int(state)) if state else "",
    )
