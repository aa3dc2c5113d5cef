"""How common a feature is before anything is counted, so that two articles alone can be compared.

The prior stands for a background of `ARTICLES` articles; as real ones are counted they outweigh it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from digests.stories.words import CJK, content_words

ARTICLES = 200
# In how many of the background's articles a feature of each kind stands, if nothing else is known.
_BY_KIND = {
    "w": 3.0, "n": 5.0, "e": 6.0, "p": 4.0, "m": 1.0,
    "y": 60.0, "d": 3.0, "v": 14.0, "c": 20.0, "k": 25.0, "g": 3.0,
}  # fmt: skip
_RAREST = 5.5
_BY_LENGTH = (12.0, 12.0, 12.0, 5.0, 3.0)
_BY_DIGITS = (10.0, 10.0, 4.0, 1.0)


@dataclass(frozen=True, slots=True)
class Background:
    """In how many of how many articles each feature stands."""

    articles: int
    counts: Mapping[str, int]

    def weight(self, feature: str) -> float:
        """What it tells that two articles share `feature`: the logarithm of its rarity.

        The rarest weigh the same however many articles were counted.
        """
        all_articles = self.articles + ARTICLES + 1
        seen = self.counts.get(feature, 0) + _prior(feature) + 0.5
        return max(0.1, _RAREST * math.log(all_articles / seen) / math.log(all_articles))


def count(feature_sets: Iterable[Iterable[str]]) -> Background:
    """The background that these articles make, each given as its features."""
    counts: Counter[str] = Counter()
    articles = 0
    for one in feature_sets:
        articles += 1
        counts.update(one)
    return Background(articles, counts)


def is_common(word: str) -> bool:
    """Whether an English word is one of grammar, or one that much of all AI news holds."""
    return all(one in _common() for one in content_words(word))


@lru_cache(maxsize=65536)
def _prior(feature: str) -> float:
    kind, _, word = feature.partition(":")
    if kind == "w":
        return _common().get(word, _BY_KIND["w"])
    if kind == "p":
        return max(_BY_KIND["p"], _common().get(word, 0.0))
    if kind == "f":
        # A round number is met by chance, one of three digits hardly ever.
        return _BY_DIGITS[min(3, len(word.rstrip("%").split("e")[0].replace(".", "").strip("0")))]
    if kind == "s":
        return _BY_LENGTH[min(4, len(word))]  # two consonants are met by chance as well
    return _BY_KIND[kind]


@lru_cache(maxsize=1)
def _common() -> Mapping[str, float]:
    from digests.stories.romanise import pinyin

    found: dict[str, float] = {}
    level = 0.0
    text = files("digests.stories").joinpath("data/common.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line[:1] == "#":
            level = float(line[1:]) if line[1:].isdigit() else level
            continue
        for word in content_words(line):
            found.setdefault(word, level)
            if CJK.match(word):
                found.setdefault(pinyin(word), level)
    return found
