"""The nightly batch: half price, within the caps, called off in time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from digests.errors import AnswerNotYet
from digests.summarisers.providers import PROVIDERS
from tests.nights import CAPS, VIEWS, night
from tests.servers import model as servers


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
