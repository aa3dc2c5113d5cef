"""Which topics an article belongs to, how closely, and why."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.config import load_config
from digests.documents import document
from digests.extract.entities import Gazetteer
from digests.model import Article, Entity, Topic, TopicMatch
from digests.topics import TopicMatcher, match
from tests.shared import ROOT, shared

GAZETTEER = Gazetteer(
    [
        Entity(id="meta", name="Meta", kind="organisation", exact=True),
        Entity(id="lanyu", name="Lanyu AI", kind="organisation", aliases=("岚屿智能",)),
    ]
)


def topic(**given_: Any) -> Topic:
    return Topic(slug="t", names=(("en", "T"),), **{"any": ("zzz",)} | given_)


def article(title: str = "", text: str = "", language: str = "en") -> Article:
    return document(
        text, title=title, language=language, published=datetime(2026, 5, 4, tzinfo=UTC)
    )


def found(title: str, text: str = "", **given_: Any) -> TopicMatch | None:
    return match(article(title, text), topic(**given_), GAZETTEER)


@pytest.mark.parametrize(
    ("term", "text", "belongs"),
    [
        ("chip", "Two chips in one box", True),
        ("chip", "The chipset is new", False),
        ("chip", "A microchip", False),
        ("AI", "AI-made pictures", True),
        ("AI", "He said so again", False),
        ("AI", "ai is not how it is written", False),
        ("AI", "OpenAI and xAI", False),
        ("AI", "国产AI芯片", True),
        ("US", "It is up to us", False),
        ("open-weight", "An open weight model", True),
        ("open weights", "Open-weights models", True),
        ("open model", "OPEN MODELS ARE HERE", True),
        ("Apache 2.0", "under Apache 2.0.", True),
        ("example", "see example.com", False),
        ("芯片", "三款芯片发布", True),
        ("智能体", "智能，体积小", False),
        ("data centre", "data\u00a0centres", True),
        ("A轮", "完成A轮融资", True),
    ],
)
def test_terms_are_found_as_words(term: str, text: str, belongs: bool) -> None:
    """Word boundaries and case for Latin terms, none for Chinese ones."""
    assert (found(text, any=(term,)) is not None) is belongs


def test_a_company_is_found_as_itself_and_not_in_other_words() -> None:
    """No Meta in metadata, nor in meta-analysis."""
    assert found("Meta opens an office", entities=("meta",)) is not None
    assert found("Metadata and a meta-analysis", entities=("meta",)) is None


def test_an_entity_is_found_by_its_name_in_the_other_script() -> None:
    """The reason names the entity by its fullest name."""
    got = found("岚屿智能发布新模型", entities=("lanyu",))
    assert got is not None
    assert got.because == ("Lanyu AI (title)",)


def test_must_asks_for_one_of_its_terms_beside_one_of_any() -> None:
    """A setting and a subject, each met by any one term."""
    rules = {"must": ("China", "中国"), "any": ("model", "chip")}
    assert found("China's new chip", **rules) is not None
    assert found("China's new road", **rules) is None
    assert found("A new chip", **rules) is None


def test_an_entity_needs_no_must() -> None:
    """Who is named there belongs, whatever the words are."""
    assert found("Lanyu AI hires", must=("China",), entities=("lanyu",)) is not None


def test_a_word_of_none_rules_an_article_out() -> None:
    """Even where an entity is named."""
    assert found("Lanyu AI robots.txt", entities=("lanyu",), none=("robots.txt",)) is None


def test_aliases_are_for_asking_and_never_matched() -> None:
    """What a reader types for a topic is not what articles are searched for."""
    assert found("All about hardware", aliases=("hardware",)) is None


def test_the_title_counts_more_than_the_opening_and_that_more_than_the_rest() -> None:
    """A term named once far down is a weak reason."""
    padding = "Nothing of the kind stands here.\n" * 10
    in_title = found("New chip", padding, any=("chip",))
    in_opening = found("News", f"A new chip. {padding}", any=("chip",))
    far_down = found("News", f"{padding}A new chip.", any=("chip",))
    often = found("News", f"{padding}A chip, a chip and a chip.", any=("chip",))
    scores = [one.score for one in (in_title, in_opening, often, far_down) if one]
    assert len(scores) == 4
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] < 0.2


def test_the_reasons_say_where_and_how_often_the_strongest_first() -> None:
    """What `briefbot topics why` prints."""
    got = found("Chips", "A chip.\n" + "x\n" * 3 + "China needs chips.", any=("China", "chip"))
    assert got is not None
    assert got.because == ("chip (title ×3)", "China (text)")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("A chip from China", "kept out by China (title), a word that it must not hold"),
        ("A chip", "holds chip (title), but none of what must stand beside it: Europe"),
        ("Europe", "holds Europe (title), but none of what it is about: chip, robot"),
        ("Pasta", "holds none of its 4 terms and names"),
    ],
)
def test_what_keeps_an_article_out_is_told(text: str, why: str) -> None:
    """A word that must not be there, half of what must be, or nothing of the topic at all."""
    topic = Topic(
        slug="a",
        names=(("en", "A"),),
        any=("chip", "robot"),
        must=("Europe",),
        none=("China",),
        entities=("quillon",),
    )
    matcher = TopicMatcher([topic], GAZETTEER)
    assert [one.why for one in matcher.misses(article(text))] == [why]
    assert matcher.misses(article("A robot in Europe")) == ()


def test_many_topics_are_matched_in_one_pass_each_by_its_own_rules() -> None:
    """A term that two topics share counts for both."""
    topics = [
        Topic(slug="a", names=(("en", "A"),), any=("chip",)),
        Topic(slug="b", names=(("en", "B"),), any=("chip",), none=("China",)),
        Topic(slug="c", names=(("en", "C"),), any=("robot",)),
    ]
    got = TopicMatcher(topics, GAZETTEER).matches(article("Chips from China"))
    assert [one.topic for one in got] == ["a"]


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_can_be_matched(text: str, title: str) -> None:
    """No text stops the matching, and a score stays between 0 and 1."""
    rules = topic(any=("AI", "芯片", "a"), must=("the", "的"), entities=("meta", "lanyu"))
    got = match(article(title, text), rules, GAZETTEER)
    assert got is None or (0 < got.score <= 1 and got.because)


@pytest.fixture(scope="module")
def shipped() -> TopicMatcher:
    config = load_config(Path(ROOT) / "config")
    return TopicMatcher(config.topics, config.gazetteer)


@pytest.mark.parametrize(
    ("title", "text", "topics"),
    [
        ("Commerce Department tightens export controls on AI chips", "", {"export-controls", "chips"}),
        ("通义千问开源新一代大模型", "阿里巴巴公布了全部权重。", {"china-ai", "open-models"}),
        ("Start-up raises $40m Series B for warehouse robots", "The AI robots sort parcels.", {"funding", "robotics"}),
        ("The best pasta recipes of the season", "Boil water and add salt.", set()),
    ],
)  # fmt: skip
def test_the_shipped_topics_take_what_a_reader_expects(
    shipped: TopicMatcher, title: str, text: str, topics: set[str]
) -> None:
    """Plain cases in both languages, against config/."""
    assert topics <= {one.topic for one in shipped.matches(article(title, text))}
    if not topics:
        assert not shipped.matches(article(title, text))


def test_few_articles_of_the_stream_belong_to_no_topic(shipped: TopicMatcher) -> None:
    """The shipped topics cover the trade's news in both languages."""
    rows = [json.loads(line) for line in shared("stream/dev.jsonl").read_text("utf-8").splitlines()]
    without = [
        row["id"]
        for row in rows
        if not shipped.matches(article(row["title"], row["text"], row["lang"]))
    ]
    assert len(without) <= len(rows) // 4
