"""What readers of a channel marked useful, kept in the database, changes what leads their brief."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from digests.config import Config
from digests.extract.entities import Gazetteer
from digests.intake import Arrival, inline, take
from digests.library import library
from digests.model import Brief, Mark, MarkVerdict, Topic, Window
from digests.pipeline import Order, Reader, build_brief, keep_brief
from digests.store import marks
from digests.summarisers.extractive import Extractive
from tests.views import NOW, article

TOPIC = Topic(slug="labs", names=(("en", "Labs"),), any=("Heron Labs", "Quarry Robotics"))
LIBRARY = library(Config(sources=(), topics=(TOPIC,), entities=(), gazetteer=Gazetteer(())))
OURS, THEIRS = (Reader(workspace="T1", channel=f"slack:{name}") for name in ("C1", "C2"))
PAST = (
    "Lorries queued for nine hours at the port of Genoa when its cranes stood still on Sunday.\n\n"
    "The cranes had taken fog for a wall. The harbour master asks for 80,000 euros. "
    '"We owe every driver a meal," said Bruno Salmi of Quarry Robotics.'
)
HERON = (
    "Heron Labs will open an office in Lisbon with 35 people, its chief executive said.\n\n"
    '"Lisbon has engineers who want to stay," said Amina Duarte, chief executive of Heron Labs.'
)
QUARRY = (
    "Robot hands by Quarry Robotics will be made in Turin from May, in a hall for lorries.\n\n"
    '"Turin has people who know machines," said Bruno Salmi, who runs Quarry Robotics.'
)


async def brief(database: AsyncEngine, reader: Reader, *, back: float = 0) -> Brief:
    """The day's brief of this channel as it was `back` hours ago, kept."""
    end = NOW - timedelta(hours=back)
    window = Window(start=end - timedelta(hours=24), end=end)
    order = Order(topic=TOPIC, window=window, reader=reader)
    built = await build_brief(database, LIBRARY, order, Extractive(), now=end)
    async with database.begin() as connection:
        await keep_brief(connection, built, reader, now=end)
    return built.brief


async def told(database: AsyncEngine, verdict: MarkVerdict | None) -> list[dict[str, float]]:
    """Today's stories in the channel whose readers marked yesterday's, and in another."""
    given = [
        article(PAST, "past", hours=40),
        article(HERON, "heron", outlet="Herald", hours=5),
        article(QUARRY, "quarry", hours=5),
    ]
    arrivals = [Arrival(article=one, brief_at=one.published_at) for one in given]
    await take(database, LIBRARY, arrivals, inline(LIBRARY))
    before = await brief(database, OURS, back=24)
    async with database.begin() as connection:
        for reader in ("U1", "U2", "U3") if verdict else ():
            await marks.keep(
                connection,
                Mark(
                    workspace="T1",
                    channel=OURS.channel,
                    brief_id=before.id,
                    story_id=before.items[0].story_id,
                    reader=reader,
                    verdict=verdict or "useful",
                    marked_at=NOW - timedelta(hours=20),
                ),
            )
    return [await scores(database, reader) for reader in (OURS, THEIRS)]


async def scores(database: AsyncEngine, reader: Reader) -> dict[str, float]:
    """Today's stories in their order in the channel's brief."""
    return {one.sources[0].article_id: one.score for one in (await brief(database, reader)).items}


async def test_what_a_channel_found_useful_leads_its_brief(database: AsyncEngine) -> None:
    """A story of the same people comes first there; another channel's order stays as it was."""
    ours, theirs = await told(database, "useful")
    assert list(ours) == ["quarry", "heron"]
    assert list(theirs) == ["heron", "quarry"]


async def test_what_a_channel_found_useless_counts_less_there(database: AsyncEngine) -> None:
    """The same story, marked the other way, has a lower score than in another channel."""
    ours, theirs = await told(database, "not_useful")
    assert ours["quarry"] < theirs["quarry"]
    assert ours["heron"] == theirs["heron"]


async def test_without_marks_every_channel_has_one_order(database: AsyncEngine) -> None:
    """Nobody's marks move nothing."""
    ours, theirs = await told(database, None)
    assert ours == theirs
