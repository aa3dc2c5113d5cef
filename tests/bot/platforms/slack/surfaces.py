"""Handlers that have all there is to show: shared by tests of forms, the home page and channels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.message import Heading, Message
from bot.platforms.base import Change, Filled, MessageRef, Place, Reply, User
from digests.model import Topic
from tests.servers.recorder import Recorder, say
from tests.servers.slack import (
    GENERAL,
)
from tests.servers.slack_state import GUEST

TOPICS = (
    Topic(slug="china-ai", names=(("en", "China AI"), ("zh", "中国人工智能"))),
    Topic(slug="chips", names=(("en", "Chips & fabs"),)),
)


@dataclass
class Full(Recorder):
    """Handlers that also have a home page and watch channels."""

    changes: list[Change] = field(default_factory=list)
    standing: list[tuple[str, list[str]]] = field(default_factory=list)
    typed: str = ""

    async def posted(self, about: str, refs: Sequence[MessageRef]) -> None:
        self.standing.append((about, [ref.message for ref in refs]))

    async def changed(self, change: Change) -> None:
        self.changes.append(change)

    async def form(self, id: str, user: User, place: Place) -> Filled | Reply:  # noqa: A002
        if user.id == GUEST:
            return Reply(posts=(say("Not you."),))
        return Filled(
            place=replace(place, channel=place.channel or GENERAL), id=id, typed=self.typed
        )

    async def home(self, place: Place, user: User) -> Message:
        return Message(blocks=(Heading(text=f"Briefs of {user.id}"),), fallback="Briefs")
