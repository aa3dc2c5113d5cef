"""What a channel's readers marked useful or not, and how far it moves another story.

A story is like a marked one by the people, companies and products in it, the words of its
headline, the kind of event and the outlets that tell it. The pull is bounded: taste orders
what is close, it does not decide what is news.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digests.model import BriefItem, Mark
from digests.stories.concepts import families
from digests.words import content_words

MOST = 0.10  # of a score; the mark of an independent outlet is worth as much
_ENOUGH = 3.0  # marks on stories just like it that give nearly all of it
# How much each trait counts, and how many shared ones give all of that.
_WEIGHTS = (("names", 0.45, 2), ("words", 0.25, 4), ("kinds", 0.15, 2), ("outlets", 0.15, 2))

Traits = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Taste:
    """Marked stories as their traits, each with how many more readers found it useful than not."""

    marked: tuple[tuple[tuple[tuple[str, frozenset[str]], ...], int], ...] = ()

    def pull(self, item: BriefItem) -> float:
        """How far readers' marks lift this story, or hold it down: -MOST to MOST."""
        mine = traits(item)
        total = sum(votes * _likeness(mine, dict(theirs)) for theirs, votes in self.marked)
        return round(MOST * math.tanh(2 * total / _ENOUGH), 4)


NOBODYS = Taste()


def taste(marked: Iterable[tuple[Mark, BriefItem]]) -> Taste:
    """The taste of these marks, each with the story as its reader saw it.

    Reports of a wrong quote or speaker say nothing of a story's use. A reader counts once a story.
    """
    votes: Counter[str] = Counter()
    items: dict[str, BriefItem] = {}
    for mark, item in marked:
        if mark.verdict in _VOTES:
            votes[mark.story_id] += _VOTES[mark.verdict]
            items[mark.story_id] = item
    return Taste(
        tuple(
            (tuple(sorted(traits(items[story]).items())), count)
            for story, count in sorted(votes.items())
            if count
        )
    )


_VOTES = {"useful": 1, "not_useful": -1}


def traits(item: BriefItem) -> Traits:
    """What a story is known by: names, words, kinds of event and of claim, outlets; in small letters."""
    names: list[str | None] = [about for claim in item.claims for about in claim.about]
    for claim in item.claims:
        names += [claim.speaker, claim.organisation]
    for quote in item.quotes:
        names += [quote.speaker, quote.organisation]
    kinds = {one.kind for one in item.claims} - {"statement"}
    return {
        "names": frozenset(name.lower() for name in names if name),
        "words": frozenset(content_words(item.headline)),
        "kinds": frozenset((*families(item.headline), *kinds)),
        "outlets": frozenset(one.outlet.lower() for one in item.sources),
    }


def _likeness(mine: Traits, theirs: Traits) -> float:
    return sum(
        weight * min(1.0, len(mine[kind] & theirs[kind]) / enough)
        for kind, weight, enough in _WEIGHTS
    )


def latest(marks: Sequence[Mark], most: int) -> tuple[Mark, ...]:
    """The latest marks of use, at most `most`: tastes change, and reading them must stay cheap."""
    useful = [one for one in marks if one.verdict in _VOTES]
    return tuple(sorted(useful, key=lambda one: one.marked_at)[-most:])
