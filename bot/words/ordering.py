"""`/brief subscribe`, `list`, `unsubscribe`, `pause`, `resume`: what a channel gets, and when."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot import commands, notices, orders, subscriptions
from bot.desk import Desk, subscriptions_of
from bot.errors import UsageError
from bot.platforms.base import Command, Reply
from bot.subscriptions import Subscription, describe


async def subscribe(desk: Desk, command: Command, rest: str) -> Reply:
    """Keeps a subscription and says when its first brief comes."""
    wanted = commands.subscription(rest, desk.library.config.topics)
    now = desk.clock()
    made = orders.standing(wanted, command.place, zone=desk.zone, now=now, by=command.user.id)
    async with desk.database.begin() as connection:
        await subscriptions.keep(connection, made)
    return Reply(posts=(notices.line(f"Subscribed: {describe(made)}. {_first(made, now)}"),))


def _first(made: Subscription, now: datetime) -> str:
    """When something comes for the first time."""
    if made.kind == "alert":
        return "It comes when a story breaks."
    following = subscriptions.upcoming(made, now)
    if following is None:
        return "It never comes."
    return f"The first comes {following.due_at.astimezone(ZoneInfo(made.zone)):%A %d %B, %H:%M}."


async def listed(desk: Desk, command: Command, rest: str) -> Reply:
    """The channel's subscriptions, each with its id."""
    return Reply(posts=(notices.subscriptions(await subscriptions_of(desk, command.place)),))


async def unsubscribe(desk: Desk, command: Command, rest: str) -> Reply:
    """Ends the subscription of this id, or those to this topic."""
    ours = await subscriptions_of(desk, command.place)
    found = [one for one in ours if rest and (one.id == rest or rest in one.topics)]
    if not found:
        raise UsageError("say which one: `/brief list` shows their ids.")
    async with desk.database.begin() as connection:
        for one in found:
            await subscriptions.remove(connection, one.workspace, one.id)
    return Reply(posts=(notices.line(f"Ended: {'; '.join(map(describe, found))}."),))


async def pause(desk: Desk, command: Command, rest: str) -> Reply:
    """The channel's briefs rest until `resume`."""
    return await _rest(desk, command, why=f"{subscriptions.BY_PERSON}<{command.user.id}>")


async def resume(desk: Desk, command: Command, rest: str) -> Reply:
    """The channel's briefs run again."""
    return await _rest(desk, command, why=None)


async def _rest(desk: Desk, command: Command, *, why: str | None) -> Reply:
    async with desk.database.begin() as connection:
        number = await subscriptions.pause(
            connection, command.place.workspace, channel=command.place.channel, why=why
        )
    if not number:
        return Reply(posts=(notices.line("This channel has no subscriptions yet."),))
    told = "rest until `/brief resume`" if why else "run again"
    return Reply(posts=(notices.line(f"This channel's briefs {told}."),))
