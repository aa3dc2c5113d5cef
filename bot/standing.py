"""What stands in a channel: its last briefs, and which message tells which story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.platforms.base import Place
from bot.tables import deliveries
from digests.errors import NotFound
from digests.model import Brief, BriefItem
from digests.store import briefs as brief_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A story that a channel was told: its brief, and its number in it, from 1."""

    brief: Brief
    item: BriefItem
    number: int


def stories(briefs: Sequence[Brief]) -> tuple[Standing, ...]:
    """The stories of these briefs, in order."""
    return tuple(
        Standing(brief=brief, item=item, number=number)
        for brief in briefs
        for number, item in enumerate(brief.items, start=1)
    )


async def last_briefs(connection: AsyncConnection, place: Place) -> tuple[Brief, ...]:
    """The briefs of the newest post of this channel: one a topic, in posting order."""
    newest = (
        select(deliveries.c.subscription_id, deliveries.c.slot)
        .where(*_sent(place))
        .order_by(deliveries.c.sent_at.desc())
        .limit(1)
    )
    row = (await connection.execute(newest)).first()
    if row is None:
        return ()
    rows = await connection.execute(
        select(deliveries.c.brief_id)
        .where(
            *_sent(place),
            deliveries.c.subscription_id == row.subscription_id,
            deliveries.c.slot == row.slot,
        )
        .order_by(deliveries.c.part)
    )
    ids = dict.fromkeys(row.brief_id for row in rows)
    found = [await _brief(connection, one) for one in ids]
    return tuple(one for one in found if one is not None)


async def brief_of(connection: AsyncConnection, place: Place, brief_id: str) -> Brief | None:
    """The brief of that id, if it stands in this channel: an id proves nothing by itself."""
    rows = await connection.execute(
        select(deliveries.c.id).where(*_sent(place), deliveries.c.brief_id == brief_id).limit(1)
    )
    return await _brief(connection, brief_id) if rows.first() else None


async def last_sent(connection: AsyncConnection, place: Place) -> Mapping[str, datetime]:
    """When each channel of the workspace got its last brief (UTC), by channel."""
    rows = await connection.execute(
        select(deliveries.c.channel, func.max(deliveries.c.sent_at).label("at"))
        .where(
            deliveries.c.workspace == place.workspace,
            deliveries.c.platform == place.platform,
            deliveries.c.status == "sent",
            deliveries.c.brief_id.is_not(None),
        )
        .group_by(deliveries.c.channel)
    )
    return {row.channel: row.at for row in rows if row.at}


async def _brief(connection: AsyncConnection, brief_id: str) -> Brief | None:
    try:
        return await brief_store.get(connection, brief_id)
    except NotFound:
        return None


def _sent(place: Place) -> tuple[ColumnElement[bool], ...]:
    return (
        deliveries.c.workspace == place.workspace,
        deliveries.c.platform == place.platform,
        deliveries.c.channel == place.channel,
        deliveries.c.status == "sent",
        deliveries.c.brief_id.is_not(None),
    )
