"""One article's text to its quotes, claims and entities: the entry point of extraction."""

from __future__ import annotations

from digests.extract.boilerplate import boilerplate
from digests.extract.claims import find_claims
from digests.extract.entities import Gazetteer
from digests.extract.namings import entities, namings
from digests.extract.quotes import find_quotes
from digests.extract.speakers import cast_of
from digests.model import Article, Extraction

VERSION = "5"
"""Of the extraction rules: a stored extraction of another version is to be made again."""


def extract(article: Article, gazetteer: Gazetteer | None = None) -> Extraction:
    """All that can be read out of `article` by rule. Pure; `gazetteer` adds the known names.

    Every offset is a code-point offset into `article.text`.
    """
    framing = boilerplate(article.text)
    cast = cast_of(article, gazetteer)
    quotes = find_quotes(article, cast)
    known = gazetteer.find(article.text) if gazetteer else ()
    named = namings(article.text, cast, known, framing)
    return Extraction(
        article_id=article.id,
        language=article.language,
        quotes=quotes,
        claims=find_claims(article, quotes, cast, named, framing),
        entities=entities(named),
    )
