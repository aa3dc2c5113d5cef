"""What the loopback Discord holds: a guild, its channels and threads, people, messages."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
EPOCH_MS = 1420070400000
TEXT, DIRECT, CATEGORY = 0, 1, 4
ANNOUNCEMENT, ANNOUNCEMENT_THREAD, PUBLIC_THREAD, FORUM = 5, 10, 11, 15
MANAGE_GUILD = 1 << 5
USUAL = (1 << 10) | (1 << 11) | (1 << 14) | (1 << 16) | (1 << 35) | (1 << 38)


@dataclass(kw_only=True)
class Channel:
    """A channel or thread, its messages in order, and what the bot may not do there."""

    id: str
    name: str
    type: int = TEXT
    parent: str | None = None
    owner: str | None = None
    recipient: str = ""  # whom the bot talks with, where it is a conversation with one person
    archived: bool = False
    locked: bool = False
    denied: int | None = None  # the code every request answers with
    may_read: bool = True
    may_thread: bool = True
    embeds_allowed: bool = True
    tag_required: bool = False
    tags: list[str] = field(default_factory=list)
    available_tags: dict[str, str] = field(default_factory=dict)  # of a forum: id and name
    overwrites: list[Json] = field(default_factory=list)
    messages: list[Json] = field(default_factory=list)

    @property
    def is_thread(self) -> bool:
        return self.type in (ANNOUNCEMENT_THREAD, PUBLIC_THREAD)


class World:
    """One guild and all in it. Every id is a snowflake, rising."""

    def __init__(self) -> None:
        self._ids = itertools.count(1)
        self.time_ms = 1764000000000
        self.guild = self.snowflake()
        self.bot = self.snowflake()
        self.application = self.bot
        self.token = "test-discord-token"
        self.content_intent = True  # granted in the portal
        self.channels: dict[str, Channel] = {}
        self.people: dict[str, Json] = {}
        self.roles: dict[str, int] = {self.guild: USUAL}
        self.commands: list[Json] = []
        self.nonces: dict[tuple[str, str], str] = {}
        self.general = self.channel("general")
        self.person = self.member("ada")
        self.admin = self.member("grace", admin=True)

    def snowflake(self) -> str:
        """A new id, later than all before it."""
        self.time_ms += 7
        return str(((self.time_ms - EPOCH_MS) << 22) | (next(self._ids) & 0xFFF))

    def channel(self, name: str, type: int = TEXT, **options: Any) -> Channel:  # noqa: A002
        """A new channel."""
        made = Channel(id=self.snowflake(), name=name, type=type, **options)
        self.channels[made.id] = made
        return made

    def direct(self, user: str) -> Channel:
        """The conversation of the bot with one person."""
        known = [one for one in self.channels.values() if one.recipient == user]
        return known[0] if known else self.channel(f"dm {user}", DIRECT, recipient=user)

    def member(self, name: str, *, admin: bool = False, bot: bool = False) -> str:
        """A new person; an admin has a role that may manage the server."""
        user = self.snowflake()
        roles = []
        if admin:
            role = self.snowflake()
            self.roles[role] = USUAL | MANAGE_GUILD
            roles = [role]
        self.people[user] = {"name": name, "bot": bot, "roles": roles}
        return user

    def newcomer(self, name: str) -> str:
        """A person who has yet to accept the server's rules."""
        user = self.member(name)
        self.people[user]["pending"] = True
        return user

    def role(self, user: str) -> str:
        """A role without powers, given to `user`."""
        role = self.snowflake()
        self.roles[role] = 0
        self.people[user]["roles"].append(role)
        return role

    def thread(self, channel: Channel, id: str, name: str, owner: str) -> Channel:  # noqa: A002
        """A thread that hangs on the message `id` of `channel`."""
        kind = ANNOUNCEMENT_THREAD if channel.type == ANNOUNCEMENT else PUBLIC_THREAD
        made = Channel(id=id, name=name, type=kind, parent=channel.id, owner=owner)
        self.channels[id] = made
        return made

    def user_form(self, user: str) -> Json:
        """A user as Discord writes one."""
        known = self.people.get(user, {"name": "briefbot", "bot": True})
        return {
            "id": user,
            "username": known["name"],
            "discriminator": "0",
            "global_name": None,
            "avatar": None,
            "bot": known["bot"],
        }

    def permissions(self, user: str) -> int:
        """What a member may do in the guild."""
        total = self.roles[self.guild]
        for role in self.people[user]["roles"]:
            total |= self.roles[role]
        return total

    def bot_permissions(self) -> int:
        """What the bot may do in the guild."""
        return self.roles[self.guild]

    def member_form(self, user: str) -> Json:
        """A member without its user."""
        return {
            "roles": self.people.get(user, {"roles": []})["roles"],
            "joined_at": "2026-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
            "pending": self.people.get(user, {}).get("pending", False),
        }

    def channel_form(self, channel: Channel) -> Json:
        """A channel as Discord writes one."""
        if channel.type == DIRECT:
            recipients = [self.user_form(channel.recipient)]
            return {"id": channel.id, "type": DIRECT, "recipients": recipients, "flags": 0}
        form: Json = {
            "id": channel.id,
            "type": channel.type,
            "guild_id": self.guild,
            "name": channel.name,
            "position": 0,
            "permission_overwrites": channel.overwrites,
            "parent_id": channel.parent,
            "nsfw": False,
            "rate_limit_per_user": 0,
            "flags": 0,
            "last_message_id": channel.messages[-1]["id"] if channel.messages else None,
        }
        if channel.is_thread:
            form |= {
                "owner_id": channel.owner,
                "message_count": len(channel.messages),
                "member_count": 1,
                "applied_tags": channel.tags,
                "thread_metadata": {
                    "archived": channel.archived,
                    "auto_archive_duration": 10080,
                    "archive_timestamp": "2026-11-01T00:00:00+00:00",
                    "locked": channel.locked,
                },
            }
        if channel.type == FORUM:
            tags = channel.available_tags.items()
            form["available_tags"] = [
                {"id": id, "name": name, "moderated": False, "emoji_id": None, "emoji_name": None}
                for id, name in tags  # noqa: A001
            ]
        return form

    def guild_form(self) -> Json:
        """The guild as GUILD_CREATE brings it."""
        channels = [
            one for one in self.channels.values() if not one.is_thread and one.type != DIRECT
        ]
        active = [one for one in self.channels.values() if one.is_thread and not one.archived]
        return {
            "id": self.guild,
            "name": "Loopback",
            "owner_id": self.admin,
            "roles": [self._role_form(role, value) for role, value in self.roles.items()],
            "emojis": [],
            "stickers": [],
            "features": [],
            "channels": [self.channel_form(one) for one in channels],
            "threads": [self.channel_form(one) for one in active],
            "members": [{**self.member_form(self.bot), "user": self.user_form(self.bot)}],
            "presences": [],
            "voice_states": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
            "member_count": len(self.people) + 1,
            "large": False,
            "unavailable": False,
            "preferred_locale": "en-US",
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "premium_tier": 0,
            "premium_progress_bar_enabled": False,
            "nsfw_level": 0,
            "system_channel_flags": 0,
            "afk_timeout": 300,
            "afk_channel_id": None,
            "system_channel_id": None,
            "rules_channel_id": None,
            "public_updates_channel_id": None,
            "vanity_url_code": None,
            "description": None,
            "banner": None,
            "icon": None,
            "splash": None,
            "discovery_splash": None,
            "application_id": None,
            "max_presences": None,
        }

    def add_message(self, channel: Channel, author: str, body: Json, **more: Any) -> Json:
        """A message that now stands in `channel`."""
        made = {
            "id": self.snowflake(),
            "type": 0,
            "channel_id": channel.id,
            "author": self.user_form(author),
            "content": body.get("content") or "",
            "embeds": [{"type": "rich", **one} for one in body.get("embeds") or ()],
            "components": body.get("components") or [],
            "flags": body.get("flags") or 0,
            "attachments": [],
            "mentions": [],
            "mention_roles": [],
            "mention_everyone": False,
            "pinned": False,
            "tts": False,
            "timestamp": "2026-11-25T00:00:00+00:00",
            "edited_timestamp": None,
            **more,
        }
        channel.messages.append(made)
        return made

    def find_message(self, channel: Channel, message: str) -> Json | None:
        """A message by its id."""
        return next((one for one in channel.messages if one["id"] == message), None)

    def _role_form(self, role: str, permissions: int) -> Json:
        return {
            "id": role,
            "name": "@everyone" if role == self.guild else f"role {role}",
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "position": 0,
            "permissions": str(permissions),
            "managed": False,
            "mentionable": False,
            "flags": 0,
        }
