"""Articles into stories, one new article at a time: it joins a story or starts one.

The past is never regrouped: `group` looks only at the new articles and at the stories that the
store found by their keys, so its cost grows with the new articles and not with the archive.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from digests.stories.fingerprint import Fingerprint, fingerprint

__all__ = ["Fingerprint", "Grouping", "KnownStory", "Merge", "fingerprint", "group", "story_id"]

JOIN = 0.20
MERGE = 0.45
WINDOW = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownStory:
    """A stored story that a new article may join: its id and the fingerprints of its articles."""

    id: str
    fingerprints: tuple[Fingerprint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two stories that turned out to be one: `source` goes into `target`, and why."""

    source: str
    target: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """What `group` decided: the story of each new article, and stories that became one.

    `stories` maps article id to story id, after the merges. `started` are ids not known before.
    """

    stories: dict[str, str]
    started: tuple[str, ...] = ()
    merges: tuple[Merge, ...] = ()


@dataclass(slots=True)
class _Open:
    """A story while it is being grouped."""

    id: str
    known: bool
    first: datetime
    last: datetime
    members: list[dict[str, float]] = field(default_factory=list)


def story_id(article_id: str) -> str:
    """The id of the story that this article starts: the same article gives the same id."""
    return "s" + hashlib.sha256(article_id.encode()).hexdigest()[:12]


def group(new: Sequence[Fingerprint], recent: Sequence[KnownStory] = ()) -> Grouping:
    """Which story each new article belongs to, given the stories it may belong to."""
    idf = _idf([*new, *(print_ for story in recent for print_ in story.fingerprints)])
    stories = [_reopen(story, idf) for story in recent if story.fingerprints]
    index: dict[str, set[int]] = defaultdict(set)
    for number, story in enumerate(stories):
        for vector in story.members:
            _enter(index, vector, number)
    assigned: dict[str, int] = {}
    for print_ in sorted(new, key=lambda p: (p.published_at, p.article_id)):
        vector = _vector(print_, idf)
        best = _best(print_, vector, stories, index)
        if best is None:
            best = len(stories)
            at = print_.published_at
            stories.append(_Open(id=story_id(print_.article_id), known=False, first=at, last=at))
        story = stories[best]
        story.members.append(vector)
        story.last = max(story.last, print_.published_at)
        _enter(index, vector, best)
        assigned[print_.article_id] = best
    return Grouping(
        stories={article: stories[number].id for article, number in assigned.items()},
        started=tuple(story.id for story in stories if not story.known),
    )


def _reopen(story: KnownStory, idf: dict[str, float]) -> _Open:
    times = [print_.published_at for print_ in story.fingerprints]
    members = [_vector(print_, idf) for print_ in story.fingerprints]
    return _Open(id=story.id, known=True, first=min(times), last=max(times), members=members)


def _idf(prints: Iterable[Fingerprint]) -> dict[str, float]:
    count: Counter[str] = Counter()
    total = 0
    for print_ in prints:
        total += 1
        count.update(term for term, _ in print_.terms)
    return {term: math.log((total + 1) / (seen + 0.5)) for term, seen in count.items()}


def _vector(print_: Fingerprint, idf: dict[str, float]) -> dict[str, float]:
    raw = {term: (1 + math.log(weight)) * idf[term] for term, weight in print_.terms}
    norm = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {term: value / norm for term, value in raw.items()}


def _enter(index: dict[str, set[int]], vector: dict[str, float], number: int) -> None:
    for term in vector:
        index[term].add(number)


def _best(
    print_: Fingerprint,
    vector: dict[str, float],
    stories: Sequence[_Open],
    index: dict[str, set[int]],
) -> int | None:
    candidates = {number for term in vector for number in index.get(term, ())}
    scored = [
        (_closeness(vector, stories[number]), -number)
        for number in candidates
        if abs(print_.published_at - stories[number].last) <= WINDOW
    ]
    score, number = max(scored, default=(0.0, 0))
    return -number if score >= JOIN else None


def _closeness(vector: dict[str, float], story: _Open) -> float:
    scores = sorted((_cosine(vector, member) for member in story.members), reverse=True)
    return sum(scores[:3]) / len(scores[:3])


def _cosine(a: dict[str, float], b: dict[str, float]) -> float:
    if len(a) > len(b):
        a, b = b, a
    return sum(value * b[term] for term, value in a.items() if term in b)
