"""Features of a text for grouping: words, Chinese character pairs, Latin names, figures, dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-.'’&][A-Za-z0-9]+)*")
_CJK = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_FIGURE = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)\s*(million|billion|trillion|bn|tn|m\b|percent|per cent|%|万亿|亿|万|千)?"
)
_SCALE = {
    "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12, "tn": 1e12,
    "万亿": 1e12, "亿": 1e8, "万": 1e4, "千": 1e3,
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE_EN = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\.? (\d{{1,2}})\b", re.IGNORECASE)
_DATE_ZH = re.compile(r"(\d{1,2})月(\d{1,2})[日号]")
STOP = frozenset(
    "a about after again all also an and any are as at be been before being but by can could did do "
    "does for from had has have he her him his how if in into is it its just like may me more most "
    "my new no not now of off on one only or other our out over said say says she so some such than "
    "that the their them then there these they this those to too under up us was we were what when "
    "which while who why will with would you your".split()
)


def features(title: str, text: str) -> Counter[str]:
    """The weighted features of an article: title three times, its first 300 characters twice."""
    found: Counter[str] = Counter()
    for weight, part in ((3, title), (2, text[:300]), (1, text[300:])):
        for feature in _features(part):
            found[feature] += weight
    return found


def _features(text: str) -> Iterator[str]:
    yield from _words(text)
    for run in _CJK.findall(text):
        yield from (f"w:{run[i : i + 2]}" for i in range(len(run) - 1))
    for month, day in _DATE_EN.findall(text):
        yield f"d:{_MONTHS.index(month[:3].lower()) + 1}-{int(day)}"
    for month, day in _DATE_ZH.findall(text):
        yield f"d:{int(month)}-{int(day)}"
    for digits, unit in _FIGURE.findall(text):
        value = float(digits.replace(",", "")) * _SCALE.get(unit, 1)
        if value >= 10:
            yield f"f:{value:g}{'%' if unit in ('percent', 'per cent', '%') else ''}"


def _words(text: str) -> Iterator[str]:
    for match in _LATIN.finditer(text):
        word = match[0].removesuffix("'s").removesuffix("’s")
        lower = word.lower()
        if lower in STOP or len(lower) < 2:
            continue
        yield f"w:{_stem(lower)}"
        if not word.islower():
            yield f"n:{lower}"


def _stem(word: str) -> str:
    for suffix in ("ies", "ing", "ed", "es", "s"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


def content_words(text: str) -> Iterator[str]:
    """The words of a text that carry its meaning, stemmed; Chinese as pairs of characters."""
    return (feature[2:] for feature in _features(text) if feature.startswith("w:"))
