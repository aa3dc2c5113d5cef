"""Discord as a `Platform` and a `Connection`."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import chain, repeat

import structlog

from bot.errors import PostRefused, PostUnknown, RateLimited, SettingsError
from bot.platforms.base import Handlers, Place, Poster
from bot.platforms.discord import commands
from bot.platforms.discord.answers import Answers
from bot.platforms.discord.checkup import Check, check
from bot.platforms.discord.connecting import Connecting
from bot.platforms.discord.errors import BAD_TOKEN, LOST, from_discord
from bot.platforms.discord.listening import Listeners
from bot.platforms.discord.posting import DiscordPosting
from bot.platforms.discord.rest import Rest
from bot.platforms.discord.suggest import Suggestions
from bot.platforms.discord.sync import sync
from digests.model import Topic

_FINISH_WITHIN = 15.0  # seconds for replies under way when the connection closes
_PAUSES = (5.0, 10.0, 30.0, 60.0, 120.0)  # seconds between tries to connect; the last goes on
log = structlog.get_logger(__name__)


class Discord(DiscordPosting):
    """One bot token. Posting needs no open connection; `open` is for what comes in."""

    def __init__(
        self,
        token: str,
        *,
        api_url: str | None = None,
        gateway_url: str | None = None,
        topics: Sequence[Topic] = (),
        admin_roles: Sequence[int] = (),
        tags: Sequence[str] = (),
        shards: int = 1,
    ) -> None:
        self._connecting = Connecting(
            token,
            api_url=api_url,
            gateway_url=gateway_url,
            shards=shards,
            on_lost=self._try_again,
        )
        rest = Rest(self._connecting.client)
        super().__init__(rest, tags=tags)
        self._suggestions = Suggestions(topics)
        self._admin_roles = frozenset(admin_roles)
        self._listeners: Listeners | None = None
        self._waiting: asyncio.Task[None] | None = None

    async def open(self, handlers: Handlers) -> None:
        """Connect, and tell Discord of the commands where it has others.

        A Discord that can't be reached now is waited for in the background, so that what else the
        bot does goes on. Raises SettingsError for a token that Discord does not know, PostRefused
        where it ends the connection for good.
        """
        self._listeners = Listeners(
            handlers,
            rest=self._rest,
            answers=Answers(
                self._rest, self, poster=handlers if isinstance(handlers, Poster) else None
            ),
            suggestions=self._suggestions,
            admin_roles=self._admin_roles,
            reads_messages=lambda: self._connecting.reads_messages,
        )
        try:
            await self._connect(self._listeners)
        except (PostUnknown, RateLimited) as error:
            log.warning("discord_waited_for", error=str(error))
            self._try_again()
        except PostRefused as error:
            if error.code == BAD_TOKEN:
                raise SettingsError(f"setting DISCORD_TOKEN: {error}") from error
            raise

    async def close(self) -> None:
        """Stop taking events, let replies under way end, then disconnect."""
        if self._waiting is not None:
            self._waiting.cancel()
            await asyncio.gather(self._waiting, return_exceptions=True)
            self._waiting = None
        listeners, self._listeners = self._listeners, None
        if listeners is not None:
            await listeners.finish(_FINISH_WITHIN)
        await self._connecting.close()

    def _try_again(self) -> None:
        if self._listeners is not None:
            self._waiting = asyncio.create_task(self._keep_trying(self._listeners))

    async def _keep_trying(self, listeners: Listeners) -> None:
        """Connect, however long Discord is away."""
        for wait in chain(_PAUSES, repeat(_PAUSES[-1])):
            await asyncio.sleep(wait)
            try:
                await self._connect(listeners)
            except (PostUnknown, RateLimited) as error:
                log.warning("discord_waited_for", error=str(error))
            except PostRefused as error:
                log.error("discord_refuses_the_bot", error=str(error))
                return
            else:
                return

    async def _connect(self, listeners: Listeners) -> None:
        try:
            await self._connecting.connect(listeners.all())
        except LOST as error:
            raise from_discord(error) from error
        await self._tell_commands()

    async def examine(self, places: Sequence[Place] = ()) -> list[Check]:
        """Each check of token, intents, servers and `places` as (what, ok, found or to do)."""
        try:
            client = await self._connecting.client()
        except LOST as error:
            return [("bot token", False, str(from_discord(error)))]
        try:
            return await check(client, self._rest, [one.channel for one in places])
        finally:
            await self.close()

    async def _tell_commands(self) -> None:
        """Without its commands the bot still posts, and answers in threads."""
        try:
            client = await self._connecting.client()
            if client.application_id is not None:
                sent = await sync(self._rest, client.application_id, commands.payloads())
                log.info("discord_commands", sent=sent)
        except LOST as error:
            log.error("discord_commands_not_told", error=str(from_discord(error)))
