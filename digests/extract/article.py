"""One article's text to its quotes, claims and entities: the entry point of extraction."""

from __future__ import annotations

from collections.abc import Iterator

from digests.extract.claims import find_claims
from digests.extract.entities import Gazetteer
from digests.extract.quotes import find_quotes
from digests.extract.speakers import Cast, cast_of
from digests.model import Article, Entity, EntityKind, Extraction

VERSION = "1"
"""Of the extraction rules: a stored extraction of another version is to be made again."""

_KINDS: dict[str, EntityKind] = {"person": "person", "organisation": "organisation"}


def extract(article: Article, gazetteer: Gazetteer | None = None) -> Extraction:
    """All that can be read out of `article` by rule. Pure; `gazetteer` adds the known names.

    Every offset is a code-point offset into `article.text`.
    """
    cast = cast_of(article, gazetteer)
    quotes = find_quotes(article, cast)
    return Extraction(
        article_id=article.id,
        language=article.language,
        quotes=quotes,
        claims=find_claims(article, quotes, cast, gazetteer),
        entities=entities_of(article, cast, gazetteer),
    )


def entities_of(
    article: Article, cast: Cast, gazetteer: Gazetteer | None = None
) -> tuple[Entity, ...]:
    """The known names in the text, then the people and organisations of the cast, each once."""
    found: dict[str, Entity] = {}
    for entity in _entities(article, cast, gazetteer):
        found.setdefault(entity.name, entity)
    return tuple(found.values())


def _entities(article: Article, cast: Cast, gazetteer: Gazetteer | None) -> Iterator[Entity]:
    known: set[str] = set()
    if gazetteer is not None:
        for _, entity in gazetteer.find(article.text):
            known.update((entity.name, *entity.aliases))
            yield entity
    for one in cast.people.characters:
        kind = _KINDS.get(one.kind)
        if kind is not None and one.name not in known:
            yield Entity(name=one.name, kind=kind)
