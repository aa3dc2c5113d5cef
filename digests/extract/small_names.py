"""Houses whose names begin with a small letter or a number: "the counsel of quillfeather", "at 8th Meridian"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from digests.extract.frame import CAPITAL, NUMBER, QUOTE, WORD, Frame
from digests.extract.grammar import DETERMINERS, PREPOSITIONS, is_closed, is_role
from digests.extract.lexicon import words
from digests.extract.names import Run

# Whoever holds such an office is of a house, never of a field: "founder of kolme", "head of research".
_OF_HOUSES = frozenset(
    """founder co-founder cofounder ceo cto cfo coo cio executive officer counsel spokesman spokeswoman
    spokesperson chairman chairwoman""".split()
)
_FOUNDED = frozenset("founded co-founded cofounded".split())
_NO_NAMES = frozenset(
    """work home school university college court sea large risk hand least last first present headquarters church
    prison hospital heart everything nothing both medicine peace finance science money record sport retail
    software hardware music film art law power lunch dinner breakfast sale""".split()
)
_FIELD = re.compile(
    r"(?:ing|ism|tion|sion|ment|ness|ity|ics|logy|phy|ship|ance|ence|ers|ors|age|ure|s|ly|al|ive|ous|hood|dom)\Z"
)
_ENDS = frozenset((",", ".", ";", ":", ")", "who", "and", "in", "since", "?", "!"))
_MIXED = re.compile(r"[a-z]{2,}\d[a-z\d]*\Z")
_DIGIT_FIRST = re.compile(r"\d{1,2}[A-Z][a-z]{2,}\Z")  # 9Lantern, but not 30mph
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\Z")
_NOT_AFTER_ORDINAL = frozenset(
    """avenue street floor century congress infantry district amendment circuit army battalion division
    anniversary edition armored""".split()
)


def small_names(frame: Frame) -> frozenset[str]:
    """The words in small letters that name a house in this text."""
    return frozenset(_found(frame))


def _found(frame: Frame) -> Iterator[str]:
    low, kinds = frame.low, frame.kinds
    after = [
        at for at, word in enumerate(low) if word in _BEFORE and kinds[at + 1 : at + 2] == WORD
    ]
    for at in after:
        before = low[at]
        mixed = _MIXED.match(low[at + 1]) or _DIGIT_FIRST.match(frame.words[at + 1])
        office = before in _FOUNDED or (at > 0 and _is_office(before, low[at - 1]))
        office = office or (before == "at" and mixed is not None)  # "the head of support at loop9"
        if (before not in _OPENERS and office and _may_name(frame, at + 1)) or (
            before in _OPENERS and _is_described(frame, at + 1)
        ):
            yield low[at + 1]
    for match in _OPENING.finditer(kinds):
        if _is_described(frame, match.end() - 1):
            yield low[match.end() - 1]


_OPENING = re.compile("[LQ]w")


def _is_described(frame: Frame, at: int) -> bool:
    """Whether a name with a digit in it opens a sentence: "loop9, the maker of"."""
    mixed = _MIXED.match(frame.low[at]) is not None
    return mixed and frame.low[at + 1 : at + 3] in ([",", "a"], [",", "the"], [",", "an"])


_OPENERS = frozenset(("—", "-", "–", "."))
_BEFORE = _OPENERS | _FOUNDED | {"of", "at", "for"}


def _is_office(preposition: str, role: str) -> bool:
    if preposition == "at":
        return is_role(role)
    return role in _OF_HOUSES


def _may_name(frame: Frame, at: int) -> bool:
    word = frame.low[at]
    if _DIGIT_FIRST.match(frame.words[at]):
        return True
    ends = (
        at + 1 >= len(frame.low)
        or frame.low[at + 1] in _ENDS
        or frame.kinds[at + 1] in (QUOTE, "L")
    )
    if not ends or not word[0].isalpha() or is_closed(word) or word in DETERMINERS | PREPOSITIONS:
        return False
    if _MIXED.match(word):
        return True
    common = (
        word in _NO_NAMES or word in words("verbs") or word in words("org_words") or is_role(word)
    )
    return (
        len(word) > 3
        and not common
        and "-" not in word
        and _FIELD.search(word) is None
        and not _is_noun(word)
    )


def _is_noun(word: str) -> bool:
    return word in words("nouns_speaking") or word in words("nouns_said")


def begins_with_ordinal(frame: Frame, at: int) -> bool:
    """Whether the name at piece `at` begins with the number before it: "at 8th Meridian"."""
    return (
        at > 1
        and frame.kinds[at - 1] in (NUMBER, WORD)
        and frame.kinds[at] == CAPITAL
        and _ORDINAL.match(frame.low[at - 1]) is not None
        and frame.low[at - 2] in ("at", "of", "for", "by", "from")
        and frame.low[at] not in _NOT_AFTER_ORDINAL
    )


def with_small(frame: Frame, found: Sequence[Run]) -> tuple[Run, ...]:
    """`found`, the runs of capitalised words, with the houses that begin otherwise, in order."""
    named = [
        replace(run, first=run.first - 1, core=run.first - 1)
        if run.core == run.first and begins_with_ordinal(frame, run.first)
        else run
        for run in found
    ]
    small = small_names(frame)
    if not small:
        return tuple(named)
    taken = {at for run in named for at in range(run.first, run.last)}
    starts = {sentence.first for sentence in frame.sentences}
    more = (
        Run(first=at, core=at, last=at + 1, title="", opens_sentence=at in starts)
        for at, word in enumerate(frame.low)
        if word in small and at not in taken and frame.kinds[at] == WORD
    )
    return tuple(sorted([*named, *more], key=lambda run: run.first))
