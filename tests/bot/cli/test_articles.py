"""`briefbot article` and `briefbot extract`, as a user runs them."""

from __future__ import annotations

import gzip
import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from bot.__main__ import main
from tests.servers.pages import serving

REPORT = """Corbel Labs lands $2.1 billion

Corbel Labs has raised $2.1 billion, the company said on Monday. "We will spend it on power," said Mirela Dunmore, its chief executive.
"""
PAGE = f"""<!doctype html><html lang="en"><head><title>Corbel Labs lands $2.1 billion</title></head><body>
<article><h1>Corbel Labs lands $2.1 billion</h1>{"".join(f"<p>{line}</p>" for line in REPORT.splitlines()[2:] if line)}
<p>The round was led by Tallow Partners, which has backed the startup since it was founded in a shed in Bergen.</p>
<p>Analysts said that the deal was the largest of its kind in the region, and that rivals would follow soon.</p>
</article></body></html>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a run of the command line left."""

    returncode: int
    stdout: str
    stderr: str


class Run(Protocol):
    """Runs the command line as a user would."""

    def __call__(self, *arguments: str | Path, given: str = "") -> Done: ...


@pytest.fixture
def briefbot(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The whole command line, in this process: starting one for each test takes too long."""

    def run(*arguments: str | Path, given: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["briefbot", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        status: int | str | None = 0
        try:
            main()
        except SystemExit as end:
            status = end.code
        out, err = capsys.readouterr()
        return Done(returncode=status if isinstance(status, int) else 0, stdout=out, stderr=err)

    return run


def test_article_from_a_file(briefbot: Run, tmp_path: Path) -> None:
    """One JSON document on standard output; the first line is the title; the text is exact."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    done = briefbot(
        "article",
        path,
        "--url",
        "https://news.example/1",
        "--published",
        "2026-03-04T01:00:00+01:00",
    )
    assert (done.returncode, done.stderr) == (0, "")
    form = json.loads(done.stdout)
    assert form["title"] == "Corbel Labs lands $2.1 billion"
    assert form["text"] == REPORT
    assert (form["url"], form["published"]) == ("https://news.example/1", "2026-03-04T00:00:00Z")
    assert form["quotes"][0]["speaker"] == "Mirela Dunmore"
    assert form["claims"][0]["figures"][0]["value"] == 2_100_000_000


def test_article_from_standard_input(briefbot: Run) -> None:
    """ "-" is standard input, and what is meant where nothing is given."""
    assert json.loads(briefbot("article", "-", given=REPORT).stdout)["quotes"]
    assert json.loads(briefbot("article", given=REPORT).stdout)["quotes"]


def test_article_from_a_page(briefbot: Run, tmp_path: Path) -> None:
    """A saved page is read as one without being told so."""
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    form = json.loads(briefbot("article", path, "--url", "https://news.example/1").stdout)
    assert "<p>" not in form["text"]
    assert [quote["speaker"] for quote in form["quotes"]] == ["Mirela Dunmore"]


def test_article_from_an_address(briefbot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page is fetched by the guarded client: only an allowed private host is dialled."""
    with serving({"/report": PAGE.encode()}) as base:
        monkeypatch.setenv("BRIEFBOT_PRIVATE_HOSTS", base.removeprefix("http://"))
        done = briefbot("article", f"{base}/report")
        form = json.loads(done.stdout)
        assert form["url"] == f"{base}/report"
        assert [quote["speaker"] for quote in form["quotes"]] == ["Mirela Dunmore"]
        missing = briefbot("article", f"{base}/nothing")
    assert (missing.returncode, "404" in missing.stderr) == (1, True)


def test_article_from_a_zipped_page(briefbot: Run, tmp_path: Path) -> None:
    """A page that was saved zipped is read as it is."""
    path = tmp_path / "page.html.gz"
    path.write_bytes(gzip.compress(PAGE.encode()))
    assert json.loads(briefbot("article", path).stdout)["quotes"]


def test_article_for_the_eyes(briefbot: Run, tmp_path: Path) -> None:
    """The terminal form shows claims with figures, and quotes with their speakers."""
    done = briefbot("article", "--format", "terminal", given=REPORT)
    assert done.returncode == 0
    assert "Claims" in done.stdout
    assert "— Mirela Dunmore, chief executive, Corbel Labs" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("article", "nowhere.txt"), 1, "nowhere.txt"),
        (("article", "-", "--text", "--html"), 2, "--text and --html"),
        (("article", "-", "--published", "Tuesday"), 2, "'Tuesday' is not a time"),
        (("article", "-", "--html"), 1, ""),
        (("article", "http://127.0.0.1:9/x"), 1, ""),
        (("extract", "nowhere.jsonl", "out.jsonl"), 1, "nowhere.jsonl"),
        (("extract", "only-one.jsonl"), 2, ""),
    ],
)
def test_errors_are_one_clear_line(
    briefbot: Run, arguments: tuple[str, ...], status: int, says: str
) -> None:
    """Exit 1 where the work could not be done, 2 for wrong usage; no traceback."""
    done = briefbot(*arguments, given="")
    assert (done.returncode, done.stdout) == (status, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("workers", [1, 2])
def test_extract_keeps_the_order_and_loses_only_bad_lines(
    briefbot: Run, tmp_path: Path, workers: int
) -> None:
    """One result a line, in the order of the lines; a bad line has its id and an error."""
    lines = [
        *(json.dumps({"id": f"n{n}", "text": f"Revenue rose {n}% to $3 million."}) for n in range(40)),
        "not json",
        json.dumps({"id": "empty"}),
        json.dumps({"id": "zh", "lang": "zh", "text": "营收增长三成。"}),
    ]  # fmt: skip
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(lines) + "\n", "utf-8")
    done = briefbot("extract", source, target, "--workers", str(workers))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    results = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [one["id"] for one in results] == [*(f"n{n}" for n in range(40)), None, "empty", "zh"]
    assert ["error" in one for one in results] == [*[False] * 40, True, True, False]
    assert results[7]["claims"][0]["figures"][0]["value"] == 7
    assert results[-1]["claims"][0]["figures"][0]["value"] == 30


def test_help_shows_an_example(briefbot: Run) -> None:
    """Each command's help has an example."""
    for command in ("article", "extract"):
        assert f"Example: briefbot {command}" in " ".join(
            briefbot(command, "--help").stdout.split()
        )
