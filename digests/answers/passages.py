"""Sentences as they may answer: what each says, who speaks in it, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digests.answers.lexemes import lexemes
from digests.evidence import cut
from digests.extract.boilerplate import boilerplate
from digests.model import Article, Evidence, Extraction
from digests.text import sentences

_BEFORE = 2  # sentences in whose light a sentence is read


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One sentence. `around` is what the sentences before it say, `head` the title and lead."""

    article: Article
    evidence: Evidence
    number: int  # its place in the article, from 0
    said: frozenset[str]
    speakers: frozenset[str]
    around: frozenset[str]
    head: frozenset[str]
    article_says: frozenset[str]


def passages(
    articles: Sequence[Article], extractions: Mapping[str, Extraction]
) -> tuple[Passage, ...]:
    """Every sentence of the articles that is theirs and no frame around them, in their order."""
    return tuple(one for article in articles for one in _of(article, extractions.get(article.id)))


def _of(article: Article, found: Extraction | None) -> Iterator[Passage]:
    skip = boilerplate(article.text)
    spans = [
        span
        for span in sentences(article.text, article.language)
        if not any(one.start < span.end and span.start < one.end for one in skip)
    ]
    told = [lexemes(article.text[span.start : span.end]) for span in spans]
    title = lexemes(article.title)
    head = title.union(*told[:1], lexemes(article.outlet))
    whole = head.union(*told)
    for number, span in enumerate(spans):
        evidence = cut(article, span.start, span.end)
        speakers = lexemes(", ".join(_speakers(found, evidence))) if found else frozenset[str]()
        yield Passage(
            article=article,
            evidence=evidence,
            number=number,
            said=told[number] | speakers,
            speakers=speakers,
            around=frozenset[str]().union(*told[max(0, number - _BEFORE) : number]),
            head=head,
            article_says=whole,
        )


def _speakers(found: Extraction, evidence: Evidence) -> list[str]:
    told = [(one.evidence, one.speaker) for one in found.quotes]
    told += [(one.evidence, one.speaker) for one in found.claims]
    return sorted(
        {
            speaker
            for span, speaker in told
            if speaker and span.start < evidence.end and evidence.start < span.end
        }
    )
