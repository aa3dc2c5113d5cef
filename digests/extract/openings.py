"""Where the main clause of a sentence begins: past "But", "In a statement,", "Asked by Roe,"."""

from __future__ import annotations

from digests.extract.dateline_pieces import past_dateline
from digests.extract.frame import NUMBER, POSSESSIVE, Frame, Stretch
from digests.extract.grammar import (
    ADVERBS,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    TIME_NOUNS,
    acts,
    is_adverb,
    is_participle,
)
from digests.extract.phrases import Scene

_OPENING = PREPOSITIONS | frozenset(
    """when while as if although though because asked speaking given last earlier later once where
    whether like unlike according next beside""".split()
)

_ASKED = frozenset(
    """asked told pressed shown faced reminded questioned quizzed challenged reached contacted cornered
    interviewed confronted prodded invited""".split()
)


def opens_with_participle(frame: Frame, at: int) -> bool:
    """Whether an opening says what was done to its subject: "Pressed on safety, Lin"."""
    following = frame.low[at + 1 : at + 2]
    return frame.low[at] in _ASKED and following != [] and following[0] in _BY_OR_HOW


_BY_OR_HOW = PREPOSITIONS | CONJUNCTIONS | frozenset(("what", "who"))


def past_opening(scene: Scene, sentence: Stretch, before: int) -> int:
    """Past "But", "In a statement,", "That morning," and the like."""
    frame = scene.frame
    at = past_dateline(frame, sentence.first, before)
    if frame.low[at + 1 : at + 2] and _is_day(frame, at):
        at += 3
    if at + 1 < before and frame.low[at] in PREPOSITIONS and _is_month(frame, at + 1):
        at += 2  # "By September the chief"
    for _ in range(4):
        while at < before and _only_opens(frame, at):
            at += 1
            if at - sentence.first > _OPENING_WORDS:
                return before  # a list, not a clause
        if at >= before or not (
            frame.low[at] in _OPENING | _ASKED
            or is_adverb(frame.low[at])
            or is_participle(frame.low[at])
        ):
            break
        comma = _comma_before_subject(frame, at, before)
        if comma < 0:
            return _after_opening_words(scene, at, before)
        at = comma + 1
    return at


def _comma_before_subject(frame: Frame, at: int, before: int) -> int:
    """The comma that ends an opening at piece `at`, -1: none.

    Of "Asked by our reporter, Jo Ek, what it costs, she laughed" the one before "she".
    """
    commas = [i for i in range(at, before) if frame.low[i] == ","]
    if len(commas) > 1 and frame.low[at + 1 : at + 2] == ["by"]:
        return next(
            (i for i in commas if frame.low[i + 1 : i + 2] != [] and frame.low[i + 1] in PRONOUNS),
            commas[0],
        )
    return commas[0] if commas else -1


def _is_month(frame: Frame, at: int) -> bool:
    return frame.low[at] in _MONTHS and frame.low[at + 1 : at + 2] in (
        ["the"],
        ["its"],
        ["his"],
        ["her"],
    )


_MONTHS = frozenset(
    """january february march april may june july august september october november december
    spring summer autumn monday tuesday wednesday thursday friday saturday sunday""".split()
)


def _is_day(frame: Frame, at: int) -> bool:
    """Whether "That morning," or "This week," opens the sentence."""
    return (
        frame.low[at] in DETERMINERS
        and frame.low[at + 1] in TIME_NOUNS
        and frame.low[at + 2 : at + 3] == [","]
    )


_OPENING_WORDS = 40
JOINING = CONJUNCTIONS - {"as", "while", "when", "if"}


def _only_opens(frame: Frame, at: int) -> bool:
    """Whether a piece can only stand before a clause: a point, a quote, "But", "2015,"."""
    kind, word = frame.kinds[at], frame.low[at]
    if kind in "pQL" or word in JOINING or word in ADVERBS:
        return True
    return kind == NUMBER and frame.low[at + 1 : at + 2] == [","]


def _after_opening_words(scene: Scene, at: int, before: int) -> int:
    """Past "On Monday" where no comma follows."""
    for index in range(at + 1, min(before, at + 6)):
        if scene.frame.low[index] in ("he", "she", "they", "it"):
            return index
        run = scene.run(index)
        if (
            run
            and run.first == index
            and run.last < before
            and acts(scene.frame.low, run.last)
            and scene.frame.kinds[run.last] != POSSESSIVE
        ):
            return index
    return at
