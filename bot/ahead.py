"""The nightly batch: what the next briefs will ask of the model, handed in hours before they are due.

What the batch answers in time costs less; the rest is asked when the brief is built.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot import subscriptions
from bot.planner import Planner
from bot.subscriptions import Slot, Subscription
from digests.errors import SummariserError
from digests.store import batches
from digests.summarisers.batching import Batcher
from digests.summarisers.gathering import Gathering

CLOSES = timedelta(minutes=12)  # before a slot: a provider may take ten minutes to stop a batch
KNOWN = timedelta(days=3)  # slots that were handed in before are looked for so far back

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """Hands in what the briefs of the next `ahead` will ask. `clock` gives UTC."""

    planner: Planner
    batcher: Batcher
    ahead: timedelta
    clock: Callable[[], datetime]

    async def run(self) -> int:
        """Reads the batches that are done, then hands in one for new slots; the number of calls."""
        await self.batcher.advance()
        now = self.clock()
        soon = await self._soon(now)
        if not soon:
            return 0
        gathering = Gathering()
        planner = replace(self.planner, summariser=gathering)
        for one, slot in soon:
            for topic in one.topics:
                await planner.build(one, topic, slot, now)
        deadline = min(slot.due_at for _, slot in soon) - CLOSES
        try:
            return await self.batcher.hand_in(
                gathering.owed, [_name(*each) for each in soon], deadline
            )
        except SummariserError as error:
            log.warning("batch_not_handed_in", why=str(error))
            return 0

    async def _soon(self, now: datetime) -> Sequence[tuple[Subscription, Slot]]:
        """The slots that are near enough and have had no batch yet."""
        async with self.planner.database.connect() as connection:
            everyone = await subscriptions.everyones(connection)
            known = await batches.slots_since(connection, now - KNOWN)
        coming = [
            (one, slot)
            for one in everyone
            if not one.paused and one.platform in self.planner.platforms
            if (slot := subscriptions.upcoming(one, now)) is not None
        ]
        return [
            (one, slot)
            for one, slot in coming
            if CLOSES * 2 < slot.due_at - now <= self.ahead and _name(one, slot) not in known
        ]


def _name(one: Subscription, slot: Slot) -> str:
    return f"{one.id} {slot.date.isoformat()}"
