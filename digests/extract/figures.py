"""Numbers in running text as data: value in base units, unit, bound, change and its base."""

from __future__ import annotations

import re
from dataclasses import replace

from digests.extract import figures_en, figures_zh
from digests.extract.found import Found
from digests.extract.linking import linked
from digests.model import Figure, Language

_CHINA = re.compile(r"\b(?:yuan|renminbi|RMB|China|Chinese|Beijing|Shanghai|Shenzhen|Hangzhou)\b")
_JAPAN = re.compile(r"\b(?:yen|Japan|Japanese|Tokyo)\b")


def figures(
    text: str, start: int = 0, end: int | None = None, language: Language = "en"
) -> tuple[Figure, ...]:
    """The figures of `text[start:end]` in its order; their offsets point into `text`.

    Values are in base units ("$9 billion" is 9000000000 "USD"); a share is in percent. Dates,
    times, ages, versions and names are no figures. `language` "zh" reads Chinese, all else
    English. Linear in the length.
    """
    stop = len(text) if end is None else end
    reader = figures_zh if language == "zh" else figures_en
    found: list[Found] = list(reader.find(text, start, stop))
    return tuple(linked(text, _in_yuan(text, found)))


def _in_yuan(text: str, found: list[Found]) -> list[Found]:
    """The numbers with "¥" read as yuan, where the text is about China and not Japan."""
    if not any(one.unit == "JPY" for one in found):
        return found
    if not _CHINA.search(text) or _JAPAN.search(text):
        return found
    return [replace(one, unit="CNY") if one.unit == "JPY" else one for one in found]
