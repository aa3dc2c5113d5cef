"""Where the words begin that describe the name after them: "the head of product" before ", Jo Ek"."""

from __future__ import annotations

from digests.extract.complements import ARTICLES
from digests.extract.frame import CAPITAL, POSSESSIVE, Frame, Stretch
from digests.extract.lexicon import words
from digests.extract.roles import has_role

_LEFT_STOPS = frozenset(
    """by and but that as to when while from for with of in on at after before because if about
    what how why where whether which is are was were here there""".split()
)
_DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday yesterday today january february march
    april june july august september october november december""".split()
)


def left_edge(frame: Frame, end: int, sentence: Stretch, named_after: bool) -> int | None:
    """Where the words begin that describe the name after `end`; None: too many to be a role.

    `named_after` a comma, the whole stretch back to the comma before is one phrase.
    """
    start = end
    cues = words("cues")
    while start > sentence.first and (
        frame.kinds[start - 1] in "wCsn"
        or frame.low[start - 1] == "&"
        or _joins_offices(frame, start - 1)
    ):
        word = frame.low[start - 1]
        inside = heads(frame, start - 1) or _joins_offices(frame, start - 1)
        if (
            word in cues
            or word in _DAYS
            or (not named_after and word in _LEFT_STOPS and not inside)
        ):
            break
        start -= 1
        if end - start > _LONGEST:
            break
    if named_after:
        start = _of_owner(frame, start, end)
    if named_after:
        start = _last_phrase(frame, start, end)
    return start if end - start <= _LONGEST else None


def who_clause(frame: Frame, end: int, sentence: Stretch) -> tuple[int, int] | None:
    """The words of an office in "the engineer who wrote the code", which ends at a comma before a name."""
    for at in range(end - 1, max(sentence.first, end - 2 * _LONGEST), -1):
        if frame.kinds[at] in "pQL":
            return None
        if frame.low[at] == "who" and has_role(frame, at - 1, at):
            articles = (
                i
                for i in range(at - 1, max(sentence.first, at - 5) - 1, -1)
                if frame.low[i] in ARTICLES
            )
            first = next(articles, None)
            return None if first is None else (first, at)
    return None


_LONGEST = 10  # words that describe somebody


def _of_owner(frame: Frame, start: int, end: int) -> int:
    """Where "Norvane's strategy chief" begins at the end of a long stretch; else `start`."""
    for at in range(end - 1, start, -1):
        if frame.kinds[at] == POSSESSIVE and has_role(frame, at + 1, end):
            begin = at
            while begin > start and frame.kinds[begin - 1] == CAPITAL:
                begin -= 1
            return begin if begin < at else start
    return start


def heads(frame: Frame, at: int) -> bool:
    """Whether the piece is the "of" in "Head of Product"."""
    return frame.low[at] == "of" and at > 0 and frame.low[at - 1] in words("roles")


def _joins_offices(frame: Frame, at: int) -> bool:
    """Whether the piece is the "and" in "founder and CEO", or its "&"."""
    low, roles = frame.low, words("roles")
    if low[at] not in ("and", "&") or at == 0 or low[at - 1] not in roles:
        return False
    return low[at + 1] in roles or low[at + 1] == "chief"


def _last_phrase(frame: Frame, start: int, end: int) -> int:
    """Where the phrase before a comma begins: "the head of product" in "report to the head of product, Jo Ek"."""
    for at in range(end - 1, start, -1):
        if frame.low[at] in _WHOSE and has_role(frame, at, end):
            return at  # "Amy Tan and her deputy, Lars Holt"
        if frame.low[at] in ARTICLES and has_role(frame, at, end):
            return at if not has_role(frame, start, at) else start
    return start + 2 * (frame.low[start : start + 2] == ["according", "to"])


_WHOSE = frozenset(["his", "her", "their", "its"])
