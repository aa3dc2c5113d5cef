"""Quotes of headlines and standfirsts: kept only where the article's body quotes the same words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from digests.evidence import cut
from digests.extract.marks import Marked
from digests.model import Article, Quote

_LINES = 6  # a headline, its repeat, a standfirst and a few bullet points


def odd_marks(marked: Sequence[Marked]) -> frozenset[int]:
    """The stretches in single marks where an article's own style is double marks.

    There single marks are for headlines and terms.
    """
    singles = [number for number, quote in enumerate(marked) if quote.family == "single"]
    return frozenset() if 2 * len(singles) > len(marked) else frozenset(singles)


def repeated(article: Article, marked: Sequence[Marked], kept: Sequence[Quote]) -> Iterator[Quote]:
    """Quotes of the opening lines whose words come again in a quote that has a speaker."""
    taken = {quote.evidence.start for quote in kept}
    said = [(_plain(quote.evidence.text), quote) for quote in kept if quote.speaker]
    for quote in marked:
        if quote.paragraph >= _LINES:
            return
        words = _plain(article.text[quote.start : quote.end])
        if quote.start in taken or len(words.split()) < 2:
            continue
        for text, source in said:
            if source.evidence.start > quote.end and f" {words} " in f" {text} ":
                yield replace(
                    source, evidence=cut(article, quote.start, quote.end), directness="partial"
                )
                break


def _plain(text: str) -> str:
    """Words alone, lower case, one space between."""
    letters = (c if c.isalnum() else " " if c not in "'’" else "" for c in text.lower())
    return " ".join("".join(letters).split())
