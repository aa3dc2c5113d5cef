"""Which stories come first, and what readers' marks do to that."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.brief import Told, item
from digests.model import BriefItem, Claim, Evidence, Mark, MarkVerdict, SourceRef
from digests.ranking import Scale, rank, ranked
from digests.stories.changes import changes
from digests.summarisers.base import StoryView
from digests.summarisers.telling import plainly
from digests.taste import MOST, NOBODYS, Taste, latest, taste
from tests.views import NOW, article, heron, view

RUMOUR = """Kelder Robotics is about to be sold, a person familiar with the matter said.

The person said that the price could be $2 billion. "It is done but for the signing," the person \
said."""
PLAIN = """Ostrava Systems opened an office in Porto on Monday.

"We wanted the light," said Irena Novak, the chief executive of Ostrava Systems."""


def told(found: StoryView, scale: Scale | None = None) -> BriefItem:
    change = changes(found.articles, found.extractions, None)
    one = Told(view=found, verified=plainly(found, "en").verified, change=change)
    return item(one, "en", scale or Scale(now=NOW))


def named(story_id: str, **changed: object) -> BriefItem:
    return replace(BriefItem(story_id=story_id, headline=story_id), **changed)  # type: ignore[arg-type]


def test_a_single_unsourced_rumour_is_known_and_says_why() -> None:
    """One outlet, one person who won't be named: held down, with the reason."""
    found = told(view(article(RUMOUR, "rumour")))
    assert found.rumour
    assert any("no named source" in reason for reason in found.reasons)
    assert not told(heron()).rumour


@given(
    st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=12),
    st.integers(1, 8),
)
def test_a_rumour_never_leads_what_is_more(scores: list[tuple[float, bool]], most: int) -> None:
    """Whatever the scores are: it leads only where there is nothing else."""
    items = [named(f"s{n}", score=s, rumour=r) for n, (s, r) in enumerate(scores)]
    best = rank(items, most=most)
    assert len(best) == min(most, len(items))
    if not all(one.rumour for one in items):
        assert not best[0].rumour
    rest = list(best[1:])
    assert rest == sorted(rest, key=lambda one: (-one.score, one.story_id))


def mark(story_id: str, verdict: MarkVerdict = "useful", reader: str = "U1") -> Mark:
    return Mark(
        workspace="T1",
        channel="C1",
        brief_id="b1",
        story_id=story_id,
        reader=reader,
        verdict=verdict,
        marked_at=NOW,
    )


def story(name: str, *, outlets: int = 1, outlet: str = "Courier") -> BriefItem:
    """A story about one company."""
    evidence = Evidence(article_id="a", start=0, end=1, text="x")
    source = SourceRef(article_id="a", outlet=outlet, title="", url="", published=NOW, lang="en")
    return BriefItem(
        story_id=name,
        headline=f"{name} opens an office in Porto",
        claims=(Claim(text="x", evidence=evidence, organisation=name),),
        sources=(source,),
        independent_outlets=outlets,
    )


def test_what_is_like_a_story_marked_useful_is_lifted() -> None:
    """By name, words, kind and outlet; what is not like it is left alone."""
    found = taste([(mark("Heron"), story("Heron"))])
    alike = found.pull(story("Heron"))
    other = found.pull(story("Kelder", outlet="Echo"))
    assert 0 <= other < alike <= MOST
    assert taste([(mark("Heron", "not_useful"), story("Heron"))]).pull(story("Heron")) == -alike


def test_the_reason_is_told() -> None:
    """`--explain` says that readers' marks moved it, and how far."""
    found = heron()
    marked = told(found)
    liked = told(found, Scale(now=NOW, taste=taste([(mark(marked.story_id), marked)])))
    (reason,) = [one for one in liked.reasons if "readers" in one]
    assert reason.startswith("like what readers here found useful (+0.")
    assert liked.score > marked.score


def test_marks_do_not_hold_down_what_must_be_seen() -> None:
    """A story of a lab itself, or of three outlets, stays where it is."""
    plain = view(article(PLAIN, "plain"))
    marked = told(plain)
    bored = taste([(mark(marked.story_id, "not_useful", f"U{n}"), marked) for n in range(9)])
    scale = Scale(now=NOW, taste=bored)
    assert ranked(marked, plain, scale).score < marked.score
    assert ranked(replace(marked, independent_outlets=3), plain, scale).score > marked.score
    lab = view(replace(article(PLAIN, "plain"), origin_kind="lab"))
    assert ranked(marked, lab, scale).score >= ranked(marked, lab, Scale(now=NOW)).score


def test_a_rumour_that_readers_like_still_does_not_lead() -> None:
    """Taste orders what is close; it makes no news of a rumour."""
    rumour, plain = view(article(RUMOUR, "rumour")), view(article(PLAIN, "plain", hours=40))
    first = told(rumour)
    loved = taste([(mark(first.story_id, reader=f"U{n}"), first) for n in range(50)])
    both = [told(rumour, Scale(now=NOW, taste=loved)), replace(told(plain), story_id="s2")]
    assert [one.rumour for one in rank(both)] == [False, True]


@given(
    st.lists(
        st.tuples(st.sampled_from(["useful", "not_useful", "wrong_quote"]), st.sampled_from("abc")),
        max_size=60,
    )
)
def test_marks_move_a_story_within_bounds(given_: list[tuple[MarkVerdict, str]]) -> None:
    """However many readers agree; reports of wrong quotes do not count."""
    marks = [(mark(s, v, f"U{n}"), story(s)) for n, (v, s) in enumerate(given_)]
    assert -MOST <= taste(marks).pull(story("a")) <= MOST
    if all(one.verdict == "wrong_quote" for one, _ in marks):
        assert taste(marks) == NOBODYS


def test_the_latest_marks_are_heeded() -> None:
    """The oldest are dropped first, and reports are none."""
    marks = [replace(mark(str(n)), marked_at=NOW + timedelta(hours=n)) for n in range(5)]
    assert [one.story_id for one in latest([*marks, mark("r", "wrong_quote")], 2)] == ["3", "4"]


def test_over_a_week_days_count_and_not_hours() -> None:
    """What went on for days stands above what was told once, however new."""
    once = view(article(PLAIN, "a"))
    days = view(article(PLAIN, "a", hours=90), article(RUMOUR, "b", outlet="Echo", hours=60))
    long = Scale(now=NOW, long=True)
    reasons = [told(one, long).reasons for one in (once, days)]
    assert any("told on 1 day (+0.00)" in one for one in reasons[0])
    assert any("told on 2 days (+0.03)" in one for one in reasons[1])


@pytest.mark.parametrize("empty", [NOBODYS, Taste()])
def test_without_marks_nothing_is_pulled(empty: Taste) -> None:
    """A new channel has no taste."""
    assert empty.pull(story("Heron")) == 0
