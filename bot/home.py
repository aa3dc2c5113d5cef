"""The bot's own page: what a person's channels get, when, and how the bot is doing.

It names only channels that the platform says the person is in: that a private channel exists is
nobody else's to know.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import order_views, standing, subscriptions
from bot.desk import Desk, channels_of
from bot.message import Block, Context, Divider, Heading, Message, Paragraph, Run
from bot.phrases import Phrases, day, phrases
from bot.platforms.base import Place, User
from bot.subscriptions import Subscription
from digests.model import Language
from digests.store import sources as source_store

MOST = 20  # subscriptions on the page: Slack takes 100 blocks


async def home(desk: Desk, place: Place, user: User) -> Message:
    """The page of one person, in the language of their client."""
    language: Language = "zh" if user.language == "zh" else "en"
    words = phrases(language)
    names = await channels_of(desk, user, place)
    async with desk.database.connect() as connection:
        everyone = await subscriptions.of_workspace(connection, place.workspace)
        last = await standing.last_sent(connection, place)
        states = await source_store.states(connection)
    theirs = [one for one in everyone if one.channel in names and one.platform == place.platform]
    failing = sum(bool(one.failures) for one in states.values())
    health = words["home_health" if failing else "home_well"].format(
        sources=len(states), failing=failing
    )
    blocks: list[Block] = [Heading(text=words["home_title"])]
    blocks += _channels(theirs[:MOST], names, last, language, desk.clock())
    if len(theirs) > MOST:
        blocks.append(_line(words["home_more"].format(count=len(theirs) - MOST)))
    if not theirs:
        blocks.append(_line(words["home_nothing"]))
    blocks += [
        Divider(),
        Context(runs=(Run(text=health),)),
        Context(runs=(Run(text=words["home_ask"]),)),
    ]
    return Message(blocks=tuple(blocks), fallback=words["home_title"])


def _channels(
    theirs: Sequence[Subscription],
    names: Mapping[str, str],
    last: Mapping[str, datetime],
    language: Language,
    now: datetime,
) -> list[Block]:
    """Each channel with its orders under it. Numbers run on, so that every button has its own."""
    words = phrases(language)
    blocks: list[Block] = []
    number = 0
    for channel in dict.fromkeys(one.channel for one in theirs):
        ours = [one for one in theirs if one.channel == channel]
        blocks.append(Heading(text=_named(channel, names, words), level=2))
        for one in ours:
            number += 1
            shown = number if len(theirs) > 1 else None
            blocks += order_views.entry(one, language, now=now, number=shown)
        if channel in last:
            when = _local(last[channel], ours[0].zone, language)
            blocks.append(Context(runs=(Run(text=words["home_last"].format(when=when)),)))
    return blocks


def _named(channel: str, names: Mapping[str, str], words: Phrases) -> str:
    name = names.get(channel)
    return f"#{name}" if name else words["home_direct"]


def _local(at: datetime, zone: str, language: Language) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return f"{day(local.date(), language)}, {local:%H:%M}"


def _line(text: str) -> Paragraph:
    return Paragraph(runs=(Run(text=text),))
