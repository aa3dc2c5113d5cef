"""Which English words and Chinese ones may mean each other in the news of this field.

`data/translations.txt` and `data/same_words.txt` say so of set phrases; CC-CEDICT, the general
dictionary, of all others. The stories' own terms are too wide: they hold Canada and Toronto one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from digests import glossary
from digests.words import content_words

LONGEST = 8  # characters of a Chinese form
_TOKEN = re.compile(r"[A-Za-z][A-Za-z'’]*")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
# Short words that the dictionary's many meanings say nothing of; our own lists do.
_SINGLE = frozenset("降升涨跌买卖售投建花费超增减")

_NO_PLURAL = frozenset("this less loss news plus pass miss boss thus does goes pros axis".split())
_DOUBLED = re.compile(r"([bdgmnprt])\1$")
# Forms too short for the endings to come off.
_SHORT = {
    "used": "use",
    "uses": "use",
    "using": "use",
    "laid": "lay",
    "sued": "sue",
    "sues": "sue",
    "suing": "sue",
    "owned": "own",
    "owns": "own",
}

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word of an English text as it is compared, and where it stands."""

    stem: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class English:
    """An English text in words, with the places of each."""

    tokens: tuple[Token, ...]
    places: Mapping[str, tuple[int, ...]] = field(repr=False)

    def find(self, phrase: Phrase) -> Iterator[int]:
        """The places of every word of the phrase, wherever it stands in the text."""
        for at in self.places.get(phrase[0], ()):
            span = self.tokens[at : at + len(phrase)]
            if len(span) == len(phrase) and all(
                one.stem == word for one, word in zip(span, phrase, strict=True)
            ):
                yield from range(at, at + len(phrase))


def english(text: str) -> English:
    """The text in words."""
    tokens = tuple(
        Token(stem=stem(match[0]), start=match.start(), end=match.end())
        for match in _TOKEN.finditer(text)
    )
    places: dict[str, list[int]] = {}
    for at, one in enumerate(tokens):
        places.setdefault(one.stem, []).append(at)
    return English(tokens=tokens, places={stem: tuple(found) for stem, found in places.items()})


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """An English word as it is compared; small words are left as they are."""
    plain = _SHORT.get(word.casefold(), word)
    found = sorted(glossary.stems(plain))
    one = found[0] if found else plain.casefold()
    if len(word) == 4 and one.endswith("s") and one not in _NO_PLURAL:
        one = one[:-1]  # "jobs"
    if one.endswith("ing") and len(one) > 6:
        one = one[:-3]  # "bookings"
    if _DOUBLED.search(one) and word.casefold().endswith(("ed", "ing")):
        one = one[:-1]  # "stopped"
    one = one.rstrip("e") if len(one) > 3 else one
    return one[:-1] if len(one) > 4 and one[-1] == "y" else one


def meant(word: str, text: English) -> frozenset[int]:
    """The places in the English text of what the Chinese word may mean."""
    found = {at for phrase in _phrases().get(word, ()) for at in text.find(phrase)}
    if len(word) > 1 or word in _SINGLE:
        for known, places in text.places.items():
            if glossary.means(word, (known, f"{known}e", f"{known}y")) and any(
                True for _ in content_words(known)
            ):
                found.update(places)
    return frozenset(found)


def knows(word: str) -> bool:
    """Whether any list has the Chinese word."""
    return word in _phrases() or glossary.knows(word)


def listed(word: str) -> bool:
    """Whether one of our own lists has it."""
    return word in _phrases()


def coined(name: str) -> bool:
    """Whether a name is no phrase of our lists' words, but for its last one: 青鹭|科技."""
    core = name[:-2] if len(name) > 3 else name
    pieces = ((at, size) for at in range(len(core)) for size in (2, 3, 4))
    words = (
        name[at : at + size] for at, size in pieces if at + size <= len(name) and at < len(core) - 1
    )
    return not any(
        listed(one) or (len(one) > 2 and glossary.knows(one)) for one in words if one != name[-2:]
    )


def place(word: str) -> bool:
    """Whether the Chinese word names a body of a place: 市政府."""
    return word.endswith(("政府", "省", "市"))


def chinese(text: str) -> Iterator[tuple[int, int]]:
    """Where the Chinese words of a text stand: the longest that a list has, from left to right."""
    for run in _HAN.finditer(text):
        at = run.start()
        while at < run.end():
            sizes = range(min(LONGEST, run.end() - at), 0, -1)
            size = next((one for one in sizes if knows(text[at : at + one])), 1)
            size = _before_listed(text, at, size, run.end())
            yield at, at + size
            at += size


def _before_listed(text: str, at: int, size: int, end: int) -> int:
    """Shorter where the word would bite into one of our lists': 起|开始, 一家|子公司."""
    if listed(text[at : at + size]):
        return size
    for step in range(1, size):
        reach = range(size - step + 1, min(LONGEST, end - at - step) + 1)
        words = (text[at + step : at + step + one] for one in reach)
        if any(
            listed(one) or (len(one) > 2 and size == 2 and glossary.knows(one)) for one in words
        ):
            return step
    return size


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, tuple[Phrase, ...]]:
    """The English phrases of every Chinese form."""
    found: dict[str, set[Phrase]] = {}
    for left, right in _lines():
        phrases = {tuple(map(stem, _TOKEN.findall(one))) for one in left}
        for form in right:
            found.setdefault(form, set()).update(filter(None, phrases))
    return {form: tuple(phrases) for form, phrases in found.items()}


def _lines() -> Iterator[tuple[list[str], list[str]]]:
    for name in ("translations", "same_words"):
        text = files("digests").joinpath(f"data/{name}.txt").read_text(encoding="utf-8")
        for line in text.splitlines():
            left, bar, right = line.partition("|")
            if bar and not line.startswith("#"):
                yield _forms(left), _forms(right)


def _forms(side: str) -> list[str]:
    return [one.strip() for one in side.split(";") if one.strip()]
