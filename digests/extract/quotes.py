"""Every quotation of an article, with who said it."""

from __future__ import annotations

from dataclasses import dataclass

from digests.evidence import cut
from digests.extract.attribution import tag_of, tags
from digests.extract.frame import Frame
from digests.extract.speakers import Cast, Speaker
from digests.extract.subjects import Ref
from digests.model import Article, Mention, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """Who a quoted stretch is given to, and by which words."""

    ref: Ref | None
    speaker: Speaker | None
    cue: str | None


def find_quotes(article: Article, cast: Cast) -> tuple[Quote, ...]:
    """The quotes of `article` in text order, each cut out of its stored text."""
    frame = cast.frame
    said: dict[int, _Said] = {}
    for sentence in frame.sentences:
        inside = [at for at in range(sentence.first, sentence.last) if at in frame.quote_of]
        if not inside:
            continue
        found = tags(cast, sentence)
        for at in inside:
            tag = tag_of(frame, at, found)
            if tag and tag.ref:
                said[frame.quote_of[at]] = _Said(
                    ref=tag.ref, speaker=cast.speaker_of(tag.ref), cue=frame.words[tag.cue]
                )
    _carry(frame, said)
    return tuple(
        _quote(article, frame, number, said.get(number))
        for number in range(len(frame.marked))
        if _kept(frame, number, said.get(number))
    )


def _carry(frame: Frame, said: dict[int, _Said]) -> None:
    """Give a stretch without its own cue the speaker of what stands before it."""
    for number, quote in enumerate(frame.marked):
        if number in said or not number:
            continue
        before = frame.marked[number - 1]
        if number - 1 in said and quote.paragraph - before.paragraph <= 1:
            said[number] = said[number - 1]
    for number in range(len(frame.marked) - 2, -1, -1):
        if (
            number not in said
            and number + 1 in said
            and frame.marked[number].paragraph == frame.marked[number + 1].paragraph
        ):
            said[number] = said[number + 1]


def _kept(frame: Frame, number: int, said: _Said | None) -> bool:
    quote = frame.marked[number]
    length = len(frame.text[quote.start : quote.end].split())
    return said is not None and length >= 3


def _quote(article: Article, frame: Frame, number: int, said: _Said | None) -> Quote:
    marks = frame.marked[number]
    start, end = marks.start, marks.end
    while start < end and article.text[start].isspace():
        start += 1
    while end > start and article.text[end - 1].isspace():
        end -= 1
    speaker = said.speaker if said else None
    ref = said.ref if said else None
    mention = None
    if ref:
        left, right = frame.starts[ref.first], frame.ends[ref.last - 1]
        mention = Mention(text=article.text[left:right], start=left, end=right)
    return Quote(
        evidence=cut(article, start, end),
        speaker=speaker.name if speaker else None,
        speaker_kind=speaker.kind if speaker else None,
        mention=mention,
        role=speaker.role if speaker else None,
        organisation=speaker.organisation if speaker else None,
        cue=said.cue if said else None,
        directness="direct",
    )
