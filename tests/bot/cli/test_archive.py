"""The archive's commands, as a user runs them on the demo's store."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from tests.conftest import DemoRun, briefbot


def printed(demo: DemoRun, *arguments: str) -> Any:
    """What a command prints as JSON."""
    done = briefbot(*arguments, "--format", "json", "--database", demo.url)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def texts(demo: DemoRun) -> dict[str, str]:
    """The stored text of every article, by its id."""
    connection = sqlite3.connect(demo.path)
    try:
        return dict(connection.execute("SELECT id, text FROM articles"))
    finally:
        connection.close()


def test_search_people_and_claims_stand_in_the_store(demo: DemoRun) -> None:
    """What is found, said and foretold is, letter for letter, in the article it names."""
    stored = texts(demo)
    found = printed(demo, "search", "compute", "--limit", "5")
    person = printed(demo, "people", "Tao Minzhi")
    ledger = printed(demo, "claims", "--kind", "forecast")
    pieces = [
        one["evidence"] for one in (*found, *person["statements"], *ledger) if one["evidence"]
    ]
    assert found
    assert ledger
    assert {one["kind"] for one in ledger} == {"forecast"}
    assert any("walls have doors" in one["text"] for one in person["statements"])
    for piece in pieces:
        text = stored[piece["article_id"]]
        assert text[piece["start"] : piece["end"]] == piece["text"]
    dates = [one["said_at"] for one in person["statements"]]
    assert dates


def test_an_outcome_is_recorded_with_its_source(demo_copy: DemoRun) -> None:
    """A person tells what came of a claim; it stands beside it from then on."""
    claim = printed(demo_copy, "claims", "--kind", "plan", "--limit", "1")[0]
    no_source = briefbot("outcome", claim["id"], "Done.", "--source", "nowhere", "--database", demo_copy.url)  # fmt: skip
    assert no_source.returncode == 2
    assert no_source.stderr.count("\n") == 1
    done = briefbot(
        "outcome", claim["id"], "Done.", "--source", "https://lab.example/1", "--database", demo_copy.url
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = printed(demo_copy, "claims", "--kind", "plan", "--limit", "1")[0]
    assert told["outcome"]["text"] == "Done."


def test_mistakes_are_one_line(demo: DemoRun) -> None:
    """Nothing to look for is wrong usage; nobody found is an answer."""
    nothing = briefbot("search", "--database", demo.url)
    nobody = briefbot("people", "Nobody Atall", "--database", demo.url)
    assert nothing.returncode == 2
    assert "say what to find" in nothing.stderr
    assert nobody.returncode == 0
    assert "Nobody called Nobody Atall" in nobody.stdout
