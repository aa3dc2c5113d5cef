"""A brief tells each reader what is new to them, and counts what it left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from digests.config import Config
from digests.errors import SummariserError
from digests.extract.entities import Gazetteer
from digests.intake import Arrival, inline, take
from digests.library import Library, library
from digests.model import (
    Article,
    Brief,
    Draft,
    DraftQuote,
    DraftSentence,
    Mode,
    Story,
    Topic,
    Window,
)
from digests.pipeline import Order, Reader, build_brief, keep_brief
from digests.store import stories as story_store
from digests.summarisers.base import StoryView
from digests.summarisers.extractive import Extractive
from tests.views import LAB, NOW, PRESS, article

TOPIC = Topic(slug="labs", names=(("en", "Labs"),), any=("Heron Labs",))
LIBRARY: Library = library(
    Config(sources=(), topics=(TOPIC,), entities=(), gazetteer=Gazetteer(()))
)
LATER = """Heron Labs said on Tuesday that it would open an office in Lisbon with 35 people.

"Lisbon has engineers who want to stay," said Amina Duarte, chief executive of Heron Labs, whose \
Wader model will not be sold to insurers. Heron Labs keeps its head office in Porto."""


async def give(database: AsyncEngine, *articles: Article) -> None:
    """Takes articles in, as news at the time they were published."""
    arrivals = [Arrival(article=one, brief_at=one.published_at) for one in articles]
    await take(database, LIBRARY, arrivals, inline(LIBRARY))


async def brief(
    database: AsyncEngine, *, hours: float = 24, reader: Reader | None = None, back: float = 0
) -> Brief:
    """The brief of the last `hours`, `back` hours ago; kept for its reader."""
    end = NOW - timedelta(hours=back)
    window = Window(start=end - timedelta(hours=hours), end=end)
    order = Order(topic=TOPIC, window=window, reader=reader)
    built = await build_brief(database, LIBRARY, order, Extractive(), now=end)
    async with database.begin() as connection:
        await keep_brief(connection, built, reader, now=end)
    return built.brief


async def test_one_story_in_two_outlets_is_one_item(database: AsyncEngine) -> None:
    """Both outlets stand under one headline, with the figure they differ on."""
    await give(database, article(LAB, "lab", outlet="Heron", hours=5), article(PRESS, "press"))
    found = await brief(database)
    assert len(found.items) == 1
    assert {one.outlet for one in found.items[0].sources} == {"Heron", "Courier"}
    assert (found.coverage.articles_read, found.coverage.stories_shown) == (2, 1)


async def test_a_story_told_to_a_channel_is_not_told_again(database: AsyncEngine) -> None:
    """The second brief of the same channel leaves it out and counts it; another channel gets it."""
    await give(database, article(LAB, "lab", hours=5))
    ours, other = (Reader(workspace="T1", channel=name) for name in ("C1", "C2"))
    assert len((await brief(database, reader=ours)).items) == 1
    again = await brief(database, reader=ours)
    assert (again.items, again.coverage.stories_repeated) == ((), 1)
    assert len((await brief(database, reader=other)).items) == 1


async def test_the_same_channel_name_elsewhere_is_another_reader(database: AsyncEngine) -> None:
    """What one workspace was shown is nothing to another."""
    await give(database, article(LAB, "lab", hours=5))
    await brief(database, reader=Reader(workspace="T1", channel="C1"))
    assert (await brief(database, reader=Reader(workspace="T2", channel="C1"))).items


async def test_a_changed_article_is_told_as_an_update(database: AsyncEngine) -> None:
    """A correction comes back with its new sentence first."""
    ours = Reader(workspace="T1", channel="C1")
    first = article(LAB, "lab", hours=30)
    await give(database, first)
    await brief(database, reader=ours, back=20)
    text = LAB.replace("15%", "25%") + "\n\nHeron Labs withdrew its Porto tender on Wednesday."
    changed = Arrival(article=article(text, "lab", hours=2), brief_at=NOW - timedelta(hours=2))
    await take(database, LIBRARY, [changed.revising(first)], inline(LIBRARY))
    found = await brief(database, reader=ours)
    assert [one.status for one in found.items] == ["update"]
    said = " ".join(one.text for one in found.items[0].what_changed)
    assert "Porto tender" in said


async def test_a_window_holds_only_its_own_news(database: AsyncEngine) -> None:
    """What became news before the window is not in the brief."""
    await give(database, article(LAB, "lab", hours=30))
    assert (await brief(database)).items == ()


async def test_what_came_in_after_the_windows_end_costs_no_brief(database: AsyncEngine) -> None:
    """An older article that a new source brought in the minute of the brief is left out of it."""
    one = article(LAB, "lab", hours=5)
    late = replace(one, first_seen_at=NOW + timedelta(seconds=20))
    await take(
        database, LIBRARY, [Arrival(article=late, brief_at=one.published_at)], inline(LIBRARY)
    )
    assert (await brief(database)).items == ()


async def test_a_topic_is_matched_anew_when_its_rules_change(database: AsyncEngine) -> None:
    """Articles that were taken in under other rules are matched before a brief is built."""
    await give(database, article(LAB, "lab", hours=5))
    other = Topic(slug="labs", names=(("en", "Labs"),), any=("Porcupine",))
    changed = library(Config(sources=(), topics=(other,), entities=(), gazetteer=Gazetteer(())))
    order = Order(topic=other, window=Window(start=NOW - timedelta(hours=24), end=NOW))
    built = await build_brief(database, changed, order, Extractive(), now=NOW)
    assert built.brief.items == ()


class Liar:
    """A summariser that invents."""

    mode: Mode = "model"

    async def summarise(self, view: StoryView, language: str) -> Draft:
        """A headline, one true sentence, and much that nobody said."""
        return Draft(
            headline=view.articles[0].title,
            summary=(
                DraftSentence(text="Heron Labs will list in New York for $4 billion."),
                DraftSentence(text="The company employs 240 people."),
            ),
            quotes=(DraftQuote(text="I never wanted insurers.", speaker="Amina Duarte"),),
        )


class Broken:
    """A summariser that can't."""

    mode: Mode = "model"

    async def summarise(self, view: StoryView, language: str) -> Draft:
        """Fails."""
        raise SummariserError("the model did not answer in time")


async def test_no_lie_of_a_summariser_is_shown(database: AsyncEngine) -> None:
    """Invented sentences and quotes are dropped; the articles' own stand in their place."""
    await give(database, article(LAB, "lab", hours=5))
    order = Order(topic=TOPIC, window=Window(start=NOW - timedelta(hours=24), end=NOW))
    built = await build_brief(database, LIBRARY, order, Liar(), now=NOW)
    item = built.brief.items[0]
    assert item.summary[0].text == (
        "Heron Labs will not sell its Wader model to insurers, its chief executive said on Monday."
    )
    assert "New York" not in " ".join(one.text for one in item.summary)
    assert all(at.text in LAB for one in item.summary for at in one.evidence)
    assert all(one.evidence.text in LAB for one in item.quotes)
    assert any("Left out" in note for note in built.brief.notes)


async def test_a_failing_summariser_costs_no_brief(database: AsyncEngine) -> None:
    """The story is told extractively, and a note says so."""
    await give(database, article(LAB, "lab", hours=5))
    order = Order(topic=TOPIC, window=Window(start=NOW - timedelta(hours=24), end=NOW))
    built = await build_brief(database, LIBRARY, order, Broken(), now=NOW)
    assert built.brief.items[0].summary
    assert built.brief.mode == "extractive"
    assert len(built.brief.notes) == 1
    assert "the model did not answer in time" in built.brief.notes[0]


async def test_merged_stories_keep_their_history(database: AsyncEngine) -> None:
    """A story that became another is found under its old id."""
    await give(database, article(LAB, "lab", hours=5))
    async with database.begin() as connection:
        old = (await story_store.of_articles(connection, ["lab"]))["lab"]
    await give(database, article(LATER, "later", hours=1))
    async with database.begin() as connection:
        new = (await story_store.of_articles(connection, ["later"]))["later"]
        if new != old:
            await story_store.merge(connection, old, new)
        found = await story_store.get(connection, [old])
    assert set(found[0].article_ids) == {"lab", "later"}


async def test_what_was_shown_of_a_story_outlives_its_merging(database: AsyncEngine) -> None:
    """A channel that was told a story is not told it anew because it became part of another."""
    ours = Reader(workspace="T1", channel="C1")
    await give(database, article(LAB, "lab", hours=5))
    await brief(database, reader=ours)
    async with database.begin() as connection:
        old = (await story_store.of_articles(connection, ["lab"]))["lab"]
        target = Story(
            id="s-target", article_ids=(), origins=(("lab",),), first_seen=NOW, updated_at=NOW
        )
        await story_store.keep(connection, target)
        await story_store.merge(connection, old, "s-target")
    again = await brief(database, reader=ours)
    assert (again.items, again.coverage.stories_repeated) == ((), 1)
