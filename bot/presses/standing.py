"""The buttons under a subscription: pause, resume, remove it, and the list as it then is.

They do what the words of `bot.words.ordering` do, so there is one way to change a channel's orders.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot import order_views
from bot.desk import Desk, language_at, order_of, subscriptions_of
from bot.errors import UsageError
from bot.platforms.base import Action, Command, Place, Reply
from bot.words import ordering

_Word = Callable[[Desk, Command, str], Awaitable[Reply]]


async def pause(desk: Desk, action: Action) -> Reply:
    """This one rests."""
    return await _changed(desk, action, ordering.pause)


async def resume(desk: Desk, action: Action) -> Reply:
    """This one runs again."""
    return await _changed(desk, action, ordering.resume)


async def remove(desk: Desk, action: Action) -> Reply:
    """This one ends."""
    return await _changed(desk, action, ordering.unsubscribe)


async def edit(desk: Desk, action: Action) -> Reply:
    """How it is changed, where the platform has no form for it."""
    await order_of(desk, action.value, action.user, _place(action))
    raise UsageError.saying("edit_form", id=action.value)


async def subscribe(desk: Desk, action: Action) -> Reply:
    """How a brief is ordered, where the platform has no form for it."""
    raise UsageError.saying("subscribe_form")


async def _changed(desk: Desk, action: Action, word: _Word) -> Reply:
    place = _place(action)
    one = await order_of(desk, action.value, action.user, place)
    there = Place(
        platform=place.platform,
        workspace=place.workspace,
        channel=one.channel,
        direct=place.direct,
    )
    command = Command(name="/brief", text="", user=action.user, place=there)
    language = await language_at(desk, there, action.user)
    reply = await word(desk, command, one.id)
    ours = await subscriptions_of(desk, there)
    news = reply.posts[0].fallback
    listed = order_views.listing(ours, language, now=desk.clock(), news=news)
    return Reply(posts=(listed,), replaces=True)


def _place(action: Action) -> Place:
    ref = action.ref
    return Place(
        platform=ref.platform, workspace=ref.workspace, channel=ref.channel, direct=ref.direct
    )
