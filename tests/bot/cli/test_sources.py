"""`briefbot sources` and `briefbot collect`, as a user runs them."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from bot.__main__ import main
from tests.servers.feeds import rss
from tests.servers.pages import serving

TOPICS = '[[topic]]\nslug = "harbour"\nnames = { en = "Harbour" }\nany = ["harbour"]\n'
SOURCE = """[[source]]
id = "harbour"
outlet = "Harbour News"
url = "{url}/feed.xml"
"""
ITEM = "<title>Berth 4 of the harbour closes</title><link>{url}/4</link><guid>4</guid>"
OPML = """<opml version="2.0"><body>
<outline text="Lantern" xmlUrl="https://lantern.example/feed"/>
<outline text="Harbour" xmlUrl="{url}/feed.xml"/>
<outline text="Wiki" xmlUrl="http://wiki.intranet.example/feed"/>
<outline text="Odd" xmlUrl="ftp://lantern.example/feed"/>
<outline text="Metadata" xmlUrl="http://169.254.169.254/latest"/>
</body></opml>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a run of the command line left."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """Runs the command line as a user would."""

    def __call__(self, *arguments: str | Path) -> Done: ...


@pytest.fixture
def site() -> Iterator[tuple[str, dict[str, bytes]]]:
    """A site with one feed, named on its front page, and the pages that a test may change."""
    pages: dict[str, bytes] = {}
    with serving(pages) as url:
        pages["/feed.xml"] = rss(ITEM.format(url=url), title="Harbour News")
        pages["/second.xml"] = rss(ITEM.format(url=url), title="Second")
        pages["/"] = (
            b'<html><head><link rel="alternate" type="application/rss+xml" href="/second.xml">'
            b"</head><body>x</body></html>"
        )
        yield url, pages


@pytest.fixture
def briefbot(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    site: tuple[str, dict[str, bytes]],
) -> Run:
    """The whole command line in this process, on a store and a configuration of its own."""
    url, _ = site
    files = {"topics": TOPICS, "sources": SOURCE.format(url=url), "entities": ""}
    for name, text in files.items():
        (tmp_path / f"{name}.toml").write_text(text)
    monkeypatch.setenv("BRIEFBOT_CONFIG", str(tmp_path))
    monkeypatch.setenv("BRIEFBOT_DATABASE", f"sqlite+aiosqlite:///{tmp_path / 'store.sqlite3'}")
    allowed = f"{url.removeprefix('http://')},wiki.intranet.example"
    monkeypatch.setenv("BRIEFBOT_PRIVATE_HOSTS", allowed)

    def run(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["briefbot", *map(str, arguments)])
        status: int | str | None = 0
        try:
            main()
        except SystemExit as end:
            status = end.code
        printed = capsys.readouterr()
        return Done(code=int(status or 0), out=printed.out, err=printed.err)

    return run


def test_a_site_is_added_listed_removed_and_added_again(
    briefbot: Run, site: tuple[str, dict[str, bytes]]
) -> None:
    """The feed is found from the site's address; what is read already is not added twice."""
    url, _ = site
    added = briefbot("sources", "add", url)
    assert added.out.splitlines() == [f"added second: Second, {url}/second.xml", "it has 1 entry now"]  # fmt: skip
    twice = briefbot("sources", "add", f"{url}/second.xml")
    assert (twice.code, twice.err) == (2, "briefbot: not added: it is read already, as second.\n")
    listed = json.loads(briefbot("sources", "list", "--json").out)
    assert {one["id"]: one["url"] for one in listed} == {
        "harbour": f"{url}/feed.xml",
        "second": f"{url}/second.xml",
    }
    assert briefbot("sources", "remove", "second").out == "removed second\n"
    assert briefbot("sources", "add", url).code == 0


def test_check_says_how_a_source_fares_and_what_to_do(
    briefbot: Run, site: tuple[str, dict[str, bytes]]
) -> None:
    """Before it was read, after, and when its feed has gone."""
    _, pages = site

    def condition() -> dict[str, str]:
        (one,) = json.loads(briefbot("sources", "check", "--json").out)
        return {name: one[name] for name in ("condition", "why", "advice")}

    assert condition() == {"condition": "new", "why": "not read yet", "advice": ""}
    assert briefbot("collect", "--source", "harbour").out.startswith("harbour: new (1 new)")
    assert condition()["condition"] == "well"
    del pages["/feed.xml"]
    failed = briefbot("collect", "--source", "harbour")
    assert "HTTP 404" in failed.out
    told = condition()
    assert (told["condition"], told["why"]) == ("failing", "HTTP 404")
    assert "sources add SITE" in told["advice"]
    row = briefbot("sources", "check").out.splitlines()[-1]
    assert row.startswith("harbour  failing")


def test_a_corrected_address_is_read_as_a_new_source(
    briefbot: Run, site: tuple[str, dict[str, bytes]], tmp_path: Path
) -> None:
    """What was known of the old address (failures, validators, that it ended) is forgotten."""
    url, _ = site
    (tmp_path / "sources.toml").write_text(SOURCE.format(url=url).replace("feed.xml", "nope.xml"))
    assert "HTTP 404" in briefbot("collect").out
    nothing = briefbot("collect").out.splitlines()
    assert nothing[0] == "0 sources read, 0 new articles, 0 failed"
    assert re.fullmatch(r"none is due before [\d-]+ [\d:]+ UTC; --source reads one now", nothing[1])
    (tmp_path / "sources.toml").write_text(SOURCE.format(url=url))
    assert briefbot("collect").out.startswith("harbour: new (1 new)")


def test_a_list_of_feeds_goes_in_and_out(
    briefbot: Run, site: tuple[str, dict[str, bytes]], tmp_path: Path
) -> None:
    """Each entry is told what became of it; none may be on a private host, allowed or not."""
    url, _ = site
    (tmp_path / "feeds.opml").write_text(OPML.format(url=url))
    done = briefbot("sources", "import", tmp_path / "feeds.opml")
    private = "is a private host: only a source of its own may lead there"
    assert done.out.splitlines() == [
        "added lantern: Lantern, https://lantern.example/feed",
        f"not added: Harbour: 127.0.0.1 {private}",
        f"not added: Wiki: wiki.intranet.example {private}",
        "not added: Odd: its address is no http or https address",
        "not added: Metadata: 169.254.169.254 is a private address, so it was not dialled",
        "1 of 5 added",
    ]
    out = briefbot("sources", "export").out
    assert 'xmlUrl="https://lantern.example/feed"' in out
    assert f'xmlUrl="{url}/feed.xml"' in out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("http://10.0.0.8/feed",), "10.0.0.8 is a private address, so it was not dialled."),
        (("ftp://lantern.example/",), "Only http and https are read, not ftp."),
        (
            ("https://lantern.example/f?k=${KEY}", "--unread", "--id", "x", "--outlet", "X"),
            "secret",
        ),
    ],
)
def test_what_may_not_be_read_is_not_added(
    briefbot: Run, arguments: tuple[str, ...], why: str
) -> None:
    """One clear line says why."""
    done = briefbot("sources", "add", *arguments)
    assert done.code != 0
    assert why in done.err
    assert len(done.err.splitlines()) == 1
