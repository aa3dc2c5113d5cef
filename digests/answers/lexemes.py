"""What a piece of text says, as a set of keys that are the same in English and in Chinese.

`word` a stem, `算力` a pair of characters; `g:` what a Chinese word is in English and `h:` a part of that; `c:`, `v:` a
concept of the term dictionary; `n:` a country; `s:`, `p:`, `m:` how a name sounds, reads or translates, `x:` how a
Latin name sounds, which only a Chinese one is compared with; `f:`, `y:`,
`d:` a figure, year or date; `#` a name with its number ("cangwu#3").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from digests.answers import glosses
from digests.answers.inflected import base
from digests.answers.phrasals import phrasals
from digests.answers.places import countries
from digests.stories.concepts import concepts
from digests.stories.quantities import quantities
from digests.stories.romanise import (
    is_pinyin,
    may_be_translated,
    pinyin,
    sounds,
    translations,
    transliterations,
)
from digests.stories.words import CJK, latin_words, stem
from digests.text import has_cjk

_HAN_DIGIT = {one: str(n) for n, one in enumerate("零一二三四五六七八九")}
VERSION = r"(?:[A-Za-z]{0,2}-?\d+(?:\.\d+)?[A-Za-z]{0,2})"
_NUMBERED = re.compile(  # no \b: a name may stand between Chinese characters
    rf"(?<![A-Za-z0-9])([A-Z][A-Za-z]+)[ -]({VERSION})(?![A-Za-z0-9_%年月日亿万个台颗次])"
)
NUMBERED_ZH = re.compile(
    rf"([\u4e00-\u9fff]{{2}})({VERSION}(?![\d%年月日亿万个台颗次])|[一二三四五六七八九](?=号|代)(?:号|代))"
)


@lru_cache(maxsize=16384)
def lexemes(text: str) -> frozenset[str]:
    """All keys of a text."""
    words = [word.lower() for word, _ in latin_words(text)]
    found = {stem(word) for word in words}
    found.update(stem(of) for of in map(base, words) if of)
    found.update(stem(part) for word in words if "-" in word for part in word.split("-") if part)
    found.update(concepts(text))
    found.update(quantities(text))
    found.update(numbered(text))
    found.update(stem(word) for word in phrasals(text))
    found.update(_names(text))
    found.update(countries(text))
    if has_cjk(text):
        found.update(_chinese(text))
    return frozenset(found)


def _names(text: str) -> Iterator[str]:
    """What a Latin name may be in Chinese."""
    for word, _ in latin_words(text):
        if len(word) > 3 and word[0].isupper() and word.isascii() and word.isalpha():
            yield from _across(word.lower())


@lru_cache(maxsize=16384)
def _across(name: str) -> tuple[str, ...]:
    found = [f"x:{skeleton}" for skeleton in sounds(name) if len(skeleton) > 2]
    found += [f"m:{pair}" for pair in translations(name)]
    return (*found, f"p:{name}") if is_pinyin(name) else tuple(found)


def numbered(text: str) -> Iterator[str]:
    """Names with their number, in both scripts: `cangwu#3`, and `p:cangwu#3` for 苍梧3."""
    for match in _NUMBERED.finditer(text):
        yield f"{match[1].lower()}#{match[2].lower().lstrip('-')}"
    for match in NUMBERED_ZH.finditer(text):
        number = _HAN_DIGIT.get(match[2][:1], match[2].lower().lstrip("-"))
        yield f"{match[1]}#{number}"
        yield f"p:{pinyin(match[1])}#{number}"


def pairs(text: str) -> Iterator[str]:
    """Neighbouring Chinese characters, two by two."""
    for run in CJK.findall(text):
        yield from (run[i : i + 2] for i in range(len(run) - 1))


def _chinese(text: str) -> Iterator[str]:
    for pair in pairs(text):
        yield pair
        yield f"p:{pinyin(pair)}"
        if may_be_translated(pair):
            yield f"m:{pair}"
    yield from (f"s:{skeleton}" for skeleton in transliterations(text))
    for word, _ in glosses.words(text):
        whole = glosses.meanings(word)
        yield from (f"{'g' if one in whole else 'h'}:{one}" for one in glosses.english(word))
