"""The outgoing half of Slack: one call, one message, and its mark to find it by again.

Slack has no idempotency key (slackapi/slack-api-specs#10). The mark is message metadata, which
`conversations.history` and `conversations.replies` give back to the app that wrote it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import HistoryUnreadable, PostRefused, PostUnknown
from bot.message import Message, Post
from bot.platforms.base import MessageRef, Payload, Place
from bot.platforms.command_names import set_apart
from bot.platforms.slack.bodies import message_bodies, payloads
from bot.platforms.slack.errors import LOST, from_slack
from bot.platforms.slack.people import People
from bot.platforms.slack.without_blocks import REFUSED_BLOCKS, without_blocks
from bot.platforms.slack.workspaces import Identity, Workspaces

EVENT_TYPE = "briefbot_delivery"
PAGE = 200
PAGES = 5  # how far back a search goes: 1,000 messages
log = structlog.get_logger(__name__)
_NOT_FOR_UPDATE = ("unfurl_links", "unfurl_media")


class SlackPosting:
    """`bot.platforms.base.Platform` for Slack, and edits beside it."""

    name = "slack"

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces
        self.people = People(workspaces)

    def payloads(self, post: Post) -> Sequence[Payload]:
        """Bodies of `chat.postMessage` without a channel: the parent, then its thread."""
        return payloads(post)

    def reply_payloads(self, message: Message) -> Sequence[Payload]:
        """Bodies for one message by itself, the bot's own commands set apart in it."""
        return message_bodies(set_apart(message))

    def answer(self, posts: Sequence[Message], ref: MessageRef) -> tuple[Place, Sequence[Payload]]:
        """Where the answer to a message goes, its thread, and its bodies in order."""
        place = Place(
            platform=self.name,
            workspace=ref.workspace,
            channel=ref.channel,
            thread=ref.thread or ref.message,
        )
        return place, [body for post in posts for body in self.reply_payloads(post)]

    async def post(self, payload: Payload, place: Place, key: str) -> MessageRef:
        """Post one body, once. Raises PostRefused, RateLimited or PostUnknown.

        Where Slack refuses the blocks, nothing stands yet, and the same words go as one text.
        """
        try:
            return await self._post(payload, place, key)
        except PostRefused as error:
            if error.code not in REFUSED_BLOCKS or not payload.get("blocks"):
                raise
            log.warning("slack refused blocks", code=error.code, why=str(error))
            return await self._post(without_blocks(payload), place, key)

    async def _post(self, payload: Payload, place: Place, key: str) -> MessageRef:
        body = {
            **payload,
            "channel": place.channel,
            "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": key}},
        }
        if place.thread:
            body["thread_ts"] = place.thread
        answer = await self._call(place.workspace, "chat.postMessage", body)
        return MessageRef(
            platform=self.name,
            workspace=place.workspace,
            channel=answer["channel"],
            message=answer["ts"],
            thread=place.thread,
        )

    async def find(self, place: Place, key: str, after: str | None) -> MessageRef | None:
        """The bot's own message that carries `key`, at or after the ts `after`; or None.

        Without `after` the newest 1,000 messages are looked at. Raises HistoryUnreadable when
        Slack does not show the record, or shows more of it than is read; RateLimited and
        PostUnknown when it may be asked again later.
        """
        me = await self._workspaces.identity(place.workspace)
        client = await self._workspaces.client(place.workspace)
        cursor = ""
        for _ in range(PAGES):
            answer = await self._page(client, place, after, cursor)
            for message in answer.get("messages") or ():
                if _carries(message, key, me):
                    return self._ref(place, message)
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return None
        if after is None:
            return None
        raise HistoryUnreadable("Slack's record is longer than is read to find one message.")

    def id_at(self, at: datetime) -> str:
        """The ts of that moment (UTC)."""
        return f"{at.timestamp():.6f}"

    async def edit(self, ref: MessageRef, payload: Payload) -> None:
        """Put `payload` in place of a message of the bot's own. Raises as `post` does."""
        body = {key: value for key, value in payload.items() if key not in _NOT_FOR_UPDATE}
        await self._call(
            ref.workspace, "chat.update", {**body, "channel": ref.channel, "ts": ref.message}
        )

    async def retract(self, ref: MessageRef) -> None:
        """Delete a message of the bot's own; one that is gone already is no error."""
        try:
            body = {"channel": ref.channel, "ts": ref.message}
            await self._call(ref.workspace, "chat.delete", body)
        except PostRefused as error:
            if error.code != "message_not_found":
                raise

    async def whisper(self, payload: Payload, place: Place, user: str) -> None:
        """Show `payload` to one person in a channel only. Raises as `post` does."""
        body = {
            key: value
            for key, value in payload.items()
            if key not in (*_NOT_FOR_UPDATE, "metadata")
        }
        body |= {"channel": place.channel, "user": user}
        if place.thread:
            body["thread_ts"] = place.thread
        await self._call(place.workspace, "chat.postEphemeral", body)

    async def channels(self, workspace: str, user: str) -> Mapping[str, str]:
        """The channels that the person is in and the bot may know of. Raises PlatformError."""
        return await self.people.channels(workspace, user)

    async def direct(self, workspace: str, user: str) -> Place:
        """The direct conversation with one person, opened where there is none."""
        answer = await self._call(workspace, "conversations.open", {"users": user})
        return Place(platform=self.name, workspace=workspace, channel=answer["channel"]["id"])

    async def _call(self, workspace: str, method: str, body: dict[str, Any]) -> Mapping[str, Any]:
        client = await self._workspaces.client(workspace)
        try:
            answer = await client.api_call(method, json=body)
        except LOST as error:
            raise from_slack(error) from error
        data = answer.data
        if not isinstance(data, dict):
            raise PostUnknown("Slack's answer can't be read.")
        return data

    async def _page(
        self, client: AsyncWebClient, place: Place, after: str | None, cursor: str
    ) -> Mapping[str, Any]:
        method = "conversations.replies" if place.thread else "conversations.history"
        params: dict[str, Any] = {
            "channel": place.channel,
            "limit": PAGE,
            "include_all_metadata": "true",
        }
        params |= {"ts": place.thread} if place.thread else {}
        params |= {"oldest": after, "inclusive": "true"} if after else {}
        params |= {"cursor": cursor} if cursor else {}
        try:
            answer = await client.api_call(method, http_verb="GET", params=params)
        except LOST as error:
            failure = from_slack(error)
            if isinstance(failure, PostRefused):
                raise HistoryUnreadable(f"Slack does not show the record: {failure}") from error
            raise failure from error
        return answer.data if isinstance(answer.data, dict) else {}

    def _ref(self, place: Place, message: Mapping[str, Any]) -> MessageRef:
        return MessageRef(
            platform=self.name,
            workspace=place.workspace,
            channel=place.channel,
            message=message["ts"],
            thread=place.thread,
        )


def _carries(message: Mapping[str, Any], key: str, me: Identity) -> bool:
    """Whether the message is the bot's own and marked with `key`: others can copy a mark."""
    metadata = message.get("metadata") or {}
    return (
        metadata.get("event_type") == EVENT_TYPE
        and (metadata.get("event_payload") or {}).get("key") == key
        and _is_mine(message, me)
    )


def _is_mine(message: Mapping[str, Any], me: Identity) -> bool:
    """By whichever id there is on both sides. Slack gives each message an author; a record
    without any (a proxy's, an emulator's) has none that could be another's.
    """
    author, bot = message.get("user"), message.get("bot_id")
    if me.bot and bot:
        return bool(bot == me.bot)
    return author is None or bool(author == me.user)
