"""Sends what is owed: once, in order, the parent first, whatever was lost on the way.

An answer that was lost is never guessed at: the platform's own record says whether the message
stands. Where that record can't be read, nothing is sent again and the delivery says so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import outbox, subscriptions
from bot.errors import DeliveryError, HistoryUnreadable, PostRefused, PostUnknown, RateLimited
from bot.outbox import Delivery
from bot.platforms.base import Place, Platform

LOOK_AGAIN = timedelta(seconds=30)  # a platform's record may lag behind its messages
MOST_ATTEMPTS = 8
AT_ONCE = 16  # channels served at the same time

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Courier:
    """Carries deliveries to platforms. `clock` gives UTC.

    `pace` is how many seconds a platform asks between two messages of one channel.
    """

    database: AsyncEngine
    platforms: Mapping[str, Platform]
    clock: Callable[[], datetime]
    pace: Mapping[str, float] = field(default_factory=dict)

    async def run(self) -> int:
        """Works on all that is due now; how many messages were sent.

        Channels are served at the same time, each in order and at its platform's pace.
        """
        async with self.database.connect() as connection:
            waiting = await outbox.due(connection, self.clock())
        gate = asyncio.Semaphore(AT_ONCE)
        channels = _by_channel(waiting)
        return sum(await asyncio.gather(*(self._channel(slots, gate) for slots in channels)))

    async def _channel(self, slots: Sequence[Sequence[Delivery]], gate: asyncio.Semaphore) -> int:
        """One channel's slots, one after the other."""
        sent = 0
        async with gate:
            for parts in slots:
                for part in parts:
                    if sent and (pause := self.pace.get(part.platform)):
                        await asyncio.sleep(pause)
                    # A part waits for the one before it, so that a thread reads in order.
                    if not await self._carry(part):
                        break
                    sent += 1
        return sent

    async def _carry(self, one: Delivery) -> bool:
        """Whether the part stands now."""
        platform = self.platforms.get(one.platform)
        if platform is None:
            return False
        try:
            place = await self._place(one)
        except DeliveryError as error:
            await self._give_up(one, str(error))
            return False
        if place is None:
            return False
        async with self.database.begin() as connection:
            if not await outbox.claim(connection, one, self.clock()):
                return False
        if one.status in {"unknown", "sending"}:
            return await self._look(platform, one, place)
        return await self._post(platform, one, place)

    async def _place(self, one: Delivery) -> Place | None:
        """Where the part goes; None while its parent does not stand.

        Raises DeliveryError when it never will.
        """
        if one.parent_part is None:
            return replace(one.place, thread=one.thread)
        async with self.database.connect() as connection:
            parent = await outbox.parent_of(connection, one)
        if parent is None or parent.status == "failed":
            raise DeliveryError("the message whose thread it belongs to was not posted")
        if parent.status != "sent":
            return None
        return replace(one.place, thread=parent.thread or parent.message)

    async def _post(self, platform: Platform, one: Delivery, place: Place) -> bool:
        try:
            ref = await platform.post(one.payload, place, one.id)
        except RateLimited as limit:
            await self._later(one, "planned", timedelta(seconds=limit.seconds), str(limit))
            return False
        except PostUnknown as error:
            await self._later(one, "unknown", timedelta(), str(error))
            return False
        except PostRefused as refusal:
            await self._refused(one, refusal)
            return False
        async with self.database.begin() as connection:
            await outbox.sent(connection, one, ref, self.clock())
        return True

    async def _look(self, platform: Platform, one: Delivery, place: Place) -> bool:
        """What became of a message whose answer was lost. Not found twice means not there."""
        try:
            ref = await platform.find(place, one.id, None)
        except HistoryUnreadable as error:
            why = f"not sent again, since the channel's history can't be read: {error}"
            await self._give_up(one, why)
            return False
        except (RateLimited, PostUnknown, PostRefused) as error:
            await self._later(one, "unknown", LOOK_AGAIN, str(error))
            return False
        if ref is not None:
            async with self.database.begin() as connection:
                await outbox.sent(connection, one, ref, self.clock())
            return True
        if one.error == NOT_THERE:
            return await self._post(platform, one, place)
        await self._later(one, "unknown", LOOK_AGAIN, NOT_THERE)
        return False

    async def _later(self, one: Delivery, status: outbox.Status, wait: timedelta, why: str) -> None:
        async with self.database.begin() as connection:
            if one.attempts + 1 >= MOST_ATTEMPTS and status == "planned":
                await outbox.failed(connection, one, f"given up after {MOST_ATTEMPTS} tries: {why}")
            else:
                await outbox.later(connection, one, status, self.clock() + wait, why)

    async def _give_up(self, one: Delivery, why: str) -> None:
        async with self.database.begin() as connection:
            await outbox.failed(connection, one, why)
        log.warning("delivery_failed", delivery=one.id, channel=one.channel, why=why)

    async def _refused(self, one: Delivery, refusal: PostRefused) -> None:
        """Gives the part up and rests what can't be reached: the channel or the workspace."""
        if refusal.scope == "message":
            await self._give_up(one, str(refusal))
            return
        channel = one.channel if refusal.scope == "channel" else None
        async with self.database.begin() as connection:
            await outbox.failed(connection, one, str(refusal))
            await subscriptions.pause(
                connection, one.workspace, channel=channel, why=f"{refusal.code}: {refusal}"
            )
        log.warning(
            "subscription_paused", workspace=one.workspace, channel=channel, why=refusal.code
        )


NOT_THERE = "not in the channel's history; looked once"


def _by_channel(waiting: Sequence[Delivery]) -> list[list[list[Delivery]]]:
    """The slots of each channel, each with its parts in posting order."""
    channels: dict[tuple[str, str, str], dict[tuple[str, str], list[Delivery]]] = {}
    for one in waiting:
        slots = channels.setdefault((one.platform, one.workspace, one.channel), {})
        slots.setdefault((one.subscription_id, one.slot), []).append(one)
    return [
        [sorted(parts, key=lambda one: one.part) for parts in slots.values()]
        for slots in channels.values()
    ]
