"""Extraction over the demo's site against its gold marks: `python -m tests.quality.demo_extraction`.

Prints every gold quote that is missed or given to somebody else, everything quoted that must not
be, and the sums.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from bot.demo.config import demo_config
from bot.demo.content import articles
from bot.demo.model import DemoArticle
from digests.documents import document
from digests.extract.article import extract
from digests.extract.entities import Gazetteer
from digests.model import Quote

EDGE = " \n\"'“”‘’「」.,。，?？!！"  # what a quote's span may or may not take in


def findings(now: datetime) -> Iterator[tuple[str, str, str]]:
    """What was found (`right`, `missed`, `speaker`, `extra`, `forbidden`), where, and in words."""
    known = demo_config("http://demo.invalid").gazetteer
    for article in articles(now):
        for kind, what in _of(article, known):
            yield kind, article.id, what


def _of(article: DemoArticle, known: Gazetteer) -> Iterator[tuple[str, str]]:
    found = _found(article, known)
    gold = {quote.text.strip(EDGE): quote for quote in article.quotes}
    for text, quote in gold.items():
        got = found.get(text)
        if got is None:
            yield "missed", text
        elif (got.speaker or "").casefold() != (quote.speaker or "").casefold():
            yield "speaker", f"{got.speaker} for {quote.speaker}: {text}"
        else:
            yield "right", text
    forbidden = {text.strip(EDGE) for text in article.must_not_quote}
    for text in found.keys() - gold.keys():
        yield "forbidden" if text in forbidden else "extra", text


def _found(article: DemoArticle, known: Gazetteer) -> Mapping[str, Quote]:
    read = document(
        article.text,
        id=article.id,
        title=article.title,
        outlet=article.outlet.name,
        language=article.outlet.language,
        published=article.published,
    )
    return {quote.evidence.text.strip(EDGE): quote for quote in extract(read, known).quotes}


def main() -> None:
    """Prints the findings that are not right, then how many there are of each."""
    found = list(findings(datetime.now(UTC)))
    for kind, where, what in sorted(found):
        if kind != "right":
            print(f"{kind:9} {where:26} {what[:100]}")
    print(dict(Counter(kind for kind, _, _ in found)))


if __name__ == "__main__":
    main()
