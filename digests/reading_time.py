"""How long a text takes to read: a unit is an English word."""

from __future__ import annotations

import re

WORDS_A_MINUTE = 230  # silent reading of English: Brysbaert 2019 has 238 of non-fiction
_HAN = 0.75  # a Chinese character, of an English word
_LATIN = re.compile(r"[^\W_\u3400-\u9fff]+(?:[-.'’,][^\W_\u3400-\u9fff]+)*")
_CJK = re.compile(r"[\u3400-\u9fff]")


def units(text: str) -> float:
    """The text's length in English words; a Chinese character is three quarters of one."""
    return len(_LATIN.findall(text)) + _HAN * len(_CJK.findall(text))


def minutes(text: str) -> float:
    """How many minutes the text takes to read."""
    return units(text) / WORDS_A_MINUTE
