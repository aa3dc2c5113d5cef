"""Which cue and which mention a quoted stretch goes with, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from digests.extract.frame import QUOTE, Frame, Stretch
from digests.extract.lexicon import words
from digests.extract.speakers import Cast
from digests.extract.subjects import Ref

_NO_INVERSION = frozenset("told tells tell saying telling adding calling".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A cue at a piece with whoever is its subject."""

    cue: int
    ref: Ref | None
    strong: bool


def tags(cast: Cast, sentence: Stretch) -> list[Tag]:
    """Every cue of a sentence outside quotation marks that has a subject."""
    return [tag for tag in _tags(cast, sentence) if tag.ref is not None]


def _tags(cast: Cast, sentence: Stretch) -> Iterator[Tag]:
    frame, grammar = cast.frame, cast.grammar
    strong, weak = words("cues"), words("cues_weak")
    for at in range(sentence.first, sentence.last):
        word = frame.low[at]
        if frame.kinds[at] not in "wC":
            continue
        if word == "according" and frame.low[at + 1 : at + 2] == ["to"]:
            yield Tag(cue=at, ref=grammar.phrase_from(at + 2, sentence), strong=True)
        elif word in strong or word in weak:
            yield Tag(cue=at, ref=_subject(cast, at, sentence), strong=word in strong)


def _subject(cast: Cast, at: int, sentence: Stretch) -> Ref | None:
    frame, grammar = cast.frame, cast.grammar
    after_quote = at > sentence.first and (
        frame.kinds[at - 1] == QUOTE
        or (
            frame.low[at - 1] in ",—–" and at - 2 >= sentence.first and frame.kinds[at - 2] == QUOTE
        )
    )
    if after_quote and frame.low[at] not in _NO_INVERSION:
        found = grammar.subject_after(at, sentence)
        if found:
            return found
    if frame.low[at].endswith("ing"):
        direct = grammar.subject_before(at, sentence)
        if direct and direct.kind != "nominal" and direct.last == at:
            return direct
        return grammar.leading_subject(sentence, at)
    found = grammar.subject_before(at, sentence)
    if found is None and frame.low[at] not in _NO_INVERSION:
        found = grammar.subject_after(at, sentence) if after_quote else None
    return found or grammar.leading_subject(sentence, at)


def tag_of(frame: Frame, quote: int, found: list[Tag]) -> Tag | None:
    """The tag that a quote at piece `quote` goes with: right after it, else nearest before."""
    after = [tag for tag in found if tag.cue > quote and tag.strong and _touches(frame, quote, tag)]
    before = [tag for tag in found if tag.cue < quote]
    strong_before = [tag for tag in before if tag.strong]
    if after:
        return after[0]
    if strong_before and (not before or before[-1].cue - strong_before[-1].cue < 12):
        return strong_before[-1]
    if before:
        return before[-1]
    later = [tag for tag in found if tag.cue > quote and tag.strong]
    return later[0] if later else None


def _touches(frame: Frame, quote: int, tag: Tag) -> bool:
    """Whether a tag follows a quote at once, with nothing but its own words between."""
    if tag.ref is None:
        return False
    first = min(tag.cue, tag.ref.first)
    between = frame.kinds[quote + 1 : first]
    return all(kind == "p" for kind in between)
