"""The outgoing half of Discord: one call, one message, and its mark to find it by again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from discord.utils import time_snowflake

from bot.clean import one_line
from bot.errors import HistoryUnreadable, PostRefused
from bot.message import Message, Post
from bot.platforms.base import MessageRef, Payload, Place
from bot.platforms.discord import direct, embeds, forums, limits, marks
from bot.platforms.discord.errors import (
    HOLDS_NO_MESSAGES,
    LOST,
    THREAD_EXISTS,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    code_of,
    from_discord,
)
from bot.platforms.discord.markdown import unescape, units
from bot.platforms.discord.rest import Json, Rest
from bot.platforms.seen import Shelf
from bot.split import split_text

NAME = "discord"
PAGES = 10  # how far back a search goes: 1,000 messages
_NO_NAME = "Brief"


class DiscordPosting:
    """`bot.platforms.base.Platform` for Discord."""

    name = NAME

    def __init__(self, rest: Rest, *, tags: Sequence[str] = ()) -> None:
        self._rest = rest
        self._tags = tuple(tags)
        self._forums: set[str] = set()  # channels that were found to be forums
        # Parents that were posted just now and have no thread yet, by id: what it will be called.
        self._fresh: Shelf[str] = Shelf(seconds=3600, size=2_000)

    def payloads(self, post: Post) -> Sequence[Payload]:
        """Bodies of Create Message without a channel: the parent, then its thread."""
        return embeds.payloads(post)

    def reply_payloads(self, message: Message) -> Sequence[Payload]:
        """Bodies for one message by itself."""
        return embeds.message_bodies(message)

    def answer(self, posts: Sequence[Message], ref: MessageRef) -> tuple[Place, Sequence[Payload]]:
        """Where the answer to a message goes, as a reply to it, and its bodies in order."""
        place = Place(
            platform=NAME,
            workspace=ref.workspace,
            channel=ref.channel,
            thread=None if ref.workspace.startswith(direct.PREFIX) else ref.thread,
        )
        bodies = [body for post in posts for body in self.reply_payloads(post)]
        if bodies:
            answered = {"message_id": ref.message, "fail_if_not_exists": False}
            bodies[0] = {**bodies[0], "message_reference": answered}
        return place, bodies

    async def post(self, payload: Payload, place: Place, key: str) -> MessageRef:
        """Post one body, once, with its mark. Raises PostRefused, RateLimited or PostUnknown."""
        return await self._posted(marks.marked(payload, key), place, key)

    async def reply(self, payload: Payload, place: Place, key: str) -> MessageRef:
        """Post an answer: once within minutes, without a mark. Raises as `post` does."""
        return await self._posted(payload, place, key)

    def id_at(self, at: datetime) -> str:
        """The snowflake of that moment (UTC)."""
        return str(time_snowflake(at))

    async def edit(self, ref: MessageRef, payload: Payload) -> None:
        """Put `payload` in place of a message of the bot's own, its mark kept. Raises as `post`."""
        channel = ref.thread or ref.channel
        try:
            standing = await self._rest.message(channel, ref.message)
            await self._rest.edit_message(channel, ref.message, marks.kept(payload, standing))
        except LOST as error:
            raise from_discord(error) from error

    async def retract(self, ref: MessageRef) -> None:
        """Delete a message of the bot's own; one that is gone already is no error."""
        try:
            await self._rest.delete_message(ref.thread or ref.channel, ref.message)
        except LOST as error:
            if code_of(error) != UNKNOWN_MESSAGE:
                raise from_discord(error) from error

    async def direct(self, workspace: str, user: str) -> Place:
        """The direct conversation with one person. Raises as `post` does."""
        try:
            channel = await self._rest.direct(user)
        except LOST as error:
            raise from_discord(error) from error
        return Place(platform=NAME, workspace=workspace, channel=channel["id"])

    async def find(self, place: Place, key: str, after: str | None) -> MessageRef | None:
        """The bot's own message that carries `key`, after the message id `after`; or None.

        Without `after` the newest 1,000 messages are looked at. Raises HistoryUnreadable when
        Discord does not show the record, or holds more of it than is read; RateLimited and
        PostUnknown when it may be asked again later.
        """
        try:
            me = await self._rest.me()
            if place.thread is None and await self._is_forum(place.channel):
                post = await forums.find_post(
                    self._rest, place.workspace, place.channel, key, after, me
                )
                return self._ref(place, post, thread=post["id"]) if post else None
            channel = place.channel if direct.is_direct(place) else place.thread or place.channel
            message = await self._find_message(channel, key, after, me)
        except LOST as error:
            if place.thread and code_of(error) == UNKNOWN_CHANNEL:
                return None  # the thread was never begun
            failure = from_discord(error)
            if isinstance(failure, PostRefused):
                why = f"Discord does not show the record: {failure}"
                raise HistoryUnreadable(why) from error
            raise failure from error
        return self._ref(place, message) if message else None

    async def _posted(self, body: Payload, place: Place, key: str) -> MessageRef:
        try:
            if direct.is_direct(place):  # no threads there: all in one row
                message = await self._rest.create_message(place.channel, body, marks.nonce(key))
                return self._ref(place, message)
            if place.thread is None:
                return await self._parent(body, place, marks.nonce(key))
            message = await self._in_thread(body, place.channel, place.thread, marks.nonce(key))
        except LOST as error:
            raise from_discord(error) from error
        return self._ref(place, message)

    async def _parent(self, body: Payload, place: Place, nonce: str) -> MessageRef:
        """A message in the channel, or a post where the channel turns out to be a forum."""
        if place.channel not in self._forums:
            try:
                message = await self._rest.create_message(place.channel, body, nonce)
            except LOST as error:
                if code_of(error) not in HOLDS_NO_MESSAGES:
                    raise
                self._forums.add(place.channel)
            else:
                self._fresh.put(message["id"], thread_name(body))
                return self._ref(place, message)
        name = thread_name(body)
        post = await forums.start_post(self._rest, place.channel, name, body, self._tags)
        return self._ref(place, post, thread=post["id"])

    async def _in_thread(self, body: Payload, channel: str, thread: str, nonce: str) -> Json:
        """A message in the thread of a message of ours, which is begun where there is none yet."""
        name = self._fresh.get(thread)
        if name is not None:
            await self._start_thread(channel, thread, name)
        try:
            return await self._rest.create_message(thread, body, nonce)
        except LOST as error:
            if code_of(error) != UNKNOWN_CHANNEL:
                raise
        parent = await self._rest.message(channel, thread)
        await self._start_thread(channel, thread, thread_name(parent))
        return await self._rest.create_message(thread, body, nonce)

    async def _start_thread(self, channel: str, message: str, name: str) -> None:
        """The thread of a message; one that is there already is as good."""
        try:
            await self._rest.start_thread(channel, message, name)
        except LOST as error:
            if code_of(error) != THREAD_EXISTS:
                raise
        self._fresh.pop(message)

    async def _is_forum(self, channel: str) -> bool:
        if channel in self._forums:
            return True
        found = forums.is_forum(await self._rest.channel(channel))
        if found:
            self._forums.add(channel)
        return found

    async def _find_message(
        self, channel: str, key: str, after: str | None, me: int
    ) -> Json | None:
        before: dict[str, str] = {}
        for _ in range(PAGES):
            page = await self._rest.messages(channel, **before)
            for message in page:
                if after is not None and int(message["id"]) <= int(after):
                    return None
                if marks.is_by(message, me) and marks.carries(message, key):
                    return message
            if len(page) < limits.PAGE:
                return None
            before = {"before": page[-1]["id"]}
        if after is None:
            return None
        raise HistoryUnreadable("Discord's record is longer than is read to find one message.")

    def _ref(self, place: Place, message: Json, *, thread: str | None = None) -> MessageRef:
        return MessageRef(
            platform=NAME,
            workspace=place.workspace,
            channel=place.channel,
            message=message["id"],
            thread=thread or place.thread,
        )


def thread_name(message: Mapping[str, Any]) -> str:
    """What a thread from this message is called: what the message itself is called.

    It is read off the message, so that a thread can be begun after any restart.
    """
    embed: Mapping[str, Any] = next(iter(message.get("embeds") or ()), {})
    author = (embed.get("author") or {}).get("name")
    shown = author or unescape(embed.get("title") or message.get("content") or "")
    name = one_line(shown) or _NO_NAME
    return split_text(name, limits.THREAD_NAME, units)[0].strip()
