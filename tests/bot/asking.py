"""The bot's answers over a database, asked as a platform asks: shared by tests of the handlers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.desk import Desk
from bot.formats import text
from bot.handlers import BotHandlers
from bot.platforms.base import Command, Place, Reply, User
from digests.summarisers.extractive import Extractive
from tests.bot.library import LABS as LIBRARY
from tests.fakes import Clock, FakePlatform
from tests.views import NOW

PLACE = Place(platform="slack", workspace="T1", channel="C1")
PERSON = User(id="U1")


def handlers(database: AsyncEngine, platform: FakePlatform, clock: Clock) -> BotHandlers:
    """The bot's answers over this database."""
    return BotHandlers(
        desk=Desk(
            database=database,
            library=LIBRARY,
            platforms={"slack": platform},
            summariser=Extractive(),
            clock=clock,
        )
    )


def said(reply: Reply | None) -> str:
    """All that a reply says, on one line."""
    assert reply is not None
    return " ".join(" ".join(text.message(one) for one in reply.posts).split())


async def typed(database: AsyncEngine, words: str, *, at: datetime = NOW) -> Reply:
    """The answer to `/brief words` in one channel."""
    bot = handlers(database, FakePlatform(), Clock(at))
    return await bot.command(Command(name="brief", text=words, user=PERSON, place=PLACE))
