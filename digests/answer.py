"""Answers from the articles' own sentences, each with its evidence; or none where they don't say.

A sentence answers when it holds enough of what the question asks about: the rarer a word among
the articles, the more it counts. Who is asked about must speak or be named in it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digests.evidence import cut
from digests.extract.boilerplate import boilerplate
from digests.model import Answer, AnswerStatus, Article, Evidence, Extraction, Sentence, SourceRef
from digests.text import sentences
from digests.words import content_words

SENTENCES = 3
ENOUGH = 0.5  # the share of the question's weight that an answering sentence holds
_ASKING = re.compile(
    r"\b(?:who|what|when|where|why|how|which|much|many|does|did|tell|explain|about|say|said|think)\b"
    r"|什么|谁|何时|多少|怎么|为什么|哪些|哪家|哪个|是否|吗|呢|如何|几",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Passage:
    article: Article
    evidence: Evidence
    words: frozenset[str]


def answer(
    question: str, articles: Sequence[Article], extractions: Mapping[str, Extraction]
) -> Answer:
    """The sentences of `articles` that answer the question, best first, or `not_in_sources`.

    Where nothing answers, `sentences` holds the nearest thing that is said, if there is one.
    """
    wanted = set(content_words(_ASKING.sub(" ", question)))
    passages = [one for article in articles for one in _passages(article, extractions)]
    weights = _weights(passages)
    total = sum(weights.get(word, weights[""]) for word in wanted)
    if not wanted or not passages or not total:
        return Answer(status="not_in_sources")
    scored = sorted(
        ((_held(wanted, one, weights) / total, -n, one) for n, one in enumerate(passages)),
        key=lambda each: each[:2],
        reverse=True,
    )
    best = [one for score, _, one in scored if score >= ENOUGH][:SENTENCES]
    if best:
        return _answer("answered", best)
    return _answer("not_in_sources", [one for score, _, one in scored[:1] if score > 0])


def _passages(article: Article, extractions: Mapping[str, Extraction]) -> Iterable[_Passage]:
    """Every sentence, with its speakers' names as words of its own."""
    skip = boilerplate(article.text)
    found = extractions.get(article.id)
    for span in sentences(article.text, article.language):
        if any(one.start < span.end and span.start < one.end for one in skip):
            continue
        evidence = cut(article, span.start, span.end)
        speakers = frozenset(_speakers(found, evidence)) if found else frozenset[str]()
        words = frozenset(content_words(evidence.text)) | speakers
        yield _Passage(article, evidence, words)


def _speakers(found: Extraction, evidence: Evidence) -> Iterable[str]:
    told = [(one.evidence, one.speaker) for one in found.quotes]
    told += [(one.evidence, one.speaker) for one in found.claims]
    for span, speaker in told:
        if speaker and span.start < evidence.end and evidence.start < span.end:
            yield from content_words(speaker)


def _weights(passages: Sequence[_Passage]) -> dict[str, float]:
    """Inverse document frequency over sentences; "" is the weight of a word in none of them."""
    seen = Counter(word for one in passages for word in one.words)
    number = len(passages)
    return {word: math.log(1 + number / count) for word, count in seen.items()} | {
        "": math.log(1 + number * 2)
    }


def _held(wanted: set[str], one: _Passage, weights: Mapping[str, float]) -> float:
    return sum(weights[word] for word in wanted & one.words)


def _answer(status: AnswerStatus, chosen: Sequence[_Passage]) -> Answer:
    said = tuple(Sentence(text=one.evidence.text, evidence=(one.evidence,)) for one in chosen)
    articles = {one.article.id: one.article for one in chosen}
    return Answer(
        status=status,
        sentences=said,
        sources=tuple(map(source_ref, articles.values())),
    )


def source_ref(article: Article) -> SourceRef:
    """The article as a reader is pointed to it."""
    return SourceRef(
        article_id=article.id,
        outlet=article.outlet,
        title=article.title,
        url=article.canonical_url,
        published=article.published_at,
        lang=article.language,
        paywalled=article.paywalled,
    )
