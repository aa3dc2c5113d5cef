"""`/brief`, `/brief china-ai 7d`: a brief now, of one topic or of the channel's own."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot import commands, render
from bot.desk import Desk, subscriptions_of
from bot.errors import UsageError
from bot.message import Message
from bot.platforms.base import Command, Reply
from digests import pipeline
from digests.model import Brief
from digests.pipeline import Order
from digests.store import briefs as brief_store


async def brief(desk: Desk, command: Command, rest: str) -> Reply:
    """The briefs of the topic that is named, or of each that the channel follows."""
    wanted = commands.brief(rest, desk.library.config.topics)
    ours = await subscriptions_of(desk, command.place)
    slugs = (
        (wanted.topic,)
        if wanted.topic
        else tuple(dict.fromkeys(topic for one in ours for topic in one.topics))
    )
    if not slugs:
        raise UsageError("this channel follows no topic yet; try `/brief china-ai`.")
    zone = ZoneInfo(ours[0].zone if ours else desk.zone)
    window = commands.window(wanted.since, desk.clock(), zone)
    language = ours[0].language if ours else "en"
    posts: list[Message] = []
    about = ""  # one brief's thread can be answered from; that of several is no brief's
    for slug in slugs:
        order = Order(topic=desk.library.topic(slug), window=window, language=language)
        built = await _built(desk, order)
        about = built.id if len(slugs) == 1 else ""
        post = render.brief(built, zone=zone)
        posts += [post.parent, *post.thread]
    return Reply(posts=tuple(posts), shareable=True, about=about)


async def _built(desk: Desk, order: Order) -> Brief:
    built = await pipeline.build_brief(
        desk.database, desk.library, order, desk.summariser, now=desk.clock()
    )
    async with desk.database.begin() as connection:
        await brief_store.keep(connection, built.brief)
    return built.brief
