"""Words that ask and answer for one another, by data/synonyms.txt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from digests.stories.words import STOP, stem

# Parts of phrases in the groups ("stepping down"): alone they mean too much.
_PARTS = frozenset(
    "out up down back through open close closed hold let more had come over even made make put do run "
    "push up own by time first most least last long due high set list without given get reach show".split()
)

_LEFT_OUT = (STOP | _PARTS) - {"people", "first", "use", "used", "using"}


def synonyms(word: str) -> frozenset[str]:
    """What may stand for an English stem or a Chinese word, in both scripts; not the word itself.

    An English synonym comes as its stem, a Chinese one as it is written.
    """
    return _table().get(word, frozenset())


@lru_cache(maxsize=1)
def _table() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    text = files("digests.answers").joinpath("data/synonyms.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        left, _, right = line.partition("|")
        english = {stem(one) for one in left.split() if one not in _LEFT_OUT}
        chinese = set(right.split())
        forms = english | chinese
        for word in english | chinese:
            found[word] |= forms
    return {word: frozenset(forms - {word}) for word, forms in found.items()}
