"""How much a brief tells: the stories it shows and what each of them holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from digests.model import BriefItem

Length = Literal["short", "standard", "long"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """The most of each: stories a brief; sentences, claims and quotes a story."""

    stories: int
    sentences: int
    claims: int
    quotes: int


# A standard brief can be read in a minute; a short one on the way to a meeting.
SIZES: Mapping[Length, Size] = {
    "short": Size(stories=4, sentences=1, claims=2, quotes=1),
    "standard": Size(stories=8, sentences=100, claims=100, quotes=100),
    "long": Size(stories=16, sentences=100, claims=100, quotes=100),
}


def trimmed(item: BriefItem, length: Length) -> BriefItem:
    """The item with no more than its brief's length allows; what comes first is kept."""
    size = SIZES[length]
    return replace(
        item,
        what_changed=item.what_changed[: size.sentences],
        summary=item.summary[: size.sentences],
        claims=item.claims[: size.claims],
        quotes=item.quotes[: size.quotes],
    )
