"""Which of a topic's stories a brief shows, without telling all the others.

To tell a story takes some fifty milliseconds, and a topic may have thousands. What a story can
score at most is known beforehand, so they are told in that order, until those that are left can
no longer come among the best: what is chosen is the same as if all had been told.
"""

from __future__ import annotations

from collections.abc import Sequence

from digests import brief as briefing
from digests.brief import Told
from digests.model import BriefItem, Language
from digests.plain import plain
from digests.ranking import Scale, at_most, rank
from digests.stories.changes import Change
from digests.summarisers.base import StoryView


def choose(
    news: Sequence[tuple[StoryView, Change]], language: Language, scale: Scale, *, most: int
) -> tuple[tuple[BriefItem, ...], tuple[Told, ...]]:
    """The items of the `most` best stories, best first, and the stories that were told for it.

    They are told in the articles' own words, in `language` where an article is in it.
    """
    bounds = [(at_most(view, scale), view, change) for view, change in news]
    bounds.sort(key=lambda one: (-one[0], one[1].story.id))
    told: list[Told] = []
    items: list[BriefItem] = []
    for bound, view, change in bounds:
        if _is_settled(items, bound, most):
            break
        told.append(_told(view, change, language))
        items.append(briefing.item(told[-1], language, scale))
    return rank(items, most=most), tuple(told)


def _told(view: StoryView, change: Change, language: Language) -> Told:
    said = plain(view, language)
    return Told(view=view, verified=said.verified, change=change, differences=said.differences)


def _is_settled(items: Sequence[BriefItem], bound: float, most: int) -> bool:
    """Whether no story of at most this score could change what is shown, or what leads it."""
    if len(items) < most or all(one.rumour for one in items):
        return False
    return min(one.score for one in rank(items, most=most)) > bound
