"""The main job from a user's side: `briefbot demo`, and every command on the store it fills."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import DemoRun, briefbot
from tests.servers.discord_rules import by_document
from tests.servers.discord_rules import message as discord_complaints
from tests.servers.slack_document import argument_complaints
from tests.servers.slack_rules import message_complaints


@pytest.fixture(scope="session")
def brief(demo: DemoRun) -> dict[str, Any]:
    """The china-ai brief of the demo's store, as JSON."""
    done = briefbot("brief", "china-ai", "--format", "json", "--database", demo.url)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="session")
def texts(demo: DemoRun) -> dict[str, str]:
    """Every stored article's text, by id."""
    with sqlite3.connect(demo.path) as connection:
        return dict(connection.execute("select id, text from articles"))


def test_the_demo_ends_well_and_says_nothing_on_standard_error(demo: DemoRun) -> None:
    """Exit 0, and a quiet standard error where it is no terminal."""
    assert (demo.status, demo.errors) == (0, "")


def test_the_demo_prints_stories_quotes_and_what_was_covered(demo: DemoRun) -> None:
    """At least three stories, five quotes with full speaker names, a coverage line."""
    assert len(set(re.findall(r"^\W*(\d)\. ", demo.output, re.MULTILINE))) >= 3
    named = re.findall(r"^\s+— ([A-Z][\w-]+ [A-Z][\w-]+|[\u4e00-\u9fff]{2,})", demo.output, re.M)
    assert len(named) >= 5
    assert re.search(
        r"Read \d+ articles from \d+ sources · \d+ stories found, \d+ shown", demo.output
    )


def test_the_demo_never_shows_an_address_it_should_not(demo: DemoRun) -> None:
    """No planted foreign link appears: every link is the sample site's."""
    assert set(re.findall(r"https?://[\w.-]+", demo.output)) <= {"http://127.0.0.1"}


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Everything in a brief that says it is a piece of an article."""
    if isinstance(value, dict):
        if {"article_id", "text", "start", "end"} <= value.keys():
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def test_every_piece_of_evidence_is_its_articles_own_text(
    brief: dict[str, Any], texts: dict[str, str]
) -> None:
    """`text[start:end]` of the named article, letter for letter, quotes included."""
    found = list(spans(brief))
    assert len(found) > 30
    for one in found:
        assert texts[one["article_id"]][one["start"] : one["end"]] == one["text"]


def test_every_sentence_of_the_brief_has_evidence(brief: dict[str, Any]) -> None:
    """Nothing is said that stands nowhere."""
    for story in brief["stories"]:
        for sentence in (*story["summary"], *story["what_changed"]):
            assert sentence["evidence"]


def test_the_brief_knows_news_from_updates_and_counts_sources(brief: dict[str, Any]) -> None:
    """The sample site's fifth day has both; its outlet that is down is counted."""
    assert {story["status"] for story in brief["stories"]} == {"new", "update"}
    assert all(story["what_changed"] for story in brief["stories"] if story["status"] == "update")
    coverage = brief["coverage"]
    assert coverage["sources_checked"] >= 8
    assert coverage["sources_failed"] >= 1
    assert coverage["stories_shown"] == len(brief["stories"]) <= coverage["stories_found"]


def test_quotes_in_every_printed_form_are_in_an_article(
    demo: DemoRun, texts: dict[str, str]
) -> None:
    """What stands between curly marks set apart as a quote is in a stored article."""
    done = briefbot("brief", "china-ai", "--format", "markdown", "--database", demo.url)
    quoted = re.findall(r"^> “(.+)”$", done.stdout, re.MULTILINE)
    everything = "\n".join(texts.values())
    assert len(quoted) >= 5
    for one in quoted:
        assert re.sub(r"\\([\\`*_{}\[\]<>#|~!&$])", r"\1", one) in everything


@pytest.mark.parametrize("form", ["terminal", "text", "markdown", "html"])
def test_every_form_tells_every_story(demo: DemoRun, brief: dict[str, Any], form: str) -> None:
    """No form loses a story's headline."""
    done = briefbot("brief", "china-ai", "--format", form, "--database", demo.url, COLUMNS="400")
    assert done.returncode == 0, done.stderr
    shown = re.sub(r"[\\\s]+", "", done.stdout.replace("&#39;", "'").replace("&lt;", "<"))
    for story in brief["stories"]:
        assert re.sub(r"\s+", "", story["headline"])[:40] in shown.replace("&gt;", ">")


def test_slack_bodies_are_what_slack_takes(demo: DemoRun) -> None:
    """Each body passes chat.postMessage's own document and the limits of its blocks."""
    done = briefbot("brief", "china-ai", "--format", "slack", "--database", demo.url)
    bodies = json.loads(done.stdout)
    assert len(bodies) >= 4
    for body in bodies:
        assert argument_complaints("chat.postMessage", body) == []
        assert message_complaints(body) == []
        assert "<!channel>" not in json.dumps(body)


def test_discord_bodies_are_what_discord_takes(demo: DemoRun) -> None:
    """Each body passes Discord's own document of create-message, and pings nobody."""
    done = briefbot("brief", "china-ai", "--format", "discord", "--database", demo.url)
    bodies = json.loads(done.stdout)
    assert len(bodies) >= 4
    for body in bodies:
        assert by_document("POST", "/channels/{channel_id}/messages", body) == []
        assert discord_complaints(body) == []
        assert body["allowed_mentions"]["parse"] == []


def test_a_question_is_answered_with_its_evidence(demo: DemoRun, texts: dict[str, str]) -> None:
    """`ask` finds the sentence, and every piece of evidence is an article's own text."""
    question = "Who led the round that Chengyuan Technology raised?"
    done = briefbot(
        "ask", question, "--topic", "china-ai", "--format", "json", "--database", demo.url
    )
    found = json.loads(done.stdout)
    assert found["status"] == "answered"
    assert "Tongjiang Capital" in found["answer"]
    for one in spans(found):
        assert texts[one["article_id"]][one["start"] : one["end"]] == one["text"]
        assert one["url"].startswith("http://127.0.0.1")


def test_a_question_that_the_sources_leave_open_is_not_answered(demo: DemoRun) -> None:
    """Nothing is made up about what no article mentions."""
    question = "What is the best recipe for sourdough bread?"
    done = briefbot("ask", question, "--format", "json", "--database", demo.url)
    found = json.loads(done.stdout)
    assert (found["status"], found["answer"], found["sentences"]) == ("not_in_sources", "", [])


def test_an_unknown_topic_is_one_clear_line(demo: DemoRun) -> None:
    """Exit 1, one line that names the topics, no traceback."""
    done = briefbot("brief", "china", "--database", demo.url)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "china-ai" in done.stderr


def test_wrong_usage_exits_2() -> None:
    """An option that isn't there is wrong usage."""
    assert briefbot("brief", "china-ai", "--colour", "red").returncode == 2
