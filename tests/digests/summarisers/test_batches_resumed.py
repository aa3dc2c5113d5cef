"""A batch whose sender was killed, whose answer was lost or whose provider is down: never twice."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from digests.errors import ModelRefused, ModelUnavailable
from digests.store import batches
from digests.summarisers.batching import SETTLED
from tests.nights import night


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
        one.clock.move(seconds=SETTLED.total_seconds())
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
        one.clock.move(seconds=SETTLED.total_seconds())
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
