"""What is well with the Discord app and what to do about the rest, for `briefbot doctor`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import discord

from bot.platforms.discord import manifest
from bot.platforms.discord.errors import LOST, from_discord
from bot.platforms.discord.rest import Json, Rest

Check = tuple[str, bool, str]
_LOST_WITHOUT = (
    "off, which is fine: questions in a brief's thread are heard only where they mention the bot. "
    "Developer Portal, Bot, Privileged Gateway Intents switches it on."
)
_ADMINISTRATOR = 1 << 3
_OVERWRITE_ROLE, _OVERWRITE_MEMBER = 0, 1
_DIRECT = 1  # the type of a channel with one person


async def check(client: discord.Client, rest: Rest, channels: Sequence[str]) -> list[Check]:
    """The token, the intents, the servers, and the permissions in each of `channels`."""
    checks = [_token(client), _content(client)]
    try:
        guilds = await rest.guilds()
    except LOST as error:
        return [*checks, ("servers", False, str(from_discord(error)))]
    checks += [_guild(one) for one in guilds]
    if not guilds:
        advice = "the bot is in none yet: open the link of `briefbot manifest discord`."
        checks.append(("servers", False, advice))
    return [*checks, *[await _channel(rest, one) for one in channels]]


def granted(
    channel: Mapping[str, Any], guild: Mapping[str, Any], member: Sequence[str], user: str
) -> int:
    """The permissions of a member with these roles in a channel, as Discord works them out.

    developers/topics/permissions.mdx, "Permission Hierarchy": the roles' together, then the
    overwrites of @everyone, of the roles, and of the member.
    """
    total = _together(guild["roles"], {guild["id"], *member})
    if total & _ADMINISTRATOR:
        return manifest.permissions()
    overwrites = channel.get("permission_overwrites") or ()
    total = _overwritten(total, [one for one in overwrites if one["id"] == guild["id"]])
    ours = [one for one in overwrites if one["type"] == _OVERWRITE_ROLE and one["id"] in member]
    total = _overwritten(total, ours)
    own = [one for one in overwrites if one["type"] == _OVERWRITE_MEMBER and one["id"] == user]
    return _overwritten(total, own)


def _token(client: discord.Client) -> Check:
    name = client.user.name if client.user else "a bot"
    return ("bot token", True, f"works as {name}")


def _content(client: discord.Client) -> Check:
    flags = client.application_flags
    on = flags.gateway_message_content or flags.gateway_message_content_limited
    return ("message content", True, "on" if on else _LOST_WITHOUT)


def _guild(guild: Mapping[str, Any]) -> Check:
    return _verdict(f"server {guild['name']}", int(guild["permissions"]))


async def _channel(rest: Rest, channel: str) -> Check:
    what = f"channel {channel}"
    try:
        found = await rest.channel(channel)
        if found["type"] == _DIRECT:
            return (what, True, "a conversation with one person")
        guild = await rest.guild(found["guild_id"])
        user = str(await rest.me())
        member = await rest.member(found["guild_id"], user)
    except LOST as error:
        return (what, False, str(from_discord(error)))
    return _verdict(f"channel #{found['name']}", granted(found, guild, member["roles"], user))


def _verdict(what: str, permissions: int) -> Check:
    everything = permissions & _ADMINISTRATOR
    missing = () if everything else manifest.missing(permissions)
    if not missing:
        return (what, True, f"all {len(manifest.PERMISSIONS)} permissions")
    return (what, False, f"the bot lacks {', '.join(missing)}: give its role these permissions.")


def _together(roles: Iterable[Json], held: set[str]) -> int:
    total = 0
    for role in roles:
        if role["id"] in held:
            total |= int(role["permissions"])
    return total


def _overwritten(total: int, overwrites: Iterable[Mapping[str, Any]]) -> int:
    allowed = denied = 0
    for one in overwrites:
        allowed |= int(one["allow"])
        denied |= int(one["deny"])
    return total & ~denied | allowed
