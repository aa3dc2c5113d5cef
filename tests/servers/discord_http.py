"""The loopback Discord's REST calls on channels, messages, threads and commands.

Each call gets the request's parts and gives the status and the JSON of the answer. Error codes:
developers/topics/opcodes-and-status-codes.mdx.
"""

from __future__ import annotations

from typing import Any

from tests.servers import discord_rules as rules
from tests.servers.discord_state import CATEGORY, DIRECT, FORUM, Channel, World

Json = dict[str, Any]


class Refusal(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, code: int, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status, self.body = status, {"code": code, "message": message, **more}


class Calls:
    """What each REST call does to the world. `events` collects what the gateway must tell."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.events: list[tuple[str, Json]] = []
        self.pings: list[str] = []  # whom anything sent would have pinged
        self.remember_nonces = True
        self.reads_content = True  # whether the app has the message-content intent

    def me(self) -> Json:
        """GET /users/@me"""
        return self._world.user_form(self._world.bot)

    def application(self) -> Json:
        """GET /oauth2/applications/@me"""
        return {
            "id": self._world.application,
            "name": "briefbot",
            "icon": None,
            "description": "",
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "flags": (1 << 19) if self._world.content_intent else 0,
            "owner": self._world.user_form(self._world.admin),
            "team": None,
        }

    def channel(self, id: str) -> Channel:  # noqa: A002
        """A channel that the bot may look at."""
        found = self._world.channels.get(id)
        if found is None:
            raise Refusal(404, 10003, "Unknown Channel")
        if found.denied:
            raise Refusal(404 if found.denied == 10003 else 403, found.denied, "Refused")
        return found

    def create_message(self, id: str, body: Json) -> Json:  # noqa: A002
        """POST /channels/{id}/messages"""
        channel = self.channel(id)
        self.check("POST", "/channels/{channel_id}/messages", body)
        if channel.type in (CATEGORY, FORUM):
            raise Refusal(400, 50008, "Cannot send messages in a non-text channel")
        if channel.locked:
            raise Refusal(403, 160005, "Thread is locked")
        nonce = str(body.get("nonce") or "")
        known = self._world.nonces.get((channel.id, nonce)) if body.get("enforce_nonce") else None
        if known and self.remember_nonces:
            standing = self._world.find_message(channel, known)
            if standing is None:
                raise Refusal(404, 10008, "Unknown Message")
            return standing
        channel.archived = False
        made = self._sent(channel, body)
        if nonce:
            self._world.nonces[channel.id, nonce] = made["id"]
            made = {**made, "nonce": nonce}  # in the answer and the event, not in the record
        where = {} if channel.type == DIRECT else {"guild_id": self._world.guild}
        self.events.append(("MESSAGE_CREATE", {**made, **where}))
        return made

    def start_thread(self, id: str, message: str, body: Json) -> Json:  # noqa: A002
        """POST /channels/{id}/messages/{message}/threads"""
        channel = self.channel(id)
        self.check("POST", "/channels/{channel_id}/messages/{message_id}/threads", body)
        if channel.type == DIRECT:
            raise Refusal(400, 50024, "Cannot execute action on this channel type")
        if not channel.may_thread:
            raise Refusal(403, 50013, "Missing Permissions")
        if self._world.find_message(channel, message) is None:
            raise Refusal(404, 10008, "Unknown Message")
        if message in self._world.channels:
            raise Refusal(400, 160004, "A thread has already been created for this message")
        made = self._world.thread(channel, message, body["name"], self._world.bot)
        form = self._world.channel_form(made)
        self.events.append(("THREAD_CREATE", {**form, "newly_created": True}))
        return form

    def start_post(self, id: str, body: Json) -> Json:  # noqa: A002
        """POST /channels/{id}/threads, in a forum"""
        forum = self.channel(id)
        self.check("POST", "/channels/{channel_id}/threads", body)
        if forum.type != FORUM:
            raise Refusal(400, 50024, "Cannot execute action on this channel type")
        if forum.tag_required and not body.get("applied_tags"):
            raise Refusal(400, 40067, "A tag is required to create a forum post in this channel")
        self._check_message(body["message"])
        thread = self._world.thread(forum, self._world.snowflake(), body["name"], self._world.bot)
        thread.tags = list(body.get("applied_tags") or ())
        first = self._sent(thread, body["message"])
        first["id"] = thread.id  # the first message bears the thread's id
        form = self._world.channel_form(thread)
        self.events.append(("THREAD_CREATE", {**form, "newly_created": True}))
        return {**form, "message": first}

    def messages(self, id: str, query: Json) -> list[Json]:  # noqa: A002
        """GET /channels/{id}/messages, the newest first"""
        channel = self.channel(id)
        if not channel.may_read:
            raise Refusal(403, 50001, "Missing Access")
        found = [
            one
            for one in reversed(channel.messages)
            if ("before" not in query or int(one["id"]) < int(query["before"]))
            and ("after" not in query or int(one["id"]) > int(query["after"]))
        ]
        return [self._readable(one) for one in found[: int(query.get("limit", 50))]]

    def message(self, id: str, message: str) -> Json:  # noqa: A002
        """GET /channels/{id}/messages/{message}"""
        channel = self.channel(id)
        found = self._world.find_message(channel, message)
        if found is None:
            raise Refusal(404, 10008, "Unknown Message")
        return self._readable(found)

    def edit_message(self, id: str, message: str, body: Json) -> Json:  # noqa: A002
        """PATCH /channels/{id}/messages/{message}"""
        path = "/channels/{channel_id}/messages/{message_id}"
        wrong = [*rules.by_document("PATCH", path, body), *rules.message(body)]
        if wrong:
            raise Refusal(400, 50035, "Invalid Form Body", errors={"_errors": wrong})
        found = self._own(id, message)
        found |= {key: value for key, value in body.items() if key != "allowed_mentions"}
        self.events.append(("MESSAGE_UPDATE", {**found, "guild_id": self._world.guild}))
        return found

    def delete_message(self, id: str, message: str) -> None:  # noqa: A002
        """DELETE /channels/{id}/messages/{message}"""
        self.channel(id).messages.remove(self._own(id, message))

    def direct(self, body: Json) -> Json:
        """POST /users/@me/channels"""
        self.check("POST", "/users/@me/channels", body)
        user = body["recipient_id"]
        if user not in self._world.people:
            raise Refusal(400, 50033, "Invalid Recipient(s)")
        return self._world.channel_form(self._world.direct(user))

    def guilds(self) -> list[Json]:
        """GET /users/@me/guilds"""
        world = self._world
        permissions = str(world.bot_permissions())
        return [{"id": world.guild, "name": "Loopback", "permissions": permissions, "owner": False}]

    def _own(self, id: str, message: str) -> Json:  # noqa: A002
        found = self._world.find_message(self.channel(id), message)
        if found is None:
            raise Refusal(404, 10008, "Unknown Message")
        if found["author"]["id"] != self._world.bot:
            raise Refusal(403, 50005, "Cannot edit a message authored by another user")
        return found

    def active_threads(self) -> Json:
        """GET /guilds/{guild}/threads/active"""
        active = [
            self._world.channel_form(one)
            for one in self._world.channels.values()
            if one.is_thread and not one.archived
        ]
        return {"threads": active, "members": []}

    def overwrite_commands(self, body: list[Json]) -> list[Json]:
        """PUT /applications/{application}/commands"""
        self.check("PUT", "/applications/{application_id}/commands", body)
        defaults = {"default_member_permissions": None, "nsfw": False, "version": "1"}
        self._world.commands = [
            {
                "id": self._world.snowflake(),
                "application_id": self._world.application,
                "description": "",
                **defaults,
                **one,
            }
            for one in body
        ]
        return self._world.commands

    def check(self, method: str, path: str, body: Any) -> None:
        """Refuse what Discord's document or its limits refuse."""
        wrong = rules.by_document(method, path, body)
        if path.endswith("/messages") and not wrong:
            self._check_message(body)
        if wrong:
            raise Refusal(400, 50035, "Invalid Form Body", errors={"_errors": wrong})

    def _check_message(self, body: Json) -> None:
        wrong = rules.message(body)
        if wrong:
            raise Refusal(400, 50035, "Invalid Form Body", errors={"_errors": wrong})

    def _sent(self, channel: Channel, body: Json) -> Json:
        if rules.is_empty(body, embeds_allowed=channel.embeds_allowed):
            raise Refusal(400, 50006, "Cannot send an empty message")
        self.pings += rules.pings(body, body.get("content") or "")
        return self._world.add_message(channel, self._world.bot, body)

    def _readable(self, message: Json) -> Json:
        own = message["author"]["id"] == self._world.bot
        hidden: Json = {"content": "", "embeds": [], "components": [], "attachments": []}
        return message if own or self.reads_content else {**message, **hidden}
