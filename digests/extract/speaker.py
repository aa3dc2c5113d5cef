"""The one type of a speaker."""

from __future__ import annotations

from dataclasses import dataclass

from digests.model import SpeakerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Someone who says something, by the fullest name the article gives.

    An unnamed source's name is the article's own phrase; an organisation's is its name.
    """

    name: str
    kind: SpeakerKind
    role: str | None = None
    organisation: str | None = None
