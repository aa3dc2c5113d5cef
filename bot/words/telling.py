"""`/brief status`, `topics`, `help`: how things stand, what can be followed, what can be typed."""

from __future__ import annotations

from bot import help_views, notices, status_views
from bot.desk import Desk, language_at
from bot.platforms.base import Command, Reply
from bot.sight import model_name
from bot.status import status_of


async def status(desk: Desk, command: Command, rest: str) -> Reply:
    """What is next and last in this channel, and how the sources fare."""
    place = command.place
    language = await language_at(desk, place, command.user, typed=rest)
    async with desk.database.connect() as connection:
        found = await status_of(
            connection,
            desk.clock(),
            workspace=place.workspace,
            language=language,
            model=model_name(desk.summariser),
        )
    channel = f"{place.platform} {place.channel}"
    return Reply(posts=(status_views.message(found, channel, language),))


async def topics(desk: Desk, command: Command, rest: str) -> Reply:
    """What can be followed."""
    language = await language_at(desk, command.place, command.user)
    return Reply(posts=(notices.topics(desk.library.config.topics, language),))


async def help_(desk: Desk, command: Command, rest: str) -> Reply:
    """Every form of `/brief`."""
    language = await language_at(desk, command.place, command.user, typed=rest)
    platform = command.place.platform
    return Reply(posts=(help_views.help_message(language, platform, desk.rule.whose(platform)),))
