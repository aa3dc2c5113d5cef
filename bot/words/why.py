"""`/brief why 2`, `/brief why licence`: why a story of the channel's last brief is in it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from bot import reasons, standing
from bot.desk import Desk
from bot.errors import UsageError
from bot.platforms.base import Command, Reply
from bot.standing import Standing
from digests.store import topics as topic_store

_NUMBER = re.compile(r"(?:#|no\.?\s*|第)?\s*(\d{1,2})\s*(?:条|\.)?", re.IGNORECASE)
_MOST = 3  # of several briefs of one post, each with a story of that number
_NEAR = 0.5


async def why(desk: Desk, command: Command, rest: str) -> Reply:
    """The reasons of rank and topic, for the story of that number or headline."""
    async with desk.database.connect() as connection:
        told = standing.stories(await standing.last_briefs(connection, command.place))
        if not told:
            raise UsageError.saying("why_no_brief")
        if not rest:
            raise UsageError.saying("why_form")
        found = _meant(rest, told)
        if not found:
            raise UsageError.saying("why_unknown", story=rest)
        posts = []
        for one in found:
            ids = {source.article_id for source in one.item.sources}
            matches = await topic_store.matches(connection, one.brief.topic, ids)
            posts.append(reasons.why(one, matches))
    return Reply(posts=tuple(posts))


def _meant(rest: str, told: Sequence[Standing]) -> Sequence[Standing]:
    """The stories of that number; else those whose headline has all the words, else the nearest."""
    number = _NUMBER.fullmatch(rest.strip())
    if number:
        return [one for one in told if one.number == int(number[1])][:_MOST]
    sought = rest.casefold().split()
    holding = [one for one in told if all(word in one.item.headline.casefold() for word in sought)]
    if holding:
        return holding[:1]
    heads = {one.item.headline.casefold(): one for one in told}
    near = difflib.get_close_matches(rest.casefold(), heads, n=1, cutoff=_NEAR)
    return [heads[near[0]]] if near else []
