"""Discord: neutral messages as embeds, discord.py for what comes in.

`embeds`, `components`, `markdown` and `marks` are pure and import nothing of discord.py; `app`
holds the connection and is imported by `create`, so only where Discord is configured.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from digests.model import Topic

if TYPE_CHECKING:
    from bot.platforms.discord.app import Discord


def create(
    *,
    token: str,
    api_url: str | None = None,
    gateway_url: str | None = None,
    topics: Sequence[Topic] = (),
    admin_roles: Sequence[int] = (),
    tags: Sequence[str] = (),
    shards: int = 1,
) -> Discord:
    """Discord as a `Platform` and a `Connection` in one.

    `topics` are suggested while a command is typed; `admin_roles` may manage subscriptions
    beside those who may manage the server; `tags` (ids) go on forum posts beside the tags that a
    post's name holds; `shards` 0 is as many as Discord advises.
    """
    from bot.platforms.discord.app import Discord

    return Discord(
        token,
        api_url=api_url,
        gateway_url=gateway_url,
        topics=topics,
        admin_roles=admin_roles,
        tags=tags,
        shards=shards,
    )
