"""Turns a slot of a subscription into what the channel is owed, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import admin_notices, outbox, render, subscriptions
from bot.admin_notices import Cause
from bot.errors import BotError
from bot.message import Post
from bot.metrics import Metrics
from bot.outbox import Part
from bot.phrases import phrases
from bot.platforms.base import Place, Platform
from bot.subscriptions import WEEK, Slot, Subscription, zone_of
from digests import pipeline
from digests.errors import DigestsError
from digests.library import Library
from digests.model import Language, Window
from digests.pipeline import Built, Order, Reader, Shared
from digests.shelf import Shelf
from digests.store.database import reason
from digests.summarisers.base import Summariser

DAY = timedelta(hours=24)
PUNCTUAL = timedelta(minutes=15)  # what is later says so
ERRORS = (BotError, DigestsError, SQLAlchemyError)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planner:
    """Builds what is due and owes it to its channels. `clock` gives UTC."""

    database: AsyncEngine
    library: Library
    platforms: Mapping[str, Platform]
    summariser: Summariser
    clock: Callable[[], datetime]
    metrics: Metrics = field(default_factory=Metrics)
    # What was just built and rendered. Another planner, with another summariser, has its own.
    shared: Shared = field(default_factory=Shared, init=False)
    rendered: Shelf[tuple[Part, ...]] = field(default_factory=Shelf, init=False)

    async def plan(self, one: Subscription, slot: Slot, now: datetime) -> bool:
        """Plans one slot; False when it is planned already, here or by another process.

        A brief that can't be built costs no other: its admin is told, and the next tick tries
        again.
        """
        with structlog.contextvars.bound_contextvars(
            subscription=one.id, slot=slot.date.isoformat()
        ):
            try:
                return await self._plan(one, slot, now)
            except ERRORS as error:
                log.error("slot_not_planned", why=str(error), exc_info=error)
                await self._tell(one, error, now)
                return False

    def dropped(self, one: Subscription, since: datetime | None, now: datetime) -> None:
        """Logs the slots that came since the order was to be looked at and are too old by now."""
        for slot in subscriptions.missed(one, since, now) if since else ():
            late = (now - slot.due_at).total_seconds()
            log.warning("slot_dropped", subscription=one.id, slot=slot.date.isoformat(), late=late)
            self.metrics.dropped(one.kind)

    async def _plan(self, one: Subscription, slot: Slot, now: datetime) -> bool:
        async with self.database.connect() as connection:
            if await outbox.planned(connection, one.workspace, one.id, slot.date.isoformat()):
                return False
        built = [await self.build(one, topic, slot, now) for topic in one.topics]
        if now - slot.due_at > PUNCTUAL:
            built = [_late(each, now - slot.due_at, one.language) for each in built]
        told = [each for each in built if each.brief.items or one.quiet == "say"]
        parts: list[Part] = []
        for each in told:
            parts += self.parts(each, one, offset=len(parts))
        async with self.database.begin() as connection:
            ours = await outbox.plan(
                connection,
                place_of(one),
                subscription_id=one.id,
                slot=slot.date.isoformat(),
                parts=parts,
                due_at=now,
                promised_at=slot.due_at,
            )
            if ours:
                for each in told:
                    await pipeline.keep_brief(connection, each, reader_of(one), now=now)
            await admin_notices.resolve(
                connection, "plan", now, workspace=one.workspace, about=one.id
            )
        if ours:
            log.info("slot_planned", parts=len(parts))
            self.metrics.planned(one.kind)
        return ours

    async def build(self, one: Subscription, topic: str, slot: Slot, now: datetime) -> Built:
        """The brief since the slot before, so that no hour falls between two briefs.

        A window ends when the brief was promised, however long the queue of briefs is, so that
        slots of one minute have one window and their brief is built once. What comes later is told
        next time. A brief that comes late takes in what came meanwhile.
        """
        before = subscriptions.previous(one, slot)
        length = WEEK if one.kind == "weekly" else DAY
        start = min(slot.due_at - length, before.due_at if before else slot.due_at)
        order = Order(
            topic=self.library.topic(topic),
            window=Window(start=start, end=_end(slot, now)),
            language=one.language,
            reader=reader_of(one),
            length=one.length,
        )
        return await pipeline.build_brief(
            self.database, self.library, order, self.summariser, now=now, shared=self.shared
        )

    def parts(self, built: Built, one: Subscription, *, offset: int = 0) -> Sequence[Part]:
        """The brief's messages in the platform's own form, rendered once for many channels."""
        brief = built.brief
        key = (brief.id, brief.notes, one.zone, one.platform, offset)
        held = self.rendered.get(key)
        if held is None:
            post = render.brief(brief, zone=zone_of(one.zone))
            made = parts_of(post, built, self.platforms[one.platform], offset=offset)
            held = self.rendered.put(key, tuple(made))
        return held

    async def _tell(self, one: Subscription, error: Exception, now: datetime) -> None:
        """Notes for the admins that a brief could not be built."""
        why = reason(error) if isinstance(error, SQLAlchemyError) else str(error)
        what = f"{', '.join(one.topics)} ({one.channel})"
        cause = Cause.of(place_of(one), "plan", one.id, why=why, what=what)
        try:
            async with self.database.begin() as connection:
                await admin_notices.raise_notice(connection, cause, now)
        except SQLAlchemyError as worse:
            log.error("notice_not_kept", why=reason(worse))


def _end(slot: Slot, now: datetime) -> datetime:
    """When a window closes: on a full minute."""
    punctual = timedelta() <= now - slot.due_at <= PUNCTUAL
    return slot.due_at if punctual else now.replace(second=0, microsecond=0)


def place_of(one: Subscription) -> Place:
    """The channel of a subscription."""
    return Place(platform=one.platform, workspace=one.workspace, channel=one.channel)


def reader_of(one: Subscription) -> Reader:
    """Whose memory a brief is made for. A weekly digest remembers its own weeks: what the daily
    briefs told is what it sums up."""
    weekly = ":weekly" if one.kind == "weekly" else ""
    return Reader(workspace=one.workspace, channel=f"{one.platform}:{one.channel}{weekly}")


def parts_of(post: Post, built: Built, platform: Platform, *, offset: int = 0) -> Sequence[Part]:
    """The post's messages as parts: the parent first, each knowing its brief and its story."""
    parent = platform.payloads(Post(parent=post.parent, thread_title=post.thread_title))
    parts = [
        Part(
            payload=payload,
            parent_part=None if number == 0 else offset,
            brief_id=built.brief.id,
        )
        for number, payload in enumerate(parent)
    ]
    for item, message in zip(built.brief.items, post.thread, strict=True):
        parts += [
            Part(
                payload=payload,
                parent_part=offset,
                brief_id=built.brief.id,
                story_id=item.story_id,
            )
            for payload in platform.payloads(Post(parent=message))
        ]
    return parts


def _late(built: Built, by: timedelta, language: Language) -> Built:
    """The brief with a note that it comes late, and by how much."""
    hours, minutes = divmod(round(by.total_seconds() / 60), 60)
    note = phrases(language)["late"].format(hours=hours, minutes=f"{minutes:02d}")
    return replace(built, brief=replace(built.brief, notes=(note, *built.brief.notes)))
