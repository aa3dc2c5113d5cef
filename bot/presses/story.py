"""The buttons under a story: more detail, its sources, useful or not."""

from __future__ import annotations

import structlog

from bot import notices, outbox, render
from bot.desk import Desk
from bot.errors import UsageError
from bot.platforms.base import Action, Reply
from digests.model import Brief, BriefItem
from digests.store import briefs as brief_store

log = structlog.get_logger(__name__)


async def more(desk: Desk, action: Action) -> Reply:
    """All that the brief holds of the story."""
    brief, item = await _pressed(desk, action)
    return Reply(posts=(render.story(item, brief.language),))


async def sources(desk: Desk, action: Action) -> Reply:
    """The story's articles."""
    brief, item = await _pressed(desk, action)
    return Reply(posts=(render.source_list(item, brief.language),))


async def mark(desk: Desk, action: Action) -> Reply:
    """A reader's verdict on the story."""
    _, item = await _pressed(desk, action)
    log.info("feedback", story=item.story_id, verdict=action.name)
    return Reply(posts=(notices.line("Noted, thank you."),))


async def _pressed(desk: Desk, action: Action) -> tuple[Brief, BriefItem]:
    """The brief and the story of the message that the button hangs on. Raises UsageError."""
    async with desk.database.connect() as connection:
        delivery = await outbox.standing(
            connection,
            action.ref.workspace,
            action.ref.channel,
            action.ref.thread or action.ref.message,
        )
        brief = (
            await brief_store.get(connection, delivery.brief_id)
            if delivery and delivery.brief_id
            else None
        )
    items = brief.items if brief else ()
    item = next((one for one in items if one.story_id == action.value), None)
    if brief is None or item is None:
        raise UsageError("this message's brief is no longer kept; ask `/brief` for a new one.")
    return brief, item
