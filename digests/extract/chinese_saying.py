"""What is found of a quoted stretch of a Chinese text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from digests.extract.marks import Marked
from digests.extract.speaker import Speaker
from digests.model import Span

STOP = re.compile(r"[。！？\n]")  # where a sentence ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A quoted stretch's cue and speaker in Chinese. `sure` when a cue stands right beside it."""

    speaker: Speaker | None
    mention: Span | None
    cue: str | None
    sure: bool
    close: bool = False  # cue and colon right before it


def is_whole(text: str, quote: Marked) -> bool:
    """Whether a stretch ends as a sentence does."""
    return text[quote.end - 1 : quote.end] in ("。", "！", "？", "…")
