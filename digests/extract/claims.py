"""The sentences of an article that are worth a reader's minute, ranked, each with its evidence."""

from __future__ import annotations

from digests.evidence import cut
from digests.extract.boilerplate import boilerplate
from digests.extract.entities import Gazetteer
from digests.extract.figures import figures
from digests.extract.speakers import Cast
from digests.model import Article, Claim, Quote
from digests.text import sentences


def find_claims(
    article: Article,
    quotes: tuple[Quote, ...],
    cast: Cast,
    gazetteer: Gazetteer | None = None,
) -> tuple[Claim, ...]:
    """The claims of `article`, the most important first. Pure."""
    framing = {span.start for span in boilerplate(article.text)}
    found = []
    for span in sentences(article.text, article.language):
        if span.start in framing:
            continue
        evidence = cut(article, span.start, span.end)
        data = figures(article.text, span.start, span.end, article.language)
        if data:
            found.append(Claim(text=evidence.text, evidence=evidence, kind="figure", figures=data))
    return tuple(found)
