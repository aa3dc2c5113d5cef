"""A digest of several days: a story once, by its course, in two minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from digests.longer import LONG, TWO_MINUTES, by_theme, course, digest, fitted, is_long
from digests.model import BriefItem, Evidence, Sentence, Step, Window
from digests.orders import Order, Reader
from digests.pipeline import build_brief, keep_brief
from digests.reading_time import units
from digests.summarisers.extractive import Extractive
from tests.digests.test_pipeline import LATER, LIBRARY, TOPIC, brief, give
from tests.views import LAB, NOW, PRESS, article, view

WEEK = Window(start=NOW - timedelta(days=7), end=NOW)
STORY = view(
    article(LAB, "lab", outlet="Heron", hours=80),
    article(PRESS, "press", hours=78),
    article(LATER, "later", outlet="Courier", hours=20),
)

BARE = replace(STORY, articles=())  # a story whose articles' titles say nothing


async def week(database: AsyncEngine, reader: Reader | None = None) -> BriefItem:
    """The one story of the week's digest."""
    order = Order(topic=TOPIC, window=WEEK, reader=reader)
    built = await build_brief(database, LIBRARY, order, Extractive(), now=NOW)
    (only,) = built.brief.items
    return only


def test_a_window_of_four_days_is_long() -> None:
    """A weekend is not."""
    assert is_long(Window(start=NOW - LONG, end=NOW))
    assert not is_long(Window(start=NOW - timedelta(days=3), end=NOW))


def test_a_course_has_a_sentence_a_day_and_each_has_its_evidence() -> None:
    """What the later day repeats is not told again."""
    steps = course("s1", STORY, (), "en")
    assert [one.at for one in steps] == [NOW - timedelta(hours=80), NOW - timedelta(hours=20)]
    assert steps[0].sentence.text.startswith("Heron Labs will not sell its Wader model")
    assert "Lisbon" in steps[1].sentence.text
    for step in steps:
        (piece,) = step.sentence.evidence
        found = STORY.article(piece.article_id)
        assert found is not None
        assert found.text[piece.start : piece.end] == piece.text


def test_a_day_without_news_has_no_step() -> None:
    """A copy on the next day adds nothing to the course."""
    copied = view(*STORY.articles, article(PRESS, "again", outlet="Echo", hours=2))
    assert len(course("s1", copied, (), "en")) == 2


async def test_a_week_without_daily_briefs_is_made_from_the_stories(database: AsyncEngine) -> None:
    """Nobody was sent anything: the course is what daily briefs would have said."""
    await give(database, *STORY.articles)
    item = await week(database)
    assert [one.at for one in item.course] == [
        NOW - timedelta(hours=80),
        NOW - timedelta(hours=20),
    ]


async def test_a_week_draws_on_its_daily_briefs(database: AsyncEngine) -> None:
    """What they said is said again, a brief a day, and they are counted."""
    await give(database, *STORY.articles)
    daily = Reader(workspace="T1", channel="C1")
    first = await brief(database, reader=daily, hours=24, back=72)
    second = await brief(database, reader=daily, hours=24)
    order = Order(topic=TOPIC, window=WEEK, reader=Reader(workspace="T1", channel="C1:weekly"))
    built = await build_brief(database, LIBRARY, order, Extractive(), now=NOW)
    (item,) = built.brief.items
    assert item.status == "new"
    assert item.course[0].sentence == first.items[0].summary[0]
    assert item.course[-1].sentence in second.items[0].what_changed
    assert built.brief.coverage.briefs_read == 2
    async with database.begin() as connection:
        await keep_brief(connection, built, order.reader, now=NOW)
    again = await build_brief(database, LIBRARY, order, Extractive(), now=NOW)
    assert (again.brief.items, again.brief.coverage.stories_repeated) == ((), 1)


async def test_a_short_window_has_no_course(database: AsyncEngine) -> None:
    """A daily brief stays what it is."""
    await give(database, *STORY.articles)
    built = await brief(database, hours=48)
    assert built.items[0].course == ()
    assert built.items[0].theme is None


@given(
    stories=st.lists(
        st.tuples(st.text("abc 苍梧", max_size=90), st.lists(st.integers(1, 70), max_size=6)),
        max_size=30,
    )
)
def test_a_digest_can_be_read_in_two_minutes(stories: list[tuple[str, list[int]]]) -> None:
    """However many stories there are and however long their sentences; the best is always in."""
    items = [_item(number, headline) for number, (headline, _) in enumerate(stories)]
    courses = {
        one.story_id: tuple(_step(day, words) for day, words in enumerate(lengths))
        for one, (_, lengths) in zip(items, stories, strict=True)
    }
    kept = fitted([replace(one, course=courses[one.story_id]) for one in items])
    cost = sum(
        units(one.headline) + sum(units(step.sentence.text) for step in one.course) for one in kept
    )
    assert cost <= TWO_MINUTES or len(kept) == 1
    assert [one.story_id for one in kept] == [one.story_id for one in items[: len(kept)]]
    assert bool(kept) == bool(items)


def test_nothing_makes_an_empty_digest() -> None:
    """A week without a story is no error."""
    assert digest([], {}, (), "en") == ()


def test_stories_stand_under_few_themes() -> None:
    """A theme is not split, the best story's comes first, and small ones share the last place."""
    headlines = [
        "Quillon sued over recordings", "Brask recalls 640 robots", "Quillon launches Tamber 3",
        "Court fines Quillon", "Lodestar raises $30 million", "Farrow steps down at Quillon",
        "Study of 200 wards finds fewer errors", "Kelder launches an open model", "Rain in Cork",
    ]  # fmt: skip
    items = [_item(number, headline) for number, headline in enumerate(headlines)]
    placed = by_theme(items, {one.story_id: BARE for one in items})
    themes = [one.theme for one in placed]
    assert themes[:2] == ["rules", "rules"]
    assert len(set(themes)) <= 6
    assert themes[-1] == "other"
    for theme in set(themes):
        at = [n for n, one in enumerate(themes) if one == theme]
        assert at == list(range(at[0], at[-1] + 1))


def _item(number: int, headline: str) -> BriefItem:
    return BriefItem(story_id=f"s{number}", headline=headline, score=1 - number / 100)


def _step(day: int, words: int) -> Step:
    text = " ".join(["word"] * words)
    at = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=day)
    evidence = Evidence(article_id="a", start=0, end=len(text), text=text)
    return Step(at=at, sentence=Sentence(text=text, evidence=(evidence,)))
