"""Whether a sentence is whole, and keeps together what its sources keep together.

A summary is mostly made by leaving out. What is left may end in the middle, or put the end of one
clause behind the beginning of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from digests.text import has_cjk
from digests.words import loose_words

SHORTEST = 3  # content words; less is a heading
_ENDS = re.compile(r"[\s.!?…。！？\"”’»)）】]+$")
_LAST = re.compile(r"[\w’'-]+$")
# Words that nothing ends with: more must follow.
_OPEN = frozenset(
    """a an the and or but nor if than that which who whose whom of to for with by from at into onto
    about between among during without within against is are was were be been being am has have had
    will would can could might must shall should not never very its his their our my
    your we they he she i because although while when where after before since until as in also
    only even such some any no every each both either neither""".split()
)
_OPEN_CJK = ("的", "和", "与", "及", "在", "对", "将", "把", "被", "从", "向", "以", "因", "因为", "但", "但是",
             "并", "而", "或", "如果", "由于", "是", "不", "未", "于")  # fmt: skip
_RELATIVE = re.compile(r"\b(?:this|last|next) (?:year|month|week|quarter)\b")
_CLAUSE = re.compile(
    r"[,;:()—–]\s+|[\"”]\s+|\s[-–—]\s|[，；：、]"
    r"|\s+(?=(?:and|but|while|whereas|before|after|which|who|because|although|than|as|when|since)\b)"
)


def unfinished(text: str) -> bool:
    """Whether the sentence breaks off, or is too short to say anything."""
    bare = _ENDS.sub("", text)
    if has_cjk(text):
        return len(set(loose_words(bare))) < SHORTEST or bare.endswith(_OPEN_CJK)
    last = _LAST.search(bare)
    return len(set(loose_words(bare))) < SHORTEST or (
        last is not None and last[0].casefold() in _OPEN
    )


def interleaved(text: str, known: str) -> bool:
    """Whether the sentence goes back to a clause of `known` after it has gone on to another.

    "A opened a factory in Bergen, and B one in Malmo" does not say that A opened one in Malmo.
    """
    clauses = [set(loose_words(one)) for one in _clauses(known)]
    if len(clauses) < 2:
        return False
    visited: list[int] = []
    for place in _places(_RELATIVE.sub(" ", text) if _once(known) else text, clauses):
        if not visited or visited[-1] != place:
            if place in visited:
                return True
            visited.append(place)
    return False


def _once(known: str) -> bool:
    """Whether only one "this year" is there: it may stand anywhere."""
    return len(_RELATIVE.findall(known)) == 1


def _clauses(text: str) -> Iterator[str]:
    cuts = [0, *(match.start() for match in _CLAUSE.finditer(text)), len(text)]
    return (text[start:end] for start, end in pairwise(cuts))


def _places(text: str, clauses: Sequence[set[str]]) -> Iterator[int]:
    """For each word of the text that one clause alone has, which clause."""
    for word in loose_words(text):
        held = [number for number, words in enumerate(clauses) if word in words]
        if len(held) == 1:
            yield held[0]
