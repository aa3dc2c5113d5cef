"""What is new in a story for one channel, against all that its briefs have shown before."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from digests.evidence import cut
from digests.model import Article, BriefItem, Claim, Evidence, Extraction, Figure, Quote, Sentence
from digests.stories.novelty import Known, News, Reader, known
from digests.stories.words import content_words
from digests.text import sentences

Status = Literal["new", "update", "repeat"]
_SAME = 0.75  # of the shorter sentence's words: another outlet's wording of one thing
_FIRST, _TITLE = 0.4, 0.4  # an article opens with what is new, and its title says it
_STATEMENTS = 2  # without a new figure, date, name or quotation, one statement is no news
_UNIT = re.compile(r"\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a channel has seen of one story, as hashes: enough to know a repeat, no text kept.

    `articles` are versions of articles: a changed text is another one.
    """

    sentences: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    quotes: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()

    def to_json(self) -> str:
        """This as one JSON object; `from_json` reads it back."""
        value = {name: sorted(getattr(self, name)) for name in self.__slots__}
        return json.dumps(value, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Shown:
        """What `to_json` wrote; keys that are not known are left out. Raises ValueError else."""
        value = json.loads(text)
        return cls(**{name: frozenset(value.get(name, ())) for name in cls.__slots__})


def together(one: Shown, other: Shown) -> Shown:
    """What a channel knows that has seen both: of two stories that turned out to be one."""
    return Shown(**{name: getattr(one, name) | getattr(other, name) for name in Shown.__slots__})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Whether a story is new, an update or a repeat for a channel, and what is new in it.

    `sentences` are ranked, the most telling first; each has its one piece of evidence.
    """

    status: Status
    sentences: tuple[Sentence, ...] = ()
    claims: tuple[Claim, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotes: tuple[Quote, ...] = ()


def sentence_hash(text: str) -> str:
    """A hash of a sentence's letters and digits alone, so that white space and marks don't count."""
    return _hash("".join(_UNIT.findall(text)).casefold())


def shown(
    item: BriefItem | None,
    articles: Iterable[Article],
    extractions: Mapping[str, Extraction],
    before: Shown | None = None,
) -> Shown:
    """What a channel knows after a brief with `item`, made from `articles`, on top of `before`."""
    old = before or Shown()
    seen, versions = set(old.sentences), set(old.articles)
    quotes, claims, figures = set(old.quotes), set(old.claims), set(old.figures)
    for article in articles:
        versions.add(_version(article))
        seen |= {sentence_hash(evidence.text) for evidence in _cut(article)}
        extraction = extractions.get(article.id)
        if extraction is not None:
            quotes |= {sentence_hash(quote.evidence.text) for quote in extraction.quotes}
            claims |= {sentence_hash(claim.evidence.text) for claim in extraction.claims}
            figures |= {_figure(figure) for claim in extraction.claims for figure in claim.figures}
    if item is not None:
        seen |= {sentence_hash(s.text) for s in (*item.what_changed, *item.summary)}
        quotes |= {sentence_hash(quote.evidence.text) for quote in item.quotes}
        claims |= {sentence_hash(claim.evidence.text) for claim in item.claims}
    return Shown(
        sentences=frozenset(seen),
        figures=frozenset(figures),
        quotes=frozenset(quotes),
        claims=frozenset(claims),
        articles=frozenset(versions),
    )


def changes(
    articles: Sequence[Article], extractions: Mapping[str, Extraction], before: Shown | None
) -> Change:
    """What a channel that has seen `before` does not know yet.

    `articles` are all of the story's, in the order of first sight, those seen before included;
    with `before` None all of it is new. A story whose new articles only say again what was known,
    in whatever words, is a repeat.
    """
    if before is None:
        everything = tuple(
            Sentence(text=evidence.text, evidence=(evidence,))
            for article in articles
            for evidence in _cut(article)
        )
        return _change("new", everything, extractions, Shown())
    told = known(_told(articles, before))
    found: list[tuple[float, News, Sentence]] = [
        one
        for article in articles
        if _version(article) not in before.articles
        for one in _news(article, told, before)
    ]
    statements = sum(news.speech for _, news, _ in found)
    if statements < _STATEMENTS and not any(news.is_hard for _, news, _ in found):
        return Change(status="repeat")
    found.sort(key=lambda one: -one[0])
    return _change("update", tuple(_distinct(s for _, _, s in found)), extractions, before)


def _told(articles: Sequence[Article], before: Shown) -> Iterator[tuple[Article, str]]:
    """The texts that have been told: of a changed article, the sentences that have not changed."""
    for article in articles:
        if _version(article) in before.articles:
            yield article, f"{article.title}\n{article.text}"
        else:
            for evidence in _cut(article):
                if sentence_hash(evidence.text) in before.sentences:
                    yield article, evidence.text


def _news(article: Article, told: Known, before: Shown) -> Iterator[tuple[float, News, Sentence]]:
    reader = Reader(article)
    title = frozenset(content_words(article.title))
    for number, evidence in enumerate(_cut(article)):
        if sentence_hash(evidence.text) in before.sentences:
            continue
        news = reader.news(evidence.text, told)
        if news is not None:
            in_title = len(title & frozenset(content_words(evidence.text))) / max(1, len(title))
            worth = news.worth + _TITLE * in_title + (_FIRST if number == 0 else 0.0)
            yield worth, news, Sentence(text=evidence.text, evidence=(evidence,))


def _distinct(found: Iterable[Sentence]) -> Iterator[Sentence]:
    """Each once: of two that say nearly the same, the more telling."""
    kept: list[frozenset[str]] = []
    for sentence in found:
        words = frozenset(content_words(sentence.text))
        if any(
            len(words & other) >= _SAME * min(len(words), len(other)) for other in kept if other
        ):
            continue
        kept.append(words)
        yield sentence


def _change(
    status: Status,
    found: tuple[Sentence, ...],
    extractions: Mapping[str, Extraction],
    before: Shown,
) -> Change:
    spans = [sentence.evidence[0] for sentence in found]
    claims = tuple(
        claim
        for extraction in extractions.values()
        for claim in extraction.claims
        if _within(claim.evidence, spans)
        and sentence_hash(claim.evidence.text) not in before.claims
    )
    return Change(
        status=status,
        sentences=found,
        claims=claims,
        figures=tuple(
            figure
            for claim in claims
            for figure in claim.figures
            if _figure(figure) not in before.figures
        ),
        quotes=tuple(
            quote
            for extraction in extractions.values()
            for quote in extraction.quotes
            if _within(quote.evidence, spans)
            and sentence_hash(quote.evidence.text) not in before.quotes
        ),
    )


def _cut(article: Article) -> Iterator[Evidence]:
    for span in sentences(article.text, article.language):
        yield cut(article, span.start, span.end)


def _within(evidence: Evidence, spans: Sequence[Evidence]) -> bool:
    return any(
        span.article_id == evidence.article_id
        and span.start < evidence.end
        and evidence.start < span.end
        for span in spans
    )


def _figure(figure: Figure) -> str:
    return f"{figure.value:g} {figure.unit or ''}".strip()


def _version(article: Article) -> str:
    return _hash(f"{article.id}@{article.content_hash}")


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
