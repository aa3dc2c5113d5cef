"""A source's correction edits what was posted and says so once in the thread, whatever crashes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import subscriptions
from bot.corrections import Corrector
from bot.delivery import Courier
from bot.platforms.base import MessageRef, Payload
from bot.subscriptions import Subscription
from bot.tables import deliveries
from digests.documents import content_hash
from digests.intake import Arrival, inline, take
from tests.benches import Bench, DiscordBench, SlackBench, bench
from tests.bot.library import LABS, news
from tests.carrying import carry
from tests.fakes import Clock
from tests.servers.discord import until
from tests.servers.slack_show import shown as slack_shown
from tests.views import NOW

GONE = "We will not sell this to anyone who prices people"
PLATFORMS = ("slack", "discord")


async def posts(made: Bench, database: AsyncEngine) -> None:
    """A brief of this morning stands in the channel."""
    async with database.begin() as connection:
        await subscriptions.keep(
            connection,
            Subscription(
                id="sub_c",
                workspace=made.place.workspace,
                platform=made.place.platform,
                channel=made.place.channel,
                topics=("labs",),
                at=time(9),
                created_at=NOW - timedelta(days=3),
            ),
        )
    await made.delivers()


async def changed(database: AsyncEngine, clock: Clock, *replaced: tuple[str, str]) -> None:
    """The outlet changes its article an hour later."""
    clock.move(hours=1)
    async with database.connect() as connection:
        from digests.store import articles as article_store

        (old,) = await article_store.get(connection, ("lab",))
    text = old.text
    for before, after in replaced:
        text = text.replace(before, after)
    new = replace(
        old,
        text=text,
        content_hash=content_hash(old.title, text),
        revision=old.revision + 1,
        fetched_at=clock(),
    )
    arrival = Arrival(article=new, brief_at=clock(), revises=True)
    await take(database, LABS, [arrival], inline(LABS))


def corrector(made: Bench, platform: Any = None) -> Corrector:
    """What looks for corrections, every few minutes."""
    return Corrector(
        database=made.database,
        platforms={made.place.platform: platform or made.platform},
        clock=made.clock,
    )


async def carried(made: Bench) -> None:
    """What is owed is sent."""
    platforms = {made.place.platform: made.platform}
    await carry(Courier(database=made.database, platforms=platforms, clock=made.clock))


def standing(made: Bench) -> list[str]:
    """What the bot's messages say now: the parent, then its thread."""
    if isinstance(made, SlackBench):
        return [slack_shown(one["blocks"]) for one in made.server.workspace.said_by_bot()]
    assert isinstance(made, DiscordBench)
    world = made.server.world
    said = [one for channel in world.channels.values() for one in channel.messages]
    return [
        " ".join(e.get("title", "") + e.get("description", "") for e in one["embeds"]).replace(
            "\\", ""
        )
        for one in said
        if one["author"]["id"] == world.bot
    ]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_quote_that_is_gone_leaves_the_post(database: AsyncEngine, platform: str) -> None:
    """Parent and story are edited, one line in the thread says what and why; a second look, and a
    second process, add nothing; the story's buttons know the corrected brief."""
    await news(database)
    clock = Clock(NOW)
    async with bench(platform, database, LABS, clock) as made:
        await posts(made, database)
        before = standing(made)
        assert all(GONE in one for one in before)
        await changed(
            database,
            clock,
            (GONE, "We have no plans to sell"),
            (
                "The company employs",
                "Correction: A quotation was withdrawn.\n\nThe company employs",
            ),
        )
        assert await corrector(made).run() == 1
        await carried(made)
        after = standing(made)
        assert len(after) == len(before) + 1
        assert not any(f"“{GONE}" in one for one in after)
        assert "Corrected Wednesday 25 November 2026, 10:00" in after[1]
        assert "Story 1 was corrected" in after[0]
        assert "Courier has changed its article." in after[2]
        assert "A quotation was withdrawn." in after[2]
        assert "what was given as the words of Amina Duarte" in after[2]
        assert await corrector(made).run() == 0
        await asyncio.gather(corrector(made).run(), corrector(made).run())
        await carried(made)
        assert standing(made) == after


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_growing_is_no_correction(database: AsyncEngine, platform: str) -> None:
    """An article that is only added to leaves the post alone."""
    await news(database)
    clock = Clock(NOW)
    async with bench(platform, database, LABS, clock) as made:
        await posts(made, database)
        before = standing(made)
        await changed(
            database, clock, ("The company employs", "It is early.\n\nThe company employs")
        )
        assert await corrector(made).run() == 0
        assert standing(made) == before


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_brief_that_a_person_posted_is_corrected_too(
    database: AsyncEngine, platform: str
) -> None:
    """What somebody posted with a button is owed to nobody, and is corrected all the same."""
    await news(database)
    clock = Clock(NOW)
    async with bench(platform, database, LABS, clock) as made:
        who = made.people["member"]
        await made.types("labs", who, topic="labs")
        if isinstance(made, SlackBench):
            share = made.server.responses[-1]["blocks"][-1]["elements"][0]
            await made.server.press(share["action_id"], share["value"], user=who)
            await made.server.until(lambda: len(standing(made)) == 2)
        else:
            assert isinstance(made, DiscordBench)
            shown = made.server.interactions.made[-1].shown[0]
            world = made.server.world
            seen = {**world.add_message(world.general, world.bot, {"content": "x"}), "flags": 64}
            world.general.messages.pop()
            carried_by = shown["components"][0]["components"][0]["custom_id"]
            await made.server.press(carried_by, seen, user=who)
            await until(lambda: len(standing(made)) == 2)
        await posted_is_known(made)
        await changed(database, clock, (GONE, "We have no plans to sell"))
        assert await corrector(made).run() == 1
        await carried(made)
        after = standing(made)
        assert len(after) == 3
        assert not any(f"“{GONE}" in one for one in after)
        assert "Story 1 was corrected" in after[0]


async def posted_is_known(made: Bench) -> None:
    """Waits until the bot has noted where the shared brief stands."""
    async with asyncio.timeout(5):
        while True:
            async with made.database.connect() as connection:
                rows = await connection.execute(select(deliveries.c.id))
                if len(rows.all()) == 2:
                    return
            await asyncio.sleep(0.02)


class Breaking:
    """A platform that dies at the edit of that number, before or after it stands."""

    def __init__(self, platform: Any, at: int, *, after: bool) -> None:
        self._platform, self._left, self._after = platform, at, after

    def payloads(self, post: Any) -> Sequence[Payload]:
        found: Sequence[Payload] = self._platform.payloads(post)
        return found

    def reply_payloads(self, message: Any) -> Sequence[Payload]:
        found: Sequence[Payload] = self._platform.reply_payloads(message)
        return found

    async def edit(self, ref: MessageRef, payload: Payload) -> None:
        self._left -= 1
        if self._left < 0 and not self._after:
            raise KilledError
        await self._platform.edit(ref, payload)
        if self._left < 0:
            raise KilledError


class KilledError(Exception):
    """The process was killed here."""


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("at", range(2))
@pytest.mark.parametrize("after", [False, True])
async def test_a_crash_between_loses_and_doubles_nothing(
    database: AsyncEngine, platform: str, at: int, after: bool
) -> None:
    """Killed before or after any edit, the next run corrects the rest and says it once."""
    await news(database)
    clock = Clock(NOW)
    async with bench(platform, database, LABS, clock) as made:
        await posts(made, database)
        count = len(standing(made))
        await changed(database, clock, (GONE, "We have no plans to sell"))
        with pytest.raises(KilledError):
            await corrector(made, Breaking(made.platform, at, after=after)).run()
        await corrector(made).run()
        await carried(made)
        await corrector(made).run()
        await carried(made)
        said = standing(made)
        assert len(said) == count + 1
        assert sum("has changed its article." in one for one in said) == 1
        assert not any(f"“{GONE}" in one for one in said)
