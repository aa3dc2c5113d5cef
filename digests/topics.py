"""Which topics an article belongs to, how closely, and why.

An article belongs when none of `none` is in it and it names one of `entities`, or holds one of
`any` and, where `must` is given, one of `must` too (docs/configuration.md). Terms are found as
words: "Meta" is not in "metadata", nor "AI" in "said"; a Chinese term is found anywhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import ahocorasick_rs

from digests.extract.entities import Gazetteer, fold
from digests.model import Article, Topic, TopicMatch
from digests.text import paragraphs

Place = Literal["title", "opening", "text"]
_LETTER = re.compile("[0-9A-Za-z\u00c0-\u024f\u0370-\u052f]")
_NO_LETTER = "(?![0-9A-Za-z\u00c0-\u024f\u0370-\u052f]|_|\\.[0-9a-z])"
_ENDS = re.compile(f"(?:e?s)?{_NO_LETTER}")
_ENDS_SMALL = re.compile(f"(?:e?s|E?S)?{_NO_LETTER}")  # in a headline all in capitals
_WORD = re.compile(r"[^\s-]+")
_OPENING = 500  # characters of the first paragraph that count as the opening
# How close one term brings an article to a topic, by the best place where it stands.
_CLOSE: Mapping[Place, float] = {"title": 0.7, "opening": 0.45, "text": 0.15}
_TERMS_TOLD = 6  # of those that an article lacks
_OFTEN, _MORE = 3, 0.15  # a term that comes up so often in the text is no passing mention


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMiss:
    """Why an article does not belong to a topic, in words."""

    topic: str
    why: str


@dataclass(slots=True)
class _Found:
    """Where one term or entity stands in one article."""

    name: str
    place: Place
    times: int = 0

    @property
    def closeness(self) -> float:
        return _CLOSE[self.place] + (_MORE if self.times >= _OFTEN else 0.0)

    def __str__(self) -> str:
        times = f" ×{self.times}" if self.times > 1 else ""
        return f"{self.name} ({self.place}{times})"


@dataclass(slots=True)
class _Findings:
    """All terms and entities found in one article, by what is compiled into the topics."""

    terms: dict[str, _Found] = field(default_factory=dict)
    entities: dict[str, _Found] = field(default_factory=dict)


class TopicMatcher:
    """Many topics, compiled once: every term of all of them is found in one pass over a text."""

    __slots__ = ("_automaton", "_gazetteer", "_terms", "_topics")

    def __init__(self, topics: Sequence[Topic], gazetteer: Gazetteer) -> None:
        self._topics = tuple(topics)
        self._gazetteer = gazetteer
        self._terms: Sequence[str] = sorted(
            {term for topic in topics for term in (*topic.any, *topic.must, *topic.none)}
        )
        self._automaton = ahocorasick_rs.AhoCorasick([_plain(term) for term in self._terms])

    def matches(self, article: Article) -> tuple[TopicMatch, ...]:
        """The topics the article belongs to, in their own order, each with its reasons.

        A score is 0 to 1: a term in the title counts most, one named once far down hardly.
        """
        found = self._findings(article)
        matched = (_match(topic, found) for topic in self._topics)
        return tuple(match for match in matched if match is not None)

    def misses(self, article: Article) -> tuple[TopicMiss, ...]:
        """The topics the article does not belong to, each with what keeps it out."""
        found = self._findings(article)
        return tuple(
            TopicMiss(topic=topic.slug, why=_why_not(topic, found))
            for topic in self._topics
            if _match(topic, found) is None
        )

    def _findings(self, article: Article) -> _Findings:
        found = _Findings()
        for place, text in _places(article):
            for term in self._terms_in(text):
                _note(found.terms, term, term, place)
            for _, entity in self._gazetteer.find(text):
                _note(found.entities, entity.id or entity.name, entity.name, place)
        return found

    def _terms_in(self, text: str) -> Iterator[str]:
        for index, start, end in self._automaton.find_matches_as_indexes(
            _plain(text), overlapping=True
        ):
            term = self._terms[index]
            if _is_word(text, start, end, term) and _as_written(text[start:end], term):
                yield term


def match(article: Article, topic: Topic, gazetteer: Gazetteer) -> TopicMatch | None:
    """Whether one article belongs to one topic; `TopicMatcher` is for many."""
    return next(iter(TopicMatcher((topic,), gazetteer).matches(article)), None)


def _plain(text: str) -> str:
    """Folded, of the same length; a hyphen and a space are one."""
    return fold(text).replace("-", " ")


def _places(article: Article) -> tuple[tuple[Place, str], ...]:
    first = next(iter(paragraphs(article.text)), None)
    cut = min(first.end, first.start + _OPENING) if first else 0
    return (
        ("title", article.title),
        ("opening", article.text[:cut]),
        ("text", article.text[cut:]),
    )


def _note(found: dict[str, _Found], key: str, name: str, place: Place) -> None:
    """Counts a find; the places come best first, so the first one stays."""
    found.setdefault(key, _Found(name=name, place=place)).times += 1


def _is_word(text: str, start: int, end: int, term: str) -> bool:
    """Whether a Latin term stands at word boundaries; a plural ending is allowed."""
    if (
        _LETTER.match(term[0])
        and start
        and (_LETTER.match(text[start - 1]) or text[start - 1] == "_")
    ):
        return False
    ends = _ENDS_SMALL if term[-1].islower() else _ENDS
    return not _LETTER.match(term[-1]) or ends.match(text, end) is not None


def _as_written(found: str, term: str) -> bool:
    """Whether each word of the term that has a capital stands as it is written."""
    return all(
        found[word.start() : word.end()] == word[0]
        for word in _WORD.finditer(term)
        if not word[0].islower() and word[0].lower() != word[0]
    )


def _match(topic: Topic, found: _Findings) -> TopicMatch | None:
    if any(term in found.terms for term in topic.none):
        return None
    entities = [found.entities[id_] for id_ in topic.entities if id_ in found.entities]
    subject = _of(topic.any, found)
    setting = _of(topic.must, found)
    if topic.must and not (subject and setting):
        subject, setting = [], []
    if not entities and not subject:
        return None
    by_terms = _together(subject)
    if topic.must:
        by_terms = (by_terms * _together(setting)) ** 0.5
    score = 1 - (1 - _together(entities)) * (1 - by_terms)
    reasons = sorted({*map(str, entities), *map(str, subject), *map(str, setting)})
    closeness = defaultdict(float, {str(f): f.closeness for f in (*entities, *subject, *setting)})
    return TopicMatch(
        topic=topic.slug,
        score=round(score, 3),
        because=tuple(sorted(reasons, key=lambda reason: -closeness[reason])),
    )


def _why_not(topic: Topic, found: _Findings) -> str:
    kept_out = _of(topic.none, found)
    if kept_out:
        return f"kept out by {_listed(kept_out)}, a word that it must not hold"
    subject, setting = _of(topic.any, found), _of(topic.must, found)
    if topic.must and subject:
        return (
            f"holds {_listed(subject)}, but none of what must stand beside it: {_some(topic.must)}"
        )
    if topic.must and setting:
        return f"holds {_listed(setting)}, but none of what it is about: {_some(topic.any)}"
    both = {*topic.any, *topic.must, *topic.entities}
    return f"holds none of its {len(both)} terms and names"


def _listed(found: Iterable[_Found]) -> str:
    return ", ".join(map(str, found))


def _some(terms: Sequence[str]) -> str:
    """The first few, and how many more."""
    rest = len(terms) - _TERMS_TOLD
    more = f" and {rest} more" if rest > 0 else ""
    return ", ".join(terms[:_TERMS_TOLD]) + more


def _of(terms: Iterable[str], found: _Findings) -> list[_Found]:
    return [found.terms[term] for term in terms if term in found.terms]


def _together(found: Iterable[_Found]) -> float:
    """Several reasons together, each adding what the others leave."""
    rest = 1.0
    for one in found:
        rest *= 1 - one.closeness
    return 1 - rest
