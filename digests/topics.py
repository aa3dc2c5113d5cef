"""Which topics an article belongs to, and why: terms as words, entities by the gazetteer."""

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
        any=_patterns((*topic.any, *topic.aliases)),
        must=_patterns(topic.must),
        none=_patterns(topic.none),
        entities=frozenset(topic.entities),
    )


def _patterns(terms: Iterable[str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((term, _pattern(term)) for term in terms)


def _pattern(term: str) -> re.Pattern[str]:
    flags = re.IGNORECASE if term.islower() else re.NOFLAG
    body = re.escape(term)
    if has_cjk(term):
        return re.compile(body, flags)
    return re.compile(rf"(?<!{_LETTER}){body}(?:s|es)?(?!{_LETTER})", flags)


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
    if not all(pattern.search(whole) for _, pattern in one.must):
        return None
    found: dict[str, float] = {}
    for term, pattern in (*one.any, *one.must):
        weight = sum(w for text, w in places if pattern.search(text))
        if weight:
            found[term] = weight
    for _, weight, names in named:
        for key in one.entities & names.keys():
            found[names[key]] = found.get(names[key], 0.0) + weight
    if not found:
        return None
    because = tuple(sorted(found, key=lambda term: (-found[term], term)))
    return TopicMatch(
        topic=one.topic.slug, score=min(1.0, sum(found.values()) / 2), because=because
    )
