"""`/brief status`, `topics`, `help`: how things stand, what can be followed, what can be typed."""

from __future__ import annotations

from bot import help_views, notices
from bot.desk import Desk, language_at
from bot.platforms.base import Command, Reply
from bot.status import status_of


async def status(desk: Desk, command: Command, rest: str) -> Reply:
    """What is next and last in this channel, and how the sources fare."""
    place = command.place
    async with desk.database.connect() as connection:
        found = await status_of(connection, desk.clock(), workspace=place.workspace)
    return Reply(posts=(notices.status(found, f"{place.platform} {place.channel}"),))


async def topics(desk: Desk, command: Command, rest: str) -> Reply:
    """What can be followed."""
    language = await language_at(desk, command.place, command.user)
    return Reply(posts=(notices.topics(desk.library.config.topics, language),))


async def help_(desk: Desk, command: Command, rest: str) -> Reply:
    """Every form of `/brief`."""
    language = await language_at(desk, command.place, command.user, typed=rest)
    platform = command.place.platform
    return Reply(posts=(help_views.help_message(language, platform, desk.rule.whose(platform)),))
