"""Posts that tell of an article: where each of their messages stands, and in which brief."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import subscriptions
from bot.platforms.base import MessageRef, Place
from bot.subscriptions import Subscription, zone_of
from bot.tables import deliveries
from digests.errors import NotFound
from digests.store import briefs as brief_store
from digests.store import stories as story_store
from digests.store.tables import stories

SHARED, CORRECTION = "shared:", "correction:"  # how the owners of such deliveries begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """One brief that stands in a channel.

    `messages` are those of each story, under None those of the parent. A brief that a person
    posted knows its messages in order only: they are `loose`.
    """

    place: Place
    subscription_id: str
    slot: str
    brief_id: str
    messages: Mapping[str | None, Sequence[MessageRef]] = field(default_factory=dict)
    loose: Sequence[MessageRef] = ()

    @property
    def owner(self) -> str:
        """Whose the corrections of this post are, whichever brief it is told by by then."""
        return f"{CORRECTION}{self.subscription_id}:{self.slot}"

    @property
    def thread(self) -> Place:
        """Where its thread is."""
        parent = (self.loose or self.messages[None])[0]
        return replace(self.place, thread=parent.thread or parent.message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How the post was written: in which zone, and for which alert, if it was one."""

    zone: ZoneInfo
    alert: Subscription | None = None


async def telling(
    connection: AsyncConnection, article_id: str, *, since: datetime
) -> tuple[Posted, ...]:
    """The posts since then (UTC) that tell a story of the article."""
    owned = await _owned(connection, await _stories(connection, article_id), since)
    shared = await _shared(connection, article_id, since)
    return (*owned, *shared)


async def style(connection: AsyncConnection, post: Posted) -> Style:
    """How it was written: by its subscription, else by the channel's first."""
    place = post.place
    one = await subscriptions.of_id(connection, place.workspace, post.subscription_id)
    theirs = await subscriptions.of_channel(connection, place.workspace, place.channel)
    zone = zone_of((one or theirs[0]).zone) if one or theirs else ZoneInfo("UTC")
    return Style(zone=zone, alert=one if one is not None and one.kind == "alert" else None)


async def told_by(connection: AsyncConnection, post: Posted, brief_id: str) -> None:
    """From now on the post's messages are told by that brief: its buttons and its thread too."""
    await connection.execute(
        update(deliveries)
        .where(*_same(post), deliveries.c.brief_id == post.brief_id)
        .values(brief_id=brief_id)
    )


async def _stories(connection: AsyncConnection, article_id: str) -> tuple[str, ...]:
    """The article's story, and those that became a part of it."""
    placed = await story_store.of_articles(connection, (article_id,))
    ids = tuple(placed.values())
    rows = await connection.execute(select(stories.c.id).where(stories.c.merged_into.in_(ids)))
    return (*ids, *(row.id for row in rows))


async def _owned(connection: AsyncConnection, ids: Sequence[str], since: datetime) -> list[Posted]:
    rows = await connection.execute(
        select(deliveries.c.workspace, deliveries.c.platform, deliveries.c.channel)
        .add_columns(deliveries.c.subscription_id, deliveries.c.slot, deliveries.c.brief_id)
        .where(*_sent(since), deliveries.c.story_id.in_(ids))
        .distinct()
    )
    found: list[Posted] = []
    for row in rows.all():
        post = _post(row)
        messages: dict[str | None, list[MessageRef]] = {}
        for part in await _parts(connection, post):
            messages.setdefault(part.story_id, []).append(_ref(part))
        if None in messages:
            found.append(replace(post, messages=messages))
    return found


async def _shared(connection: AsyncConnection, article_id: str, since: datetime) -> list[Posted]:
    """Those that people posted themselves: their rows name a brief and no story."""
    rows = await connection.execute(
        select(deliveries.c.workspace, deliveries.c.platform, deliveries.c.channel)
        .add_columns(deliveries.c.subscription_id, deliveries.c.slot, deliveries.c.brief_id)
        .where(
            *_sent(since), deliveries.c.subscription_id.startswith(SHARED), deliveries.c.part == 0
        )
    )
    found: list[Posted] = []
    for row in rows.all():
        if await _holds(connection, row.brief_id, article_id):
            post = _post(row)
            refs = tuple(_ref(part) for part in await _parts(connection, post))
            found.append(replace(post, loose=refs))
    return found


async def _holds(connection: AsyncConnection, brief_id: str, article_id: str) -> bool:
    try:
        brief = await brief_store.get(connection, brief_id)
    except NotFound:
        return False
    return any(one.article_id == article_id for item in brief.items for one in item.sources)


async def _parts(connection: AsyncConnection, post: Posted) -> Iterable[Row[tuple[object, ...]]]:
    rows = await connection.execute(
        select(deliveries)
        .where(*_same(post), deliveries.c.brief_id == post.brief_id, deliveries.c.status == "sent")
        .order_by(deliveries.c.part)
    )
    return [row for row in rows if row.message]


def _same(post: Posted) -> tuple[ColumnElement[bool], ...]:
    return (
        deliveries.c.workspace == post.place.workspace,
        deliveries.c.subscription_id == post.subscription_id,
        deliveries.c.slot == post.slot,
    )


def _sent(since: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        deliveries.c.status == "sent",
        deliveries.c.sent_at >= since,
        deliveries.c.brief_id.is_not(None),
    )


def _post(row: Row[tuple[str, ...]]) -> Posted:
    place = Place(platform=row.platform, workspace=row.workspace, channel=row.channel)
    return Posted(
        place=place, subscription_id=row.subscription_id, slot=row.slot, brief_id=row.brief_id
    )


def _ref(row: Row[tuple[object, ...]]) -> MessageRef:
    return MessageRef(
        platform=row.platform,
        workspace=row.workspace,
        channel=row.channel,
        message=row.message,
        thread=row.thread,
    )
