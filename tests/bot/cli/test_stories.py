"""`briefbot stories` and `briefbot topics`, as a user runs them."""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.conftest import DemoRun
from tests.digests.stories.texts import chinese, other, release, suit, wire

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def briefbot(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line in this process: exit status, standard output, standard error."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["briefbot", *map(str, arguments)])
        status: int | str | None = 0
        try:
            main()
        except SystemExit as end:
            status = end.code
        out, err = capsys.readouterr()
        return (status if isinstance(status, int) else 0), out, err

    return run


def test_documents_are_grouped_in_their_order(briefbot: Run, tmp_path: Path) -> None:
    """One line out for each line in, the two languages in one story."""
    articles = [suit(), release(), chinese(), other(), wire()]
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        {"id": a.id, "title": a.title, "text": a.text, "published": a.published_at.isoformat()}
        for a in articles
    ]
    source.write_text("\n".join(json.dumps(line) for line in lines) + "\n\n", encoding="utf-8")
    status, out, err = briefbot("stories", source, target)
    assert (status, out, err) == (0, "", "")
    rows = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == [a.id for a in articles]
    story = {row["id"]: row["story"] for row in rows}
    assert story["release"] == story["chinese"] == story["wire"]
    assert len(set(story.values())) == 3


def test_a_line_that_is_no_document_is_named(briefbot: Run, tmp_path: Path) -> None:
    """One clear line with file and line number, exit status 2."""
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "a", "title": "t", "text": ""}\n{"title": 3}\n', encoding="utf-8")
    status, out, err = briefbot("stories", source, tmp_path / "out.jsonl")
    assert (status, out) == (2, "")
    assert err.startswith("briefbot: ")
    assert "line 2" in err
    assert err.count("\n") == 1


def test_a_file_that_is_not_there_is_an_error(briefbot: Run, tmp_path: Path) -> None:
    """Exit status 1 and one line."""
    status, _, err = briefbot("stories", tmp_path / "none.jsonl", tmp_path / "out.jsonl")
    assert status == 1
    assert "none.jsonl" in err


def test_topics_are_listed_and_shown(briefbot: Run, demo: DemoRun) -> None:
    """By slug, name or alias, of the store's own configuration."""
    status, out, _ = briefbot("topics", "list", "--database", demo.url)
    assert status == 0
    assert "china-ai" in out
    status, out, _ = briefbot("topics", "show", "china ai", "--json", "--database", demo.url)
    assert status == 0
    assert json.loads(out)["slug"] == "china-ai"


def test_a_topic_that_is_not_there_is_named_with_those_that_are(
    briefbot: Run, demo: DemoRun
) -> None:
    """Exit status 2 and what could have been meant."""
    status, out, err = briefbot("topics", "show", "knitting", "--database", demo.url)
    assert (status, out) == (2, "")
    assert "knitting" in err
    assert "china-ai" in err


def test_why_an_article_of_the_store_belongs_to_its_topics(briefbot: Run, demo: DemoRun) -> None:
    """By its address; each topic with its score and what was found where."""
    with sqlite3.connect(demo.path) as store:
        (url,) = store.execute(
            "select canonical_url from articles join article_topics on id = article_id "
            "where topic = 'china-ai' limit 1"
        ).fetchone()
    status, out, _ = briefbot("topics", "why", url, "--json", "--database", demo.url)
    assert status == 0
    found = {one["topic"]: one for one in json.loads(out)}
    assert 0 < found["china-ai"]["score"] <= 1
    assert found["china-ai"]["because"]


def test_why_a_file_belongs_to_no_topic(briefbot: Run, demo: DemoRun, tmp_path: Path) -> None:
    """Any text may be asked about."""
    path = tmp_path / "recipe.txt"
    path.write_text("Pasta for four\n\nBoil water and add salt.\n", encoding="utf-8")
    status, out, _ = briefbot("topics", "why", path, "--database", demo.url)
    assert status == 0
    none, *others = out.splitlines()
    assert none == "It belongs to no topic."
    assert all(
        re.match(r"not [a-z-]+: holds none of its \d+ terms and names$", line) for line in others
    )
