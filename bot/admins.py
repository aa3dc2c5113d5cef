"""Tells the people who look after the bot what they have to know, where they are, once.

Where that is: an admin channel of the workspace, else a direct message to who ordered the brief,
else the server's owner. What concerns the whole bot goes to the first admin channel, or, where
one workspace alone uses the bot, to its people. Nobody to tell: it stays in the log and in status.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot import admin_notices, outbox, subscriptions
from bot.admin_notices import EVERYWHERE, PREFIX, Cause, Notice
from bot.errors import PlatformError, PostRefused
from bot.message import Heading, Message, Paragraph, Post, Run
from bot.outbox import Part
from bot.phrases import phrases
from bot.platforms.base import Place, Platform
from bot.subscriptions import Subscription

log = structlog.get_logger(__name__)


@runtime_checkable
class Direct(Protocol):
    """A platform that can write to one person."""

    async def direct(self, workspace: str, user: str) -> Place:
        """The direct conversation with a person. Raises bot.errors.PlatformError."""
        ...


@runtime_checkable
class Owned(Protocol):
    """A platform that knows who owns a workspace."""

    async def owner(self, workspace: str) -> str | None:
        """The owner's id, where the platform tells. Raises bot.errors.PlatformError."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Admins:
    """Owes each notice that nobody was told yet to its admins. `clock` gives UTC.

    `channels` are the places that were set for admins.
    """

    database: AsyncEngine
    platforms: Mapping[str, Platform]
    clock: Callable[[], datetime]
    channels: Sequence[Place] = ()

    async def run(self) -> int:
        """Owes what is to be told; how many notices. What is mended by now is told to nobody."""
        async with self.database.begin() as connection:
            if not await admin_notices.standing(connection, None):
                return 0
            everyone = await subscriptions.everyones(connection)
            await _mended(connection, everyone, self.clock())
            waiting = await admin_notices.untold(connection)
        return sum([await self._tell(one, everyone) for one in waiting])

    async def _tell(self, notice: Notice, everyone: Sequence[Subscription]) -> bool:
        """Whether it is owed to somebody now; a platform that does not answer is asked later."""
        concerned = _concerned(notice.cause, everyone)
        language = concerned[0].language if concerned else "en"
        try:
            place = await self._place(notice.cause, concerned)
        except PlatformError as error:
            log.info("admin_not_reached_yet", key=notice.cause.key, why=str(error))
            return False
        now = self.clock()
        async with self.database.begin() as connection:
            await admin_notices.told(connection, notice, now)
            if place is None:
                log.warning("nobody_to_tell", key=notice.cause.key, **notice.cause.data)
                return False
            post = Post(parent=message(notice.cause, language))
            payloads = self.platforms[place.platform].payloads(post)
            return await outbox.plan(
                connection,
                place,
                subscription_id=f"{PREFIX}{notice.cause.workspace}:{notice.cause.key}",
                slot=str(notice.round),
                parts=[Part(payload=payload) for payload in payloads],
                due_at=now,
            )

    async def _place(self, cause: Cause, concerned: Sequence[Subscription]) -> Place | None:
        async for place in self._candidates(cause, concerned):
            # What can't be reached is no place to say that it can't be reached.
            unreachable = cause.kind == "paused" and not cause.about
            if not (unreachable and place.workspace == cause.workspace):
                return place
        return None

    async def _candidates(
        self, cause: Cause, concerned: Sequence[Subscription]
    ) -> AsyncIterator[Place]:
        """The places to say it, the best first."""
        known = [one for one in self.channels if one.platform in self.platforms]
        for place in known:
            if cause.workspace in {place.workspace, EVERYWHERE}:
                yield place
        workspaces = {(one.platform, one.workspace) for one in concerned}
        if len(workspaces) == 1:
            ((platform, workspace),) = workspaces
            by = dict.fromkeys(one.created_by for one in concerned if one.created_by)
            for user in by:
                if (place_of := await self._person(platform, workspace, user)) is not None:
                    yield place_of
            owner = await self._owner(platform, workspace)
            if owner and (place_of := await self._person(platform, workspace, owner)) is not None:
                yield place_of
        for place in known:
            yield place

    async def _person(self, platform: str, workspace: str, user: str) -> Place | None:
        found: object = self.platforms.get(platform)
        if not isinstance(found, Direct):
            return None
        try:
            return await found.direct(workspace, user)
        except PostRefused:
            return None  # takes no messages from the bot

    async def _owner(self, platform: str, workspace: str) -> str | None:
        found: object = self.platforms.get(platform)
        if not isinstance(found, Owned):
            return None
        try:
            return await found.owner(workspace)
        except PostRefused:
            return None


def message(cause: Cause, language: str) -> Message:
    """What is said of a cause: what happened, and what to do."""
    title = phrases(language)["notice"]
    said = text(cause, language)
    blocks = (Heading(text=title, level=2), Paragraph(runs=(Run(text=said),)))
    return Message(blocks=blocks, fallback=f"{title}: {said}")


def text(cause: Cause, language: str) -> str:
    """A cause in one line: what happened, and what to do."""
    words = phrases(language)
    where = words["where_channel" if cause.about else "where_workspace"].format(about=cause.about)
    blanks = {"why": "", "where": where, **cause.data, "about": cause.about}
    return words[f"notice_{cause.kind}"].format_map(blanks)


async def _mended(
    connection: AsyncConnection, everyone: Sequence[Subscription], now: datetime
) -> None:
    """Resolves what was paused and runs again, or is ordered no more."""
    for cause in await admin_notices.standing(connection, None):
        resting = any(
            one.paused and one.workspace == cause.workspace and cause.about in {"", one.channel}
            for one in everyone
        )
        if cause.kind == "paused" and not resting:
            await admin_notices.resolve(
                connection, "paused", now, workspace=cause.workspace, about=cause.about
            )


def _concerned(cause: Cause, everyone: Sequence[Subscription]) -> list[Subscription]:
    """The subscriptions that a cause is about, those of its own channel first."""
    theirs = [one for one in everyone if cause.workspace in {one.workspace, EVERYWHERE}]
    return sorted(theirs, key=lambda one: one.channel != cause.about)
