"""A text in plain words: those that may stand for one another are written as one.

For telling whether a sentence in other words says what its sources say. Nothing of it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from digests.glossary import IRREGULAR

_DOUBLING = re.compile(r"[^aeiou][aeiou][bdgmnprt]$")
_ENGLISH = re.compile(r"[A-Za-z]")
_APOSTROPHES = str.maketrans("’‘", "''")


_AMOUNT = r"((?:about |around |roughly |some |nearly |almost |more than |over )?[$€£]?\d[\d,.]*(?: (?:million|billion|trillion|percent|cents))?%?)"
# Forms with a figure or a verb in their middle.
_PHRASES = (
    (re.compile(r"\b(loss|profit)(?:es|s)? before tax\b"), r"pre-tax \1"),
    (re.compile(r"\bke(?:eps?|pt) (?=\w+ing\b)"), "continue "),
    (re.compile(rf"\bha(?:s|d|ve) {_AMOUNT} (?:employees|workers|staff)\b"), r"employ \1 people"),
    (re.compile(rf"\b(?:reached|was|were|hit|totall?ed) {_AMOUNT}((?: (?:in|last|this) \w+)?),? up from\b"), r"rose to \1\2 from"),
    (re.compile(rf"\b(?:reached|was|were|hit|totall?ed) {_AMOUNT}((?: (?:in|last|this) \w+)?),? down from\b"), r"fell to \1\2 from"),
    (re.compile(rf"\b(?:shares|stock)((?: in \w+| of \w+)?) gained {_AMOUNT}"), r"shares\1 rose \2"),
    (re.compile(rf"\b(?:shares|stock)((?: in \w+| of \w+)?) lost {_AMOUNT}"), r"shares\1 fell \2"),
)  # fmt: skip


@lru_cache(maxsize=4096)
def plainer(text: str) -> str:
    """The text with every word that data/same_words.txt knows in the form it is read as there."""
    pattern, read_as = _table()
    told = text.translate(_APOSTROPHES)
    for form, instead in _PHRASES:
        told = form.sub(instead, told)
    return pattern.sub(lambda match: read_as[match[0].casefold()], told)


@lru_cache(maxsize=1)
def _table() -> tuple[re.Pattern[str], Mapping[str, str]]:
    read_as: dict[str, str] = {}
    for first, forms in _sets():
        for form in forms:
            read_as.setdefault(form, first)
    for form, verb in IRREGULAR.items():
        read_as.setdefault(form, verb)
    longest = sorted(read_as, key=len, reverse=True)
    english = "|".join(re.escape(one) for one in longest if _ENGLISH.match(one))
    chinese = "|".join(re.escape(one) for one in longest if not _ENGLISH.match(one))
    return re.compile(rf"\b(?:{english})\b(?![-'])|{chinese}", re.IGNORECASE), read_as


def _sets() -> Iterator[tuple[str, list[str]]]:
    """What each set is read as, with all its forms in small letters."""
    lines = files("digests").joinpath("data/same_words.txt").read_text(encoding="utf-8")
    for line in lines.splitlines():
        if line.startswith("#"):
            continue
        for side, inflected in zip(line.split("|"), (True, False), strict=True):
            words = [one.strip().casefold() for one in side.split(";") if one.strip()]
            if words:
                yield words[0], [form for one in words for form in _forms(one, inflected)]


def _forms(phrase: str, inflected: bool) -> Iterator[str]:
    """A word or phrase with the regular endings of its first word."""
    yield phrase
    if not inflected or not _ENGLISH.match(phrase):
        return
    first, _, rest = phrase.partition(" ")
    tail = f" {rest}" if rest else ""
    if first in IRREGULAR or (len(first) > 4 and first.endswith(("ed", "ing"))):
        return
    for ending in _endings(first):
        yield ending + tail
    if tail:  # of a phrase that names somebody, the last word has the plural: "chief executives"
        yield f"{phrase}s"


def _endings(word: str) -> Iterator[str]:
    if word.endswith("y") and word[-2] not in "aeiou":
        yield from (word[:-1] + "ies", word[:-1] + "ied", word + "ing")
        return
    yield word + ("es" if word.endswith(("s", "x", "ch", "sh", "z")) else "s")
    root = word[:-1] if word.endswith("e") else word
    if _DOUBLING.search(word) and sum(one in "aeiou" for one in word) == 1:
        root = word + word[-1]
    yield from (root + "ed", root + "ing")
