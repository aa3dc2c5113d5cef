"""What discord.py brings as the bot's own requests."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord

from bot.clean import clean
from bot.platforms.base import Action, Command, MessageRef, Place, ThreadReply, User
from bot.platforms.discord import commands, components, direct

NAME = "discord"
COMMAND = "/brief"
_SAID = (discord.MessageType.default, discord.MessageType.reply)
_LINK = re.compile(r"https?://[^\s<>()\[\]\"'`]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A channel as the bot counts it: a thread is a part of the channel it hangs in."""

    channel: str
    thread: str | None = None
    ours: bool = False  # a thread that the bot began

    def place(self, workspace: str) -> Place:
        """This channel of `workspace`."""
        made = Place(platform=NAME, workspace=workspace, channel=self.channel, thread=self.thread)
        return replace(made, direct=direct.is_direct(made))


def where(channel: object, me: int) -> Where | None:
    """Where a channel of discord.py's is; None where it does not know."""
    if isinstance(channel, discord.Thread):
        return Where(
            channel=str(channel.parent_id), thread=str(channel.id), ours=channel.owner_id == me
        )
    if isinstance(channel, discord.abc.GuildChannel | discord.DMChannel):
        return Where(channel=str(channel.id))
    return None


def where_raw(channel: Mapping[str, Any], me: int) -> Where:
    """Where a channel of Discord's own form is."""
    if channel.get("thread_metadata"):
        return Where(
            channel=str(channel["parent_id"]),
            thread=str(channel["id"]),
            ours=str(channel.get("owner_id")) == str(me),
        )
    return Where(channel=str(channel["id"]))


def data(interaction: discord.Interaction[Any]) -> Mapping[str, Any]:
    """An interaction's data, empty where it has none."""
    return dict(interaction.data or {})


def person(interaction: discord.Interaction[Any], admin_roles: frozenset[int]) -> User:
    """Who acts. An admin may manage the server, or has one of the roles named in the settings.

    In a conversation with the bot a person is their own admin.
    """
    if interaction.guild_id is None:
        return User(id=str(interaction.user.id), admin=True)
    roles = {role.id for role in getattr(interaction.user, "roles", ())}
    admin = interaction.permissions.manage_guild or bool(roles & admin_roles)
    return User(
        id=str(interaction.user.id),
        admin=admin,
        member=_is_member(interaction.user),
        language=interaction.locale.value.split("-")[0],
    )


def _is_member(user: discord.User | discord.Member) -> bool:
    """Whether they have joined for good: no guest of a call, nobody who has yet to accept the
    rules (developers/resources/guild.mdx, "Guild Member Flags", `pending`)."""
    if not isinstance(user, discord.Member):
        return False
    return not user.pending and not user.flags.guest


def command(interaction: discord.Interaction[Any], place: Place, user: User) -> Command | None:
    """A slash command or the context command; None for one that is not ours."""
    given = data(interaction)
    if given.get("type") == commands.MESSAGE:
        text = linked(given) if given.get("name") == commands.BRIEF_THIS_LINK else None
    else:
        text = commands.text_of(given)
    return None if text is None else Command(name=COMMAND, text=text, user=user, place=place)


def is_private(interaction: discord.Interaction[Any]) -> bool:
    """Whether the pressed button hangs on a message that one person sees."""
    return interaction.message is not None and interaction.message.flags.ephemeral


def linked(given: Mapping[str, Any]) -> str | None:
    """The first address in the message that a context command was used on."""
    messages = (given.get("resolved") or {}).get("messages") or {}
    message = messages.get(given.get("target_id")) or {}
    embeds = message.get("embeds") or ()
    texts = [message.get("content") or "", *(embed.get("url") or "" for embed in embeds)]
    found = (_LINK.search(clean(text)) for text in texts)
    return next((one[0].rstrip(".,;:!?") for one in found if one), None)


def pressed(interaction: discord.Interaction[Any]) -> tuple[str, str]:
    """The name and the value of the button that was pressed."""
    return components.parse(str(data(interaction).get("custom_id", "")))


def action(interaction: discord.Interaction[Any], place: Place, user: User) -> Action | None:
    """A pressed button of ours, or None."""
    name, value = pressed(interaction)
    if not name or interaction.message is None:
        return None
    ref = MessageRef(
        platform=NAME,
        workspace=place.workspace,
        channel=place.channel,
        message=str(interaction.message.id),
        thread=place.thread,
        direct=place.direct,
    )
    return Action(name=name, value=value, user=user, ref=ref)


def from_a_person(message: discord.Message, me: int) -> bool:
    """Whether a person said it: not the bot, no other bot, no webhook, no system."""
    return (
        (message.guild is not None or direct.is_direct_channel(message.channel))
        and not message.author.bot
        and message.author.id != me
        and message.webhook_id is None
        and message.type in _SAID
    )


def to_us(message: discord.Message, me: int) -> bool:
    """Whether it names the bot, answers a message of the bot's, or is said to it alone."""
    if direct.is_direct_channel(message.channel):
        return True
    answered = message.reference.resolved if message.reference else None
    ours = isinstance(answered, discord.Message) and answered.author.id == me
    return ours or any(one.id == me for one in message.mentions)


def perhaps_in_a_thread(message: discord.Message) -> bool:
    """Whether it stands in a thread, or in a channel that discord.py does not hold."""
    return isinstance(message.channel, discord.Thread | discord.PartialMessageable)


def thread_reply(
    message: discord.Message, at: Where, me: int, admin_roles: frozenset[int]
) -> ThreadReply:
    """What a person wrote, without the bot's name."""
    author = message.author
    text = re.sub(rf"<@!?{me}>", " ", message.content)
    return ThreadReply(
        ref=MessageRef(
            platform=NAME,
            workspace=direct.workspace(message.guild.id if message.guild else None, author.id),
            channel=at.channel,
            message=str(message.id),
            thread=at.thread or _answered(message),
        ),
        text=clean(text).strip(),
        user=_author(author, admin_roles),
        event_id=str(message.id),
        mentioned=to_us(message, me),
    )


def _answered(message: discord.Message) -> str | None:
    """The message that one said to the bot alone answers: what a thread is elsewhere."""
    if message.reference is None or not direct.is_direct_channel(message.channel):
        return None
    return str(message.reference.message_id)


def _author(author: discord.User | discord.Member, admin_roles: frozenset[int]) -> User:
    if not isinstance(author, discord.Member):
        return User(id=str(author.id), member=False)
    held: Sequence[discord.Role] = author.roles
    admin = author.guild_permissions.manage_guild or any(role.id in admin_roles for role in held)
    return User(id=str(author.id), admin=admin, member=_is_member(author))
