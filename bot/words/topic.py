"""`/brief`, `/brief china-ai 7d`: a brief now, of one topic or of the channel's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot import commands, render
from bot.desk import Desk, language_at, subscriptions_of
from bot.errors import UsageError
from bot.platforms.base import Command, Reply
from bot.private import privately
from digests import pipeline
from digests.model import Brief, Language, Window
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
        raise UsageError.saying("no_topics_yet")
    zone = ZoneInfo(ours[0].zone if ours else desk.zone)
    window = commands.window(wanted.since, desk.clock(), zone)
    language = await language_at(desk, command.place, command.user, typed=rest)
    first, *others = [
        await _told(
            desk, slug, Asked(window=window, zone=zone, language=language, since=wanted.since)
        )
        for slug in slugs
    ]
    return replace(first, more=tuple(others))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every brief of one command has in common; `since` as it was typed."""

    window: Window
    zone: ZoneInfo
    language: Language
    since: str | None


async def _told(desk: Desk, slug: str, asked: Asked) -> Reply:
    """One topic's brief, for the asker alone until they post it."""
    order = Order(topic=desk.library.topic(slug), window=asked.window, language=asked.language)
    built = await _built(desk, order)
    post = render.brief(built, zone=asked.zone)
    return Reply(
        posts=(post.parent, *post.thread),
        shown=privately(post, asked.language),
        shareable=True,
        about=built.id,
        asked=" ".join(filter(None, (slug, asked.since))),
    )


async def _built(desk: Desk, order: Order) -> Brief:
    built = await pipeline.build_brief(
        desk.database, desk.library, order, desk.summariser, now=desk.clock()
    )
    async with desk.database.begin() as connection:
        await brief_store.keep(connection, built.brief)
    return built.brief
