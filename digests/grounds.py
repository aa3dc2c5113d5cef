"""Where in a story's articles a sentence stands: word for word, or as near as there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from digests.evidence import cut
from digests.extract.dateline import after_dateline
from digests.hostile import hostile
from digests.model import Article, Evidence, Extraction, Span
from digests.plainer import plainer
from digests.text import locate, sentences
from digests.words import content_words

ADDS = 0.2  # the share of a sentence's words that a further piece of evidence must bring
MOST = 3  # sentences that one sentence may stand on


def readable(article: Article) -> tuple[Span, ...]:
    """The sentences of an article that are not orders to machines."""
    skip = hostile(article.text)
    spans = sentences(article.text, article.language)
    return tuple(one for one in spans if not inside(one, skip))


def inside(span: Span | Evidence, others: Iterable[Span]) -> bool:
    """Whether the span touches one of the others."""
    return any(other.start < span.end and span.start < other.end for other in others)


def told_by_people(
    articles: Sequence[Article], extractions: Mapping[str, Extraction]
) -> Mapping[str, Extraction]:
    """The extractions without what stands in paragraphs that give orders to machines."""
    kept = dict(extractions)
    for article in articles:
        skip = hostile(article.text)
        found = kept.get(article.id)
        if skip and found is not None:
            kept[article.id] = replace(
                found,
                quotes=tuple(one for one in found.quotes if not inside(one.evidence, skip)),
                claims=tuple(one for one in found.claims if not inside(one.evidence, skip)),
            )
    return kept


def verbatim(text: str, article: Article) -> Evidence | None:
    """The place where `text` stands in the article as one or more whole sentences.

    A piece of a sentence is not enough: what is cut off may turn its sense.
    """
    span = locate(article.text, text) if text else None
    if span is None:
        return None
    starts, ends = set[int](), set[int]()
    for one in readable(article):
        starts |= {one.start, one.start + after_dateline(article.text[one.start : one.end])}
        ends.add(one.end)
    if span.start in starts and span.end in ends and not inside(span, hostile(article.text)):
        return cut(article, span.start, span.end)
    return None


def nearest(text: str, articles: Iterable[Article]) -> tuple[Evidence, ...]:
    """The few sentences of one article that hold most of the text's words, in its order."""
    wanted = set(content_words(plainer(text)))
    best: tuple[int, tuple[Evidence, ...]] = (0, ())
    for article in articles:
        held: set[str] = set()
        chosen: list[Evidence] = []
        pool = [(span, _words_at(article, span)) for span in readable(article)]
        while len(chosen) < MOST and pool:
            span, words = max(pool, key=lambda one: len((one[1] & wanted) - held))
            # A sentence that adds a word or two is not what this one stands on.
            if len((words & wanted) - held) < max(1, ADDS * len(wanted)):
                break
            chosen.append(cut(article, span.start, span.end))
            held |= words & wanted
            pool.remove((span, words))
        if len(held) > best[0]:
            best = (len(held), tuple(sorted(chosen, key=lambda one: one.start)))
    return best[1]


def _words_at(article: Article, span: Span) -> frozenset[str]:
    return frozenset(content_words(plainer(article.text[span.start : span.end])))
