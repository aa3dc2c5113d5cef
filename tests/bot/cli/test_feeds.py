"""`briefbot feed` and `briefbot fulltext`, run as a user runs them."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.servers.feeds import rss

PAGE = (
    "<html lang='en'><head><title>Harbour lights</title></head><body><article><h1>Harbour lights</h1>"
    + "<p>The harbour master said on Monday that the lights would stay dark until a cable is laid.</p>"
    * 6
    + "</article></body></html>"
)


@dataclass(frozen=True)
class Done:
    """What a command came to."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def briefbot(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the program's own `main` in this process."""

    def run(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["briefbot", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        printed = capsys.readouterr()
        return Done(code, printed.out, printed.err)

    return run


def test_feed_prints_entries_and_the_errors_of_files(tmp_path: Path, briefbot: Run) -> None:
    """One JSON object a file; a file that can't be read says why and costs no other."""
    good, packed, bad = tmp_path / "a.xml", tmp_path / "b.xml.gz", tmp_path / "c.xml"
    document = rss("<title>Harbour &amp;amp; sea</title><link>/a</link><guid>g</guid>")
    good.write_bytes(document)
    packed.write_bytes(gzip.compress(document))
    bad.write_text("<html><head></head></html>")
    missing = tmp_path / "none.xml"
    done = briefbot(
        "feed",
        good,
        packed,
        bad,
        missing,
        "--base-url",
        "https://x.example/feed",
        "--format",
        "jsonl",
    )
    first, second, third, fourth = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 0
    assert first["path"] == str(good)
    assert first["entries"] == second["entries"]
    (entry,) = first["entries"]
    assert (entry["title"], entry["url"], entry["guid"]) == (
        "Harbour & sea",
        "https://x.example/a",
        "g",
    )
    assert entry["published"] is None
    assert set(first["feed"]) == {"title", "url", "site_url", "language", "ttl_minutes"}
    assert "web page" in third["error"]
    assert "error" in fourth


def test_feed_fails_with_one_line(tmp_path: Path, briefbot: Run) -> None:
    """Without jsonl a file that is no feed ends the command."""
    bad = tmp_path / "a.xml"
    bad.write_text("<html><head></head></html>")
    done = briefbot("feed", bad)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1


def test_fulltext_prints_one_page_or_many(tmp_path: Path, briefbot: Run) -> None:
    """The contract's keys; in a batch a page that fails costs no other."""
    page, out = tmp_path / "page.html.gz", tmp_path / "out.jsonl"
    page.write_bytes(gzip.compress(PAGE.encode()))
    one = briefbot("fulltext", page, "--url", "https://x.example/a")
    form = json.loads(one.stdout)
    assert set(form) == {
        "title", "text", "published", "authors", "canonical_url", "language", "paywalled",
    }  # fmt: skip
    assert form["title"] == "Harbour lights"
    assert form["text"].startswith("The harbour master")

    rows = [
        {"id": "1", "path": str(page), "url": "https://x.example/a"},
        {"id": "2", "path": "page.html.gz", "url": None},
        {"id": "3", "path": "none.html", "url": "https://x.example/c"},
    ]
    batch = tmp_path / "in.jsonl"
    batch.write_text("\n".join(map(json.dumps, rows)))
    done = briefbot("fulltext", "--batch", batch, out)
    first, second, third = map(json.loads, out.read_text().splitlines())
    assert (done.returncode, done.stdout) == (0, "")
    assert first == {"id": "1", **form}
    assert second["text"] == form["text"]
    assert (third["id"], third["text"]) == ("3", "")


@pytest.mark.parametrize("arguments", [(), ("page.html", "--batch", "a", "b")])
def test_fulltext_wants_a_page_or_a_batch(arguments: tuple[str, ...], briefbot: Run) -> None:
    """Neither and both are wrong usage."""
    done = briefbot("fulltext", *arguments)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
