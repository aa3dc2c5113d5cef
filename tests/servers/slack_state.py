"""What a Slack workspace holds, and what goes wrong with it on demand."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

Json = dict[str, Any]

TEAM, BOT_USER, BOT, APP = "T0TEAM", "U0BOT", "B0BOT", "A0APP"
PERSON, ADMIN, GENERAL = "U0PERSON", "U0ADMIN", "C0GENERAL"
GUEST, STRANGER = "U0GUEST", "U0STRANGER"  # of one channel; of another workspace


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that goes wrong with one call.

    `refuse` answers with an error code; `limit` with 429 and Retry-After; `lose` does the work
    and then drops the connection; `drop` drops it before; `break` does the work and answers 502;
    `status` answers with that HTTP status and no JSON;
    `hang` does the work and answers after `seconds`; `none` goes well.
    """

    kind: Literal["none", "refuse", "limit", "lose", "drop", "break", "status", "hang"]
    code: str = ""
    status: int = 502
    seconds: float = 0
    extra: Json = field(default_factory=dict)


@dataclass(kw_only=True)
class Channel:
    """A channel and all that was said in it, threads included, in order."""

    id: str
    member: bool = True  # whether the bot is in it
    archived: bool = False
    kind: str = "channel"  # or private, im
    name: str = "general"
    people: set[str] | None = None  # who is in it; None for everybody
    messages: list[Json] = field(default_factory=list)

    def has(self, user: str) -> bool:
        """Whether this person is in it."""
        return self.people is None or user in self.people


@dataclass(kw_only=True)
class Call:
    """A call as it came: its arguments decoded, the complaints against it, when, by which token."""

    method: str
    arguments: Json
    complaints: list[str]
    at: float
    token: str = ""
    told_to_wait: float = 0  # seconds, where it was answered with 429


class Workspace:
    """Channels, people, and messages with Slack's own stamps."""

    def __init__(self) -> None:
        self.channels: dict[str, Channel] = {GENERAL: Channel(id=GENERAL)}
        self.users: dict[str, Json] = {
            PERSON: {"id": PERSON, "is_admin": False},
            ADMIN: {"id": ADMIN, "is_admin": True},
            GUEST: {"id": GUEST, "is_restricted": True, "is_ultra_restricted": True},
            STRANGER: {"id": STRANGER, "is_stranger": True, "team_id": "T0OTHER", "is_admin": True},
        }
        self.faults: dict[str, deque[Fault]] = defaultdict(deque)
        self.views: list[Json] = []
        self.scopes: list[str] = []
        self.whispers: list[Json] = []
        self._stamp = 1_790_000_000_000_000

    def stamp(self) -> str:
        """The next message ts: seconds and six decimals, ever rising."""
        self._stamp += 1_000_100
        return f"{self._stamp // 1_000_000}.{self._stamp % 1_000_000:06d}"

    def say(self, channel: str, text: str, user: str = PERSON, thread: str | None = None) -> Json:
        """A person's message, put on record."""
        message: Json = {"type": "message", "user": user, "text": text, "ts": self.stamp()}
        if thread:
            message["thread_ts"] = thread
            message["parent_user_id"] = self.parent(channel, thread).get("user")
        self.channels[channel].messages.append(message)
        return message

    def parent(self, channel: str, ts: str) -> Json:
        """The message of that ts, or nothing."""
        found = (m for m in self.channels[channel].messages if m["ts"] == ts)
        return next(found, {})

    def said_by_bot(self, channel: str = GENERAL) -> list[Json]:
        """The bot's messages of a channel that stand now."""
        return [m for m in self.channels[channel].messages if m.get("bot_id") == BOT]

    def post(self, body: Json) -> Json:
        """The bot's message, put on record; or Slack's refusal."""
        channel = self.channels.get(body.get("channel", ""))
        if channel is None:
            return {"ok": False, "error": "channel_not_found"}
        if channel.archived:
            return {"ok": False, "error": "is_archived"}
        if not channel.member:
            return {"ok": False, "error": "not_in_channel"}
        thread = body.get("thread_ts")
        parent = self.parent(channel.id, thread) if thread else {}
        if thread and (not parent or parent.get("thread_ts", thread) != thread):
            return {"ok": False, "error": "thread_not_found"}
        kept = ("text", "blocks", "metadata", "thread_ts")
        message: Json = {
            "type": "message",
            "user": BOT_USER,
            "bot_id": BOT,
            "app_id": APP,
            "ts": self.stamp(),
            **{key: body[key] for key in kept if key in body},
        }
        channel.messages.append(message)
        shown = {key: value for key, value in message.items() if key != "metadata"}
        return {"ok": True, "channel": channel.id, "ts": message["ts"], "message": shown}

    def update(self, body: Json) -> Json:
        """A message of the bot's edited."""
        message = self._own(body)
        if not message:
            return {"ok": False, "error": "message_not_found"}
        message |= {key: body[key] for key in ("text", "blocks", "metadata") if key in body}
        message["edited"] = {"user": BOT_USER, "ts": self.stamp()}
        return {"ok": True, "channel": body["channel"], "ts": message["ts"], "text": body["text"]}

    def delete(self, body: Json) -> Json:
        """A message of the bot's removed."""
        message = self._own(body)
        if not message:
            return {"ok": False, "error": "message_not_found"}
        self.channels[body["channel"]].messages.remove(message)
        return {"ok": True, "channel": body["channel"], "ts": message["ts"]}

    def _own(self, body: Json) -> Json:
        if body.get("channel") not in self.channels:
            return {}
        message = self.parent(body["channel"], body.get("ts", ""))
        return message if message.get("bot_id") == BOT else {}

    def record(self, method: str, arguments: Json) -> Json:
        """`conversations.history` (newest first) or `conversations.replies` (oldest first)."""
        channel = self.channels.get(arguments.get("channel", ""))
        if channel is None:
            return {"ok": False, "error": "channel_not_found"}
        if not channel.member:
            return {"ok": False, "error": "not_in_channel"}
        thread = arguments.get("ts")
        if method == "conversations.replies":
            found = [m for m in channel.messages if thread in (m["ts"], m.get("thread_ts"))]
            if not found:
                return {"ok": False, "error": "thread_not_found"}
        else:
            found = [m for m in reversed(channel.messages) if "thread_ts" not in m]
        oldest = Decimal(arguments.get("oldest") or 0)
        inclusive = arguments.get("inclusive") in ("true", "1", True)
        found = [
            m
            for m in found
            if m["ts"] == thread
            or Decimal(m["ts"]) > oldest
            or (inclusive and Decimal(m["ts"]) == oldest)
        ]
        return self._page(found, arguments)

    def _page(self, found: list[Json], arguments: Json) -> Json:
        start, size = int(arguments.get("cursor") or 0), int(arguments.get("limit") or 100)
        page = found[start : start + size]
        if arguments.get("include_all_metadata") not in ("true", "1", True):
            page = [{k: v for k, v in m.items() if k != "metadata"} for m in page]
        more = start + size < len(found)
        cursor = str(start + size) if more else ""
        metadata = {"next_cursor": cursor}
        return {"ok": True, "messages": page, "has_more": more, "response_metadata": metadata}
