"""What a brief is asked for by, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from digests.lengths import Length
from digests.model import Brief, Language, Topic, Window
from digests.stories.changes import Shown

WEEKLY = ":weekly"  # after a channel: the memory of its weekly digests, apart from the daily one


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who a brief is for: what this channel has been shown is not told again."""

    workspace: str
    channel: str

    @property
    def place(self) -> str:
        """The channel itself, whichever of its memories is meant."""
        return self.channel.removesuffix(WEEKLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked for. Without a `reader` nothing counts as told before.

    `only` narrows it to these stories, by their ids.
    """

    topic: Topic
    window: Window
    language: Language = "en"
    reader: Reader | None = None
    length: Length = "standard"
    only: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A brief, and what its reader will have been shown of each story once it is posted."""

    brief: Brief
    shown: Mapping[str, Shown]
