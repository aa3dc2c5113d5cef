"""Sends what is owed: once, in order, the parent first, whatever was lost on the way.

An answer that was lost is never guessed at: the platform's own record says whether the message
stands. Where that record can't be read, nothing is sent again and the delivery says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import admin_notices, outbox, subscriptions
from bot.admin_notices import Cause
from bot.errors import DeliveryError, HistoryUnreadable, PostRefused, PostUnknown, RateLimited
from bot.metrics import Metrics
from bot.outbox import Delivery
from bot.platforms.base import Dated, MessageRef, Place, Platform
from bot.subscriptions import LATEST

LOOK_AGAIN = timedelta(seconds=30)  # a platform's record may lag behind its messages
STALE = timedelta(hours=24)  # what can't be settled in a day is given up, and the admin told
SKEW = timedelta(hours=3)  # our clock may be ahead of the platform's by so much

Outcome = Literal["sent", "failed", "waiting", "held"]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Courier:
    """Carries deliveries to platforms, one by one. `clock` gives UTC."""

    database: AsyncEngine
    platforms: Mapping[str, Platform]
    clock: Callable[[], datetime]
    metrics: Metrics = field(default_factory=Metrics)

    async def deliver(self, one: Delivery) -> Outcome:
        """One part: posted, or looked up where it may stand already.

        "sent": it stands. "failed": it never will. "waiting": it is another's, or is to be looked
        at again later. "held": so is the whole channel.
        """
        platform = self.platforms.get(one.platform)
        if platform is None:
            return "waiting"
        if one.status == "planned" and one.parent_part is None and self._too_late(one):
            return await self._drop(one)
        try:
            place = await self._place(one)
        except DeliveryError as error:
            return await self._give_up(one, str(error))
        if place is None:
            return "waiting"
        async with self.database.begin() as connection:
            if not await outbox.claim(connection, one, self.clock()):
                return "waiting"
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
        if parent is None or parent.status in {"failed", "skipped"}:
            raise DeliveryError("the message whose thread it belongs to was not posted")
        if parent.status != "sent":
            return None
        return replace(one.place, thread=parent.thread or parent.message)

    async def _post(self, platform: Platform, one: Delivery, place: Place) -> Outcome:
        try:
            ref = await platform.post(one.payload, place, one.id)
        except RateLimited as limit:
            return await self._limited(one, limit)
        except PostUnknown as error:
            return await self._later(one, timedelta(), str(error))
        except PostRefused as refusal:
            return await self._refused(one, refusal)
        async with self.database.begin() as connection:
            await outbox.sent(connection, one, ref, self.clock())
        self._stands(one)
        return "sent"

    async def _look(self, platform: Platform, one: Delivery, place: Place) -> Outcome:
        """What became of a message whose answer was lost. Not found twice means not there."""
        try:
            ref = await _found(platform, one, place)
        except HistoryUnreadable as error:
            return await self._unreadable(one, error)
        except (RateLimited, PostUnknown, PostRefused) as error:
            if self.clock() - one.promised > STALE:
                return await self._unreadable(one, error)
            return await self._later(one, LOOK_AGAIN, str(error))
        if ref is not None:
            async with self.database.begin() as connection:
                await outbox.sent(connection, one, ref, self.clock())
            self._stands(one)
            return "sent"
        if one.error == NOT_THERE:
            if one.parent_part is None and self._too_late(one):
                return await self._drop(one)
            return await self._post(platform, one, place)
        return await self._later(one, LOOK_AGAIN, NOT_THERE)

    async def _later(self, one: Delivery, wait: timedelta, why: str) -> Outcome:
        """To be looked up after `wait`: it may stand."""
        async with self.database.begin() as connection:
            await outbox.later(connection, one, "unknown", self.clock() + wait, why)
        self.metrics.delivery("unknown")
        return "waiting"

    async def _limited(self, one: Delivery, limit: RateLimited) -> Outcome:
        """Nothing of the channel before the platform's own time; nothing is lost by waiting."""
        now = self.clock()
        self.metrics.delivery("rate_limited")
        if now - one.promised > LATEST:
            return await self._give_up(one, f"the platform asked to wait for too long: {limit}")
        until = now + timedelta(seconds=limit.seconds)
        async with self.database.begin() as connection:
            await outbox.later(connection, one, "planned", until, str(limit))
            await outbox.hold(connection, one.place, until)
        return "held"

    def _too_late(self, one: Delivery) -> bool:
        """Whether the bot was down for so long that nobody wants it any more."""
        return self.clock() - one.promised > LATEST and not admin_notices.is_notice(one)

    async def _drop(self, one: Delivery) -> Outcome:
        why = f"dropped: more than {LATEST // timedelta(hours=1)} hours late"
        async with self.database.begin() as connection:
            await outbox.failed(connection, one, why)
        log.warning("delivery_dropped", channel=one.channel, slot=one.slot)
        self.metrics.delivery("dropped")
        return "failed"

    async def _give_up(self, one: Delivery, why: str) -> Outcome:
        async with self.database.begin() as connection:
            await outbox.failed(connection, one, why)
        log.warning("delivery_failed", channel=one.channel, why=why)
        self.metrics.delivery("failed")
        return "failed"

    async def _unreadable(self, one: Delivery, error: Exception) -> Outcome:
        """Rather missing than doubled, and somebody is told."""
        why = f"not sent again, since the channel's history can't be read: {error}"
        outcome = await self._give_up(one, why)
        async with self.database.begin() as connection:
            cause = Cause.of(one.place, "history", one.channel, why=str(error))
            await admin_notices.raise_notice(connection, cause, self.clock())
        return outcome

    async def _refused(self, one: Delivery, refusal: PostRefused) -> Outcome:
        """Gives the part up and rests what can't be reached: the channel or the workspace."""
        if refusal.scope == "message":
            return await self._give_up(one, str(refusal))
        channel = one.channel if refusal.scope == "channel" else None
        async with self.database.begin() as connection:
            await outbox.failed(connection, one, str(refusal))
            await subscriptions.pause(
                connection, one.workspace, channel=channel, why=f"{refusal.code}: {refusal}"
            )
            if not admin_notices.is_notice(one):
                cause = Cause.of(one.place, "paused", channel or "", why=str(refusal))
                await admin_notices.raise_notice(connection, cause, self.clock())
        log.warning(
            "subscription_paused", workspace=one.workspace, channel=channel, why=refusal.code
        )
        self.metrics.delivery("refused")
        return "failed"

    def _stands(self, one: Delivery) -> None:
        late = max(self.clock() - one.promised, timedelta())
        self.metrics.delivery("sent")
        if one.parent_part is None:
            self.metrics.late_by(late)
            log.info("delivered", channel=one.channel, slot=one.slot, late=late.total_seconds())


async def _found(platform: Platform, one: Delivery, place: Place) -> MessageRef | None:
    """The message by the platform's record.

    A search without a beginning ends after so many messages. Where it found nothing, another says
    whether the record since the first try was read whole: it raises HistoryUnreadable if not. The
    clocks may differ, so the second alone would not do.
    """
    found = await platform.find(place, one.id, None)
    if found is None and one.tried_at and isinstance(platform, Dated):
        return await platform.find(place, one.id, platform.id_at(one.tried_at - SKEW))
    return found


NOT_THERE = "not in the channel's history; looked once"
