"""`/brief search`, `people`, `claims`, `sources`: the archive, in the language that was typed."""

from __future__ import annotations

from bot import lookups
from bot.conversation import language_of
from bot.desk import Desk
from bot.platforms.base import Command, Reply


async def search(desk: Desk, command: Command, rest: str) -> Reply:
    """The articles that hold these words."""
    async with desk.database.connect() as connection:
        found = await lookups.search(
            connection, rest, desk.library.config.topics, language_of(rest), desk.clock()
        )
    return Reply(posts=(found,), shareable=True)


async def people(desk: Desk, command: Command, rest: str) -> Reply:
    """What somebody has said."""
    gazetteer = desk.library.config.gazetteer
    async with desk.database.connect() as connection:
        found = await lookups.people(connection, rest, gazetteer, language_of(rest))
    return Reply(posts=(found,), shareable=True)


async def claims(desk: Desk, command: Command, rest: str) -> Reply:
    """A topic's claims, or the ledger's of one kind."""
    topics = desk.library.config.topics
    async with desk.database.connect() as connection:
        found = await lookups.claims(
            connection,
            rest,
            topics,
            language_of(rest),
            workspace=command.place.workspace,
            today=desk.clock().date(),
        )
    return Reply(posts=(found,), shareable=True)


async def sources(desk: Desk, command: Command, rest: str) -> Reply:
    """How many sources are read, and which fail."""
    async with desk.database.connect() as connection:
        found = await lookups.sources(connection, language_of(rest))
    return Reply(posts=(found,), shareable=True)
