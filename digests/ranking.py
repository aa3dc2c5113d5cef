"""Which stories come first, and why, in words.

Independent outlets count most, then primary sources, closeness to the topic, the weight of the
claims, named speech, newness, and what the channel's readers marked. Over a long window the days
on which a story was told count in the place of its age. A single unsourced rumour never leads.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from digests.model import BriefItem
from digests.stories.listing import is_listing
from digests.summarisers.base import StoryView
from digests.taste import MOST as MOST_PULL
from digests.taste import NOBODYS, Taste

STORIES = 8  # a brief can be read in a minute; the rest is counted, not shown
MUST_SEE = 3  # independent outlets: such a story is never held down by what readers marked
_PRIMARY = {"lab", "paper"}
_NEWS = timedelta(days=2)  # what is older is not new
_MOST_DAYS = 4
_ROUNDUP, _RUMOUR = 0.2, 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What a story is measured by besides itself.

    `now` is UTC. `long` is of a window of several days. `taste` is the channel's readers'.
    """

    now: datetime
    long: bool = False
    taste: Taste = NOBODYS


def ranked(made: BriefItem, view: StoryView, scale: Scale) -> BriefItem:
    """The item with its score, the reasons for it, and whether it is a mere rumour."""
    parts = list(_parts(made, view, scale))
    score = sum(part for part, _ in parts)
    reasons = tuple(f"{reason} ({part:+.2f})" for part, reason in parts)
    rumour = is_rumour(made, view)
    if _is_roundup(view):
        score, reasons = score * _ROUNDUP, (*reasons, "a roundup of other stories (x0.2)")
    elif rumour:
        score, reasons = score * _RUMOUR, (*reasons, "a single outlet with no named source (x0.3)")
    return replace(made, score=score, reasons=reasons, rumour=rumour)


def at_most(view: StoryView, scale: Scale) -> float:
    """The score that a story can't exceed however it is told: what its articles hold, at best.

    Known without telling it, which takes many times as long.
    """
    read = [view.extraction(article) for article in view.articles]
    weight = max((claim.weight for one in read for claim in one.claims), default=0.0)
    speak = any(quote.speaker_kind == "person" for one in read for quote in one.quotes)
    pull = MOST_PULL if scale.taste != NOBODYS else 0.0
    parts = (*_of_articles(view, independent(view), scale), *_of_words(weight, speak=speak))
    best = sum(part for part, _ in parts) + pull
    return best * (_ROUNDUP if _is_roundup(view) else 1.0)


def _parts(made: BriefItem, view: StoryView, scale: Scale) -> Iterator[tuple[float, str]]:
    yield from _of_articles(view, made.independent_outlets, scale)
    weight = max((one.weight for one in made.claims), default=0.0)
    speak = any(one.speaker_kind == "person" for one in made.quotes)
    yield from _of_words(weight, speak=speak)
    pull = scale.taste.pull(made)
    if pull < 0 and (_is_primary(view) or made.independent_outlets >= MUST_SEE):
        return
    if pull:
        what = "useful" if pull > 0 else "not useful"
        yield pull, f"like what readers here found {what}"


def _of_articles(view: StoryView, outlets: int, scale: Scale) -> Iterator[tuple[float, str]]:
    yield 0.30 * min(math.log2(1 + outlets) / math.log2(7), 1), f"{outlets} independent"
    if _is_primary(view):
        yield 0.12, "a primary source"
    closeness = max((one.score for one in view.matches.values()), default=0.0)
    yield 0.25 * closeness, f"{closeness:.2f} close to the topic"
    yield _told_when(view, scale)


def _of_words(weight: float, *, speak: bool) -> Iterator[tuple[float, str]]:
    yield 0.15 * weight, f"claims of weight {weight:.2f}"
    if speak:
        yield 0.08, "people speak by name"


def _is_primary(view: StoryView) -> bool:
    return any(one.origin_kind in _PRIMARY for one in view.articles)


def _is_roundup(view: StoryView) -> bool:
    return all(is_listing(one) for one in view.articles)


def _told_when(view: StoryView, scale: Scale) -> tuple[float, str]:
    if scale.long:
        fresh = [one for one in view.articles if one.id in view.fresh] or view.articles
        days = len({one.published_at.date() for one in fresh})
        return 0.10 * min(
            1.0, (days - 1) / (_MOST_DAYS - 1)
        ), f"told on {days} day{'s' * (days > 1)}"
    age = scale.now - max(one.published_at for one in view.articles)
    return 0.10 * max(0.0, 1 - age / _NEWS), f"{age / timedelta(hours=1):.0f} h old"


def is_rumour(made: BriefItem, view: StoryView) -> bool:
    """One origin, not a primary one, and nobody in it who speaks by name."""
    if made.independent_outlets > 1 or _is_primary(view):
        return False
    extractions = [view.extraction(article) for article in view.articles]
    speakers = {one.speaker_kind for found in extractions for one in found.quotes}
    speakers |= {one.speaker_kind for found in extractions for one in found.claims}
    return "unnamed" in speakers and not {"person", "organisation"} & speakers


def independent(view: StoryView) -> int:
    """How many outlets report it on their own: one an origin, an outlet once."""
    outlets = {
        article.outlet
        for origin in view.story.origins
        if (article := view.article(origin[0])) is not None
    }
    return max(len(outlets), 1)


def rank(items: Sequence[BriefItem], *, most: int = STORIES) -> tuple[BriefItem, ...]:
    """The items worth showing, best first, at most `most` of them.

    A rumour never stands above all that is more than one, whatever its score.
    """
    best = sorted(items, key=lambda one: (-one.score, one.story_id))
    lead = next((one for one in best if not one.rumour), None)
    if lead is not None:
        best.remove(lead)
        best.insert(0, lead)
    return tuple(best[:most])
