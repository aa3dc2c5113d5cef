"""Whether what is only to come in the sources is told as if it had happened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digests.glossary import IRREGULAR

_TO_COME = re.compile(
    r"\b(?:will|would|shall|to|may|might|could|should)\s+(?:(?:not|also|soon|then|only)\s+)?([a-z]{3,})\b"
)
_DONE = re.compile(
    r"\b(?:has|have|had|was|were|been)\s+(?:(?:not|also|already|since)\s+)?([a-z]{3,})\b"
)
_TO_COME_CJK = re.compile(r"(?:将|会|要|拟|可能|计划)([\u4e00-\u9fff]{2})")
_DONE_CJK = re.compile(r"(?<!不)已(?:经)?([\u4e00-\u9fff]{3,8})")
_PLANNED_CJK = re.compile(r"(?:计划|打算|准备|拟|预计|考虑|有望|将)([^，。；]{3,40})")
_NOT_DONE_CJK = frozenset("会在于被把从以是有")


def told_as_done(text: str, known: str) -> bool:
    """Whether a verb that `known` only has after "will" or "to" stands in the past in `text`."""
    if any(_is_done_cjk(match[1], text, known) for match in _TO_COME_CJK.finditer(known)):
        return True
    if any(_under_plan(match[1], known) for match in _DONE_CJK.finditer(text)):
        return True
    plain, there = text.casefold(), known.casefold()
    said, was = set(_past(plain)), set(_past(there))
    return any(
        match[1] in said - was and not re.search(rf"\b(?:will|would|to)\s+{match[1]}\b", plain)
        for match in _TO_COME.finditer(there)
    )


def _past(text: str) -> Iterator[str]:
    """The verbs that stand in the past, as they are after "to"."""
    for word in re.findall(r"[a-z]{3,}", text):
        if word.endswith("ed"):
            yield from (word[:-1], word[:-2], word[:-3])
        elif word in IRREGULAR:
            yield IRREGULAR[word]
    yield from (match[1] for match in _DONE.finditer(text))


def _under_plan(done: str, known: str) -> bool:
    """Whether what is said to be done already stands only behind a "plans to" there."""
    pairs = {done[at : at + 2] for at in range(len(done) - 1)}
    planned = [match[1] for match in _PLANNED_CJK.finditer(known)]
    under = {pair for pair in pairs if any(pair in clause for clause in planned)}
    rest = _PLANNED_CJK.sub("", known)
    return len(under) * 2 >= len(pairs) > 1 and not any(pair in rest for pair in under)


def _is_done_cjk(verb: str, text: str, known: str) -> bool:
    if verb[0] in _NOT_DONE_CJK:
        return False
    done = re.compile(rf"{verb}了|已(?:经)?{verb}")
    return bool(done.search(text)) and not done.search(known)
