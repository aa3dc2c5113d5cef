"""Cutting neutral text to a platform's limits: at sentence ends, with nothing lost.

The pieces of a split, joined, are the text that went in. A cut is made at the last end of a
line or sentence that fits; where one sentence is too long by itself, at a clause, then at a
blank, then between two characters a reader sees as two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.message import Run
from digests.text import sentences

_CLAUSE = re.compile(r"[,;:–—][\"'”’»)\]]*\s+|[，、；：][”’」』）》]*|\s+[–—]\s+")
_BLANK = re.compile(r"\s+")
_JOINER = "\u200d"


def split_text(text: str, limit: int, length: Callable[[str], int] = len) -> tuple[str, ...]:
    """`text` in pieces of at most `limit`, measured by `length`; the same rules as `split_runs`."""
    pieces = split_runs((Run(text=text),), limit, lambda run: length(run.text))
    return tuple(piece[0].text for piece in pieces)


def split_runs(
    runs: Sequence[Run], limit: int, length: Callable[[Run], int] = lambda run: len(run.text)
) -> tuple[tuple[Run, ...], ...]:
    """`runs` in pieces whose lengths sum to at most `limit`; joined they are `runs` again.

    `length` says what a run measures once it is written in the platform's form. It must grow
    with the run's text, by at least one for each character. A run that is cut keeps its style and
    link in both halves. Raises ValueError when not even one character fits.
    """
    rest = tuple(run for run in runs if run.text)
    pieces: list[tuple[Run, ...]] = []
    while rest:
        fits = _fitting(rest, limit, length)
        whole = "".join(run.text for run in rest)
        head, rest = _cut(rest, fits if fits == len(whole) else _break_before(whole, fits))
        pieces.append(head)
    return tuple(pieces)


def _fitting(runs: Sequence[Run], limit: int, length: Callable[[Run], int]) -> int:
    """How many characters of `runs` fit into `limit`."""
    room, count = limit, 0
    for run in runs:
        size = length(run) if len(run.text) <= room else room + 1
        if size > room:
            count += _longest_prefix(run, room, length)
            break
        room, count = room - size, count + len(run.text)
    if not count:
        raise ValueError(f"a limit of {limit} has no room for one character")
    return count


def _longest_prefix(run: Run, room: int, length: Callable[[Run], int]) -> int:
    low, high = 0, min(len(run.text), room)
    middle = high  # most text measures as long as it is
    while low < high:
        if length(replace(run, text=run.text[:middle])) <= room:
            low = middle
        else:
            high = middle - 1
        middle = (low + high + 1) // 2
    return low


def _break_before(text: str, end: int) -> int:
    """The best place to cut `text` at or before `end`, never 0."""
    window = text[: end + 1]  # one more, so that a blank just behind the edge counts
    ladder = (
        (span.start for span in sentences(window)),
        (match.end() for match in _CLAUSE.finditer(window)),
        (match.end() for match in _BLANK.finditer(window)),
    )
    for cuts in ladder:
        best = max((cut for cut in cuts if 0 < cut <= end), default=0)
        if best:
            return best
    return _character_boundary(text, end)


def _character_boundary(text: str, end: int) -> int:
    """`end`, or a little before it, so that no letter loses its marks and no emoji its parts."""
    at = end
    while at > max(0, end - 32) and _joined(text, at):
        at -= 1
    return at or end


def _joined(text: str, at: int) -> bool:
    if at >= len(text):
        return False
    here = text[at]
    return (
        here == _JOINER
        or text[at - 1] == _JOINER
        or unicodedata.category(here) in ("Mn", "Me", "Mc")
        or "\U0001f3fb" <= here <= "\U0001f3ff"
        or _inside_flag(text, at)
    )


def _inside_flag(text: str, at: int) -> bool:
    """Whether `at` lies between the two letters of a flag: an odd number of them before it."""
    before = 0
    while before < at and "\U0001f1e6" <= text[at - 1 - before] <= "\U0001f1ff":
        before += 1
    return before % 2 == 1 and "\U0001f1e6" <= text[at] <= "\U0001f1ff"


def _cut(runs: Sequence[Run], at: int) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """`runs` in two at character `at` of their joined text."""
    head: list[Run] = []
    for index, run in enumerate(runs):
        if at >= len(run.text):
            head.append(run)
            at -= len(run.text)
            continue
        tail = list(runs[index:])
        if at:
            head.append(replace(run, text=run.text[:at]))
            tail[0] = replace(run, text=run.text[at:])
        return tuple(head), tuple(tail)
    return tuple(head), ()
