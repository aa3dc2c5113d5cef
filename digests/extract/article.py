"""One article's text to its quotes, claims and entities: the entry point of extraction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from digests.extract.claims import find_claims, names_of
from digests.extract.entities import Gazetteer
from digests.extract.quotes import find_quotes
from digests.extract.speakers import Cast, cast_of
from digests.model import Article, Entity, EntityKind, Extraction, Span

VERSION = "1"
"""Of the extraction rules: a stored extraction of another version is to be made again."""

_KINDS: dict[str, EntityKind] = {"person": "person", "organisation": "organisation"}


def extract(article: Article, gazetteer: Gazetteer | None = None) -> Extraction:
    """All that can be read out of `article` by rule. Pure; `gazetteer` adds the known names.

    Every offset is a code-point offset into `article.text`.
    """
    cast = cast_of(article, gazetteer)
    quotes = find_quotes(article, cast)
    known = gazetteer.find(article.text) if gazetteer else ()
    names = names_of(_names(cast, known))
    return Extraction(
        article_id=article.id,
        language=article.language,
        quotes=quotes,
        claims=find_claims(article, quotes, cast, names),
        entities=tuple(_entities(cast, [entity for _, entity in known])),
    )


def _entities(cast: Cast, known: Iterable[Entity]) -> Iterator[Entity]:
    """The known names in the text, then the people and organisations of the cast, each once."""
    seen: set[str] = set()
    for entity in known:
        if entity.name not in seen:
            seen.update((entity.name, *entity.aliases))
            yield entity
    for one in cast.scene.people.characters:
        kind = _KINDS.get(one.kind)
        if kind is not None and one.name not in seen:
            seen.add(one.name)
            yield Entity(name=one.name, kind=kind)


def _names(cast: Cast, known: Sequence[tuple[Span, Entity]]) -> list[tuple[Span, str]]:
    """Every place where the text names something known or someone of the cast, in its order."""
    found = [(span, entity.name) for span, entity in known]
    taken = {span.start for span, _ in found}
    frame = cast.scene.frame
    for number, run in enumerate(cast.scene.runs):
        one = cast.scene.people.of_run(number)
        start = frame.starts[run.core]
        if one is not None and one.kind in _KINDS and start not in taken:
            found.append((Span(start=start, end=frame.ends[run.last - 1]), one.name))
    return sorted(found, key=lambda place: place[0].start)
