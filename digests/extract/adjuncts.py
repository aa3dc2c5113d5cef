"""What ends a noun phrase on its right: when or where something was said, and a verb in the past."""

from __future__ import annotations

from digests.extract.frame import WORD, Frame
from digests.extract.grammar import AUXILIARIES, DETERMINERS, TIMES, acts
from digests.extract.lexicon import words

_EVENTS = frozenset(
    ["interview", "interviews", "statement", "tweet", "tweets", "speech", "email", "e-mail", "letter", "post", "conference", "rally", "debate", "briefing", "hearing", "call", "phone", "night", "morning", "afternoon", "evening", "week", "weekend", "month", "year", "day", "event", "address", "remarks", "appearance", "reporters", "news", "television", "twitter", "facebook", "telephone", "session", "meeting", "panel", "court", "testimony", "blog", "video"]
)  # fmt: skip


# "said an aide to the minister": which aide, not whom it was said to.
_CLOSE = frozenset("close aide adviser advisor assistant counsel deputy envoy ambassador".split())
_OF_TELLING = frozenset("after before during following since until by to about".split())


def is_when_or_where_said(frame: Frame, at: int) -> bool:
    """Whether "on Monday" or "in an interview" tells how something was said, not who said it."""
    if frame.low[at] in _OF_TELLING:
        return frame.low[at] != "to" or frame.low[at - 1] not in _CLOSE
    following = frame.low[at + 1 : at + 5]
    return bool(following) and (following[0] in TIMES or any(w in _EVENTS for w in following))


def is_past(frame: Frame, at: int) -> bool:
    """Whether a word in -ed that no list has ends a phrase: "The screen blinked, then"."""
    done = frame.kinds[at] == WORD and frame.low[at].endswith("ed") and acts(frame.low, at)
    return done and frame.low[at + 1 : at + 2] in ([","], ["."], ["and"], ["when"], ["by"])


_CLAUSE = 18  # pieces in a clause that tells who someone is


def past_clause(frame: Frame, core: int, at: int, limit: int) -> int:
    """Past a clause that says which one it is: "a banker who advised on an earlier bid".

    `core` is where the noun ends and `at` where what describes it ends.
    """
    if at + 2 < limit and frame.low[at] in _HIRED and frame.low[at + 1] == "to":
        ends = (end for end in range(at + 3, min(limit, at + _CLAUSE)) if _ends(frame, end))
        return next(ends, at)  # "a consultant hired to plan the show"
    if at + 2 >= limit or frame.low[at] != "who":
        return at
    if frame.low[at + 1] in _ANONYMITY:
        return at
    if frame.low[core - 1] not in words("roles") and frame.low[core - 1] not in _PERSONS:
        return at
    verb = at + 1
    while verb < limit and frame.low[verb] in AUXILIARIES:
        verb += 1
    for end in range(at + 1, min(limit, at + _CLAUSE)):
        if frame.kinds[end] in "pQL":
            return end if frame.low[end] in _CLAUSE_ENDS or frame.kinds[end] in "QL" else at
        if end > verb and (frame.low[end] in words("cues") or acts(frame.low, end)):
            return at if frame.low[end] in words("cues") else end
    return at


_HIRED = frozenset("hired paid employed retained recruited contracted engaged appointed".split())


def _ends(frame: Frame, at: int) -> bool:
    verb = frame.low[at] in words("cues") or acts(frame.low, at)
    return frame.kinds[at] in "pQL" or (verb and frame.low[at - 1] not in DETERMINERS)


# "a banker who asked not to be named": how it was said, not which banker.
_ANONYMITY = frozenset(
    "requested asked spoke declined wished wanted insisted refused was were is are did".split()
)
_PERSONS = frozenset("person people man woman men women reader readers".split())
_CLAUSE_ENDS = frozenset((".", ",", ":", "—", "–", "--"))
