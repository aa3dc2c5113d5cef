"""Quotes of headlines and standfirsts: kept only where the article's body quotes the same words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from digests.evidence import cut
from digests.extract.boilerplate import boilerplate
from digests.extract.marks import Marked
from digests.model import Article, Quote, Span

_LINES = 6  # a headline, its repeat, a standfirst and a few bullet points
_OPENING = 2_000  # characters: a headline and its standfirst are no longer


def odd_marks(marked: Sequence[Marked]) -> frozenset[int]:
    """The stretches in single marks where an article's own style is double marks.

    There single marks are for headlines and terms.
    """
    singles = [number for number, quote in enumerate(marked) if quote.family == "single"]
    return frozenset() if 2 * len(singles) > len(marked) else frozenset(singles)


def outside_story(text: str, lines: Sequence[Span], marked: Sequence[Marked]) -> frozenset[int]:
    """The stretches in lines that only frame the story, or in a release's "About" section."""
    frames = {line.start for line in boilerplate(text)}
    about = False
    for line, following in pairwise([*lines, Span(start=0, end=0)]):
        if line.end - line.start < 80:
            inner = text[line.start : line.end]
            heading = inner[-1] not in '.!?。！？”"，,'
            about = _opens_about(inner, text[following.start : following.end]) if heading else about
        if about:
            frames.add(line.start)
    return frozenset(
        number for number, quote in enumerate(marked) if lines[quote.paragraph].start in frames
    )


_ABOUT = re.compile(r"[*#\s]*(?:About (?:the )?[A-Z]|关于(?P<whom>[^*#\s]{2,20}))")


def _opens_about(heading: str, following: str) -> bool:
    """Whether a heading opens what a release says of its house. 关于开源 opens a part of the story."""
    found = _ABOUT.match(heading)
    if found is None or found["whom"] is None:
        return found is not None
    return found["whom"] in ("我们", "公司", "作者") or following.startswith(found["whom"])


def repeated(article: Article, marked: Sequence[Marked], kept: Sequence[Quote]) -> list[Quote]:
    """`kept`, with the quotes of the opening lines whose words a later quote has with a speaker."""
    by_start = {quote.evidence.start: quote for quote in kept}
    if not marked or marked[0].paragraph >= _LINES:
        return list(kept)
    said = [(_plain(quote.evidence.text), quote) for quote in kept if quote.speaker]
    odd = odd_marks(marked)
    # A headline's own marks are left alone; one that ends in a semicolon has a second line.
    last = int(article.text.lstrip().partition("\n")[0].rstrip().endswith(";"))
    for number, quote in enumerate(marked):
        if quote.paragraph >= _LINES or quote.left > _OPENING:
            break
        words = _plain(article.text[quote.start : quote.end])
        if (number in odd and quote.paragraph <= last) or not _is_long(words):
            continue
        own = by_start.get(quote.start)
        source = _later(said, words, quote.end)
        if source and (own is None or own.directness == "partial" or own.speaker is None):
            inner = article.text[quote.start : quote.end].strip()
            whole = inner[:1].isupper() and source.evidence.text.startswith(inner[:_START])
            by_start[quote.start] = replace(
                source,
                evidence=cut(article, quote.start, quote.end),
                directness=source.directness if whole else "partial",
            )
    return list(by_start.values())


_START = 20  # characters: a headline that begins as the quote does has the whole of it


def _is_long(words: str) -> bool:
    """Whether words are enough to be known again: two, or four Chinese characters."""
    return " " in words or (len(words) >= 4 and words[:1] > "\u2e7f")


def _later(said: Sequence[tuple[str, Quote]], words: str, after: int) -> Quote | None:
    """The first quote after a place that holds these words."""
    for text, source in said:
        whole = f" {words} " in f" {text} " or (words[:1] > "\u2e7f" and words in text)
        if source.evidence.start > after and whole:
            return source
    return None


_NO_LETTERS = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile(r"['’]")


def _plain(text: str) -> str:
    """Words alone as they are written, but for the first letter's case; one space between."""
    text = text.strip()
    bare = _APOSTROPHES.sub("", text[:1].lower() + text[1:])
    return _NO_LETTERS.sub(" ", bare).strip()
