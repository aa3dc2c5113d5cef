"""Who gets what, when. What is due is decided by local date, purely, from data and `now`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import delete, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import zones
from bot.errors import UsageError
from bot.tables import subscriptions
from digests.lengths import Length
from digests.model import Language
from digests.store import codec
from digests.store.sql import upsert

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)  # Monday is 0, as in datetime.weekday()
WORKDAYS = (0, 1, 2, 3, 4)
LATEST = timedelta(hours=6)  # a slot missed by more is dropped

BY_PERSON = "paused by "  # how the reason begins where a person paused it

Quiet = Literal["skip", "say"]
Kind = Literal["daily", "weekly", "alert"]
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """When a breaking story is told at once: so many independent outlets within so many hours.

    `most` is how many a local day; `rest` the local times between which none comes (it may pass
    midnight), or None.
    """

    outlets: int = 3
    hours: int = 6
    most: int = 2
    rest: tuple[time, time] | None = None


ALERT = Alert()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A channel's standing order: these topics at this local time on these days.

    `at` is wall-clock time in the IANA zone `zone`. `quiet` says what happens on a day with
    nothing new: nothing, or one line. `paused` holds why it rests, or None. A weekly digest has
    one weekday and tells seven days; an alert has no time of its own, so `at` says nothing there.
    """

    id: str
    workspace: str
    platform: str
    channel: str
    topics: tuple[str, ...]
    at: time
    zone: str = "UTC"
    weekdays: tuple[int, ...] = EVERY_DAY
    language: Language = "en"
    quiet: Quiet = "say"
    created_at: datetime
    created_by: str = ""
    paused: str | None = None
    kind: Kind = "daily"
    length: Length = "standard"
    alert: Alert = ALERT


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One turn of a subscription. Its key is the local date, so no clock change doubles it."""

    date: date
    due_at: datetime  # UTC


def describe(one: Subscription) -> str:
    """ "china-ai, chips at 08:00 on weekdays, Europe/Berlin"."""
    resting = f" (paused: {one.paused})" if one.paused else ""
    return f"{', '.join(one.topics)} {_when(one)}, {one.zone}{_manner(one)}{resting}"


def _when(one: Subscription) -> str:
    if one.kind == "alert":
        wanted = one.alert
        rest = f", quiet {wanted.rest[0]:%H:%M}-{wanted.rest[1]:%H:%M}" if wanted.rest else ""
        return (
            f"alert when {wanted.outlets} outlets report it within {wanted.hours} h, "
            f"at most {wanted.most} a day{rest}"
        )
    days = ", ".join(DAYS[day].capitalize() for day in one.weekdays)
    if one.kind == "weekly":
        return f"weekly on {days} at {one.at:%H:%M}"
    named = {EVERY_DAY: "every day", WORKDAYS: "on weekdays"}.get(one.weekdays, f"on {days}")
    return f"at {one.at:%H:%M} {named}"


def _manner(one: Subscription) -> str:
    words: list[str] = [] if one.length == "standard" else [one.length]
    if one.quiet == "skip" and one.kind != "alert":
        words.append("silent when there is nothing new")
    return "".join(f", {word}" for word in words)


def new_id(
    workspace: str,
    channel: str,
    topics: tuple[str, ...],
    at: time,
    *,
    kind: Kind = "daily",
) -> str:
    """The id of a subscription: the same order in the same channel has the same id.

    A channel has one alert on a topic, and any number of briefs at different times.
    """
    kinds = () if kind == "daily" else (kind,)
    when = "" if kind == "alert" else at.isoformat("minutes")
    order = "\0".join((workspace, channel, *topics, when, *kinds))
    return "sub_" + hashlib.sha256(order.encode()).hexdigest()[:12]


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone of that name. Raises UsageError with the nearest one, or an example."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        hint = zones.near(name)
        key = "order_zone_near" if hint else "order_zone"
        raise UsageError.saying(key, name=name, hint=hint or "") from error


def due(subscription: Subscription, now: datetime) -> Slot | None:
    """The newest slot that has come, if it is at most LATEST old and not before the order.

    `now` is UTC. Older missed slots are never made up for.
    """
    zone = zone_of(subscription.zone)
    today = now.astimezone(zone).date()
    for back in range(2):
        slot = slot_on(subscription, today - timedelta(days=back), zone)
        if slot and slot.due_at <= now:
            late = now - slot.due_at > LATEST
            return None if late or slot.due_at < subscription.created_at else slot
    return None


def missed(subscription: Subscription, since: datetime, now: datetime) -> tuple[Slot, ...]:
    """The slots from `since` on that came before `now` and are not made up for. Both are UTC.

    Without the newest, where `due` still gives it; no more than a month of them.
    """
    zone = zone_of(subscription.zone)
    today = now.astimezone(zone).date()
    slots = (slot_on(subscription, today - timedelta(days=n), zone) for n in range(31, -1, -1))
    newest = due(subscription, now)
    begin = max(since, subscription.created_at)
    return tuple(one for one in slots if one and begin <= one.due_at <= now and one != newest)


def previous(subscription: Subscription, slot: Slot) -> Slot | None:
    """The slot before this one, within a week."""
    zone = zone_of(subscription.zone)
    slots = (slot_on(subscription, slot.date - timedelta(days=n), zone) for n in range(1, 8))
    return next((one for one in slots if one), None)


def upcoming(subscription: Subscription, now: datetime) -> Slot | None:
    """The next slot after `now` (UTC); None for a subscription without a day."""
    zone = zone_of(subscription.zone)
    today = now.astimezone(zone).date()
    slots = (slot_on(subscription, today + timedelta(days=ahead), zone) for ahead in range(9))
    return next((slot for slot in slots if slot and slot.due_at > now), None)


def slot_on(subscription: Subscription, day: date, zone: ZoneInfo) -> Slot | None:
    """The slot of that local date, or None where the weekday is not ordered.

    A time that a spring change skips comes as much later as the gap is long; one that an autumn
    change repeats comes the first time (PEP 495, fold=0). An alert has no slots.
    """
    if subscription.kind == "alert" or day.weekday() not in subscription.weekdays:
        return None
    local = datetime.combine(day, subscription.at, tzinfo=zone)
    return Slot(date=day, due_at=local.astimezone(UTC))


async def keep(connection: AsyncConnection, value: Subscription) -> None:
    """Keeps a new or changed subscription."""
    await upsert(
        connection,
        subscriptions,
        {
            "id": value.id,
            "workspace": value.workspace,
            "platform": value.platform,
            "channel": value.channel,
            "data": codec.dump(value),
            "paused": value.paused,
            "created_at": value.created_at,
            "next_due_at": None,  # not known: the clock looks at it anew
        },
    )


async def remove(connection: AsyncConnection, workspace: str, subscription_id: str) -> bool:
    """Ends a subscription of this workspace; whether there was one."""
    result = await connection.execute(
        delete(subscriptions).where(
            subscriptions.c.workspace == workspace, subscriptions.c.id == subscription_id
        )
    )
    return bool(result.rowcount)


async def pause(
    connection: AsyncConnection, workspace: str, *, channel: str | None = None, why: str | None
) -> int:
    """Pauses a channel's subscriptions, or a whole workspace's; `why=None` resumes them.

    What a person paused keeps that reason.
    """
    where = [subscriptions.c.workspace == workspace]
    if why is not None and not why.startswith(BY_PERSON):
        theirs = subscriptions.c.paused.like(f"{BY_PERSON}%")
        where.append(or_(subscriptions.c.paused.is_(None), not_(theirs)))
    if channel is not None:
        where.append(subscriptions.c.channel == channel)
    result = await connection.execute(update(subscriptions).where(*where).values(paused=why))
    return result.rowcount


async def reopen(connection: AsyncConnection, workspace: str, *, channel: str | None) -> int:
    """Resumes what the platform had closed, and never what a person paused."""
    where = [subscriptions.c.workspace == workspace, subscriptions.c.paused.is_not(None)]
    where.append(subscriptions.c.paused.not_like(f"{BY_PERSON}%"))
    if channel is not None:
        where.append(subscriptions.c.channel == channel)
    result = await connection.execute(update(subscriptions).where(*where).values(paused=None))
    return result.rowcount


async def of_channel(
    connection: AsyncConnection, workspace: str, channel: str
) -> tuple[Subscription, ...]:
    """A channel's subscriptions, oldest first."""
    rows = await connection.execute(
        select(subscriptions)
        .where(subscriptions.c.workspace == workspace, subscriptions.c.channel == channel)
        .order_by(subscriptions.c.created_at, subscriptions.c.id)
    )
    return tuple(_loaded(row.data, row.paused) for row in rows)


async def of_id(
    connection: AsyncConnection, workspace: str, subscription_id: str
) -> Subscription | None:
    """The workspace's subscription of that id, in whichever channel it is."""
    rows = await connection.execute(
        select(subscriptions).where(
            subscriptions.c.workspace == workspace, subscriptions.c.id == subscription_id
        )
    )
    row = rows.first()
    return _loaded(row.data, row.paused) if row else None


async def of_workspace(connection: AsyncConnection, workspace: str) -> tuple[Subscription, ...]:
    """What all channels of a workspace get, oldest first."""
    rows = await connection.execute(
        select(subscriptions)
        .where(subscriptions.c.workspace == workspace)
        .order_by(subscriptions.c.created_at, subscriptions.c.id)
    )
    return tuple(_loaded(row.data, row.paused) for row in rows)


async def everyones(connection: AsyncConnection) -> tuple[Subscription, ...]:
    """All subscriptions of all workspaces: for the clock and the operator only."""
    rows = await connection.execute(
        select(subscriptions).order_by(subscriptions.c.created_at, subscriptions.c.id)
    )
    return tuple(_loaded(row.data, row.paused) for row in rows)


def _loaded(data: object, paused: str | None) -> Subscription:
    return replace(codec.load(Subscription, data), paused=paused)
