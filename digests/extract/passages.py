"""The passages of an article that can be claims: a sentence each, with what it can't do without."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from digests.extract.dateline import after_dateline
from digests.extract.figures import figures
from digests.model import Article, Figure, Quote, Span
from digests.text import paragraphs, sentences

_STOPS = frozenset(".!?。！？…")
_CLOSERS = "\"'”’»›」』）)]*_ "
_BULLET = re.compile(r"\s*(?:[-–—*•·▪◦●]|\d{1,2}[.)、])\s+")
# A whole line in bold is a question or a subhead, one in italics a note on the author.
_SET_APART = re.compile(r"\*\*[^*]+\*\*|\*[^*]+\*|__[^_]+__|_[^_]+_")
_DIGIT = re.compile(r"\d")
_LABEL = 40
_OPENING = 600  # characters: a dateline stands no further in
_LONGEST = 700  # characters: no sentence is longer, a list without stops may be


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A candidate. `turn` is the quote that holds all of it, as an interview's answer does."""

    start: int
    end: int
    paragraph: int
    figures: tuple[Figure, ...] = ()
    turn: int | None = None
    leads: bool = False  # the first sentence of its paragraph or turn
    answers: bool = False  # leads, right after a question
    listed: bool = False  # an item of a list


def passages(
    article: Article, quotes: Sequence[Quote], framing: Sequence[Span], plain: str = ""
) -> tuple[Passage, ...]:
    """The candidates of `article` in the order of its text; headlines and `framing` are none.

    `plain` is the text in simplified characters, where it is in traditional ones.
    """
    found = list(_bare(article, quotes, framing, plain or article.text))
    return tuple(_joined(article, found))


def _bare(
    article: Article, quotes: Sequence[Quote], framing: Sequence[Span], plain: str
) -> Iterator[Passage]:
    text = article.text
    data = _figures(text, plain, article.language)
    starts = [figure.start for figure in data]
    turns = _Turns(quotes)
    lines = _Lines(article, framing)
    for span in sentences(text, article.language):
        number = lines.number(span.start)
        if number is None:
            continue
        start = lines.begin(number, span)
        start = turns.past_label(text, start, span.end)
        if start >= span.end or span.end - start > _LONGEST:
            continue
        inside = data[bisect_right(starts, start - 1) : bisect_right(starts, span.end - 1)]
        turn = turns.holding(start, span.end)
        begins = start == lines.spans[number].start or turns.begins(turn, start)
        yield Passage(
            start=start,
            end=span.end,
            paragraph=number,
            figures=tuple(one for one in inside if one.end <= span.end),
            turn=turn,
            leads=begins,
            answers=begins and lines.follows_question(number),
            listed=_BULLET.match(text, lines.spans[number].start) is not None,
        )


def _figures(text: str, plain: str, language: str) -> Sequence[Figure]:
    """The figures of a text, each as the text writes it."""
    found = figures(plain, language=language)
    if plain is text:
        return found
    return [replace(one, text=text[one.start : one.end]) for one in found]


class _Lines:
    """The paragraphs that tell the story."""

    def __init__(self, article: Article, framing: Sequence[Span]) -> None:
        self.text = article.text
        self.spans = paragraphs(article.text)
        self._starts = [span.start for span in self.spans]
        outside = {span.start for span in framing}
        title = _plain(article.title)
        headings = [_is_heading(article.text, span, title) for span in self.spans]
        if all(headings):  # a flash of one line, a list: its lines are all there is
            headings = [False] * len(headings)
        self._out = [
            heading or span.start in outside
            for span, heading in zip(self.spans, headings, strict=True)
        ]

    def number(self, offset: int) -> int | None:
        """The number of the paragraph at `offset`; None where it tells nothing."""
        number = bisect_right(self._starts, offset) - 1
        return None if number < 0 or self._out[number] else number

    def follows_question(self, number: int) -> bool:
        """Whether the paragraph before ends in a question mark."""
        before = self.spans[number - 1] if number else None
        if before is None:
            return False
        return self.text[before.start : before.end].rstrip(_CLOSERS)[-1:] in {"?", "？"}

    def begin(self, number: int, sentence: Span) -> int:
        """Where the sentence begins, past a dateline or a bullet."""
        if sentence.start > _OPENING and sentence.start != self.spans[number].start:
            return sentence.start
        bullet = _BULLET.match(self.text, sentence.start, sentence.end)
        start = bullet.end() if bullet else sentence.start
        return start + after_dateline(self.text[start : min(sentence.end, start + 200)])


class _Turns:
    """The quotes, and which of them holds a span."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self._quotes = quotes
        self._starts = [quote.evidence.start for quote in quotes]

    def holding(self, start: int, end: int) -> int | None:
        """The number of the quote that holds the whole span."""
        number = bisect_right(self._starts, start) - 1
        if number < 0 or self._quotes[number].evidence.end < end:
            return None
        return number

    def past_label(self, text: str, start: int, end: int) -> int:
        """Past "答：" or "Lin:" where the quote after it has no marks: an interview's answer."""
        number = bisect_right(self._starts, start)
        if number == len(self._starts) or self._starts[number] >= min(end, start + _LABEL):
            return start
        quote = self._starts[number]
        return quote if text[start:quote].rstrip("*_ \t\u3000")[-1:] in {":", "："} else start

    def begins(self, number: int | None, start: int) -> bool:
        """Whether quote `number` begins at `start`."""
        return number is not None and self._starts[number] == start


def _is_heading(text: str, span: Span, title: str) -> bool:
    line = text[span.start : span.end]
    if _SET_APART.fullmatch(line):
        return True
    bare = line.rstrip(_CLOSERS)
    if title and _plain(line) == title:
        return True
    if _BULLET.match(line) and span.start > len(text) / 4 and _DIGIT.search(line):
        return False  # an item of a list; at the top it is a summary under the headline
    if bare[-1:] in _STOPS or bare.endswith((":", "：")):
        return bare.endswith(("?", "？")) and line.startswith("**")
    return len(line) < 160


def _plain(line: str) -> str:
    return " ".join(line.split()).casefold()


_FRAGMENT = {"en": 28, "zh": 9}
_SHORT = {"en": 72, "zh": 26}
_JOINED = {"en": 180, "zh": 72}


def _joined(article: Article, found: Sequence[Passage]) -> Iterator[Passage]:
    """The candidates, with those that say nothing on their own joined to their neighbour."""
    language = "zh" if article.language == "zh" else "en"
    held: Passage | None = None
    for one in found:
        if held is not None and _belongs(held, one, language):
            held = replace(held, end=one.end, figures=(*held.figures, *one.figures))
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


def _belongs(held: Passage, one: Passage, language: str) -> bool:
    """Whether `one` is to be read with `held`, which stands right before it.

    In speech an answer like "No." or "Nothing." needs what follows, and a figure without a unit
    ("it is 71") needs what it follows. What answers a question in a few words is read whole.
    """
    if held.turn is None or one.turn != held.turn or one.paragraph != held.paragraph:
        return False
    if one.end - held.start > _JOINED[language]:
        return False
    if held.leads and not held.figures and held.end - held.start <= _FRAGMENT[language]:
        return True
    if not held.figures or not one.figures:
        return False
    if any(figure.unit is None for figure in one.figures):
        return True
    shorter = min(held.end - held.start, one.end - one.start)
    return held.answers and shorter <= _SHORT[language]
