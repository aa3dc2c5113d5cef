"""Which quoted stretches are speech, and whether a whole utterance or a fragment of one."""

from __future__ import annotations

import re

from digests.extract.attribution import Attribution
from digests.extract.frame import Frame
from digests.extract.phrases import Scene
from digests.model import Directness

_TITLE_NOUNS = frozenset(
    """titled entitled headlined headline called named dubbed nicknamed codenamed code-named known
    so-called song album book novel memoir film movie documentary show series episode play poem essay
    article paper report poster sign banner slogan logo brochure magazine newsletter podcast game
    word words phrase term terms label term hashtag chapter column exhibition ballad single track
    section category segment program programme hit book's""".split()
)  # fmt: skip
_TERM_AFTER = re.compile(
    r"\s*,?\s*(?:a|the) (?:phrase|term|word|slogan|label|song|book|film|nickname|reference)\b"
)
_SMALL = frozenset("a an the of and or in on at to for from by with as but not is be vs".split())
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


def is_speech(scene: Scene, number: int, said: Attribution | None) -> bool:
    """Whether a quoted stretch is something said, and not a title, a term or a scare quote."""
    frame = scene.frame
    quote = frame.marked[number]
    inner = frame.text[quote.start : quote.end].strip()
    count = len(_WORD.findall(inner))
    if not count or said is None:
        return False
    if quote.continues or not quote.closed:
        return True
    direct = said.how in ("tag", "label") and said.strong and said.near
    if _is_named_so(frame, number) and not _ends_like_speech(inner):
        return False
    if _TERM_AFTER.match(frame.text, quote.right) and count <= 4:
        return False
    if _is_title_case(inner, count) and not (direct and inner[-1] in ",.!?"):
        return False
    if count <= 2:
        return direct and (inner[-1] in ",.!?" or _is_before(frame, number, said))
    return True


def _ends_like_speech(inner: str) -> bool:
    return inner[-1] in ".!?" and inner.count(" ") >= 6


def _is_before(frame: Frame, number: int, said: Attribution) -> bool:
    """Whether the cue stands right before the quote: said "never"."""
    quote = frame.marked[number]
    return said.cue is not None and 0 < quote.left - frame.ends[said.cue] <= 6


def _is_named_so(frame: Frame, number: int) -> bool:
    """Whether the word before says that what follows is a title or a term."""
    left = frame.marked[number].left
    before = _WORD.findall(frame.text[max(0, left - 40) : left].lower())
    return bool(before) and (
        before[-1] in _TITLE_NOUNS or (before[-2:-1] == ["so"] and before[-1] == "called")
    )


def _is_title_case(inner: str, count: int) -> bool:
    found = _WORD.findall(inner)
    content = [word for word in found if word.lower() not in _SMALL]
    return (
        count >= 2
        and len(content) >= 1
        and found[0][0].isupper()
        and all(word[0].isupper() or word[0].isdigit() for word in content)
        and len(content) <= 9
        and (len(content) >= 2 or count == 2)
    )


def directness(scene: Scene, number: int, said: Attribution | None) -> Directness:
    """`direct` for a whole utterance, `partial` for a fragment inside the writer's sentence."""
    frame = scene.frame
    quote = frame.marked[number]
    inner = frame.text[quote.start : quote.end].strip()
    if inner[:1].isupper() or quote.continues or (inner and ord(inner[0]) > 0x2E7F):
        return "direct"
    before = frame.text[max(0, quote.left - 60) : quote.left].rstrip()
    if before.endswith((",", ":")) and said and said.how in ("tag", "label", "carried"):
        return "direct"
    if before.endswith(" that") and inner[-1:] in ".!?" and inner.count(" ") >= 4:
        return "direct"
    return "partial"


def is_chinese_speech(text: str, quote: Marked, found: Said | None) -> bool:
    """As `is_speech`, for a stretch in Chinese text."""
    if found is None:
        return False
    inner = text[quote.start : quote.end].strip()
    if not inner:
        return False
    if found.sure and found.speaker is None and found.cue is None:
        return inner[-1] in "，。！？…" or text[quote.left - 1 : quote.left] == "："
    return len(inner) >= 3 or found.sure
