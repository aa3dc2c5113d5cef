"""The articles of the sample site, and what they say must come out of them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest

from bot.demo.config import demo_config
from bot.demo.content import articles, outlets
from bot.demo.gold import gold, stories
from bot.demo.model import DemoArticle
from digests.documents import document
from digests.topics import TopicMatcher

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
ALL = articles(NOW)
BY_ID = {article.id: article for article in ALL}
TOPICS = {topic.slug for topic in demo_config("http://demo.invalid").topics}
each = pytest.mark.parametrize("article", ALL, ids=[article.id for article in ALL])


def test_there_is_enough_of_it() -> None:
    """At least eight outlets, forty articles, four days and both languages."""
    assert len({article.outlet.id for article in ALL}) >= 8
    assert len(ALL) >= 40
    assert {(NOW - article.published).days for article in ALL} == {0, 1, 2, 3, 4}
    languages = Counter(article.outlet.language for article in ALL)
    assert languages["zh"] >= 15
    assert languages["en"] >= 30


def test_every_day_has_news_of_china() -> None:
    """Each of the five days has articles of the topic the demo shows; the last has the most."""
    days = Counter((NOW - a.published).days for a in ALL if "china-ai" in a.topics)
    assert min(days[day] for day in range(5)) >= 2
    assert days.most_common(1)[0][0] == 0


def test_stories_cross_outlets_and_languages() -> None:
    """At least four stories of China are told in both languages by three outlets or more."""
    crossing = [
        told
        for told in stories(NOW).values()
        if {a.outlet.language for a in told} == {"en", "zh"}
        and len({a.outlet.id for a in told}) >= 3
        and all("china-ai" in a.topics for a in told)
    ]
    assert len(crossing) >= 4


@each
def test_every_gold_quote_stands_in_its_article(article: DemoArticle) -> None:
    """All that stands between two marks, or after a name in an interview, without its last stop."""
    for quote in article.quotes:
        around = re.escape(quote.text)
        marked = rf"""["“‘「]{around}(?:[.,。，?]?["”’」]|$)"""
        turn = rf"^{quote.speaker}: {around}\.$"
        assert re.search(f"{marked}|{turn}", article.text, re.MULTILINE)
        for name in filter(None, (quote.speaker, quote.role, quote.organisation)):
            assert name.casefold() in article.text.casefold()


@each
def test_nothing_is_both_quote_and_not(article: DemoArticle) -> None:
    """What must not be quoted stands in the article or its title, and is no gold quote."""
    whole = f"{article.title}\n{article.text}\n{article.hidden}"
    for text in article.must_not_quote:
        assert text in whole
        assert text not in {quote.text for quote in article.quotes}


@each
def test_every_mark_is_filled(article: DemoArticle) -> None:
    """No placeholder and no markup is left in what a reader sees."""
    assert not re.search(r"[{}]|\*\*|\+\+\+", article.title + article.text)


@each
def test_topics_are_those_of_the_bundled_configuration(article: DemoArticle) -> None:
    """An article's gold topics exist in the demo's own topics.toml."""
    assert article.topics
    assert set(article.topics) <= TOPICS


def test_copies_are_verbatim() -> None:
    """A copy holds every word of its source, and only copies do."""
    copies = [article for article in ALL if article.copy_of]
    assert {a.kind for a in copies} == {"wire_copy", "syndicated", "release_copy"}
    for copy in copies:
        source = BY_ID[copy.copy_of or ""]
        assert source.text in copy.text
        assert source.published < copy.published
        assert source.outlet != copy.outlet


def test_a_correction_changes_its_article() -> None:
    """Before the correction the wrong figure stands, after it the right one and a note."""
    before = articles(NOW, NOW - timedelta(days=2, hours=8))
    old = next(a for a in before if a.id == "tuoling-recall")
    new = BY_ID["tuoling-recall"]
    assert (old.revision, new.revision) == (1, 2)
    assert "recalling 1,300 of its" in old.text
    assert "recalling 130 of its" in new.text
    assert "Correction:" in new.text
    assert old.path == new.path
    assert old.modified < new.modified


def test_a_paywall_hides_all_but_the_lead() -> None:
    """The text that counts is the one a reader without a subscription can see."""
    stub = next(article for article in ALL if article.paywalled)
    assert stub.text == stub.lead


def test_the_past_holds_no_later_article() -> None:
    """A site as it stood at some moment has only what was published by then."""
    whole = gold(NOW)
    for days in range(5):
        until = NOW - timedelta(days=days)
        past = gold(NOW, until)
        assert past.keys() <= whole.keys()
        assert all(article.published <= until for article in past.values())


def test_ids_and_paths_are_one_to_one() -> None:
    """Every file is one article at one address, and every outlet but the broken one has some."""
    named = {f.name for f in files("bot.demo").joinpath("articles").iterdir()} - {"README.md"}
    assert {f"{article.id}.md" for article in ALL} == named
    assert len(gold(NOW)) == len(ALL)
    assert {o.id for o in outlets() if not o.down} == {a.outlet.id for a in ALL}


def test_topics_find_their_articles() -> None:
    """The bundled topics match every article marked as theirs, and of China nothing else."""
    config = demo_config("http://demo.invalid")
    matcher = TopicMatcher(config.topics, config.gazetteer)
    for article in ALL:
        read = document(
            article.text,
            id=article.id,
            title=article.title,
            outlet=article.outlet.name,
            language=article.outlet.language,
            published=article.published,
        )
        found = {match.topic for match in matcher.matches(read)}
        assert set(article.topics) <= found, article.id
        assert ("china-ai" in article.topics) == ("china-ai" in found), article.id
