"""Who the bot is in each workspace: a client with its token, and its own ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack.errors import LOST, from_slack

DEFAULT_API = "https://slack.com/api/"
TIMEOUT = 20  # seconds for one call, so that a lost answer is known as lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The bot's own ids in one workspace: its team, its user and its bot id."""

    team: str
    user: str
    bot: str
    enterprise: str | None = None


class Workspaces(Protocol):
    """Where the bot is installed. Both raise PostRefused (scope workspace) where it is not."""

    async def client(self, workspace: str) -> AsyncWebClient: ...

    async def identity(self, workspace: str, enterprise: str | None = None) -> Identity: ...

    async def forget(self, workspace: str) -> None:
        """Keep nothing of a workspace the bot was removed from."""
        ...


def new_client(
    token: str | None = None, *, api_url: str | None = None, timeout: int = TIMEOUT
) -> AsyncWebClient:
    """A client that sends each call once: slack_sdk's own retry would post a message twice."""
    base = (api_url or DEFAULT_API).rstrip("/") + "/"
    return AsyncWebClient(token=token, base_url=base, timeout=timeout, retry_handlers=[])


class OneWorkspace:
    """The one workspace of a bot token. Asks Slack once who it is."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._identity: Identity | None = None

    async def client(self, workspace: str) -> AsyncWebClient:
        """The one client, whichever workspace is named: a token belongs to one only."""
        return self._client

    async def identity(self, workspace: str = "", enterprise: str | None = None) -> Identity:
        """Who the bot is. Raises what `errors.from_slack` makes of a failed `auth.test`."""
        if self._identity is None:
            self._identity = await identify(self._client)
        return self._identity

    async def forget(self, workspace: str) -> None:
        """Ask anew who the bot is: it may be installed again under another id."""
        self._identity = None


async def identify(client: AsyncWebClient) -> Identity:
    """Who the token of `client` is, by `auth.test`."""
    try:
        answer = await client.auth_test()
    except LOST as error:
        raise from_slack(error) from error
    return Identity(
        team=answer["team_id"],
        user=answer["user_id"],
        bot=answer.get("bot_id") or "",
        enterprise=answer.get("enterprise_id"),
    )
