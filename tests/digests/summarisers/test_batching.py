"""The nightly batch: half price, never twice, called off in time, gone on with after a kill."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from digests.errors import AnswerNotYet, ModelRefused, ModelUnavailable
from digests.model import Draft
from digests.store import batches, calls
from digests.store.calls import Caps
from digests.summarisers.asking import Asker, Pace
from digests.summarisers.base import StoryView
from digests.summarisers.batching import SETTLED, Batcher
from digests.summarisers.budget import Pricing
from digests.summarisers.calling import ModelClient
from digests.summarisers.gathering import Gathering
from digests.summarisers.model import ModelSummariser
from digests.summarisers.providers import PROVIDERS
from tests.databases import sqlite
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


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """A SQLite file, for what does not touch the database's own ways."""
    async with sqlite(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("name", [one.name for one in PROVIDERS.values() if one.batch])
async def test_each_provider_with_batches_takes_one(store: AsyncEngine, name: str) -> None:
    """Handed in, waited for, read: the brief then finds every answer and makes no call."""
    async with night(store, name=name) as one:
        assert await one.hand_in() == len(VIEWS)
        assert await one.batcher.advance() == 0
        with pytest.raises(AnswerNotYet):
            await one.tell()
        assert await one.batcher.advance() == 1
        asked = len(one.server.model.requests)
        drafts = [await one.tell(view) for view in VIEWS]
        assert all(draft.summary for draft in drafts)
        assert len(one.server.model.requests) == asked == len(VIEWS)
        assert one.server.created == 1


async def test_it_costs_its_share(store: AsyncEngine) -> None:
    """Reserved in full at the lower price, settled with what it took at the lower price."""
    async with night(store) as one:
        await one.hand_in()
        reserved = await one.spent()
        assert reserved == sum(cost for _, cost in await one.ledger())
        for _ in range(2):
            await one.batcher.advance()
        statuses = {status for status, _ in await one.ledger()}
        assert statuses == {"answered"}
        batched = await one.spent()
        assert 0 < batched < reserved
        at_once = 0
        for view in VIEWS:  # the same calls made at once, of another workspace's prompt version
            before = await one.spent()
            await replace(one.speaker, asker=replace(one.batcher.asker)).repair(
                view, "en", await one.tell(view), ()
            )
            at_once += await one.spent() - before
        assert batched < at_once * 0.6


async def test_nothing_is_handed_in_twice(database: AsyncEngine) -> None:
    """What is under way or answered is left out of the next batch."""
    async with night(database) as one:
        assert await one.hand_in(VIEWS[:3]) == 3
        assert await one.hand_in(VIEWS) == 1
        for _ in range(3):
            await one.batcher.advance()
        assert await one.hand_in(VIEWS) == 0
        assert len(one.server.model.paid) == len(set(one.server.model.paid)) == 4


async def test_caps_hold_for_a_batch(database: AsyncEngine) -> None:
    """What a cap has no room for is left out; the rest goes in."""
    async with night(database) as one:
        probe = replace(one.batcher.asker, caps=CAPS)
        await one.hand_in(VIEWS[:1])
        cost = await one.spent()
        capped = replace(probe, caps=replace(CAPS, day=cost * 3 + cost // 2))
        poorer = replace(one, batcher=replace(one.batcher, asker=capped))
        assert await poorer.hand_in(VIEWS) == 2
        assert await one.spent() <= cost * 3 + cost // 2


async def test_a_call_that_failed_is_free_to_be_made_at_once(store: AsyncEngine) -> None:
    """Partial failure: the answered ones are kept, the failed one costs nothing and is asked."""

    def behave(asked: servers.Asked) -> object:
        second = asked.number == 1
        return servers.failing(500)(asked) if second else servers.well(asked)

    async with night(store, behave) as one:  # type: ignore[arg-type]
        await one.hand_in()
        for _ in range(2):
            await one.batcher.advance()
        statuses = sorted(status for status, _ in await one.ledger())
        assert statuses == ["answered", "answered", "answered", "failed"]
        for view in VIEWS:
            assert (await one.tell(view)).summary
        assert len(one.server.model.paid) == len(set(one.server.model.paid)) == 4


async def test_an_unreadable_answer_is_paid_and_asked_again(store: AsyncEngine) -> None:
    """What is no story is not kept as one."""
    first = servers.finishing("stop", "I can't help with that.")
    behaviour = servers.in_turn(first, servers.well)
    async with night(store, behaviour) as one:
        await one.hand_in(VIEWS[:1])
        for _ in range(2):
            await one.batcher.advance()
        assert [status for status, _ in await one.ledger()] == ["unreadable"]
        assert (await one.tell()).summary


@pytest.mark.parametrize("ending", ["expired", "failed"])
async def test_an_expired_or_refused_batch_leaves_the_rest_free(
    store: AsyncEngine, ending: str
) -> None:
    """Only what was answered is paid; the rest is asked when the brief is built."""
    async with night(store) as one:
        one.server.ending = ending  # type: ignore[assignment]
        await one.hand_in()
        for _ in range(2):
            await one.batcher.advance()
        assert await one.stages() == [f"closed {ending}"]
        done = 2 if ending == "expired" else 0
        assert len(one.server.model.paid) == done
        assert sum(cost > 0 for _, cost in await one.ledger()) == done
        for view in VIEWS:
            assert (await one.tell(view)).summary
        assert len(one.server.model.paid) == len(set(one.server.model.paid)) == 4


async def test_it_is_called_off_at_its_deadline(database: AsyncEngine) -> None:
    """Before the brief is due: what it has by then is read, the rest is free."""
    async with night(database) as one:
        one.server.polls = 10**6
        await one.hand_in()
        await one.batcher.advance()
        one.clock.move(hours=3)
        await one.batcher.advance()
        assert await one.stages() == ["cancelling"]
        await one.batcher.advance()
        assert await one.stages() == ["closed cancelled"]
        for view in VIEWS:
            assert (await one.tell(view)).summary
        assert len(one.server.model.paid) == len(set(one.server.model.paid)) == 4


async def test_a_lost_answer_to_its_making_makes_no_second(store: AsyncEngine) -> None:
    """It is found again by its file, among the account's batches."""
    async with night(store) as one:
        one.server.lose = {"create"}
        with pytest.raises(ModelUnavailable):
            await one.hand_in()
        assert await one.stages() == ["uploaded"]
        await one.batcher.advance()
        assert await one.stages() == ["uploaded"]  # it may still be on its way
        one.clock.move(seconds=SETTLED.total_seconds())
        await one.batcher.advance()
        assert await one.stages() == ["submitted"]
        for _ in range(2):
            await one.batcher.advance()
        assert one.server.created == 1
        assert {status for status, _ in await one.ledger()} == {"answered"}


@pytest.mark.parametrize("stage", ["reserved", "uploaded"])
async def test_after_a_kill_it_is_sent_once(store: AsyncEngine, stage: str) -> None:
    """Killed before the file went, or before the batch was made: it is gone on with."""
    async with night(store) as one:
        one.server.refuse = 503
        with pytest.raises(ModelUnavailable):
            await one.hand_in()
        if stage == "reserved":
            async with store.begin() as connection:
                await connection.execute(
                    text("UPDATE model_batches SET stage = 'reserved', file_id = NULL")
                )
        one.server.refuse = 0
        one.clock.move(minutes=2)
        for _ in range(4):
            await one.batcher.advance()
        assert one.server.created == 1
        assert await one.stages() == ["closed completed"]


async def test_two_processes_go_on_with_a_batch_once(database: AsyncEngine) -> None:
    """Whoever takes it first sends it."""
    async with night(database) as one:
        one.server.refuse = 503
        with pytest.raises(ModelUnavailable):
            await one.hand_in()
        one.server.refuse = 0
        one.clock.move(minutes=2)
        async with database.connect() as connection:
            seen = (await batches.open_ones(connection))[0]
        async with database.begin() as connection:
            assert await batches.claim(connection, seen, now=one.clock())
        one.clock.move(seconds=1)
        async with database.begin() as connection:
            assert not await batches.claim(connection, seen, now=one.clock())


async def test_a_refusal_costs_nothing(store: AsyncEngine) -> None:
    """An account without batches: the calls are free again at once."""
    async with night(store) as one:
        one.server.refuse = 403
        with pytest.raises(ModelRefused):
            await one.hand_in()
        assert (await one.stages())[0].startswith("closed")
        assert await one.spent() == 0
        assert (await one.tell()).summary


async def test_a_batch_that_is_gone_stays_spent(store: AsyncEngine) -> None:
    """Nobody can say what it cost, so it counts in full."""
    async with night(store) as one:
        await one.hand_in()
        before = await one.spent()
        one.server.batches.clear()
        await one.batcher.advance()
        assert await one.stages() == ["closed lost"]
        assert await one.spent() == before > 0


async def test_an_outage_of_the_batches_is_waited_out(store: AsyncEngine) -> None:
    """A look that fails changes nothing; the next one that does not goes on."""
    async with night(store) as one:
        await one.hand_in()
        one.server.down = True
        assert await one.batcher.advance() == 0
        assert await one.stages() == ["submitted"]
        one.server.down = False
        for _ in range(2):
            await one.batcher.advance()
        assert await one.stages() == ["closed completed"]
