"""What every command, button and reply works with: the store, the configuration, the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from bot import subscriptions
from bot.allowed import THE_PLATFORMS_OWN, Rule
from bot.errors import PlatformError, UsageError
from bot.orders import LANGUAGES
from bot.platforms.base import Directory, Place, Platform, User
from bot.reading import Reader
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
    reader: Reader | None = None  # of links that people ask for; None reads none
    rule: Rule = THE_PLATFORMS_OWN  # who may change what a channel gets


async def subscriptions_of(desk: Desk, place: Place) -> tuple[Subscription, ...]:
    """What a channel gets."""
    async with desk.database.connect() as connection:
        return await subscriptions.of_channel(connection, place.workspace, place.channel)


async def order_of(desk: Desk, id: str, user: User, place: Place) -> Subscription:  # noqa: A002
    """The subscription of that id, if it is this channel's.

    On the bot's own page (a place without a channel), if it is of a channel that the person is
    in, by the platform's word: what a button or a form carries proves nothing. Raises UsageError.
    """
    if place.channel:
        theirs = await subscriptions_of(desk, place)
        one = next((one for one in theirs if one.id == id), None)
    else:
        async with desk.database.connect() as connection:
            one = await subscriptions.of_id(connection, place.workspace, id)
        if one is not None and one.channel not in await channels_of(desk, user, place):
            one = None
    if one is None:
        raise UsageError.saying("no_such_order", id=id)
    return one


async def channels_of(desk: Desk, user: User, place: Place) -> Mapping[str, str]:
    """The channels that the person is in, by id with their names; none where nobody can say."""
    platform: object = desk.platforms.get(place.platform)
    if not isinstance(platform, Directory):
        return {}
    try:
        return await platform.channels(place.workspace, user.id)
    except PlatformError:
        return {}


async def language_at(desk: Desk, place: Place, user: User, *, typed: str = "") -> Language:
    """The language the bot speaks there: that of what was typed where it is Chinese, else of the
    channel's briefs, else of the person's own client where briefs come in it, else English."""
    if has_cjk(typed):
        return "zh"
    ours = await subscriptions_of(desk, place)
    own = user.language if user.language in LANGUAGES else "en"
    return ours[0].language if ours else own
