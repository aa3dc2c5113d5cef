"""One discord.py client: logged in for REST where only that is needed, connected on `open`."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import discord
import structlog

from bot.errors import PostUnknown
from bot.platforms.discord import endpoints

Listener = Callable[..., Coroutine[Any, Any, None]]
READY_WITHIN = 120.0  # seconds: identify is limited to one in five seconds a bucket
_LONGEST_RATE_LIMIT = 30.0  # seconds discord.py waits by itself; the least it takes
log = structlog.get_logger(__name__)


class Connecting:
    """The client of one token. `listeners` are coroutine functions named `on_…`."""

    def __init__(
        self,
        token: str,
        *,
        api_url: str | None,
        gateway_url: str | None,
        shards: int,
        on_lost: Callable[[], None],
    ) -> None:
        endpoints.use(api_url, gateway_url)  # first: a route is an address once it is made
        self._token, self._shards, self._on_lost = token, shards, on_lost
        self._client: discord.Client | None = None
        self._closed = False
        self._lock = asyncio.Lock()
        self._running: asyncio.Task[None] | None = None

    @property
    def reads_messages(self) -> bool:
        """Whether the message-content intent was granted."""
        return self._client is not None and self._client.intents.message_content

    async def client(self) -> discord.Client:
        """The client, logged in. Raises what discord.py raises; PostUnknown once closed."""
        async with self._lock:
            if self._closed:
                raise PostUnknown("the connection to Discord is closed")
            if self._client is None or self._client.is_closed():
                self._client = await self._logged_in(_intents(message_content=False))
            return self._client

    async def connect(self, listeners: Sequence[Listener]) -> None:
        """Take events. Asks for message content, and does without where it isn't granted."""
        self._closed = False
        try:
            await self._connect(_intents(message_content=True), listeners)
        except discord.PrivilegedIntentsRequired:
            log.warning(
                "discord_without_message_content",
                lost="questions in threads are heard only where they mention the bot",
                to_do="Developer Portal, Bot, Privileged Gateway Intents, Message Content Intent",
            )
            await self._connect(_intents(message_content=False), listeners)

    async def close(self) -> None:
        """Disconnect for good: nothing is sent until the next `connect`."""
        self._closed = True
        async with self._lock:
            await self._drop()

    async def _drop(self) -> None:
        client, self._client = self._client, None
        running, self._running = self._running, None
        if client is not None:
            await client.close()
        if running is not None:
            await asyncio.gather(running, return_exceptions=True)

    async def _connect(self, intents: discord.Intents, listeners: Sequence[Listener]) -> None:
        async with self._lock:  # nobody logs in beside this
            await self._drop()
            client = await self._logged_in(intents)
            self._client = client
        for listener in listeners:
            client.event(listener)
        running = asyncio.create_task(client.connect())
        ready = asyncio.create_task(client.wait_until_ready())
        await asyncio.wait(
            {running, ready}, timeout=READY_WITHIN, return_when=asyncio.FIRST_COMPLETED
        )
        if ready.done() and not running.done():
            self._running = running
            running.add_done_callback(self._ended)
            return
        ready.cancel()
        await self._give_up(client, running)

    def _ended(self, running: asyncio.Task[None]) -> None:
        """The gateway's task is over: unless the bot closed it, what ended it is told."""
        error = None if running.cancelled() else running.exception()
        if error is not None and running is self._running:
            log.error("discord_connection_lost", error=str(error))
            self._on_lost()

    async def _give_up(self, client: discord.Client, running: asyncio.Task[None]) -> None:
        self._client = None
        await client.close()
        if not running.done():
            running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        raise PostUnknown("Discord did not say that it is ready.")

    async def _logged_in(self, intents: discord.Intents) -> discord.Client:
        client = _client(intents, self._shards)
        try:
            await client.login(self._token)
        except BaseException:
            await client.close()
            raise
        return client


def _client(intents: discord.Intents, shards: int) -> discord.Client:
    """A client that keeps no messages and no members, and pings nobody."""
    options: dict[str, Any] = {
        "intents": intents,
        "allowed_mentions": discord.AllowedMentions.none(),
        "max_messages": None,
        "member_cache_flags": discord.MemberCacheFlags.none(),
        "chunk_guilds_at_startup": False,
        "guild_ready_timeout": 0.2,  # nothing here waits for the last guild to be listed
        "max_ratelimit_timeout": _LONGEST_RATE_LIMIT,
    }
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # there is no voice here
    # Its warnings of rate limits hold whole addresses, and an interaction's address holds its key.
    logging.getLogger("discord.http").setLevel(logging.ERROR)
    if shards == 1:
        return discord.Client(**options)
    return discord.AutoShardedClient(shard_count=shards or None, **options)


def _intents(*, message_content: bool) -> discord.Intents:
    return discord.Intents(
        guilds=True, guild_messages=True, dm_messages=True, message_content=message_content
    )
