"""A night over a loopback server of batches: what is handed in, told and spent."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from digests.errors import AnswerNotYet
from digests.model import Draft
from digests.store import calls
from digests.store.calls import Caps
from digests.summarisers.asking import Asker, Pace
from digests.summarisers.base import StoryView
from digests.summarisers.batching import Batcher
from digests.summarisers.budget import Pricing
from digests.summarisers.calling import ModelClient
from digests.summarisers.gathering import Gathering
from digests.summarisers.model import ModelSummariser
from digests.summarisers.providers import PROVIDERS
from tests.fakes import Clock
from tests.lies import stories
from tests.servers import model as servers
from tests.servers.model import Behaviour
from tests.servers.model_batches import BatchServer, batch_server

VIEWS = tuple(one.view for one in itertools.islice(stories(11), 4))
CAPS = Caps(run=10**9, workspace_day=10**9, day=10**9)
SLOT = ("s1 2026-11-26",)


@dataclass(frozen=True, kw_only=True)
class Night:
    """A batcher and a summariser over one server and one store."""

    batcher: Batcher
    server: BatchServer
    clock: Clock

    @property
    def speaker(self) -> ModelSummariser:
        """Who asks at once."""
        return ModelSummariser(asker=self.batcher.asker)

    async def hand_in(self, views: tuple[StoryView, ...] = VIEWS) -> int:
        """The stories, for a brief in three hours."""
        gathering = Gathering().on_behalf_of("T1", "T1 C1 labs")
        for view in views:
            with pytest.raises(AnswerNotYet):
                await gathering.summarise(view, "en")
        deadline = self.clock() + timedelta(hours=3)
        return await self.batcher.hand_in(gathering.owed, SLOT, deadline)

    async def tell(self, view: StoryView = VIEWS[0]) -> Draft:
        """The story's draft, as the brief asks for it."""
        return await self.speaker.summarise(view, "en")

    async def ledger(self) -> list[tuple[str, int]]:
        """How each call stands and what it counts with."""
        async with self.batcher.asker.database.connect() as connection:
            rows = await connection.execute(
                text("SELECT status, cost FROM model_calls ORDER BY reserved_at, id")
            )
            return [(row.status, row.cost) for row in rows]

    async def stages(self) -> list[str]:
        """How far each batch has come."""
        async with self.batcher.asker.database.connect() as connection:
            rows = await connection.execute(text("SELECT stage, outcome FROM model_batches"))
            return [f"{row.stage} {row.outcome or ''}".strip() for row in rows]

    async def spent(self) -> int:
        """What the day's cap has on it."""
        async with self.batcher.asker.database.connect() as connection:
            return await calls.spent(connection, "all", self.clock().date().isoformat())


@asynccontextmanager
async def night(
    database: AsyncEngine, behave: Behaviour = servers.well, *, name: str = "openai"
) -> AsyncIterator[Night]:
    """A night over a loopback server that answers so."""
    provider = PROVIDERS[name]
    assert provider.batch is not None
    clock = Clock()
    prefix = provider.batch.endpoint.removesuffix("/chat/completions")
    async with (
        batch_server(behave, prefix) as server,
        ModelClient.create(provider, key="sk", url=server.url) as client,
    ):
        asker = Asker(
            database=database,
            client=client,
            pricing=Pricing(provider=provider, model=client.model, rate=(1.0, 4.0)),
            caps=CAPS,
            clock=clock,
            pace=Pace(call=2.0, altogether=3.0, pause=0.01),
        )
        yield Night(batcher=Batcher(asker=asker, batch=provider.batch), server=server, clock=clock)
