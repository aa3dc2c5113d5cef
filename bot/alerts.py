"""Breaking stories: told at once where a channel asked for it, each once, few a day.

A story breaks when enough outlets report it on their own within a few hours. What the channel was
told before, by a brief or an alert, never breaks. The cap is a key in the outbox: the third alert
of a day that allows two has no slot.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import outbox, render
from bot.message import Heading, Post
from bot.phrases import phrases
from bot.planner import ERRORS, Planner, parts_of, place_of, reader_of
from bot.subscriptions import Subscription, zone_of
from bot.tables import deliveries
from digests import pipeline
from digests.model import BriefItem, Window
from digests.pipeline import Built, Order
from digests.shelf import Shelf
from digests.store import breaking
from digests.store import briefs as brief_store

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerts:
    """Looks for what breaks and owes it. `clock` gives UTC."""

    planner: Planner
    clock: Callable[[], datetime]
    # Stories that were looked at and did not break, with how many articles they had then.
    quiet: Shelf[int] = field(default_factory=lambda: Shelf(2_000))

    async def look(self, one: Subscription, now: datetime) -> int:
        """Owes each story of the order that breaks at `now` (UTC), in a message of its own; how many.

        None in its quiet hours. What fails costs no other order: the next look tries again.
        """
        if resting(one, now):
            return 0
        with structlog.contextvars.bound_contextvars(subscription=one.id):
            try:
                return await self._look(one, now)
            except ERRORS as error:
                log.error("alert_not_looked_for", why=str(error), exc_info=error)
                return 0

    async def _look(self, one: Subscription, now: datetime) -> int:
        window = window_of(one, now)
        owed = 0
        for topic in one.topics:
            async with self.planner.database.connect() as connection:
                if await _left(connection, one, now) <= 0:
                    return owed
                found = await breaking.widely_told(
                    connection, topic, window, outlets=one.alert.outlets
                )
                reader = reader_of(one)
                told = await brief_store.shown_to(
                    connection, reader.workspace, reader.channel, found
                )
            for story in sorted(found.keys() - told.keys()):
                key = (one.id, story)
                if self.quiet.get(key) != found[story]:
                    owed += await self._story(one, topic, story, window, now)
                    self.quiet.put(key, found[story])
        return owed

    async def _story(
        self, one: Subscription, topic: str, story: str, window: Window, now: datetime
    ) -> bool:
        """Owes an alert of the story, if it breaks and the day's cap leaves room."""
        order = Order(
            topic=self.planner.library.topic(topic),
            window=window,
            language=one.language,
            reader=reader_of(one),
            length=one.length,
            only=frozenset((story,)),
        )
        planner = self.planner
        built = await pipeline.build_brief(
            planner.database, planner.library, order, planner.summariser, now=now
        )
        item = next(iter(built.brief.items), None)
        if item is None or not breaks(item, one, window):
            return False
        parts = parts_of(post(built, one), built, planner.platforms[one.platform])
        async with planner.database.begin() as connection:
            number = one.alert.most - await _left(connection, one, now) + 1
            reader = reader_of(one)
            if number > one.alert.most or await brief_store.shown_to(
                connection, reader.workspace, reader.channel, (story,)
            ):
                return False
            ours = await outbox.plan(
                connection,
                place_of(one),
                subscription_id=one.id,
                slot=f"{_day(one, now)}#{number}",
                parts=parts,
                due_at=now,
            )
            if ours:
                await pipeline.keep_brief(connection, built, reader, now=now)
        if ours:
            log.info("alert_planned", story=story, outlets=independent(item, window))
            planner.metrics.planned("alert")
        return ours


def window_of(one: Subscription, now: datetime) -> Window:
    """The hours in which outlets are counted; they end on the full minute before `now` (UTC)."""
    end = now.replace(second=0, microsecond=0)
    return Window(start=end - timedelta(hours=one.alert.hours), end=end)


def breaks(item: BriefItem, one: Subscription, window: Window) -> bool:
    """Whether a story the channel has not heard of is told by enough outlets on their own."""
    return item.status == "new" and independent(item, window) >= one.alert.outlets


def independent(item: BriefItem, window: Window) -> int:
    """How many outlets reported it on their own in the window: copies of others don't count."""
    return len(
        {
            source.outlet
            for source in item.sources
            if source.origin is None and window.start < source.published <= window.end
        }
    )


def resting(one: Subscription, now: datetime) -> bool:
    """Whether it is one of the order's quiet hours at `now` (UTC)."""
    if one.alert.rest is None:
        return False
    begin, end = one.alert.rest
    local = now.astimezone(zone_of(one.zone)).time()
    return begin <= local < end if begin < end else local >= begin or local < end


def post(built: Built, one: Subscription) -> Post:
    """The alert: the story under a title that says what it is, and why it comes now."""
    words = phrases(one.language)
    why = words["breaking_why"].format(count=one.alert.outlets, hours=one.alert.hours)
    brief = replace(built.brief, notes=(why, *built.brief.notes))
    made = render.brief(brief, zone=zone_of(one.zone))
    title = words["breaking"].format(topic=brief.topic_name)
    fallback = f"{title}: {brief.items[0].headline}"
    blocks = (Heading(text=title), *made.parent.blocks[1:])
    parent = replace(made.parent, blocks=blocks, fallback=fallback)
    return replace(made, parent=parent, thread_title=fallback)


async def _left(connection: AsyncConnection, one: Subscription, now: datetime) -> int:
    """How many alerts the local day still allows."""
    query = select(func.count(deliveries.c.slot.distinct())).where(
        deliveries.c.workspace == one.workspace,
        deliveries.c.subscription_id == one.id,
        deliveries.c.slot.startswith(f"{_day(one, now)}#", autoescape=True),
    )
    return one.alert.most - int((await connection.execute(query)).scalar_one())


def _day(one: Subscription, now: datetime) -> str:
    return now.astimezone(zone_of(one.zone)).date().isoformat()
