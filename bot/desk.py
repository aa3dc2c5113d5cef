"""What every command, button and reply works with: the store, the configuration, the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from bot import subscriptions
from bot.allowed import Rule
from bot.platforms.base import Place, Platform, User
from bot.subscriptions import Subscription
from digests.library import Library
from digests.model import Language
from digests.summarisers.base import Summariser
from digests.text import has_cjk


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Passed to each command and button. `clock` gives UTC; `zone` is an IANA name."""

    database: AsyncEngine
    library: Library
    platforms: Mapping[str, Platform]
    summariser: Summariser
    clock: Callable[[], datetime]
    zone: str = "UTC"  # of a channel that has not said its own
    rule: Rule = Rule()  # who may change what a channel gets


async def subscriptions_of(desk: Desk, place: Place) -> tuple[Subscription, ...]:
    """What a channel gets."""
    async with desk.database.connect() as connection:
        return await subscriptions.of_channel(connection, place.workspace, place.channel)


async def language_at(desk: Desk, place: Place, user: User, *, typed: str = "") -> Language:
    """The language the bot speaks there: that of what was typed where it is Chinese, else of the
    channel's briefs, else of the person's own client."""
    if has_cjk(typed):
        return "zh"
    ours = await subscriptions_of(desk, place)
    return ours[0].language if ours else user.language or "en"
