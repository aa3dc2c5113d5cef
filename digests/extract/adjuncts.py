"""What ends a noun phrase on its right: when or where something was said, and a verb in the past."""

from __future__ import annotations

from digests.extract.frame import WORD, Frame
from digests.extract.grammar import TIMES, acts

_EVENTS = frozenset(
    ["interview", "interviews", "statement", "tweet", "tweets", "speech", "email", "e-mail", "letter", "post", "conference", "rally", "debate", "briefing", "hearing", "call", "phone", "night", "morning", "afternoon", "evening", "week", "weekend", "month", "year", "day", "event", "address", "remarks", "appearance", "reporters", "news", "television", "twitter", "facebook", "telephone", "session", "meeting", "panel", "court", "testimony", "blog", "video"]
)  # fmt: skip


_OF_TELLING = frozenset("after before during following since until by to about".split())


def is_when_or_where_said(frame: Frame, at: int) -> bool:
    """Whether "on Monday" or "in an interview" tells how something was said, not who said it."""
    if frame.low[at] in _OF_TELLING:
        return frame.low[at - 1 : at + 1] != ["close", "to"]
    following = frame.low[at + 1 : at + 5]
    return bool(following) and (following[0] in TIMES or any(w in _EVENTS for w in following))


def is_past(frame: Frame, at: int) -> bool:
    """Whether a word in -ed that no list has ends a phrase: "The screen blinked, then"."""
    done = frame.kinds[at] == WORD and frame.low[at].endswith("ed") and acts(frame.low, at)
    return done and frame.low[at + 1 : at + 2] in ([","], ["."], ["and"], ["when"], ["by"])
