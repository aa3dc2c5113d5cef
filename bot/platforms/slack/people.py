"""What Slack knows of people and channels: who runs the workspace, where the bot may post."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.errors import PostRefused
from bot.platforms.base import User
from bot.platforms.seen import Shelf
from bot.platforms.slack.errors import LOST, from_slack
from bot.platforms.slack.workspaces import Workspaces

_KEPT = 300.0  # seconds: an admin of yesterday may be none today


class People:
    """Looks people up by id. Nothing but whether they are an admin is kept."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces
        self._admins: Shelf[bool] = Shelf(seconds=_KEPT, size=10_000)

    async def user(self, workspace: str, id: str) -> User:  # noqa: A002 - Slack's own word
        """The person. Where Slack does not say, they are no admin."""
        admin = self._admins.get((workspace, id))
        if admin is None:
            admin = await self._ask(workspace, id)
            if admin is None:
                return User(id=id)
            self._admins.put((workspace, id), admin)
        return User(id=id, admin=admin)

    async def zone(self, workspace: str, id: str) -> str | None:  # noqa: A002
        """The person's own IANA time zone, asked anew each time; None where Slack says none."""
        return (await self._info(workspace, id)).get("tz") or None

    async def is_bot_in(self, workspace: str, channel: str) -> bool:
        """Whether the bot may post there; taken as given where Slack does not say."""
        if channel.startswith("D"):
            return True  # a direct conversation has the bot in it already
        client = await self._workspaces.client(workspace)
        try:
            answer = await client.conversations_info(channel=channel)
        except LOST as error:
            failure = from_slack(error)
            # A private channel without the bot is one Slack does not know for it.
            return not (isinstance(failure, PostRefused) and failure.code == "channel_not_found")
        return bool((answer.get("channel") or {}).get("is_member", True))

    async def _ask(self, workspace: str, id: str) -> bool | None:  # noqa: A002
        user = await self._info(workspace, id)
        if not user:
            return None
        return bool(user.get("is_admin") or user.get("is_owner") or user.get("is_primary_owner"))

    async def _info(self, workspace: str, id: str) -> Mapping[str, Any]:  # noqa: A002
        client = await self._workspaces.client(workspace)
        try:
            answer = await client.users_info(user=id)
        except LOST:
            return {}
        return answer.get("user") or {}
