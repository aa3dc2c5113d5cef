"""The outgoing half of Discord: one call, one message, and its mark to find it by again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.clean import one_line
from bot.errors import HistoryUnreadable, PostRefused
from bot.message import Message, Post
from bot.platforms.base import MessageRef, Payload, Place
from bot.platforms.discord import embeds, limits, marks
from bot.platforms.discord.errors import (
    LOST,
    THREAD_EXISTS,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    code_of,
    from_discord,
)
from bot.platforms.discord.markdown import unescape, units
from bot.platforms.discord.rest import Json, Rest
from bot.split import split_text

NAME = "discord"
FORUM, MEDIA = 15, 16  # channel types that hold threads and no messages
PAGES = 10  # how far back a search goes: 1,000 messages
_NO_NAME = "Brief"


class DiscordPosting:
    """`bot.platforms.base.Platform` for Discord."""

    name = NAME

    def __init__(self, rest: Rest, *, tags: Sequence[str] = ()) -> None:
        self._rest = rest
        self._tags = tuple(tags)
        self._forums: dict[str, dict[str, str] | None] = {}

    def payloads(self, post: Post) -> Sequence[Payload]:
        """Bodies of Create Message without a channel: the parent, then its thread."""
        return embeds.payloads(post)

    def reply_payloads(self, message: Message) -> Sequence[Payload]:
        """Bodies for one message by itself."""
        return embeds.message_bodies(message)

    async def post(self, payload: Payload, place: Place, key: str) -> MessageRef:
        """Post one body, once, with its mark. Raises PostRefused, RateLimited or PostUnknown."""
        return await self._posted(marks.marked(payload, key), place, key)

    async def reply(self, payload: Payload, place: Place, key: str) -> MessageRef:
        """Post an answer: once within minutes, without a mark. Raises as `post` does."""
        return await self._posted(payload, place, key)

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
                return await self._find_forum_post(place, key, after, me)
            channel = place.thread or place.channel
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
            if place.thread is None and await self._is_forum(place.channel):
                return await self._start_post(body, place)
            return self._ref(place, await self._message(body, place, marks.nonce(key)))
        except LOST as error:
            raise from_discord(error) from error

    async def _message(self, body: Payload, place: Place, nonce: str) -> Json:
        if place.thread is None:
            return await self._rest.create_message(place.channel, body, nonce)
        try:
            return await self._rest.create_message(place.thread, body, nonce)
        except LOST as error:
            if code_of(error) != UNKNOWN_CHANNEL:
                raise
        await self._start_thread(place.channel, place.thread)
        return await self._rest.create_message(place.thread, body, nonce)

    async def _start_thread(self, channel: str, message: str) -> None:
        """The thread of a message of ours; one that is there already is as good."""
        parent = await self._rest.message(channel, message)
        try:
            await self._rest.start_thread(channel, message, thread_name(parent))
        except LOST as error:
            if code_of(error) != THREAD_EXISTS:
                raise

    async def _start_post(self, body: Payload, place: Place) -> MessageRef:
        name = thread_name(body)
        tags = fitting_tags(name, self._forums[place.channel] or {}, self._tags)
        thread = await self._rest.start_post(place.channel, name, body, tags)
        return self._ref(place, thread, thread=thread["id"])

    async def _is_forum(self, channel: str) -> bool:
        if channel not in self._forums:
            found = await self._rest.channel(channel)
            tags = {one["id"]: one["name"] for one in found.get("available_tags") or ()}
            self._forums[channel] = tags if found["type"] in (FORUM, MEDIA) else None
        return self._forums[channel] is not None

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

    async def _find_forum_post(
        self, place: Place, key: str, after: str | None, me: int
    ) -> MessageRef | None:
        """The forum post whose first message carries `key`; it bears the thread's own id."""
        for thread in await self._rest.active_threads(place.workspace):
            mine = thread.get("parent_id") == place.channel and thread.get("owner_id") == str(me)
            if not mine or (after is not None and int(thread["id"]) <= int(after)):
                continue
            first = await self._rest.message(thread["id"], thread["id"])
            if marks.carries(first, key):
                return self._ref(place, first, thread=thread["id"])
        return None

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


def fitting_tags(name: str, there: Mapping[str, str], wanted: Sequence[str]) -> list[str]:
    """The forum's tags for a post called `name`: those wanted, and those that its name holds."""
    folded = name.casefold()
    named = [tag for tag, label in there.items() if label.casefold() in folded]
    return list(dict.fromkeys([*(tag for tag in wanted if tag in there), *named]))[: limits.TAGS]
