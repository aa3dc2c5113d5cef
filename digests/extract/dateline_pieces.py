"""Datelines among the pieces of a text: whom they name files a report, and does nothing in it."""

from __future__ import annotations

from digests.extract.dateline import after_dateline
from digests.extract.frame import LINE, Frame

_LONGEST = 200  # characters: no dateline is longer


def past_dateline(frame: Frame, first: int, before: int) -> int:
    """Past "LONDON, Nov 24 (Tidewire) -", which is nobody that acts."""
    if not frame.words[first].isupper() or (first and frame.kinds[first - 1] != LINE):
        return first
    start = frame.starts[first]
    told = start + after_dateline(frame.text[start : start + _LONGEST])
    return next((at for at in range(first, before) if frame.starts[at] >= told), first)


def is_where_filed(frame: Frame, first: int, last: int) -> bool:
    """Whether a name opens a dateline: "LONDON, Nov 24 (Tidewire) -"."""
    if first and frame.kinds[first - 1] != LINE:
        return False
    start, end = frame.starts[first], frame.ends[last - 1]
    rest = frame.text[end : start + after_dateline(frame.text[start : start + _LONGEST])]
    return "(" in rest or any(map(str.isdigit, rest))  # not "NVIDIA — the chipmaker —"
