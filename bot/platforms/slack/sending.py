"""Replies sent for certain: through rate limits, past lost answers, each once and in order."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.errors import PostRefused, PostUnknown, RateLimited
from bot.platforms.base import MessageRef, Payload, Place
from bot.platforms.slack.posting import SlackPosting

SPACING = 1.0  # seconds between two messages in one channel (docs.slack.dev, "Rate limits")
TRIES = 4
LONGEST_WAIT = 600.0  # seconds a message of a reply waits in all; a delivery waits in the outbox


class Sending:
    """Sends what a person waits for. What is owed to a channel goes by the outbox instead."""

    def __init__(self, posting: SlackPosting, *, spacing: float = SPACING) -> None:
        self._posting, self._spacing = posting, spacing

    async def post_all(self, bodies: Sequence[Payload], place: Place, key: str) -> list[MessageRef]:
        """Where each stands: the first in `place`, the rest in its thread. Raises as `once`."""
        refs: list[MessageRef] = []
        for index, body in enumerate(bodies):
            if index:
                await asyncio.sleep(self._spacing)
            ref = await self.once(body, place, f"{key}:{index}")
            refs.append(ref)
            if place.thread is None:
                place = replace(place, thread=ref.message)
        return refs

    async def once(self, body: Payload, place: Place, key: str) -> MessageRef:
        """One message, waited for through rate limits, looked for before it is sent again."""
        waited, lost = 0.0, 0
        while True:
            try:
                return await self._posting.post(body, place, key)
            except RateLimited as error:
                waited += error.seconds
                if waited > LONGEST_WAIT:
                    raise
                await asyncio.sleep(error.seconds)
            except PostUnknown:
                lost += 1
                if lost == TRIES:
                    raise
                found = await self._look(place, key)
                if found:
                    return found

    async def _look(self, place: Place, key: str) -> MessageRef | None:
        """The message of `key` by Slack's record, asked until it answers. Raises as `find` does."""
        for _ in range(TRIES - 1):
            await asyncio.sleep(1)
            try:
                return await self._posting.find(place, key, None)
            except RateLimited as error:
                await asyncio.sleep(min(error.seconds, LONGEST_WAIT / TRIES))
            except PostUnknown:
                continue
        return await self._posting.find(place, key, None)

    async def settle(self, placeholder: MessageRef | None, body: Payload | None) -> bool:
        """Put `body` in the placeholder's place, or take it away; whether `body` stands now."""
        if placeholder is None:
            return False
        for _ in range(TRIES):
            try:
                if body is None:
                    await self._posting.retract(placeholder)
                else:
                    await self._posting.edit(placeholder, body)
            except RateLimited as error:
                await asyncio.sleep(min(error.seconds, LONGEST_WAIT / TRIES))
            except PostUnknown:  # doing either twice does no harm
                await asyncio.sleep(1)
            except PostRefused:  # somebody deleted it, or it may not be edited any more
                return False
            else:
                return body is not None
        return False
