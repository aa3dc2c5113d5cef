"""Forum and media channels: they hold no messages, only posts, each a thread of its own.

developers/resources/channel.mdx, "Start Thread in Forum or Media Channel".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.platforms.base import Payload
from bot.platforms.discord import limits, marks
from bot.platforms.discord.rest import Json, Rest

FORUM, MEDIA = 15, 16  # channel types


def is_forum(channel: Mapping[str, object]) -> bool:
    """Whether a channel of Discord's own form holds posts."""
    return channel.get("type") in (FORUM, MEDIA)


async def start_post(
    rest: Rest, forum: str, name: str, body: Payload, wanted: Sequence[str]
) -> Json:
    """A post called `name`, with the tags that fit it. Raises what discord.py raises."""
    found = await rest.channel(forum)
    there = {one["id"]: one["name"] for one in found.get("available_tags") or ()}
    return await rest.start_post(forum, name, body, fitting_tags(name, there, wanted))


async def find_post(
    rest: Rest, guild: str, forum: str, key: str, after: str | None, me: int
) -> Json | None:
    """The bot's own post whose first message carries `key`; that message has the thread's id."""
    for thread in await rest.active_threads(guild):
        mine = thread.get("parent_id") == forum and thread.get("owner_id") == str(me)
        if not mine or (after is not None and int(thread["id"]) <= int(after)):
            continue
        first = await rest.message(thread["id"], thread["id"])
        if marks.carries(first, key):
            return first
    return None


def fitting_tags(name: str, there: Mapping[str, str], wanted: Sequence[str]) -> list[str]:
    """The forum's tags for a post called `name`: those wanted, and those that its name holds."""
    folded = name.casefold()
    named = [tag for tag, label in there.items() if label.casefold() in folded]
    return list(dict.fromkeys([*(tag for tag in wanted if tag in there), *named]))[: limits.TAGS]
