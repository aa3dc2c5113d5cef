"""`/brief subscribe`, `edit`, `list`, `unsubscribe`, `pause`, `resume`: what a channel gets."""

from __future__ import annotations

from dataclasses import replace

from bot import commands, edits, notices, order_views, orders, subscriptions
from bot.desk import Desk, language_at, order_of, subscriptions_of
from bot.errors import UsageError
from bot.phrases import phrases
from bot.platforms.base import Command, Reply


async def subscribe(desk: Desk, command: Command, rest: str) -> Reply:
    """Keeps a subscription and says when its first brief comes.

    Where no language or zone is named, it is the one that the channel has.
    """
    wanted = commands.subscription(rest, desk.library.config.topics)
    spoken = await language_at(desk, command.place, command.user, typed=rest)
    wanted = replace(wanted, language=wanted.language or spoken)
    ours = await subscriptions_of(desk, command.place)
    zone, now = ours[0].zone if ours else desk.zone, desk.clock()
    made = orders.standing(wanted, command.place, zone=zone, now=now, by=command.user.id)
    async with desk.database.begin() as connection:
        await subscriptions.keep(connection, made)
    language = await language_at(desk, command.place, command.user, typed=rest)
    return _line(order_views.told("subscribed", made, language, now=now))


async def edit(desk: Desk, command: Command, rest: str) -> Reply:
    """Changes one subscription; what is not named stays."""
    id_, _, options = rest.partition(" ")
    if not id_:
        raise UsageError.saying("edit_form", id="ID")
    one = await order_of(desk, id_, command.user, command.place)
    if not options:
        raise UsageError.saying("edit_form", id=id_)
    now = desk.clock()
    changed = edits.edited(one, options, desk.library.config.topics, now=now)
    async with desk.database.begin() as connection:
        await subscriptions.keep(connection, changed)
    language = await language_at(desk, command.place, command.user, typed=rest)
    if changed == one:
        return _line(phrases(language)["unchanged"].format(order=order_views.order(one, language)))
    return _line(order_views.told("changed", changed, language, now=now))


async def listed(desk: Desk, command: Command, rest: str) -> Reply:
    """The channel's subscriptions, each with its buttons."""
    language = await language_at(desk, command.place, command.user)
    ours = await subscriptions_of(desk, command.place)
    return Reply(posts=(order_views.listing(ours, language, now=desk.clock()),))


async def unsubscribe(desk: Desk, command: Command, rest: str) -> Reply:
    """Ends the subscription of this id, or those to this topic; says how to have it back."""
    ours = await subscriptions_of(desk, command.place)
    found = [one for one in ours if rest and (one.id == rest or rest in one.topics)]
    if not found:
        raise UsageError.saying("which_one")
    language = await language_at(desk, command.place, command.user)
    async with desk.database.begin() as connection:
        for one in found:
            await subscriptions.remove(connection, one.workspace, one.id)
    words = phrases(language)
    ended = "; ".join(order_views.order(one, language) for one in found)
    back = [words["take_back"].format(typed=orders.typed(one)) for one in found]
    return _line("\n".join([words["ended"].format(orders=ended), *back]))


async def pause(desk: Desk, command: Command, rest: str) -> Reply:
    """The channel's briefs rest until `resume`; or one of them, by its id."""
    return await _rest(desk, command, rest, why=f"{subscriptions.BY_PERSON}<{command.user.id}>")


async def resume(desk: Desk, command: Command, rest: str) -> Reply:
    """The channel's briefs run again; or one of them, by its id."""
    return await _rest(desk, command, rest, why=None)


async def _rest(desk: Desk, command: Command, id_: str, *, why: str | None) -> Reply:
    if id_:
        return await _rest_one(desk, command, id_, why)
    words = phrases(await language_at(desk, command.place, command.user))
    async with desk.database.begin() as connection:
        number = await subscriptions.pause(
            connection, command.place.workspace, channel=command.place.channel, why=why
        )
    if not number:
        return _line(words["no_orders"])
    return _line(words["rests" if why else "runs_again"])


async def _rest_one(desk: Desk, command: Command, id_: str, why: str | None) -> Reply:
    one = replace(await order_of(desk, id_, command.user, command.place), paused=why)
    async with desk.database.begin() as connection:
        await subscriptions.keep(connection, one)
    language = await language_at(desk, command.place, command.user)
    if why:
        return _line(phrases(language)["one_rests"].format(order=order_views.order(one, language)))
    return _line(order_views.told("one_runs", one, language, now=desk.clock()))


def _line(text: str) -> Reply:
    return Reply(posts=(notices.line(text),))
