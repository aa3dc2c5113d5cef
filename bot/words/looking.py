"""`/brief search`, `people`, `claims`, `sources`: the archive, in the channel's language."""

from __future__ import annotations

from bot import lookups
from bot.desk import Desk, language_at
from bot.platforms.base import Command, Reply


async def search(desk: Desk, command: Command, rest: str) -> Reply:
    """The articles that hold these words."""
    language = await language_at(desk, command.place, command.user, typed=rest)
    async with desk.database.connect() as connection:
        found = await lookups.search(
            connection, rest, desk.library.config.topics, language, desk.clock()
        )
    return Reply(posts=(found,), shareable=True)


async def people(desk: Desk, command: Command, rest: str) -> Reply:
    """What somebody has said."""
    gazetteer = desk.library.config.gazetteer
    language = await language_at(desk, command.place, command.user, typed=rest)
    async with desk.database.connect() as connection:
        found = await lookups.people(connection, rest, gazetteer, language)
    return Reply(posts=(found,), shareable=True)


async def claims(desk: Desk, command: Command, rest: str) -> Reply:
    """A topic's claims, or the ledger's of one kind."""
    topics = desk.library.config.topics
    language = await language_at(desk, command.place, command.user, typed=rest)
    async with desk.database.connect() as connection:
        found = await lookups.claims(
            connection,
            rest,
            topics,
            language,
            workspace=command.place.workspace,
            today=desk.clock().date(),
        )
    return Reply(posts=(found,), shareable=True)


async def sources(desk: Desk, command: Command, rest: str) -> Reply:
    """How many sources are read, and which fail."""
    language = await language_at(desk, command.place, command.user, typed=rest)
    async with desk.database.connect() as connection:
        found = await lookups.sources(connection, language)
    return Reply(posts=(found,), shareable=True)
