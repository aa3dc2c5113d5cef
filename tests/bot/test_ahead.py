"""What the morning's brief will ask is handed in at night, and found when the brief is built."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from pydantic import SecretStr
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import models
from bot.ahead import Ahead
from bot.planner import Planner
from bot.settings import Settings
from digests.intake import Arrival, inline, take
from digests.store import calls
from digests.store.tables import briefs
from digests.summarisers.extractive import Extractive
from digests.summarisers.model import ModelSummariser
from tests.bot.test_planner import LIBRARY, news, subscribe
from tests.carrying import plan
from tests.fakes import Clock, FakePlatform
from tests.servers import model as servers
from tests.servers.model_batches import BatchServer, batch_server
from tests.views import NOW, PRESS, article

EVENING = NOW - timedelta(hours=2, minutes=30)


@dataclass(frozen=True, kw_only=True)
class Morning:
    """The night's job and the morning's planner over one server."""

    ahead: Ahead
    planner: Planner
    server: BatchServer
    clock: Clock

    async def brief(self) -> tuple[str, list[str]]:
        """The mode and notes of the newest brief."""
        async with self.planner.database.connect() as connection:
            row = (await connection.execute(select(briefs.c.mode, briefs.c.data).limit(1))).one()
            return row.mode, row.data["notes"]


@asynccontextmanager
async def morning(database: AsyncEngine) -> AsyncIterator[Morning]:
    """A subscription for nine o'clock, an article of six, and half past six now."""
    await news(database)
    await subscribe(database)
    clock = Clock(EVENING)
    async with batch_server(servers.well) as server:
        settings = Settings(openai_api_key=SecretStr("sk"), model_url=server.url)
        async with models.speaking(settings, database, clock) as speaker:
            planner = Planner(
                database=database,
                library=LIBRARY,
                platforms={"slack": FakePlatform()},
                summariser=speaker,
                clock=clock,
            )
            batcher = models.batcher(settings, speaker)
            assert batcher is not None
            hours = timedelta(hours=settings.model_batch_hours)
            ahead = Ahead(planner=planner, batcher=batcher, ahead=hours, clock=clock)
            yield Morning(ahead=ahead, planner=planner, server=server, clock=clock)


async def test_the_brief_finds_what_the_night_asked(database: AsyncEngine) -> None:
    """One batch, no call at nine, the ledger says which."""
    async with morning(database) as one:
        assert await one.ahead.run() == 1
        for _ in range(3):
            assert await one.ahead.run() == 0
        assert one.server.created == 1
        asked = len(one.server.model.requests)
        one.clock.at = NOW
        assert await plan(one.planner) == 1
        assert len(one.server.model.requests) == asked == 1
        assert await one.brief() == (
            "model",
            ["Written by a model and checked against the sources."],
        )
        async with database.connect() as connection:
            lines = await calls.account(connection, since="2026-11-01")
        assert [(line.workspace, line.purpose) for line in lines] == [("T1", "summary, batch")]


async def test_what_came_in_after_it_is_asked_at_once(database: AsyncEngine) -> None:
    """A story that another outlet told since is another question; it is asked at full price."""
    async with morning(database) as one:
        for _ in range(3):
            await one.ahead.run()
        late = article(PRESS, "late", outlet="Ledger", hours=1)
        arrival = Arrival(article=late, brief_at=late.published_at)
        await take(database, LIBRARY, [arrival], inline(LIBRARY))
        one.clock.at = NOW
        await plan(one.planner)
        assert len(one.server.model.requests) == 2
        assert (await one.brief())[0] == "model"


async def test_a_batch_that_is_not_back_costs_no_brief(database: AsyncEngine) -> None:
    """The articles' own sentences go out on time, with a line that says so; nothing is asked twice."""
    async with morning(database) as one:
        one.server.polls = 10**6
        await one.ahead.run()
        one.clock.at = NOW
        assert await plan(one.planner) == 1
        mode, notes = await one.brief()
        assert mode == "extractive"
        assert "batch" in notes[0]
        assert one.server.model.requests == []


async def test_called_off_in_time_it_is_asked_at_once(database: AsyncEngine) -> None:
    """Twelve minutes before nine it is stopped, and the brief asks by itself."""
    async with morning(database) as one:
        one.server.polls = 10**6
        await one.ahead.run()
        one.clock.at = NOW - timedelta(minutes=11)
        for _ in range(2):
            await one.ahead.run()
        one.clock.at = NOW
        await plan(one.planner)
        assert (await one.brief())[0] == "model"
        assert len(one.server.model.paid) == 1


async def test_a_refusal_is_no_trouble(database: AsyncEngine) -> None:
    """An account without batches briefs as before."""
    async with morning(database) as one:
        one.server.refuse = 403
        assert await one.ahead.run() == 0
        assert await one.ahead.run() == 0
        one.clock.at = NOW
        await plan(one.planner)
        assert (await one.brief())[0] == "model"


async def test_paused_and_far_slots_wait(database: AsyncEngine) -> None:
    """Nothing is asked for a channel that rests, nor hours too early."""
    async with morning(database) as one:
        early = replace(one.ahead, ahead=timedelta(hours=2))
        assert await early.run() == 0
        await subscribe(database, paused="by a person")
        assert await one.ahead.run() == 0


async def test_off_or_without_batches_there_is_no_such_job(database: AsyncEngine) -> None:
    """A setting, an extractive bot, and a provider that has none."""
    batching = Settings(openai_api_key=SecretStr("sk"))
    assert models.batcher(batching, Extractive()) is None
    for settings in (
        batching.model_copy(update={"model_batch": "off"}),
        Settings(anthropic_api_key=SecretStr("sk"), model_provider="anthropic"),
    ):
        async with models.speaking(settings, database, Clock(NOW)) as speaker:
            assert isinstance(speaker, ModelSummariser)
            assert models.batcher(settings, speaker) is None
