"""Stories that turn out to be one after a channel was told them: nothing is told twice."""

from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from digests.model import Brief, Story
from digests.pipeline import Reader
from digests.store import stories as story_store
from tests.digests.test_pipeline import brief, give
from tests.views import LAB, NOW, article

OURS = Reader(workspace="T1", channel="slack:C1")
FIRE = (
    "A fire broke out in the Porto warehouse of Heron Labs on Sunday night.\n\n"
    "The fire brigade counted 14 burnt racks. Nobody was hurt."
)
MORE = (
    "Heron Labs will rebuild its Porto warehouse for $6 million, it said.\n\n"
    '"Every rack that burnt was insured," said Ines Prado, who runs the site.'
)


async def story_of(database: AsyncEngine, article_id: str) -> str:
    """The story that an article stands in."""
    async with database.connect() as connection:
        return (await story_store.of_articles(connection, [article_id]))[article_id]


async def merge(database: AsyncEngine, source: str, target: str) -> None:
    """Makes the story of one article part of another's."""
    ids = [await story_of(database, one) for one in (source, target)]
    async with database.begin() as connection:
        found = await story_store.get(connection, ids)
        await story_store.merge(connection, *ids)
        into = next(one for one in found if one.id == ids[1])
        members = tuple(dict.fromkeys(id_ for one in found for id_ in one.article_ids))
        await story_store.keep(
            connection,
            Story(
                id=into.id,
                article_ids=members,
                origins=tuple((one,) for one in members),
                first_seen=into.first_seen,
                updated_at=NOW,
            ),
        )


def sentences(found: Brief) -> str:
    return " ".join(one.text for item in found.items for one in (*item.what_changed, *item.summary))


@pytest.mark.parametrize(("source", "target"), [("lab", "fire"), ("fire", "lab")])
async def test_two_stories_that_were_told_and_then_merged_are_not_told_again(
    database: AsyncEngine, source: str, target: str
) -> None:
    """Whichever goes into the other, what was shown of both is known."""
    await give(database, article(LAB, "lab", hours=6), article(FIRE, "fire", hours=5))
    assert len((await brief(database, reader=OURS)).items) == 2
    await merge(database, source, target)
    again = await brief(database, reader=OURS)
    assert (again.items, again.coverage.stories_repeated) == ((), 1)


@pytest.mark.parametrize(("source", "target"), [("more", "fire"), ("fire", "more")])
async def test_a_story_not_told_yet_that_merges_with_one_told_is_an_update(
    database: AsyncEngine, source: str, target: str
) -> None:
    """Only what is new is said first; the sentences that were told are not told as new."""
    await give(database, article(FIRE, "fire", hours=6))
    assert len((await brief(database, reader=OURS, back=4)).items) == 1
    await give(database, article(MORE, "more", hours=2))
    if await story_of(database, "more") != await story_of(database, "fire"):
        await merge(database, source, target)
    found = await brief(database, reader=OURS)
    assert [one.status for one in found.items] == ["update"]
    new = " ".join(one.text for one in found.items[0].what_changed)
    assert "$6 million" in new
    assert "14 burnt racks" not in new
    after = await brief(database, reader=OURS)
    assert (after.items, after.coverage.stories_repeated) == ((), 1)


async def test_a_retelling_that_merges_with_what_was_told_is_a_repeat(
    database: AsyncEngine,
) -> None:
    """It brings nothing, so it is left out and counted."""
    retold = (
        "Heron Labs' warehouse in Porto burnt on Sunday night.\n\nThe brigade counted 14 racks."
    )
    await give(database, article(FIRE, "fire", hours=6))
    await brief(database, reader=OURS, back=4)
    await give(database, article(retold, "retold", outlet="Herald", hours=2))
    if await story_of(database, "retold") != await story_of(database, "fire"):
        await merge(database, "retold", "fire")
    found = await brief(database, reader=OURS)
    assert (found.items, found.coverage.stories_repeated) == ((), 1)
