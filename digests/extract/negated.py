"""Cues that are denied: what somebody would not say, or declined to call, is not their words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from digests.extract.carry import Attribution
from digests.extract.frame import Frame

_SAYING = frozenset(
    """say says said saying call calls called calling describe describes described describing comment
    comments commented confirm confirms confirmed specify disclose reveal elaborate use used label
    labels labelled labeled term terms termed""".split()
)
_DECLINED = frozenset(
    "declined declines declining refused refuses refusing unwilling reluctant failed".split()
)
_STOPPED = frozenset("stopped stops stopping".split())
_BREAKS = frozenset("but and who that which he she they it".split())
# "would say only that", "declined to comment beyond saying", "would not say more than".
_SAVE = frozenset("only beyond more other except besides than anything".split())
_BACK = 5  # pieces from the negation to the cue


def is_denied(frame: Frame, number: int, said: Attribution) -> bool:
    """Whether the words that bring in stretch `number` say that its speaker did not say it."""
    at = bisect_left(frame.starts, frame.marked[number].left)
    first = said.ref.last if said.cue is None else said.cue
    if said.how not in ("tag", "lead") or first >= at:
        return False
    sentence = frame.sentences[max(0, bisect_right(frame.firsts, first) - 1)]
    cues = range(first, min(at, sentence.last)) if said.cue is None else (first,)
    return any(_is_denied(frame, cue, sentence.first, at) for cue in cues)


def _is_denied(frame: Frame, cue: int, first: int, until: int) -> bool:
    low = frame.low
    neither = "neither" in low[first:cue] and "nor" in low[first:until]
    if neither and low[cue] in ("deny", "denied", "confirm"):
        return True  # "would neither confirm nor deny"
    if low[cue] not in _SAYING or not _SAVE.isdisjoint(low[cue - 1 : until]):
        return False
    if neither:
        return True
    for at in range(cue - 1, max(first, cue - _BACK) - 1, -1):
        word = low[at]
        if word in ("not", "never", "cannot") or word.endswith(("n't", "n’t")):
            return True
        if word in _DECLINED or (word == "short" and low[at - 1] in _STOPPED):
            return True
        if word in _BREAKS or frame.kinds[at] in "pQLC":
            return False
    return False
