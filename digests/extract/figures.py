"""Numbers in running text as data: value in base units, unit, bound, change and its base."""

from __future__ import annotations

from digests.extract import figures_en, figures_zh
from digests.extract.found import Found
from digests.extract.linking import linked
from digests.model import Figure, Language


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
    return tuple(linked(text, found))
