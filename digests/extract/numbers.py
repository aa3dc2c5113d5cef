"""Numbers as they are written, in digits and in words, English and Chinese, to their value."""

from __future__ import annotations

import re

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORDS: dict[str, int] = {word: value for value, word in enumerate(_ONES.split())} | {
    word: 10 * (value + 2) for value, word in enumerate(_TENS.split())
}
SCALES: dict[str, float] = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "dozen": 12, "lakh": 1e5, "crore": 1e7,
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "mm": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9, "t": 1e12, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
FRACTIONS: dict[str, float] = {
    "half": 1 / 2, "halve": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "sixth": 1 / 6,
    "seventh": 1 / 7, "eighth": 1 / 8, "ninth": 1 / 9, "tenth": 1 / 10,
}  # fmt: skip

_HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_HAN_SMALL = {"十": 10, "百": 100, "千": 1000}
_HAN_LARGE = {"万": 10**4, "亿": 10**8}
HAN_SCALES: dict[str, float] = {
    "十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7,
    "亿": 1e8, "十亿": 1e9, "百亿": 1e10, "千亿": 1e11, "万亿": 1e12,
}  # fmt: skip
HAN_NUMERAL = "零〇一二两三四五六七八九十百千万亿"


def english(written: str) -> float | None:
    """The value of digits ("1,140", "2.5") or of number words ("twenty-six", "one hundred and five").

    None for anything else.
    """
    if written[:1].isascii() and written[:1].isdigit():
        return _digits(written)
    total, current = 0.0, 0.0
    for word in re.split(r"[\s-]+", written.lower()):
        if word in WORDS:
            current += WORDS[word]
        elif word in {"a", "an"}:
            current = 1
        elif word in {"hundred", "dozen"}:
            current = (current or 1) * SCALES[word]
        elif word in SCALES:
            total, current = total + (current or 1) * SCALES[word], 0.0
        elif word != "and":
            return None
    return total + current


def chinese(written: str) -> float | None:
    """The value of digits or of Chinese numerals ("四十", "两亿", "三点五"). None for anything else."""
    if written[:1].isascii() and written[:1].isdigit():
        return _digits(written)
    whole, _, part = written.partition("点")
    value = _han(whole)
    if value is None or not part:
        return value
    digits = "".join(str(_HAN_DIGITS.get(c, "")) for c in part)
    return value + float(f"0.{digits}") if len(digits) == len(part) else None


def _digits(written: str) -> float | None:
    plain = re.sub(r"[,，\s]", "", written)
    try:
        return float(plain) if plain.isascii() else None
    except ValueError:
        return None


def _han(written: str) -> float | None:
    total, section, digit = 0.0, 0.0, 0.0
    for c in written:
        if c in _HAN_DIGITS:
            digit = digit * 10 + _HAN_DIGITS[c]
        elif c in _HAN_SMALL:
            section += (digit or 1) * _HAN_SMALL[c]
            digit = 0.0
        elif c in _HAN_LARGE:
            total = (total + section + digit or 1) * _HAN_LARGE[c]
            section, digit = 0.0, 0.0
        else:
            return None
    # "两千五" is 2500: a last digit right after a place counts in the next place down.
    place = (_HAN_SMALL | _HAN_LARGE).get(written[-2:-1], 10)
    return total + section + digit * place / 10 if written else None
