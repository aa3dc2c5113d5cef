"""Numbers in running text as data: value in base units, unit, bound, change and its base."""

from __future__ import annotations

import re

from digests.extract.numbers import english
from digests.model import Figure, Language

_PERCENT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?(%|per cent|percent)")


def figures(
    text: str, start: int = 0, end: int | None = None, language: Language = "en"
) -> tuple[Figure, ...]:
    """The figures of `text[start:end]` in its order; their offsets point into `text`."""
    found = []
    for m in _PERCENT.finditer(text, start, len(text) if end is None else end):
        value = english(m[1])
        if value is not None:
            found.append(
                Figure(text=m[0], start=m.start(), end=m.end(), value=value, unit="%")
            )
    return tuple(found)
