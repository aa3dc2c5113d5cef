"""Every quotation of an article, with who said it."""

from __future__ import annotations

from digests.evidence import cut
from digests.extract.attribution import Attribution, attributions
from digests.extract.frame import Frame
from digests.extract.partials import directness, is_speech
from digests.extract.phrases import Ref
from digests.extract.speakers import Cast
from digests.model import Article, Mention, Quote


def find_quotes(article: Article, cast: Cast) -> tuple[Quote, ...]:
    """The quotes of `article` in text order, each cut out of its stored text."""
    found = attributions(cast.scene, cast.spoken)
    return tuple(
        _quote(article, cast, number, found.get(number))
        for number in range(len(cast.scene.frame.marked))
        if is_speech(cast.scene, number, found.get(number))
    )


def _quote(article: Article, cast: Cast, number: int, said: Attribution | None) -> Quote:
    frame = cast.scene.frame
    marks = frame.marked[number]
    start, end = marks.start, marks.end
    while start < end and article.text[start].isspace():
        start += 1
    while end > start and article.text[end - 1].isspace():
        end -= 1
    speaker = cast.speaker_of(said.ref) if said else None
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
    start, end = frame.starts[ref.first], frame.ends[ref.last - 1]
    return Mention(text=frame.text[start:end], start=start, end=end)
