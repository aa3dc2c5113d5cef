"""Every quotation of an article, with who said it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digests.evidence import cut
from digests.extract.attribution import attributions
from digests.extract.carry import Attribution
from digests.extract.chinese import is_chinese
from digests.extract.chinese_said import Said, said
from digests.extract.frame import Frame
from digests.extract.headlines import odd_marks, outside_story, repeated
from digests.extract.interviews import talk_in
from digests.extract.marks import Marked
from digests.extract.negated import is_denied
from digests.extract.partials import (
    directness,
    is_chinese_speech,
    is_displayed,
    is_speech,
    is_thing,
)
from digests.extract.phrases import Ref
from digests.extract.speaker import Speaker
from digests.extract.speakers import Cast
from digests.extract.talks import quotes_of_talk
from digests.model import Article, Mention, Quote, Span
from digests.text import paragraphs


def find_quotes(article: Article, cast: Cast) -> tuple[Quote, ...]:
    """The quotes of `article` in text order, each cut out of its stored text."""
    kept = list(_quotes(article, cast))
    kept = repeated(article, cast.scene.frame.marked, kept)
    return tuple(sorted(kept, key=lambda quote: quote.evidence.start))


def _quotes(article: Article, cast: Cast) -> Iterator[Quote]:
    marked = cast.scene.frame.marked
    lines = paragraphs(article.text)
    talk = talk_in(article.text, article.title, lines)
    if talk:
        yield from quotes_of_talk(article, cast, talk)
    chinese = _in_chinese(article.text, lines, marked) if cast.chinese else frozenset()
    found = attributions(cast.scene, cast.spoken) if len(chinese) < len(marked) else {}
    found_chinese = said(cast.chinese, marked) if cast.chinese and chinese else {}
    apart = odd_marks(marked) | outside_story(article.text, lines, marked)
    for number in range(len(marked)):
        if number in apart:
            continue
        if talk and talk.start <= marked[number].left < talk.end:
            continue
        if number in chinese:
            if is_chinese_speech(article.text, marked[number], found_chinese.get(number)):
                yield _chinese_quote(article, cast, number, found_chinese[number])
        elif is_speech(cast.scene, number, found.get(number)):
            yield _quote(article, cast, number, found.get(number))


def _in_chinese(text: str, lines: Sequence[Span], marked: Sequence[Marked]) -> frozenset[int]:
    """The stretches that stand in Chinese paragraphs."""
    paragraphs_with = {quote.paragraph for quote in marked}
    han = {n for n in paragraphs_with if is_chinese(text, lines[n].start, lines[n].end)}
    return frozenset(number for number, quote in enumerate(marked) if quote.paragraph in han)


def _inside(article: Article, cast: Cast, number: int) -> tuple[int, int]:
    """The span of a stretch without white space at its edges."""
    marks = cast.scene.frame.marked[number]
    start, end = marks.start, marks.end
    while start < end and article.text[start].isspace():
        start += 1
    while end > start and article.text[end - 1].isspace():
        end -= 1
    return start, end


def _chinese_quote(article: Article, cast: Cast, number: int, found: Said) -> Quote:
    speaker = found.speaker
    mention = found.mention
    start, end = _inside(article, cast, number)
    marks = cast.scene.frame.marked[number]
    opens = article.text[max(0, marks.left - 1) : marks.left] in (
        "：",
        ":",
        "，",
        "。",
        "",
        "\n",
        "」",
        "”",
        "\t",
        " ",
    )
    closed = article.text[end - 1] in "，。！？…,.!?" or opens
    return Quote(
        evidence=cut(article, start, end),
        speaker=speaker.name if speaker else None,
        speaker_kind=speaker.kind if speaker else None,
        mention=Mention(text=article.text[mention.start : mention.end], start=mention.start, end=mention.end) if mention else None,
        role=speaker.role if speaker else None,
        organisation=speaker.organisation if speaker else None,
        cue=found.cue,
        directness="direct" if closed else "partial",
    )  # fmt: skip


_TURN = re.compile(r"([A-Z][A-Z.’' -]{1,30}):\s")


def _named_inside(cast: Cast, number: int) -> Speaker | None:
    """The speaker that a quoted line of a transcript begins with: “WALLACE: Let’s start.”"""
    marked = cast.scene.frame.marked
    for at in range(number, max(-1, number - 12), -1):
        match = _TURN.match(cast.article.text, marked[at].start, marked[at].end)
        if match:
            return cast.named(match[1]) or Speaker(name=match[1].title(), kind="person")
        if not marked[at].continues:
            break
    return None


def _quote(article: Article, cast: Cast, number: int, said: Attribution | None) -> Quote:
    frame = cast.scene.frame
    start, end = _inside(article, cast, number)
    unsaid = said and (is_displayed(frame, said) or is_denied(frame, number, said))
    if said and (unsaid or is_thing(cast.scene, said)):
        said = None
    speaker = _named_inside(cast, number) or (cast.speaker_of(said.ref) if said else None)
    reporter = cast.speaker_of(said.reporter) if said and said.reporter else None
    return Quote(
        evidence=cut(article, start, end),
        speaker=speaker.name if speaker else None,
        speaker_kind=speaker.kind if speaker else None,
        mention=_mention(frame, said.ref) if said else None,
        role=speaker.role if speaker else None,
        organisation=speaker.organisation if speaker else None,
        cue=frame.words[said.cue] if said and said.cue is not None else None,
        directness=directness(cast.scene, number, said),
        reported_by=reporter.name if reporter and reporter != speaker else None,
    )


def _mention(frame: Frame, ref: Ref) -> Mention:
    whole = "," in frame.low[ref.left : ref.first]  # "Her manager, Robby Monk"
    start = frame.starts[ref.left if whole else ref.first]
    end = frame.ends[ref.last - 1]
    return Mention(text=frame.text[start:end], start=start, end=end)
