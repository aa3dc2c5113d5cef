"""What Slack knows of people and channels: who runs the workspace, who is a guest, who is where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.errors import PlatformError, PostRefused
from bot.platforms.base import User
from bot.platforms.seen import Shelf
from bot.platforms.slack.errors import LOST, from_slack
from bot.platforms.slack.workspaces import Workspaces

_KEPT = 300.0  # seconds: an admin of yesterday may be none today
_PAGE, _PAGES = 200, 20  # of a person's channels: 4,000 at most
# docs.slack.dev, "User type": guests of one channel, of several, and people of other workspaces.
_GUESTS = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")
_ADMINS = ("is_admin", "is_owner", "is_primary_owner")


class People:
    """Looks people up by id. Nothing but their rank and language is kept, for minutes."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces
        self._known: Shelf[User] = Shelf(seconds=_KEPT, size=10_000)

    async def user(self, workspace: str, id: str) -> User:  # noqa: A002 - Slack's own word
        """The person. Where Slack does not say, they are no admin, and a member for nobody."""
        known = self._known.get((workspace, id))
        if known is not None:
            return known
        info = await self._info(workspace, id)
        if not info:
            return User(id=id, member=None)
        user = _ranked(info, workspace, id)
        self._known.put((workspace, id), user)
        return user

    async def zone(self, workspace: str, id: str) -> str | None:  # noqa: A002
        """The person's own IANA time zone, asked anew each time; None where Slack says none."""
        return (await self._info(workspace, id)).get("tz") or None

    async def is_bot_in(self, workspace: str, channel: str) -> bool:
        """Whether the bot may post there; taken as given where Slack does not say."""
        if _is_direct(channel):
            return True  # a direct conversation has the bot in it already
        client = await self._workspaces.client(workspace)
        try:
            answer = await client.conversations_info(channel=channel)
        except LOST as error:
            failure = from_slack(error)
            # A private channel without the bot is one Slack does not know for it.
            return not (isinstance(failure, PostRefused) and failure.code == "channel_not_found")
        return bool((answer.get("channel") or {}).get("is_member", True))

    async def may_see(self, workspace: str, channel: str, user: User) -> bool:
        """Whether the person may open the channel; not where Slack does not say.

        A public channel is open to every full member. A payload names a channel, but that the
        person is in a private one is for Slack to say.
        """
        try:
            if (
                not _is_direct(channel)
                and user.member
                and await self._is_public(workspace, channel)
            ):
                return True
            return channel in await self.channels(workspace, user.id)
        except PlatformError:
            return False

    async def channels(self, workspace: str, id: str) -> Mapping[str, str]:  # noqa: A002
        """The channels that the person is in and the bot may know of, by id with their names.

        docs.slack.dev, "users.conversations": of private ones only those that the bot is in too.
        Their own conversation with the bot is one of them, without a name. Raises what
        `errors.from_slack` makes of a failed call.
        """
        client = await self._workspaces.client(workspace)
        found = {await self._direct(workspace, id): ""}
        cursor = ""
        for _ in range(_PAGES):
            try:
                answer = await client.users_conversations(
                    user=id,
                    types="public_channel,private_channel",  # the others need more scopes
                    exclude_archived=True,
                    limit=_PAGE,
                    cursor=cursor or None,
                )
            except LOST as error:
                raise from_slack(error) from error
            for one in answer.get("channels") or ():
                found[one["id"]] = one.get("name") or ""
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                break
        return found

    async def _direct(self, workspace: str, id: str) -> str:  # noqa: A002
        """The person's conversation with the bot, which their opening its page has begun."""
        client = await self._workspaces.client(workspace)
        try:
            answer = await client.conversations_open(users=id)
        except LOST as error:
            raise from_slack(error) from error
        return str((answer.get("channel") or {}).get("id") or "")

    async def _is_public(self, workspace: str, channel: str) -> bool:
        client = await self._workspaces.client(workspace)
        try:
            answer = await client.conversations_info(channel=channel)
        except LOST as error:
            raise from_slack(error) from error
        found = answer.get("channel") or {}
        return not any(found.get(kind) for kind in ("is_private", "is_im", "is_mpim", "is_group"))

    async def _info(self, workspace: str, id: str) -> Mapping[str, Any]:  # noqa: A002
        client = await self._workspaces.client(workspace)
        try:
            answer = await client.users_info(user=id, include_locale=True)
        except LOST:
            return {}
        return answer.get("user") or {}


def _is_direct(channel: str) -> bool:
    """A conversation of two, of which Slack says nothing without one more scope."""
    return channel.startswith("D")


def _ranked(info: Mapping[str, Any], workspace: str, id: str) -> User:  # noqa: A002
    """The person as `users.info` shows them. An admin of another workspace is none of this one."""
    member = _is_of(info, workspace) and not any(info.get(one) for one in _GUESTS)
    return User(
        id=id,
        member=member,
        admin=member and any(info.get(one) for one in _ADMINS),
        language=str(info.get("locale") or "").split("-")[0],
    )


def _is_of(info: Mapping[str, Any], workspace: str) -> bool:
    """Whether the person belongs to this workspace, by itself or within an organisation."""
    home = info.get("team_id")
    inside = (info.get("enterprise_user") or {}).get("teams") or ()
    return not home or home == workspace or workspace in inside
