"""Paragraphs, sentences and places in a text. Offsets are code points; all of it is linear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from digests.model import Language, Span

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
_CJK = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")

_CLOSERS = "\"'”’»›」』）)\\]*_"
_END = re.compile(rf"[.!?…]+[{_CLOSERS}]*(?=\s|$)|[。！？]+[{_CLOSERS}]*")

# What ends in a full stop without ending a sentence. Lower case, without the last stop.
_TITLES = frozenset(
    "mr mrs ms mx messrs dr prof profs sen sens rep reps gov govs lt col gen maj capt cmdr sgt cpl "
    "pvt adm hon rev fr sr st ste mt ft no nos vs v fig figs eq sec vol ed eds pp pres sec asst "
    "assoc dept supt atty amb cllr".split()
)
_MONTHS = frozenset("jan feb mar apr jun jul aug sept sep oct nov dec".split())
_MIDDLE = frozenset("e.g i.e cf approx est ca c al viz".split())
_STATES = frozenset(
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb "
    "nev okla ore pa penn tenn tex va vt wash wis wyo".split()
)
_MAYBE_LAST = _STATES | frozenset(
    "inc corp co ltd llc plc bros jr etc esq u.s u.k u.n e.u d.c a.m p.m ph.d m.d b.a m.a n.y n.c "
    "s.c n.j n.h n.m s.d n.d r.i w.va l.a u.s.a m.b.a".split()
)
_STARTERS = re.compile(
    r"(?:The|A|An|In|On|At|It|Its|He|She|They|We|I|You|But|And|This|That|These|Those|His|Her|Their|"
    r"For|As|If|When|While|After|Before|With|There|To|So|Our|My|One|Some|Most|Many|Both|Since|"
    r"By|From|Of|No|Not|What|How|Why|Who|Yet|Still|Now|Then|However|Meanwhile|According)\b"
)
_WORD_BEFORE = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*$")
_NEXT = re.compile(r"\s*([\"'“‘«‹「『(\[*_#•-]*)\s?(\w?)")
_TAG = re.compile(
    r"\s+(?:[A-Z][\w'’.-]*\s+){1,4}(?:said|says|asked|asks|wrote|added|replied|told|shouted|yelled)\b"
)

_SPEECH = 400  # characters: how far back a Chinese quote's opening mark is looked for
_TAG_ZH = re.compile(r"[^。！？“「『，,\n]{0,24}?(?:说|表示|称|道|指出|回应)[。，：,]")


@lru_cache(maxsize=4)
def paragraphs(text: str) -> tuple[Span, ...]:
    """The span of every line that is not blank, trimmed of white space at both ends."""
    found = (_trim(text, m.start(), m.end()) for m in _PARAGRAPH.finditer(text))
    return tuple(span for span in found if span.start < span.end)


def sentences(text: str, language: Language = "en") -> tuple[Span, ...]:
    """The span of every sentence, trimmed. A closing quote mark stays with what it closes.

    Latin and Chinese stops both count whatever `language` says, since articles mix them. No
    sentence crosses a line break.
    """
    return tuple(sentence for paragraph in paragraphs(text) for sentence in _split(text, paragraph))


def locate(text: str, needle: str, *, near: int | None = None) -> Span | None:
    """Where `needle` stands in `text`: the first place, or the one closest to offset `near`.

    Runs of white space match each other, and so do all styles of quote mark and apostrophe.
    Every other character must be the same.
    """
    words = needle.translate(_ONE_MARK).split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    found = pattern.finditer(text.translate(_ONE_MARK))
    if near is None:
        best = next(found, None)
    else:
        best = min(found, key=lambda m: abs(m.start() - near), default=None)
    return Span(start=best.start(), end=best.end()) if best else None


def has_cjk(text: str) -> bool:
    """Whether any Chinese character (Han ideograph) is in the text."""
    return _CJK.search(text) is not None


_ONE_MARK = {ord(mark): "'" for mark in '"“”„‟‘’‚‛«»‹›「」『』`´′″＂＇ʼ'}


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end)


def _split(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        if _is_end(text, match, paragraph.end):
            yield _trim(text, start, match.end())
            start = match.end()
    rest = _trim(text, start, paragraph.end)
    if rest.start < rest.end:
        yield rest


def _is_end(text: str, match: re.Match[str], limit: int) -> bool:
    """Whether a sentence ends at these stops."""
    marks = match[0]
    following = _NEXT.match(text, match.end(), limit)
    opener, letter = (following[1], following[2]) if following else ("", "")
    if marks[0] in "。！？":
        if len(marks) == 1 or _is_introduced(text, match.start()):
            return True
        return _TAG_ZH.match(text, match.end(), limit) is None
    if letter.islower() and not opener.strip("\"'“‘«‹「『"):
        return False
    if marks[0] in "!?" and len(marks) > 1:
        return _TAG.match(text, match.end(), limit) is None
    return marks[0] != "." or len(marks) > 1 or _ends_after_word(text, match, limit)


def _is_introduced(text: str, at: int) -> bool:
    """Whether the speech that ends at `at` was opened after a colon: its speaker is already named."""
    opened = max(text.rfind(mark, max(0, at - _SPEECH), at) for mark in "“「『")
    return opened > 0 and text[opened - 1] in "：:"


def _is_lettered(text: str, letter: re.Match[str]) -> bool:
    """Whether a capital letter is no initial: "posted on X.", "raised a Series B."."""
    before = text[max(0, letter.start() - 12) : letter.start()]
    return _LETTERED.search(before) is not None or (
        letter[0] == "X" and _PLACED.search(before) is not None
    )


_LETTERED = re.compile(r"\b(?:Series|Plan|Class|Phase|Type|Vitamin|Tier|Group)\s\Z")
_PLACED = re.compile(r"\b(?:on|to|via|from)\s\Z")


def _ends_after_word(text: str, match: re.Match[str], limit: int) -> bool:
    before = _WORD_BEFORE.search(text, max(0, match.start() - 24), match.start())
    if before is None:
        return True
    word = before[0].lower()
    follows = text[match.end() : min(limit, match.end() + 24)].lstrip()
    if word in _TITLES or word in _MIDDLE:
        return not follows
    if word in _MONTHS:
        return not follows[:1].isdigit()
    if word in _MAYBE_LAST or (len(word) > 1 and "." in word):
        return not follows or _STARTERS.match(follows) is not None or follows[0] in '"“‘«'
    if len(word) == 1 and before[0].isupper() and word != "i" and not _is_lettered(text, before):
        return not follows or _STARTERS.match(follows) is not None
    return True
