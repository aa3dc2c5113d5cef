"""A text as words and sentences with each quoted stretch as one piece: where cues are looked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digests.extract.lexicon import words as lexicon
from digests.extract.marks import Marked

QUOTE, CAPITAL, WORD, NUMBER, POINT, POSSESSIVE, LINE = "QCwnpsL"

# What is commonest stands first: a plain word before a space, a comma.
_TOKEN = re.compile(
    r"(?P<f>[a-z]+)(?=[ \n,])|(?P<g>[A-Z][a-z]+)(?=[ \n,])"
    r"|(?P<p>[,;:()])"
    r"|(?P<Q>\x01\x02*)"
    r"|(?P<L>[\n\r\u2028\u2029]+)"
    r"|(?P<s>(?<=\w)['’]s\b|(?<=[sSxz.])['’](?!\w))"
    r"|(?P<n>\d+['′]\d+[\"″]?|[$€£¥]?\d[\d,./]*\d(?:st|nd|rd|th)?%?(?![\w-])|[$€£¥]?\d%?(?![\w-]|[.,]\d))"
    r"|(?P<w>(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|[A-Z]-(?:[A-Z]\.)+|[A-Z]-[A-Z][a-z]{1,5}\.|[^\W_]['’][^\W_]+(?:[-’'](?!s\b)\w+)*"
    r"|(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Lt|Col|Gen|Sgt|Capt|Maj|Adm|Jr|Sr|St|Rev|Hon|Inc|Corp|Co|Ltd|vs"
    r"|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Fla|Calif|Ariz|Mass|Conn|Mich|Ala|Okla|Wis|Va|Ga|Pa|Ky|La|Minn|Tenn|Tex|Ill|Ind|Md|Neb|Nev)\."
    # an initial, but for "posted on X." and "raised a Series B."
    r"|(?!(?<=\bon )X|(?<=\bto )X|(?<=\bvia )X|(?<=\bfrom )X)(?<!Series )(?<!Plan )(?<!Class )(?<!Phase )(?<!Type )[A-Z]\.(?=\s[A-Z])"
    r"|[@#]?[^\W_](?:\w|[.,](?=\d)|[-–’'&](?!s\b)(?=\w))*)"
    r"|(?P<o>--|\.\.\.|[^\w\s])"
)  # fmt: skip
_STARTERS = frozenset(
    """the a an in on at it its he she they we i you but and this that these those his her their
    for as if when while after before with there to so our my one some most many both since by
    from of no not what how why who yet still now then however meanwhile according asked""".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A sentence as a range of pieces, and the paragraph it is in."""

    first: int
    last: int  # exclusive
    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The pieces of a text in parallel: word, lower-cased word, offsets, and kind.

    `quote_of` says which of `marked` a QUOTE piece is.
    """

    text: str
    marked: Sequence[Marked]
    words: Sequence[str]
    low: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    kinds: str
    sentences: Sequence[Stretch]
    firsts: Sequence[int]  # the first piece of each sentence
    quote_of: dict[int, int]
    sentence_of_quote: dict[int, int]

    def slice(self, first: int, last: int) -> str:
        """The text from piece `first` up to and without piece `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""


def past_bracket(frame: Frame, at: int, limit: int) -> int:
    """Past "(D-R.I.)" where a bracket opens at piece `at`; else `at`."""
    if at >= limit or frame.low[at] != "(":
        return at
    for index in range(at + 1, min(limit, at + 8)):
        if frame.low[index] == ")":
            return index + 1
    return at


def frame_of(text: str, marked: Sequence[Marked]) -> Frame:
    """Cut `text` into pieces."""
    matches = list(_TOKEN.finditer(_mask(text, marked)))
    words = [match[0] for match in matches]
    starts = [match.start() for match in matches]
    kinds = "".join(map(_kind, matches))
    quote_at = {quote.left: number for number, quote in enumerate(marked)}
    quote_of = {at: quote_at[starts[at]] for at, kind in enumerate(kinds) if kind == QUOTE}
    low = [word.lower() for word in words]
    sentences = _sentences(text, marked, kinds, low, quote_of)
    return Frame(
        text=text, marked=marked, words=words, low=low,
        starts=starts, ends=[match.end() for match in matches],
        kinds=kinds, sentences=sentences, firsts=[s.first for s in sentences], quote_of=quote_of,
        sentence_of_quote=_sentence_of(quote_of, sentences),
    )  # fmt: skip


# A surname that begins with a small letter: al-Sayed, d'Arcy.
_PARTICLE = re.compile(r"(?:a[lzdnrt]|el|ash|bin|ibn|ben)-[A-Z]|[dl]['’][A-ZÀ-Þ]")
_KINDS = {"f": WORD, "g": CAPITAL, "o": POINT}


def _kind(match: re.Match[str]) -> str:
    group = match.lastgroup or "o"
    if group == "w":
        word = match[0]
        small = word.isalpha() or _PARTICLE.match(word) is None
        return CAPITAL if word[0].isupper() or not small else WORD
    return _KINDS.get(group, group)


def _sentence_of(quote_of: Mapping[int, int], sentences: Sequence[Stretch]) -> dict[int, int]:
    """Which sentence each quoted stretch is in."""
    firsts = [sentence.first for sentence in sentences]
    return {quote: bisect_right(firsts, at) - 1 for at, quote in quote_of.items()}


_NO_MASK = {1: " ", 2: " "}


def _mask(text: str, marked: Sequence[Marked]) -> str:
    text = text.translate(_NO_MASK)
    parts, at = [], 0
    for quote in marked:
        parts += [text[at : quote.left], "\x01", "\x02" * (quote.right - quote.left - 1)]
        at = quote.right
    return "".join([*parts, text[at:]])


def _sentences(
    text: str, marked: Sequence[Marked], kinds: str, low: Sequence[str], quote_of: dict[int, int]
) -> list[Stretch]:
    out: list[Stretch] = []
    first = paragraph = 0
    for index, kind in enumerate(kinds):
        if kind == LINE:
            if first < index:
                out.append(Stretch(first=first, last=index, paragraph=paragraph))
            first, paragraph = index + 1, paragraph + 1
        elif (
            index - first >= _LONGEST
            or (kind == POINT and low[index] in _STOPS and _opens_next(kinds, low, index))
            or (kind == QUOTE and _ends_quoted(text, marked[quote_of[index]], kinds, low, index))
            or (kind == CAPITAL and low[index][-1] == "." and _opens_after_short(kinds, low, index))
        ):
            out.append(Stretch(first=first, last=index + 1, paragraph=paragraph))
            first = index + 1
    if first < len(kinds):
        out.append(Stretch(first=first, last=len(kinds), paragraph=paragraph))
    return out


# No sentence of prose is this long in pieces; lists and broken text are cut here, so that what
# looks at pairs of pieces within a sentence stays linear in the text.
_LONGEST = 300
_STOPS = frozenset((".", "!", "?", "。", "！", "？", "..."))


def _opens_next(kinds: str, low: Sequence[str], index: int) -> bool:
    return low[index] != "..." or kinds[index + 1 : index + 2] in ("C", "Q", "L", "")


def _opens_after_short(kinds: str, low: Sequence[str], index: int) -> bool:
    starts = kinds[index + 1 : index + 2] == CAPITAL and low[index + 1] in _STARTERS
    return starts and len(low[index]) > 2


def _ends_quoted(text: str, quote: Marked, kinds: str, low: Sequence[str], index: int) -> bool:
    """Whether a sentence ends with this quoted stretch."""
    after = kinds[index + 1 : index + 2]
    inner = text[quote.start : quote.end].rstrip(" '’”\"\u00a0")
    if not inner or after in ("", "L"):
        return False
    last = inner[-1]
    if last in ",;:，—-–" or after not in ("C", "Q", "n") or last not in ".!?…。！？":
        return False
    return last in ".。" or not _tag_follows(kinds, low, index + 1)


def _tag_follows(kinds: str, low: Sequence[str], at: int) -> bool:
    """Whether "Lin asked" or "Sen. Ted Cruz said" stands at `at`."""
    end = at
    while end < len(kinds) and end < at + 5 and kinds[end] == CAPITAL:
        end += 1
    if end == at or end >= len(kinds):
        return False
    # or a verb that no list has and nothing more: “Is it?” Ana Roe pressed.
    alone = (
        kinds[end] == WORD and low[end].endswith("ed") and low[end + 1 : end + 2] in (["."], [","])
    )
    return alone or low[end] in lexicon("cues")
