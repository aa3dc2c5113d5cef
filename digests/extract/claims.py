"""The sentences of an article that are worth a reader's minute, ranked, each with its evidence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digests.evidence import cut
from digests.extract.claim_kinds import kind_of
from digests.extract.claim_speakers import Voices
from digests.extract.claim_weights import LEAST, weight
from digests.extract.horizons import horizon, horizon_figure
from digests.extract.namings import Naming
from digests.extract.passages import Passage, passages
from digests.extract.speakers import Cast
from digests.extract.terms import terms
from digests.model import Article, Claim, ClaimKind, Figure, Quote, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Where an article names what is known, in the order of its text."""

    named: Sequence[Naming]
    starts: Sequence[int]

    def within(self, start: int, end: int) -> tuple[str, ...]:
        """The names that stand in `start:end`, each once."""
        first, last = bisect_left(self.starts, start), bisect_right(self.starts, end - 1)
        return tuple(
            dict.fromkeys(entity.name for span, entity in self.named[first:last] if span.end <= end)
        )


def find_claims(
    article: Article,
    quotes: Sequence[Quote],
    cast: Cast,
    named: Sequence[Naming],
    framing: Sequence[Span],
) -> tuple[Claim, ...]:
    """The claims of `article`, the most important first. Pure.

    `named` says where the text names whom, `framing` which lines are not its story.

    A claim's text is its evidence, letter for letter, so hedges and negation stay in it.
    """
    names = Names(named=named, starts=[span.start for span, _ in named])
    voices = Voices(article, quotes, cast, [quote.evidence.start for quote in quotes])
    found = [
        _claim(article, one, voices, names)
        for one in _once(article, passages(article, quotes, framing, cast.plain))
    ]
    worth = [claim for claim in found if claim.weight >= LEAST]
    return tuple(sorted(worth, key=lambda claim: (-claim.weight, claim.evidence.start)))


def _once(article: Article, found: Sequence[Passage]) -> Iterator[Passage]:
    """The passages without those that only repeat one: a standfirst, a pull quote."""
    seen: set[str] = set()
    for passage in found:
        words = "".join(filter(str.isalnum, article.text[passage.start : passage.end])).casefold()
        if words not in seen:
            seen.add(words)
            yield passage


def _claim(article: Article, passage: Passage, voices: Voices, names: Names) -> Claim:
    text = article.text[passage.start : passage.end]
    quoted = voices.is_quoted(passage)
    plain = voices.cast.plain[passage.start : passage.end]
    kind = kind_of(plain, passage.figures, article.language, quoted=quoted)
    speaker = voices.of(passage)
    named = names.within(passage.start, passage.end)
    topics = terms(plain, article.language)
    when, year = _horizon(article, passage, kind)
    return Claim(
        text=text,
        evidence=cut(article, passage.start, passage.end),
        kind=kind,
        speaker=speaker.name if speaker else None,
        speaker_kind=speaker.kind if speaker else None,
        role=speaker.role if speaker else None,
        organisation=speaker.organisation if speaker else None,
        figures=(*passage.figures, *year),
        about=tuple(dict.fromkeys((*named, *topics))),
        horizon=when,
        weight=weight(
            passage,
            plain,
            kind=kind,
            speaker=speaker,
            quoted=quoted,
            named=len(named),
            topical=len(topics),
            dated=when is not None,
            place=passage.start / max(1, len(article.text)),
            language=article.language,
        ),
    )


def _horizon(
    article: Article, passage: Passage, kind: ClaimKind
) -> tuple[str | None, tuple[Figure, ...]]:
    """The horizon of a forecast or a plan in its own words, and its year as a figure."""
    if kind not in {"forecast", "plan", "constraint"}:
        return None, ()
    text = article.text[passage.start : passage.end]
    found = horizon(text, article.language)
    if found is None:
        return None, ()
    start, end = passage.start + found[0], passage.start + found[1]
    year = horizon_figure(article.text, start, end)
    return article.text[start:end], (year,) if year else ()
