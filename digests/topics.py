"""Which topics an article belongs to, and why: terms as words, entities by the gazetteer.

No `none` term; and one of `entities`, or one of `any` and, where there is `must`, one of `must`
too (docs/configuration.md). Aliases are for asking, never for matching.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digests.extract.entities import Gazetteer
from digests.model import Article, Topic, TopicMatch
from digests.text import has_cjk

_LETTER = r"[0-9A-Za-z\u00c0-\u024f]"
TITLE, LEAD, BODY = 1.0, 0.5, 0.2
_LEAD_CHARS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compiled:
    topic: Topic
    any: tuple[tuple[str, re.Pattern[str]], ...]
    must: tuple[tuple[str, re.Pattern[str]], ...]
    none: tuple[tuple[str, re.Pattern[str]], ...]
    entities: frozenset[str]


class TopicMatcher:
    """Many topics, compiled once, matched against one article at a time."""

    def __init__(self, topics: Sequence[Topic], gazetteer: Gazetteer) -> None:
        self._topics = tuple(_compile(topic) for topic in topics)
        self._gazetteer = gazetteer

    def matches(self, article: Article) -> tuple[TopicMatch, ...]:
        """The topics the article belongs to, in their order, each with its reasons."""
        places = _places(article)
        named = [
            (place, weight, {e.id or e.name: e.name for _, e in self._gazetteer.find(place)})
            for place, weight in places
        ]
        found = (_match(one, places, named) for one in self._topics)
        return tuple(match for match in found if match is not None)


def match(article: Article, topic: Topic, gazetteer: Gazetteer) -> TopicMatch | None:
    """Whether one article belongs to one topic; `TopicMatcher` is for many."""
    return next(iter(TopicMatcher((topic,), gazetteer).matches(article)), None)


def _compile(topic: Topic) -> _Compiled:
    return _Compiled(
        topic=topic,
        any=_patterns(topic.any),
        must=_patterns(topic.must),
        none=_patterns(topic.none),
        entities=frozenset(topic.entities),
    )


def _patterns(terms: Iterable[str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((term, _pattern(term)) for term in terms)


def _pattern(term: str) -> re.Pattern[str]:
    """A word in small letters is found in any case, one with a capital only as it is written."""
    words = (
        re.escape(word) if word != word.lower() else f"(?i:{re.escape(word)})"
        for word in re.split(r"[\s-]+", term)
    )
    body = r"[\s-]+".join(words)
    if has_cjk(term):
        return re.compile(body)
    return re.compile(rf"(?<!{_LETTER}){body}(?:s|es)?(?!{_LETTER})")


def _places(article: Article) -> tuple[tuple[str, float], ...]:
    lead, body = article.text[:_LEAD_CHARS], article.text[_LEAD_CHARS:]
    return ((article.title, TITLE), (lead, LEAD), (body, BODY))


def _match(
    one: _Compiled,
    places: Sequence[tuple[str, float]],
    named: Sequence[tuple[str, float, dict[str, str]]],
) -> TopicMatch | None:
    whole = "\n".join(text for text, _ in places)
    if any(pattern.search(whole) for _, pattern in one.none):
        return None
    entities: dict[str, float] = {}
    for _, weight, names in named:
        for key in one.entities & names.keys():
            entities[names[key]] = entities.get(names[key], 0.0) + weight
    some, must = _weights(one.any, places), _weights(one.must, places)
    if not entities and not (some and (must or not one.must)):
        return None
    found = {**some, **must, **entities}
    because = tuple(sorted(found, key=lambda term: (-found[term], term)))
    return TopicMatch(
        topic=one.topic.slug, score=min(1.0, sum(found.values()) / 2), because=because
    )


def _weights(
    terms: Sequence[tuple[str, re.Pattern[str]]], places: Sequence[tuple[str, float]]
) -> dict[str, float]:
    """The terms that are there, each with the weight of the places it is in."""
    sums = {term: sum(w for text, w in places if p.search(text)) for term, p in terms}
    return {term: weight for term, weight in sums.items() if weight}
