"""Which Chinese characters are likely in a given name, and which strings look like whole names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from digests.extract.chinese_words import is_word
from digests.extract.lexicon import table, words

_UNKNOWN = -25  # tenths of a logarithm, of a character that the table lacks


def given_odds(given: str) -> float:
    """How likely characters are a given name rather than other text: above 0 where likelier."""
    if len(given) == 1:
        return _odds(given)[1] / 10
    return sum(_odds(one)[place] for place, one in enumerate(given[:2])) / 10


@cache
def _odds(character: str) -> tuple[int, int]:
    known = table("given_names_zh").get(character, "").split()
    return (int(known[0]), int(known[1])) if known else (_UNKNOWN, _UNKNOWN)


@cache
def surnames(rare: bool) -> tuple[frozenset[str], frozenset[str]]:
    """Family names of one character and of two. `rare` takes those that are common words too."""
    every = words("surnames_zh") | (words("surnames_rare_zh") if rare else frozenset())
    return frozenset(s for s in every if len(s) == 1), frozenset(s for s in every if len(s) == 2)


def stands_free(text: str, start: int, end: int) -> bool:
    """Whether no common word of the text reaches over an edge of `text[start:end]`."""
    return not any(is_word(text[a:b]) for edge in (start, end) for a, b in _over(edge, start, end))


def _over(edge: int, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of two to four characters across an edge that hold no more than one side does."""
    for a in range(max(0, edge - 3), edge):
        for b in range(edge + 1, a + 5):
            if not (a < start and b > end):
                yield a, b
