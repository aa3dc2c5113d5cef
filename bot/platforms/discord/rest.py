"""Discord's REST calls that the bot makes itself, through discord.py's own queue.

discord.py waits out rate limits, keeps its buckets and tries again after a 5xx. The last is safe
where a nonce makes Discord answer with the message that stands; where it is not, a 5xx ends the
call (`_once`). Bodies go out as they were frozen, so they are not rebuilt as discord.py objects.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiohttp
import discord
from discord.http import Route

from bot.errors import PostUnknown
from bot.platforms.base import Payload
from bot.platforms.discord import limits

Json = dict[str, Any]
PATIENCE = 75.0  # seconds one call may take, logging in and waiting for its bucket included


class Rest:
    """Calls by name. They raise what discord.py raises, or PostUnknown."""

    def __init__(self, client: Callable[[], Awaitable[discord.Client]]) -> None:
        self._client = client

    async def me(self) -> int:
        """The bot's own user id."""
        client = await self._client()
        if client.user is None:
            raise PostUnknown("Discord has not said who the bot is.")
        return client.user.id

    async def create_message(self, channel: str, body: Payload, nonce: str) -> Json:
        """The message: the one that stands, where one of this nonce was sent minutes ago."""
        sent = {**body, "nonce": nonce, "enforce_nonce": True}
        return await self._call("POST", "/channels/{channel_id}/messages", channel, json=sent)

    async def start_thread(self, channel: str, message: str, name: str) -> Json:
        """A thread from a message; its id is the message's, and a message has but one."""
        path = "/channels/{channel_id}/messages/{message_id}/threads"
        body = {"name": name, "auto_archive_duration": 10080}
        return await self._call("POST", path, channel, message_id=message, json=body)

    async def start_post(
        self, forum: str, name: str, body: Payload, tags: Sequence[str] = ()
    ) -> Json:
        """A forum post: a thread and its first message at once. It knows no nonce."""
        sent: Json = {"name": name, "message": body, "auto_archive_duration": 10080}
        if tags:
            sent["applied_tags"] = list(tags[: limits.TAGS])
        path = "/channels/{channel_id}/threads"
        return await self._call("POST", path, forum, json=sent, raise_for_status=_once)

    async def channel(self, channel: str) -> Json:
        """A channel or thread."""
        return await self._call("GET", "/channels/{channel_id}", channel)

    async def message(self, channel: str, message: str) -> Json:
        """One message."""
        path = "/channels/{channel_id}/messages/{message_id}"
        return await self._call("GET", path, channel, message_id=message)

    async def messages(self, channel: str, **params: str) -> list[Json]:
        """A page of a channel's messages, the newest first."""
        query = {"limit": str(limits.PAGE), **params}
        found: Any = await self._call(
            "GET", "/channels/{channel_id}/messages", channel, params=query
        )
        return list(found)

    async def active_threads(self, guild: str) -> list[Json]:
        """The guild's threads that are not archived."""
        route = Route("GET", "/guilds/{guild_id}/threads/active", guild_id=guild)
        return list((await self._send(route))["threads"])

    async def edit_message(self, channel: str, message: str, body: Payload) -> Json:
        """Put `body` in place of a message of the bot's own."""
        path = "/channels/{channel_id}/messages/{message_id}"
        return await self._call("PATCH", path, channel, message_id=message, json=body)

    async def delete_message(self, channel: str, message: str) -> None:
        """Delete a message of the bot's own."""
        path = "/channels/{channel_id}/messages/{message_id}"
        await self._call("DELETE", path, channel, message_id=message)

    async def direct(self, user: str) -> Json:
        """The direct conversation with one person, opened where there is none."""
        route = Route("POST", "/users/@me/channels")
        answer: Json = await self._send(route, json={"recipient_id": user})
        return answer

    async def guilds(self) -> list[Json]:
        """The first 200 guilds the bot is in, with its permissions in each."""
        return list(await self._send(Route("GET", "/users/@me/guilds")))

    async def guild(self, guild: str) -> Json:
        """A guild with its roles."""
        answer: Json = await self._send(Route("GET", "/guilds/{guild_id}", guild_id=guild))
        return answer

    async def member(self, guild: str, user: str) -> Json:
        """A member of a guild, with the ids of its roles."""
        path = "/guilds/{guild_id}/members/{user_id}"
        answer: Json = await self._send(Route("GET", path, guild_id=guild, user_id=user))
        return answer

    async def typing(self, channel: str) -> None:
        """Show for ten seconds that the bot is writing."""
        await self._call("POST", "/channels/{channel_id}/typing", channel)

    async def show_form(self, interaction: int, token: str, form: Json) -> None:
        """A modal as the first answer to an interaction: it can't come later."""
        path = "/interactions/{webhook_id}/{webhook_token}/callback"
        route = Route("POST", path, webhook_id=interaction, webhook_token=token)
        await self._send(route, json={"type": 9, "data": form})

    async def edit_answer(self, application: int, token: str, body: Payload) -> None:
        """Put `body` in place of an interaction's first answer."""
        await self._webhook("PATCH", "/messages/@original", application, token, body)

    async def add_answer(self, application: int, token: str, body: Payload) -> None:
        """One more answer to an interaction."""
        await self._webhook("POST", "", application, token, body)

    async def commands(self, application: int) -> list[Json]:
        """The global commands as Discord has them, with their names in every language."""
        path = "/applications/{application_id}/commands"
        route = Route("GET", path, application_id=application)
        found: Any = await self._send(route, params={"with_localizations": "true"})
        return list(found)

    async def overwrite_commands(self, application: int, commands: Sequence[Json]) -> None:
        """Put `commands` in place of all global commands."""
        path = "/applications/{application_id}/commands"
        await self._send(Route("PUT", path, application_id=application), json=list(commands))

    async def _call(self, method: str, path: str, channel: str, **options: Any) -> Json:
        message = options.pop("message_id", None)
        parameters = {"message_id": message} if message else {}
        route = Route(method, path, channel_id=channel, **parameters)
        answer: Json = await self._send(route, **options)
        return answer

    async def _webhook(
        self, method: str, path: str, application: int, token: str, body: Payload
    ) -> None:
        route = Route(
            method,
            "/webhooks/{webhook_id}/{webhook_token}" + path,
            webhook_id=application,
            webhook_token=token,
        )
        await self._send(route, json=body)

    async def _send(self, route: Route, **options: Any) -> Any:
        client: discord.Client | None = None
        try:
            async with asyncio.timeout(PATIENCE):
                client = await self._client()
                return await client.http.request(route, **options)
        except RuntimeError as error:  # aiohttp's word for a session that was closed meanwhile
            if client is None or not client.is_closed():
                raise
            raise PostUnknown("the connection to Discord was closed meanwhile") from error


async def _once(response: aiohttp.ClientResponse) -> None:
    """Ends a call that discord.py would send again though it may have been done."""
    if response.status >= 500:
        raise PostUnknown(f"Discord answered {response.status}: the post may or may not stand.")
