"""What the people who look after the bot are to be told: once a cause, in the store first.

A cause is a row from the moment it is found, in the transaction that finds it. `bot.admins` says
it where they are. When it is over it is resolved, and may then be told again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox import Delivery
from bot.platforms.base import Place
from bot.tables import admin_notices
from digests.store.sql import insert_new

PREFIX = "notice:"  # how the subscription of a notice's delivery begins: it is nobody's
EVERYWHERE = ""  # the workspace of what concerns the whole bot


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why somebody is told: `kind` is a row of the wordings, `about` what it concerns.

    `data` fills the wording's blanks.
    """

    kind: str
    about: str = ""
    workspace: str = EVERYWHERE
    platform: str = ""
    data: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The same cause has the same key."""
        return f"{self.kind} {self.about}".strip()

    @classmethod
    def of(cls, place: Place, kind: str, about: str, **data: str) -> Cause:
        """A cause in one workspace."""
        return cls(
            kind=kind,
            about=about,
            workspace=place.workspace,
            platform=place.platform,
            data={"about": about, **data},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A cause as it stands in the store. `round` counts how often it came back."""

    cause: Cause
    round: int
    raised_at: datetime


def is_notice(one: Delivery) -> bool:
    """Whether the delivery is a word to an admin, and no part of a brief."""
    return one.subscription_id.startswith(PREFIX)


async def raise_notice(connection: AsyncConnection, cause: Cause, now: datetime) -> bool:
    """Notes a cause at `now` (UTC); False where it is known and not over yet."""
    row = {
        "workspace": cause.workspace,
        "key": cause.key,
        "platform": cause.platform,
        "kind": cause.kind,
        "data": dict(cause.data) | {"about": cause.about},
        "round": 1,
        "raised_at": now,
    }
    if await insert_new(connection, admin_notices, [row]):
        return True
    again = await connection.execute(
        update(admin_notices)
        .where(_is(cause.workspace, cause.key), admin_notices.c.resolved_at.is_not(None))
        .values(
            data=row["data"],
            round=admin_notices.c.round + 1,
            raised_at=now,
            told_at=None,
            resolved_at=None,
        )
    )
    return again.rowcount == 1


async def resolve(
    connection: AsyncConnection, kind: str, now: datetime, *, workspace: str = EVERYWHERE,
    about: str | None = None,
) -> int:  # fmt: skip
    """Notes at `now` (UTC) that what was told is over; without `about`, all of the kind."""
    query = update(admin_notices).where(
        admin_notices.c.workspace == workspace,
        admin_notices.c.kind == kind,
        admin_notices.c.resolved_at.is_(None),
    )
    if about is not None:
        query = query.where(admin_notices.c.key == Cause(kind=kind, about=about).key)
    return (await connection.execute(query.values(resolved_at=now))).rowcount


async def untold(connection: AsyncConnection) -> tuple[Notice, ...]:
    """The causes that nobody was told yet and that are not over, oldest first."""
    rows = await connection.execute(
        select(admin_notices)
        .where(admin_notices.c.told_at.is_(None), admin_notices.c.resolved_at.is_(None))
        .order_by(admin_notices.c.raised_at, admin_notices.c.key)
    )
    return tuple(
        Notice(
            cause=Cause(
                kind=row.kind,
                about=row.data.get("about", ""),
                workspace=row.workspace,
                platform=row.platform,
                data=row.data,
            ),
            round=row.round,
            raised_at=row.raised_at,
        )
        for row in rows
    )


async def standing(connection: AsyncConnection, workspace: str | None) -> tuple[Cause, ...]:
    """What is not over, in one workspace or, for the operator, everywhere."""
    query = select(admin_notices).where(admin_notices.c.resolved_at.is_(None))
    if workspace is not None:
        query = query.where(admin_notices.c.workspace.in_((workspace, EVERYWHERE)))
    rows = await connection.execute(query.order_by(admin_notices.c.raised_at))
    return tuple(
        Cause(
            kind=row.kind,
            about=row.data.get("about", ""),
            workspace=row.workspace,
            platform=row.platform,
            data=row.data,
        )
        for row in rows
    )


async def told(connection: AsyncConnection, notice: Notice, now: datetime) -> None:
    """Notes that somebody is told: in the transaction that owes the message."""
    where = _is(notice.cause.workspace, notice.cause.key)
    await connection.execute(update(admin_notices).where(where).values(told_at=now))


def _is(workspace: str, key: str) -> ColumnElement[bool]:
    return and_(admin_notices.c.workspace == workspace, admin_notices.c.key == key)
