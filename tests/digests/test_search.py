"""The archive finds articles by words, phrases and people, alike on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from digests import archive
from digests.documents import document
from digests.due import due_on
from digests.errors import NotFound
from digests.extract.article import extract
from digests.model import Article
from digests.search import Search, phrases, tokens
from digests.store import articles as article_store
from digests.store import claims, outcomes, search
from digests.store.outcomes import Outcome
from tests.views import LAB, NOW, PRESS, article

FORECAST = """Amina Duarte, chief executive of Heron Labs, expects chips to be scarce until 2028.

"By 2028 half of our chips will be made in Europe," said Duarte."""
CHINESE = document(
    "海荣智能周一在温州发布苍鹭模型，算力租赁由银松公司提供。",
    id="zh",
    title="海荣智能发布新模型",
    outlet="温州日报",
    language="zh",
    published=NOW - timedelta(days=3),
)


async def keep(connection: AsyncConnection, one: Article) -> None:
    """Stores an article with its extraction."""
    await article_store.add(connection, one, identities=[one.id], brief_at=None)
    await article_store.keep_extraction(connection, one, extract(one), "1")


async def filled(database: AsyncEngine) -> None:
    """Four articles, the newest last."""
    async with database.begin() as connection:
        await keep(connection, CHINESE)
        await keep(connection, article(FORECAST, "old", hours=30))
        await keep(connection, article(LAB, "lab", hours=5))
        await keep(connection, article(PRESS, "press", outlet="Ledger", hours=2))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Search(text="insurers computing"), {"lab", "press"}),
        (Search(text='"a line, and we drew"'), {"lab"}),
        (Search(text='"drew a line"'), set()),
        (Search(text="算力"), {"zh"}),
        (Search(text="海荣 模型"), {"zh"}),
        (Search(text="荣海"), set()),
        (Search(person="Piet Okonjo"), {"press"}),
        (Search(text="insurers", outlet="ledger"), {"press"}),
        (Search(text="Heron", until=NOW - timedelta(hours=20)), {"old"}),
        (Search(text="Heron", since=NOW - timedelta(hours=3)), {"press"}),
        (Search(language="zh"), {"zh"}),
        (Search(text="Heron dinosaur"), {"old", "lab", "press"}),
    ],
)
async def test_what_is_wanted_is_found(
    database: AsyncEngine, wanted: Search, found: set[str]
) -> None:
    """Words, phrases, Chinese, people, outlets and dates; words that no article has all of, loosely."""
    await filled(database)
    async with database.connect() as connection:
        hits = await search.find(connection, wanted)
    assert {one.article_id for one in hits} == found


async def test_no_text_is_a_query_of_the_database(database: AsyncEngine) -> None:
    """Operators, quotes and brackets of the databases' own query languages are words like others."""
    await filled(database)
    async with database.connect() as connection:
        for typed in ("it's \"half' OR (NOT *", "a:b & !c | <->", "names : x NEAR(", "\\ '' \""):
            await search.find(connection, Search(text=typed, person=typed))


async def test_titles_rank_first(database: AsyncEngine) -> None:
    """An article that is headed by a word comes before one that only mentions it."""
    async with database.begin() as connection:
        await keep(connection, article("Rain over Ghent\n\nIt rained. A heron flew by.", "rain"))
        await keep(connection, article("Heron counts its eggs\n\nThere are two.", "eggs", hours=9))
    async with database.connect() as connection:
        found = await archive.search(connection, Search(text="heron"))
    assert [one.article.id for one in found] == ["eggs", "rain"]
    assert found[1].evidence
    assert "heron flew by" in found[1].evidence.text


async def test_a_changed_text_is_found_by_its_new_words_alone(database: AsyncEngine) -> None:
    """The index follows an article's revisions; so does what was said in it."""
    await filled(database)
    changed = document(
        "Heron Labs closed.\n\n\"We are done,\" said Amina Duarte.",
        id="lab", title="Heron Labs closed", outlet="Courier", published=NOW,
    )  # fmt: skip
    changed = replace(changed, revision=2)
    async with database.begin() as connection:
        await article_store.revise(connection, changed)
        await article_store.keep_extraction(connection, changed, extract(changed), "1")
    async with database.connect() as connection:
        new = await search.find(connection, Search(text="closed"))
        old = await search.find(connection, Search(text='"drew it early"'))
        said = await claims.of_person(connection, ["Amina Duarte"])
    assert [one.article_id for one in new] == ["lab"]
    assert old == ()
    assert {one.said.evidence.text for one in said if one.article_id == "lab"} == {
        "We are done,",
        '"We are done," said Amina Duarte.',
    } or any("We are done" in one.said.evidence.text for one in said)
    assert not any("drew it early" in one.said.evidence.text for one in said)


async def test_the_archive_answers(database: AsyncEngine) -> None:
    """A question finds its article among all, also one in the other language."""
    await filled(database)
    async with database.connect() as connection:
        people = await archive.ask(connection, "How many people does Heron Labs employ?")
        city = await archive.ask(connection, "Where did Hairong release its Canglu model?")
    assert "240 people" in people.sentences[0].text
    assert any("温州" in one.text for one in city.sentences)


async def test_what_was_stored_before_the_index_is_indexed_late(database: AsyncEngine) -> None:
    """Articles that the index lacks are caught up with, once."""
    one = article(LAB, "lab")
    async with database.begin() as connection:
        await keep(connection, one)
        await connection.execute(search.search_entries.delete())
    assert await archive.catch_up(database) == 1
    assert await archive.catch_up(database) == 0
    async with database.connect() as connection:
        assert await search.find(connection, Search(text="insurers"))


async def test_a_persons_words_newest_first(database: AsyncEngine) -> None:
    """Every quote and claim of a person, by any part of the name, dated and cited."""
    await filled(database)
    async with database.connect() as connection:
        whole = await claims.of_person(connection, ["Amina Duarte"])
        part = await claims.of_person(connection, ["Duarte"])
        nobody = await claims.of_person(connection, ["Nobody"])
    assert whole
    assert set(whole) <= set(part)
    assert [one.said_at for one in whole] == sorted((one.said_at for one in whole), reverse=True)
    assert all(one.url.startswith("https://") and one.outlet for one in whole)
    assert nobody == ()


async def test_the_ledger_and_what_came_of_it(database: AsyncEngine) -> None:
    """Forecasts have a day to be looked back on; an outcome is a person's, with its source."""
    await filled(database)
    async with database.begin() as connection:
        told = await claims.ledger(connection, kinds=("forecast",), names=("Duarte",))
        due = await claims.ledger(connection, kinds=("forecast",), due_by=date(2028, 12, 31))
        early = await claims.ledger(connection, kinds=("forecast",), due_by=date(2027, 1, 1))
        one = next(one for one in told if one.due_on and "2028" in one.said.evidence.text)
        outcome = Outcome(
            statement_id=one.id, text="It came true.", source_url="https://x.example/1",
            recorded_by="U1", recorded_at=NOW,
        )  # fmt: skip
        await outcomes.record(connection, outcome, workspace="T1")
        assert await outcomes.of_statements(connection, [one.id], workspace="T1") == {
            one.id: outcome
        }
        assert await outcomes.of_statements(connection, [one.id], workspace="T2") == {}
        with pytest.raises(NotFound):
            await outcomes.record(connection, replace(outcome, statement_id="none"))
    assert one.due_on == date(2028, 12, 31)
    assert one in due
    assert one not in early


@pytest.mark.parametrize(
    ("horizon", "day"),
    [
        ("by 2030", date(2030, 12, 31)),
        ("in the first half of 2027", date(2027, 6, 30)),
        ("next year", date(2027, 12, 31)),
        ("by March", date(2027, 3, 31)),
        ("on December 10", date(2026, 12, 10)),
        ("within two weeks", date(2026, 12, 9)),
        ("明年上半年", date(2027, 6, 30)),
        ("2028年底", date(2028, 12, 31)),
        ("三个月内", date(2027, 2, 24)),
        ("soon", None),
        (None, None),
    ],
)
def test_horizons_have_a_last_day(horizon: str | None, day: date | None) -> None:
    """Years, parts of years, months and spans, counted from when it was said."""
    assert due_on(horizon, NOW) == day


@given(st.text(max_size=60))
def test_any_text_can_be_looked_for(text: str) -> None:
    """Reading what a reader typed never fails, and gives only words of a text."""
    assert all(word for run in phrases(text) for word in run)
    assert all(word and not word.isspace() for word in tokens(text))
