"""Small stand-ins for the ports that reach outside, and a clock that a test sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.formats import text
from bot.message import Post
from bot.platforms.base import MessageRef, Payload, Place


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    at: datetime = datetime(2026, 11, 25, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def move(self, **length: float) -> None:
        """Moves on by a timedelta's arguments."""
        self.at += timedelta(**length)


@dataclass
class FakePlatform:
    """A channel as a list. `fail` holds what the next posts raise; None lets one through.

    An error in `lost` is raised after the message was stored: its answer was lost.
    """

    name: str = "slack"
    messages: list[tuple[str, Place, Payload]] = field(default_factory=list)
    fail: list[BaseException | None] = field(default_factory=list)
    lost: list[Exception | None] = field(default_factory=list)
    unreadable: Exception | None = None

    def payloads(self, post: Post) -> Sequence[Payload]:
        """A payload a message: its plain text."""
        return [{"text": text.message(one)} for one in (post.parent, *post.thread)]

    async def post(self, payload: Payload, place: Place, key: str) -> MessageRef:
        """Stores the message, unless told to fail."""
        if self.fail and (error := self.fail.pop(0)) is not None:
            raise error
        self.messages.append((key, place, payload))
        if self.lost and (error := self.lost.pop(0)) is not None:
            raise error
        return self._ref(key, place)

    async def find(self, place: Place, key: str, after: str | None) -> MessageRef | None:
        """Looks the key up in the list."""
        if self.unreadable:
            raise self.unreadable
        held = [one for one in self.messages if one[0] == key]
        return self._ref(key, held[0][1]) if held else None

    def _ref(self, key: str, place: Place) -> MessageRef:
        return MessageRef(
            platform=self.name,
            workspace=place.workspace,
            channel=place.channel,
            message=f"m-{key}",
            thread=place.thread,
        )
