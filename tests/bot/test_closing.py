"""Row 39 whole: whatever a platform refuses with, its scope rests, one notice is raised, and it
goes on by itself once the place is open again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import admin_notices, outbox, subscriptions
from bot.admins import Admins
from bot.delivery import Courier
from bot.errors import PostRefused, PostUnknown
from bot.handlers import BotHandlers
from bot.outbox import Part
from bot.platforms.base import Change, Place
from bot.platforms.discord.errors import _REFUSALS as DISCORD
from bot.platforms.slack.errors import REFUSALS as SLACK
from tests.bot.asking import handlers
from tests.bot.test_delivery import standing_order
from tests.carrying import carry
from tests.databases import sqlite
from tests.fakes import Clock, FakePlatform

TABLES: dict[str, Mapping[str, tuple[str, str]]] = {
    "slack": SLACK,
    "discord": {str(code): row for code, row in DISCORD.items()},
}


async def order(database: AsyncEngine, platform: str, workspace: str) -> None:
    """A brief in each of two channels of a workspace, and a message owed to each."""
    for channel in ("C1", "C2"):
        made = standing_order(channel, id=f"sub_{workspace}_{channel}", workspace=workspace)
        place = Place(platform=platform, workspace=workspace, channel=channel)
        async with database.begin() as connection:
            await subscriptions.keep(connection, replace(made, platform=platform))
            await outbox.plan(
                connection,
                place,
                subscription_id=made.id,
                slot="2026-11-25",
                parts=[Part(payload={"text": "A brief."})],
                due_at=Clock().at,
            )


async def resting(database: AsyncEngine, workspace: str) -> set[str]:
    """The channels of a workspace whose briefs rest."""
    async with database.connect() as connection:
        everyone = await subscriptions.of_workspace(connection, workspace)
    return {one.channel for one in everyone if one.paused}


async def notices(database: AsyncEngine, workspace: str) -> int:
    """How many notices stand for a workspace."""
    async with database.connect() as connection:
        return len(await admin_notices.standing(connection, workspace))


@pytest.mark.parametrize("platform", sorted(TABLES))
async def test_every_row_of_both_tables(tmp_path: Path, platform: str) -> None:
    """Each code: the channel or the workspace rests, or a message alone is given up; told once,
    however often it is met; open again, it goes on and the notice is over."""
    clock = Clock()
    async with sqlite(tmp_path) as database:
        bot = handlers(database, FakePlatform(), clock)
        for code, (scope, advice) in TABLES[platform].items():
            workspace = f"T-{code}"
            await order(database, platform, workspace)
            refusal = PostRefused(advice, code=code, scope=scope)  # type: ignore[arg-type]
            fake = FakePlatform(name=platform, fail=[refusal, refusal])
            platforms = {platform: fake}
            await carry(Courier(database=database, platforms=platforms, clock=clock))
            expected = {"channel": {"C1", "C2"}, "workspace": {"C1", "C2"}, "message": set()}[scope]
            assert await resting(database, workspace) == expected, code
            told = {"channel": 2, "workspace": 1, "message": 0}[scope]
            assert await notices(database, workspace) == told, code
            await closed_and_opened(bot, database, workspace, code, told)


async def closed_and_opened(
    bot: BotHandlers, database: AsyncEngine, workspace: str, code: str, told: int
) -> None:
    """The platform's own word of it raises nothing twice; opened, nothing rests any more."""
    channels: Iterable[str | None] = ("C1", "C2") if told == 2 else (None,) if told else ()
    for channel in channels:
        change = Change(workspace=workspace, channel=channel, open=False, code=f"{code}-again")
        await bot.changed(change)
        assert await notices(database, workspace) == told
        await bot.changed(replace(change, open=True))
    assert await resting(database, workspace) == set()
    await Admins(database=database, platforms={}, clock=bot.desk.clock).run()
    assert await notices(database, workspace) == 0


@pytest.mark.parametrize("platform", sorted(TABLES))
async def test_trouble_of_the_platforms_own_pauses_nothing(tmp_path: Path, platform: str) -> None:
    """An answer that may or may not stand is looked for; nothing rests, nobody is told."""
    clock = Clock()
    async with sqlite(tmp_path) as database:
        await order(database, platform, "T1")
        fake = FakePlatform(name=platform, fail=[PostUnknown("502"), PostUnknown("503")])
        await carry(Courier(database=database, platforms={platform: fake}, clock=clock))
        assert await resting(database, "T1") == set()
        assert await notices(database, "T1") == 0
