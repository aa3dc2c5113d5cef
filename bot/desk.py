"""What every command, button and reply works with: the store, the configuration, the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from bot import subscriptions
from bot.platforms.base import Place, Platform
from bot.subscriptions import Subscription
from digests.library import Library
from digests.summarisers.base import Summariser


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Passed to each command and button. `clock` gives UTC; `zone` is an IANA name."""

    database: AsyncEngine
    library: Library
    platforms: Mapping[str, Platform]
    summariser: Summariser
    clock: Callable[[], datetime]
    zone: str = "UTC"  # of a channel that has not said its own


async def subscriptions_of(desk: Desk, place: Place) -> tuple[Subscription, ...]:
    """What a channel gets."""
    async with desk.database.connect() as connection:
        return await subscriptions.of_channel(connection, place.workspace, place.channel)
