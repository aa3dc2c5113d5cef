"""The bot in many workspaces: each with its own token, kept fresh."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import PlatformError
from bot.platforms.seen import Shelf
from bot.platforms.slack.errors import refusal
from bot.platforms.slack.installations import Installation, Installations
from bot.platforms.slack.oauth import OAuth
from bot.platforms.slack.workspaces import Identity, identify, new_client

# Tokens live twelve hours; exchanged this long before their end, a failure leaves time to retry.
FRESH = timedelta(hours=2)
log = structlog.get_logger(__name__)


class ManyWorkspaces:
    """`Workspaces` over what is installed. Nothing of a token is kept in memory but in clients."""

    def __init__(
        self,
        installations: Installations,
        oauth: OAuth,
        *,
        api_url: str | None,
        clock: Callable[[], datetime],
    ) -> None:
        self._installations, self._oauth = installations, oauth
        self._api_url, self._clock = api_url, clock
        self._identities: Shelf[Identity] = Shelf(seconds=3600, size=10_000)

    async def client(self, workspace: str) -> AsyncWebClient:
        """A client with the workspace's token. Raises PostRefused where the bot isn't installed."""
        one = await self._installed(workspace)
        return new_client(one.bot_token, api_url=self._api_url)

    async def identity(self, workspace: str, enterprise: str | None = None) -> Identity:
        """Who the bot is there; `enterprise` is the organisation that may have it for the team."""
        known = self._identities.get(workspace)
        if known is not None:
            return known
        if enterprise and await self._installations.find(workspace) is None:
            await self._installations.join(workspace, enterprise)
        found = await identify(await self.client(workspace))
        me = replace(found, team=workspace)
        self._identities.put(workspace, me)
        return me

    async def forget(self, workspace: str) -> None:
        """Drop the workspace's token at once."""
        self._identities.pop(workspace)
        await self._installations.drop(workspace)

    async def _installed(self, workspace: str) -> Installation:
        one = await self._installations.find(workspace)
        if one is None:
            raise refusal("account_inactive")
        if one.expires_at is None or one.expires_at - self._clock() > FRESH:
            return one
        return await self._rotated(one)

    async def _rotated(self, one: Installation) -> Installation:
        """A fresh token; the old one while another process exchanges it, or Slack can't now."""
        if not await self._installations.claim_rotation(one, self._clock()):
            return one
        try:
            fresh = await self._oauth.rotated(one)
        except PlatformError as error:
            log.warning("slack token not exchanged", workspace=one.workspace, error=str(error))
            return one
        # Both steps are one for whoever reads: the row holds the old token or the new, never none.
        fresh = replace(fresh, installed_by=one.installed_by)
        await self._installations.keep(fresh)
        return fresh
