"""Turns a slot of a subscription into what the channel is owed, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import outbox, render, subscriptions
from bot.message import Post
from bot.outbox import Part
from bot.phrases import phrases
from bot.platforms.base import Place, Platform
from bot.subscriptions import Slot, Subscription, zone_of
from digests import pipeline
from digests.library import Library
from digests.model import Language, Window
from digests.pipeline import Built, Order, Reader
from digests.summarisers.base import Summariser

DAY = timedelta(hours=24)
PUNCTUAL = timedelta(minutes=15)  # what is later says so

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planner:
    """Builds what is due and owes it to its channels. `clock` gives UTC."""

    database: AsyncEngine
    library: Library
    platforms: Mapping[str, Platform]
    summariser: Summariser
    clock: Callable[[], datetime]

    async def run(self) -> int:
        """Plans every slot that is due and not planned yet; how many were planned."""
        now = self.clock()
        async with self.database.connect() as connection:
            everyone = await subscriptions.everyones(connection)
        planned = 0
        for one in everyone:
            slot = None if one.paused else subscriptions.due(one, now)
            if slot and one.platform in self.platforms:
                planned += await self.plan(one, slot, now)
        return planned

    async def plan(self, one: Subscription, slot: Slot, now: datetime) -> bool:
        """Plans one slot; False when it is planned already, here or by another process."""
        async with self.database.connect() as connection:
            if await outbox.planned(connection, one.workspace, one.id, slot.date.isoformat()):
                return False
        built = [await self._build(one, topic, slot, now) for topic in one.topics]
        if now - slot.due_at > PUNCTUAL:
            built = [_late(each, now - slot.due_at, one.language) for each in built]
        told = [each for each in built if each.brief.items or one.quiet == "say"]
        parts: list[Part] = []
        for each in told:
            parts += self._parts(each, one, offset=len(parts))
        place = Place(platform=one.platform, workspace=one.workspace, channel=one.channel)
        async with self.database.begin() as connection:
            ours = await outbox.plan(
                connection,
                place,
                subscription_id=one.id,
                slot=slot.date.isoformat(),
                parts=parts,
                due_at=now,
            )
            if ours:
                for each in told:
                    await pipeline.keep_brief(connection, each, _reader(one), now=now)
        log.info("slot_planned", subscription=one.id, slot=slot.date.isoformat(), parts=len(parts))
        return ours

    async def _build(self, one: Subscription, topic: str, slot: Slot, now: datetime) -> Built:
        """The brief since the slot before, so that no hour falls between two briefs."""
        before = subscriptions.previous(one, slot)
        start = min(slot.due_at - DAY, before.due_at if before else slot.due_at)
        order = Order(
            topic=self.library.topic(topic),
            window=Window(start=start, end=now),
            language=one.language,
            reader=_reader(one),
        )
        return await pipeline.build_brief(
            self.database, self.library, order, self.summariser, now=now
        )

    def _parts(self, built: Built, one: Subscription, *, offset: int) -> list[Part]:
        post = render.brief(built.brief, zone=zone_of(one.zone))
        return list(parts_of(post, built, self.platforms[one.platform], offset=offset))


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


def _reader(one: Subscription) -> Reader:
    return Reader(workspace=one.workspace, channel=f"{one.platform}:{one.channel}")
