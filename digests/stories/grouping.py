"""Articles into stories, one new article at a time: it joins a story or starts one.

The past is never regrouped: `group` looks only at the new articles and at the stories that the
store found by their keys, so its cost grows with the new articles and not with the archive.
"""

from __future__ import annotations

import hashlib
import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from digests.stories.fingerprint import Fingerprint, fingerprint
from digests.stories.headlines import group_headlines
from digests.stories.prior import Background, count
from digests.stories.similarity import View, is_copy, likeness, view

__all__ = [
    "Fingerprint",
    "Grouping",
    "KnownStory",
    "Merge",
    "fingerprint",
    "group",
    "group_documents",
    "story_id",
]

JOIN = 0.48
MERGE = 0.80
WINDOW = timedelta(days=14)
MOST_NEAR, COMMON = 60, 200  # stories an article is compared with; that a telling feature stands in
MOST_RIVALS = 3  # stories that one article may bring together with its own
MOST_COMPARED = 24  # articles of a story, those nearest in time: a large one costs no more


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


@dataclass(slots=True)
class _Desk:
    """All open stories, and for each feature the numbers of those that hold it."""

    stories: dict[int, _Open] = field(default_factory=dict)
    index: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def open(self, story: _Open) -> int:
        """A number for a story without members yet."""
        number = len(self.stories)
        while number in self.stories:
            number += 1
        self.stories[number] = story
        return number

    def add(self, number: int, one: View) -> None:
        """Puts an article into a story."""
        self.stories[number].members.append(one)
        for feature in one.features:
            self.index[feature].add(number)

    def near(self, one: View) -> list[int]:
        """The stories that share most with this article, by the weight of what they share.

        A feature that very many stories hold brings none of them in.
        """
        shared: dict[int, float] = defaultdict(float)
        for feature in one.features:
            numbers = self.index.get(feature, ())
            if len(numbers) <= COMMON:
                for number in numbers:
                    shared[number] += one.weights[feature]
        open_ = [number for number in shared if number in self.stories]
        return heapq.nsmallest(MOST_NEAR, open_, key=lambda number: (-shared[number], number))


def story_id(article_id: str) -> str:
    """The id of the story that this article starts: the same article gives the same id."""
    return "s" + hashlib.sha256(article_id.encode()).hexdigest()[:12]


def group(
    new: Sequence[Fingerprint],
    recent: Sequence[KnownStory] = (),
    background: Background | None = None,
) -> Grouping:
    """Which story each new article belongs to, given the stories it may belong to.

    `background` says how common each feature is; without it the given articles are counted.
    """
    prints = [*new, *(print_ for story in recent for print_ in story.fingerprints)]
    known = background or count([feature for feature, _ in print_.terms] for print_ in prints)
    desk = _Desk()
    for story in recent:
        number = desk.open(_Open(id=story.id, known=True))
        for print_ in story.fingerprints:
            desk.add(number, view(print_, known))
    assigned: dict[str, int] = {}
    merges: list[Merge] = []
    became: dict[int, int] = {}
    for print_ in sorted(new, key=lambda p: (p.published_at, p.article_id)):
        one = view(print_, known)
        best, rivals = _place(one, desk)
        if best is None:
            best = desk.open(_Open(id=story_id(print_.article_id), known=False))
        desk.add(best, one)
        assigned[print_.article_id] = best
        for rival in rivals:
            merge = _merge(best, rival, one, desk)
            if merge is not None:
                source, target, told = merge
                became[source] = best = target
                merges += [told] if told else []
    return _result(assigned, became, merges, desk)


def _place(one: View, desk: _Desk) -> tuple[int | None, list[int]]:
    """The story an article joins, and others that it would fit almost as surely."""
    if one.listing:
        return None, []
    scored = sorted(
        ((_closeness(one, desk.stories[number]), -number) for number in desk.near(one)),
        reverse=True,
    )
    if not scored or scored[0][0] < JOIN:
        return None, []
    rivals = [-number for score, number in scored[1:] if score >= MERGE]
    return -scored[0][1], rivals[:MOST_RIVALS]


def _closeness(one: View, story: _Open) -> float:
    """The mean of the three best likenesses: a story drifts as it goes on, so not of all.

    A copy of one of its articles belongs to it whatever the others are like. An interview belongs
    to nothing else: it speaks of many events and reports none of them.
    """
    near = _nearest(one, story)
    if any(is_copy(one, member) for member in near):
        return 1.0
    if one.talk:
        return 0.0
    scores = sorted((likeness(one, member) for member in near), reverse=True)[:3]
    return sum(scores) / len(scores) if scores else 0.0


def _nearest(one: View, story: _Open) -> list[View]:
    near = [m for m in story.members if not m.listing and abs(one.at - m.at) <= WINDOW]
    near.sort(key=lambda member: abs(one.at - member.at))
    return near[:MOST_COMPARED]


def _merge(ours: int, rival: int, one: View, desk: _Desk) -> tuple[int, int, Merge | None] | None:
    """Makes one of two stories that an article fits, if their other articles agree.

    The older goes on; a merge of two stories that are both new is nothing to tell.
    """
    source, target = desk.stories[rival], desk.stories[ours]
    others = [member for member in _nearest(one, target) if member is not one]
    if others and _agreement(_nearest(one, source), others) < JOIN:
        return None
    if (source.known, -_since(source)) > (target.known, -_since(target)):
        ours, rival, source, target = rival, ours, target, source
    for member in source.members:
        desk.add(ours, member)
    del desk.stories[rival]
    if not source.known:
        return rival, ours, None
    reason = f"{one.article_id} reports what both do"
    return rival, ours, Merge(source=source.id, target=target.id, reason=reason)


def _agreement(some: Sequence[View], others: Sequence[View]) -> float:
    scores = sorted((likeness(a, b) for a in some for b in others), reverse=True)[:3]
    return sum(scores) / len(scores) if scores else 0.0


def _since(story: _Open) -> float:
    return min(member.at for member in story.members).timestamp()


def _result(
    assigned: dict[str, int], became: dict[int, int], merges: Sequence[Merge], desk: _Desk
) -> Grouping:
    def end(number: int) -> int:
        while number in became:
            number = became[number]
        return number

    return Grouping(
        stories={article: desk.stories[end(number)].id for article, number in assigned.items()},
        started=tuple(story.id for story in desk.stories.values() if not story.known),
        merges=tuple(merges),
    )


def group_documents(prints: Sequence[Fingerprint]) -> dict[str, str]:
    """The story of each document of a batch that has no store behind it, by article id.

    Headlines without texts are grouped more broadly: one says too little for an event.
    """
    bare = [print_ for print_ in prints if print_.bare]
    if 2 * len(bare) <= len(prints):
        return group(prints).stories
    numbers = group_headlines(bare)
    first: dict[int, str] = {}
    for print_, number in zip(bare, numbers, strict=True):
        first.setdefault(number, story_id(print_.article_id))
    stories = {p.article_id: first[n] for p, n in zip(bare, numbers, strict=True)}
    return stories | group([print_ for print_ in prints if not print_.bare]).stories
