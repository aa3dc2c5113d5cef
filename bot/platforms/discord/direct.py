"""Conversations with one person: no server, no threads, no roles. Pure.

Such a conversation is a workspace of its own, so that what one person follows is theirs alone.
"""

from __future__ import annotations

import discord

from bot.platforms.base import Place

PREFIX = "direct:"


def is_direct_channel(channel: object) -> bool:
    """Whether a channel of discord.py's is a conversation with one person."""
    return isinstance(channel, discord.DMChannel)


def workspace(guild: int | None, user: int) -> str:
    """The workspace of something said: the server, or the one person."""
    return str(guild) if guild else f"{PREFIX}{user}"


def is_direct(place: Place) -> bool:
    """Whether a place is a conversation with one person."""
    return place.workspace.startswith(PREFIX)
