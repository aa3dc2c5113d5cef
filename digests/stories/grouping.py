"""Articles into stories, one new article at a time: it joins a story or starts one.

The past is never regrouped: `group` looks only at the new articles and at the stories that the
store found by their keys, so its cost grows with the new articles and not with the archive.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from digests.stories.fingerprint import Fingerprint, fingerprint
from digests.stories.prior import Background, count
from digests.stories.similarity import View, likeness, view

__all__ = ["Fingerprint", "Grouping", "KnownStory", "Merge", "fingerprint", "group", "story_id"]

JOIN = 0.6
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
    members: list[View] = field(default_factory=list)


def story_id(article_id: str) -> str:
    """The id of the story that this article starts: the same article gives the same id."""
    return "s" + hashlib.sha256(article_id.encode()).hexdigest()[:12]


def group(
    new: Sequence[Fingerprint],
    recent: Sequence[KnownStory] = (),
    background: Background | None = None,
) -> Grouping:
    """Which story each new article belongs to, given the stories it may belong to."""
    prints = [*new, *(print_ for story in recent for print_ in story.fingerprints)]
    known = background or count([feature for feature, _ in print_.terms] for print_ in prints)
    stories = [
        _Open(id=story.id, known=True, members=[view(p, known) for p in story.fingerprints])
        for story in recent
        if story.fingerprints
    ]
    index: dict[str, set[int]] = defaultdict(set)
    for number, story in enumerate(stories):
        for member in story.members:
            _enter(index, member, number)
    assigned: dict[str, int] = {}
    for print_ in sorted(new, key=lambda p: (p.published_at, p.article_id)):
        one = view(print_, known)
        best = _best(one, stories, index)
        if best is None:
            best = len(stories)
            stories.append(_Open(id=story_id(print_.article_id), known=False))
        stories[best].members.append(one)
        _enter(index, one, best)
        assigned[print_.article_id] = best
    return Grouping(
        stories={article: stories[number].id for article, number in assigned.items()},
        started=tuple(story.id for story in stories if not story.known),
    )


def _enter(index: dict[str, set[int]], one: View, number: int) -> None:
    for feature in _entries(one):
        index[feature].add(number)


def _entries(one: View) -> Iterable[str]:
    return one.within.full.keys() | one.between.full.keys()


def _best(one: View, stories: Sequence[_Open], index: dict[str, set[int]]) -> int | None:
    if one.listing:
        return None
    candidates = {number for feature in _entries(one) for number in index.get(feature, ())}
    scored = [(_closeness(one, stories[number]), -number) for number in candidates]
    score, number = max(scored, default=(0.0, 0))
    return -number if score >= JOIN else None


def _closeness(one: View, story: _Open) -> float:
    scores = [
        likeness(one, member)
        for member in story.members
        if not member.listing and abs(one.at - member.at) <= WINDOW
    ]
    return (max(scores) + sum(scores) / len(scores)) / 2 if scores else 0.0
