"""Row 21 of the fault matrix: a brief of a private channel, asked about from another channel.

Nothing of it is told there, whoever asks and wherever the bot is: what a reply, a button or a form
carries proves nothing. Only on the bot's own page does it count which channels a person is in.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import subscriptions
from bot.delivery import Courier
from bot.formats import text
from bot.handlers import BotHandlers
from bot.planner import Planner
from bot.platforms.base import (
    Action,
    Command,
    Filled,
    MessageRef,
    Place,
    Reply,
    ThreadReply,
    User,
)
from bot.presses import PRESSES
from bot.tables import deliveries
from digests.summarisers.extractive import Extractive
from tests.bot.asking import handlers
from tests.bot.library import LABS, news
from tests.bot.test_planner import subscribe
from tests.carrying import carry, plan
from tests.fakes import Clock, FakePlatform
from tests.views import NOW

SECRET, HERE = "CSECRET", "CHERE"
ASKER = User(id="U1", admin=True)
WAYS = ("thread", "story thread", "by name", "buttons", "forged buttons", "words", "form")


@dataclass
class Town(FakePlatform):
    """A platform that knows who is in which channel, and in which the bot is."""

    asker: frozenset[str] = frozenset()
    bot: frozenset[str] = frozenset()

    async def channels(self, workspace: str, user: str) -> Mapping[str, str]:
        """Those that both are in."""
        return {name: name.lower() for name in self.asker & self.bot}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The bot, and what stands in the private channel."""

    database: AsyncEngine
    bot: BotHandlers
    town: Town
    order: str  # the id of its subscription
    parent: str
    story: str  # the message of its story
    story_id: str
    brief_id: str

    async def say(self, words: str, thread: str, *, mentioned: bool = False) -> Reply | None:
        """A reply in the other channel that names the private one's thread."""
        ref = MessageRef(
            platform="slack", workspace="T1", channel=HERE, message=f"9.{words}", thread=thread
        )
        asked = ThreadReply(
            ref=ref, text=words, user=ASKER, event_id=f"{words}{thread}", mentioned=mentioned
        )
        return await self.bot.thread_reply(asked)

    async def press(self, name: str, value: str, message: str) -> Reply | None:
        """A button pressed in the other channel."""
        ref = MessageRef(
            platform="slack", workspace="T1", channel=HERE, message=message, thread=self.parent
        )
        return await self.bot.action(Action(name=name, value=value, user=ASKER, ref=ref))

    async def type(self, words: str) -> Reply:
        """`/brief …` in the other channel."""
        place = Place(platform="slack", workspace="T1", channel=HERE)
        return await self.bot.command(Command(name="brief", text=words, user=ASKER, place=place))

    async def form(self, place: Place) -> str:
        """The private order's form; its words, or why there is none."""
        found = await self.bot.form(self.order, ASKER, place)
        return found.typed if isinstance(found, Filled) else said(found)


def said(reply: Reply | None) -> str:
    """All that a reply says."""
    posts = (*reply.posts, *reply.shown) if reply else ()
    return "\n".join(text.message(one) for one in posts)


async def orders(database: AsyncEngine) -> object:
    """Every subscription there is."""
    async with database.connect() as connection:
        return await subscriptions.everyones(connection)


@pytest.fixture(
    params=[
        pytest.param(which, id="".join("ny"[one] for one in which))
        for which in itertools.product((False, True), repeat=4)
    ]
)
async def asked(request: pytest.FixtureRequest, database: AsyncEngine) -> Asked:
    """Each of the sixteen: asker in the private channel, in this one; the bot in either."""
    asker_there, asker_here, bot_there, bot_here = request.param
    both = (SECRET, HERE)
    town = Town(
        asker=frozenset(itertools.compress(both, (asker_there, asker_here))),
        bot=frozenset(itertools.compress(both, (bot_there, bot_here))),
    )
    await news(database)
    one = await subscribe(database, id="sub_secret", channel=SECRET)
    clock = Clock(NOW)
    planner = Planner(
        database=database,
        library=LABS,
        platforms={"slack": town},
        summariser=Extractive(),
        clock=clock,
    )
    await plan(planner)
    await carry(Courier(database=database, platforms={"slack": town}, clock=clock))
    async with database.connect() as connection:
        parent, story = (
            await connection.execute(select(deliveries).order_by(deliveries.c.part))
        ).all()
    return Asked(
        database=database,
        bot=handlers(database, town, clock),
        town=town,
        order=one.id,
        parent=parent.message,
        story=story.message,
        story_id=story.story_id,
        brief_id=story.brief_id,
    )


async def ask(one: Asked, way: str) -> str:
    """Everything that comes back when the private brief is asked about in that way."""
    here = Place(platform="slack", workspace="T1", channel=HERE)
    match way:
        case "thread" | "story thread":
            root = one.parent if way == "thread" else one.story
            replies = [await one.say(words, root) for words in ("sources", "more", "How many?")]
        case "by name":
            replies = [await one.say("sources", one.parent, mentioned=True)]
        case "buttons":
            replies = [await one.press(name, one.story_id, one.story) for name in PRESSES]
        case "forged buttons":
            values = (one.order, f"{one.brief_id} {one.story_id} 0", f"{one.brief_id} 1 1")
            replies = [
                await one.press(name, value, one.parent) for name in PRESSES for value in values
            ]
        case "words":
            typed = ("list", "status", "why 1", f"edit {one.order} at 10:00", "unsubscribe labs")
            replies = [await one.type(words) for words in typed]
        case _:
            return await one.form(here)
    return "\n".join(map(said, replies))


async def test_row_21(asked: Asked) -> None:
    """Nothing of the private brief, its thread or its order, and nothing about it is changed; on
    the bot's own page only where both the person and the bot are in the private channel."""
    before = await orders(asked.database)
    for way in WAYS:
        told = await ask(asked, way)
        for secret in (SECRET, SECRET.lower(), "labs at 09:00", "Amina Duarte", "240"):
            assert secret not in told, (way, told)
    assert await orders(asked.database) == before
    allowed = SECRET in asked.town.asker & asked.town.bot
    page = Place(platform="slack", workspace="T1", channel="")
    shown = text.message(await asked.bot.home(page, replace(ASKER, language="en")))
    assert (SECRET.lower() in shown) is allowed
    assert ("labs at 09:00" in shown) is allowed
    assert ("at 09:00" in await asked.form(page)) is allowed
