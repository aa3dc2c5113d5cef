"""Whether a sentence cut out of an article can be read by itself."""

from __future__ import annotations

import re

_PAIRS = (("“", "”"), ("「", "」"), ("『", "』"), ("«", "»"), ("（", "）"), ("(", ")"))
_ENDS = re.compile(r"[.!?。！？][\"'”’」』）)]*$")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S", re.IGNORECASE)
_OPENS_SPEECH = "\"'“‘「『"


def is_balanced(text: str) -> bool:
    """Whether every quote mark and bracket that the text opens it closes too, and none besides."""
    pairs = all(text.count(opens) == text.count(closes) for opens, closes in _PAIRS)
    return pairs and text.count('"') % 2 == 0


def stands_alone(text: str) -> bool:
    """Whether it is whole, and sends nobody to an address that is not a source's."""
    return is_balanced(text) and not _ADDRESS.search(text)


def is_prose(text: str) -> bool:
    """Whether it ends as a sentence does, stands alone, and is not somebody's bare speech."""
    return bool(_ENDS.search(text)) and stands_alone(text) and text[0] not in _OPENS_SPEECH
