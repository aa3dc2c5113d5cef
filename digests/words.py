"""The words of a text that carry its meaning, for comparing sentences with one another."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LATIN = re.compile(r"[^\W_一-鿿㐀-䶿]+(?:['’\-.][^\W_一-鿿㐀-䶿]+)*")
_CJK = re.compile(r"[一-鿿㐀-䶿]+")
_SCRIPTS = re.compile(r"[一-鿿㐀-䶿]+|[^一-鿿㐀-䶿]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_STOP = frozenset(
    """a about above after again against all also am an and any are as at be because been before
    being below between both but by can could did do does doing down during each few for from
    further had has have having he her here hers him his how i if in into is it its itself just me
    more most my no nor not now of off on once only or other our ours out over own same she should
    so some such than that the their theirs them then there these they this those through to too
    under until up very was we were what when where which while who whom why will with would you
    your said says say told according""".split()
)
_STOP_CJK = frozenset("的了是在和与及对也都将已被把从到为以于而或其该这那此并就不有个之")


def content_words(text: str) -> Iterator[str]:
    """Folded words without the small ones; Chinese as pairs of characters."""
    for match in _LATIN.finditer(text):
        word = _POSSESSIVE.sub("", match.group()).casefold()
        if word not in _STOP and (len(word) > 1 or word.isdigit()):
            yield _stem(word)
    for match in _CJK.finditer(text):
        run = "".join(one for one in match.group() if one not in _STOP_CJK)
        yield from (run[at : at + 2] for at in range(max(len(run) - 1, 0)))


def loose_words(text: str) -> Iterator[str]:
    """The same, in the order of the text, compounds taken apart and endings looser.

    "two-week" is "two" and "week". For telling whether a word of one sentence is one of another,
    however it is written there.
    """
    for run in _SCRIPTS.findall(text.replace("-", " ")):
        for word in content_words(run):
            yield _looser(word) if word.isascii() else word


def _looser(word: str) -> str:
    """Without what an ending may have left or taken: "plann", "lagg", "hope" beside "hop"."""
    if (len(word) > 4 and word[-1] in "ey") or (len(word) == 4 and word[-1] == "e"):
        return word[:-1]
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] in "bdgmnprt"
    return word[:-1] if doubled else word


def _stem(word: str) -> str:
    """Plural and tense endings off, so that "chips" and "chip" are one word."""
    if not word.isascii() or len(word) < 5:
        return word
    for ending, instead in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: -len(ending)] + instead
    return word
