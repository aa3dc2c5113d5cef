"""A story's plain telling is worked out once, and again as soon as anything of it changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from digests.extract.article import extract
from digests.model import Story
from digests.plain import plain
from digests.stories.differences import differences
from digests.summarisers.base import StoryView
from digests.summarisers.telling import plainly
from tests.views import LAB, NOW, PRESS, article


def view() -> StoryView:
    """One story of two outlets, made anew: nothing of it is the same object twice."""
    told = (article(LAB, "lab", hours=5), article(PRESS, "press", outlet="Ledger", hours=4))
    ids = tuple(one.id for one in told)
    story = Story(
        id="s1", article_ids=ids, origins=tuple((one,) for one in ids),
        first_seen=NOW - timedelta(hours=5), updated_at=NOW,
    )  # fmt: skip
    return StoryView(story=story, articles=told, extractions={one.id: extract(one) for one in told})


def test_it_is_what_is_worked_out_by_itself() -> None:
    """The telling and the differences are those of the functions that make them."""
    one = view()
    found = plain(one, "en")
    assert found.verified == plainly(one, "en").verified
    assert found.differences == differences(one.articles, one.extractions, "en")


def test_the_same_story_read_again_costs_nothing() -> None:
    """A story that was loaded from the store again is known again."""
    assert plain(view(), "en") is plain(view(), "en")


def test_a_changed_article_or_another_language_is_told_anew() -> None:
    """A corrected text, a re-read article or another language is never told by an old telling."""
    old = view()
    first = replace(old.articles[0], text=old.articles[0].text + " It was later corrected.")
    changed = replace(old, articles=(first, *old.articles[1:]))
    assert plain(changed, "en") is not plain(old, "en")
    assert plain(old, "zh") is not plain(old, "en")
    assert plain(replace(old, extractions={}), "en") is not plain(old, "en")
