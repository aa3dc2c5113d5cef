"""The stories that a brief shows, found without telling them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from digests.brief import Told, item
from digests.choosing import choose
from digests.model import BriefItem, TopicMatch
from digests.plain import plain
from digests.ranking import Scale, at_most, rank
from digests.stories.changes import Change, changes
from digests.summarisers.base import StoryView
from tests.views import NOW, article, heron, view

SCALE = Scale(now=NOW)
RUMOUR = """Kelder Robotics is about to be sold, a person familiar with the matter said.

"It is done but for the signing," the person said. The price could be $2 billion."""
QUIET = """Ostrava Systems opened an office in Porto on Monday. It has 12 desks and a garden."""
SPOKEN = """Ostrava Systems will spend $40 million on a second office in Porto by 2028.

"We wanted the light," said Irena Novak, the chief executive of Ostrava Systems."""


def stories(drawn: Sequence[tuple[str, float, int]]) -> list[tuple[StoryView, Change]]:
    """A story of each text, so close to the topic, so many hours old."""
    found: list[tuple[StoryView, Change]] = []
    for n, (text, score, age) in enumerate(drawn):
        one = replace(article(text, f"a{n}"), published_at=NOW - timedelta(hours=age))
        made = view(one)
        made = replace(
            made,
            story=replace(made.story, id=f"s{n}"),
            matches={one.id: TopicMatch(topic="labs", score=score, because=())},
        )
        found.append((made, changes(made.articles, made.extractions, None)))
    return found


def told(news: Sequence[tuple[StoryView, Change]]) -> list[BriefItem]:
    """Every story's item."""
    found: list[BriefItem] = []
    for one, change in news:
        said = plain(one, "en")
        whole = Told(view=one, verified=said.verified, change=change, differences=said.differences)
        found.append(item(whole, "en", SCALE))
    return found


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from((RUMOUR, QUIET, SPOKEN)),
            st.floats(0, 1),
            st.integers(0, 60),
        ),
        max_size=14,
    ),
    st.integers(1, 4),
)
def test_the_choice_is_that_of_telling_all(drawn: list[tuple[str, float, int]], most: int) -> None:
    """The same stories in the same places, rumours among them, whatever they score."""
    news = stories(drawn)
    every = told(news)
    assert choose(news, "en", SCALE, most=most)[0] == rank(every, most=most)
    for (one, _), made in zip(news, every, strict=True):
        assert made.score <= at_most(one, SCALE) + 1e-9


def test_of_many_stories_few_are_told() -> None:
    """Two hundred stories of which eight are shown: not two hundred are told for that."""
    drawn = [((QUIET, SPOKEN)[n % 2], n / 200, n % 40) for n in range(200)]
    items, kept = choose(stories(drawn), "en", SCALE, most=8)
    assert len(items) == 8
    assert {one.story_id for one in items} <= {one.view.story.id for one in kept}
    assert len(kept) < 40


def test_a_story_of_many_outlets_is_bounded_too() -> None:
    """The bound holds for what several outlets tell."""
    made = heron()
    assert told([(made, changes(made.articles, made.extractions, None))])[0].score <= at_most(
        made, SCALE
    )
