"""Words of English and Chinese texts as grouping counts them: stems, and pairs of characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

LATIN = re.compile(r"[^\W_\u3400-\u9fff]+(?:[-.'’&][^\W_\u3400-\u9fff]+)*")
CJK = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_DOUBLE = re.compile(r"([bdfgmnprt])\1$")
STOP = frozenset(
    """a about above after again against ago all almost already also although am among an and another
    any anyone are around as at back be because become been before behind being below best better
    between both but by came can come comes could day days did do does doing done down during each
    either else enough even ever every everyone few first five for four from further get gets give
    given go goes going got had half has have having he her here hers herself him himself his how
    however i if in including into is it its itself just keep kept know known last later latest least
    less let like made make makes making many may me might mine more most much must my near nearly
    need never new next no none nor not nothing now of off often old on once one only onto or other
    others our out over own part per put quite rather really said same saw say says second see seem
    seen several she should since six so some someone something soon still such take taken tell ten
    than that the their them themselves then there these they thing things think this those though
    three through till time times to told too took toward turn two under until up upon us use used
    using very want was way we week weeks well went were what when where whether which while who
    whole whom whose why will with within without work would year years yes yesterday yet you your
    according added asked company companies firm group people today tomorrow monday tuesday wednesday
    thursday friday saturday sunday january february march april june july august september october
    november december mr mrs ms dr""".split()
)
STOP_CJK = frozenset("的了是在和与及对也都将已被把从到为以于而或其该这那此并就不有个之称说表示们")


def stem(word: str) -> str:
    """`word`, in lower case, without plural and tense endings: "releases", "released" are one."""
    return _stem(word)


def latin_words(text: str) -> Iterator[tuple[str, int]]:
    """Every Latin word as written, without a possessive ending, and where it starts."""
    for match in LATIN.finditer(text):
        yield _POSSESSIVE.sub("", match[0]), match.start()


def content_words(text: str) -> Iterator[str]:
    """The words that carry meaning, stemmed, in the text's order; Chinese as pairs of characters."""
    for word, _ in latin_words(text):
        lower = word.lower()
        if lower not in STOP and len(lower) > 1 and not lower.isdigit():
            yield _stem(lower)
    yield from pairs(text)


def pairs(text: str) -> Iterator[str]:
    """Neighbouring Chinese characters, two by two, those of grammar alone left out."""
    for run in CJK.findall(text):
        for i in range(len(run) - 1):
            if run[i] not in STOP_CJK and run[i + 1] not in STOP_CJK:
                yield run[i : i + 2]


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    if len(word) < 4 or not word.isascii():
        return word
    for ending, instead in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and not word.endswith(("ss", "us", "is")):
            root = word[: -len(ending)] + instead
            if len(root) >= 3:
                word = root
            break
    word = _DOUBLE.sub(r"\1", word)
    return word[:-1] if word.endswith("e") and len(word) > 3 else word
