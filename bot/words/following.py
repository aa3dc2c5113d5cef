"""`/brief timeline`, `recap`: how a topic went, and a week of claims looked back on."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot import commands, ledger_views
from bot.desk import Desk, language_at, subscriptions_of
from bot.errors import UsageError
from bot.phrases import phrases
from bot.platforms.base import Command, Reply
from digests import timeline as timelines
from digests.model import Window
from digests.recap import WEEK
from digests.recap import recap as recap_of

_USUAL = "30d"


async def timeline(desk: Desk, command: Command, rest: str) -> Reply:
    """ "china-ai 30d": a topic's steps, the oldest first. Raises UsageError."""
    if not rest.strip():
        raise UsageError.saying("timeline_form")
    topic, since = commands.topic_and_rest(rest, desk.library.config.topics)
    ours = await subscriptions_of(desk, command.place)
    zone = ZoneInfo(ours[0].zone if ours else desk.zone)
    window = commands.window(since or _USUAL, desk.clock(), zone)
    language = await language_at(desk, command.place, command.user, typed=rest)
    async with desk.database.connect() as connection:
        steps = await timelines.of_topic(connection, topic.slug, window.start, window.end)
    shown = ledger_views.timeline(steps, topic.name(language), language, zone)
    return Reply(posts=(shown,), shareable=True)


async def recap(desk: Desk, command: Command, rest: str) -> Reply:
    """The last seven days of a topic, or of all: claims, outcomes, what fell due."""
    name = rest.strip()
    topic = commands.topic_of(name, desk.library.config.topics) if name else None
    language = await language_at(desk, command.place, command.user, typed=rest)
    now = desk.clock()
    async with desk.database.connect() as connection:
        found = await recap_of(
            connection,
            Window(start=now - WEEK, end=now),
            topic=topic.slug if topic else None,
            workspace=command.place.workspace,
        )
    what = topic.name(language) if topic else phrases(language)["recap_all"]
    return Reply(posts=(ledger_views.recap(found, what, language),), shareable=True)
