"""Feeds of every format to entries (row 8 of the fault matrix, and the development feeds)."""

from __future__ import annotations

import json
import random
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.errors import FeedError
from digests.model import Entry, Feed
from digests.sources.base import parse_feed
from digests.sources.dates import parse as parse_date
from digests.sources.encoding import decode, plain_xml
from digests.sources.plain import plain_text
from tests.servers.feeds import rss
from tests.shared import shared

# The gold says that these hold no entry and then expects one (CDF's <ITEM> in <CHANNEL>), and that
# a JSON Feed's url is the number 1.2, which the specification does not know.
WRONG_COUNTS = {"031-item-href-map-link.xml", "034-item-title.xml"}
WRONG_LINKS = {("052-invalid.json", 0)}


def parsed(data: bytes, url: str | None = None, content_type: str | None = None) -> Feed:
    """A document parsed as the collector does."""
    return parse_feed(data, url=url, content_type=content_type)


def development_feeds() -> list[dict[str, Any]]:
    """The gold of the development feeds; skips where it is absent."""
    return json.loads((shared("feeds/feeds") / "expected.json").read_text())  # type: ignore[no-any-return]


@pytest.mark.quality
def test_the_development_feeds_give_the_expected_entries() -> None:
    """Every file and field right but what is shown to be wrong in the gold."""
    for row in development_feeds():
        name = row["file"]
        try:
            entries = parsed((shared("feeds/feeds") / name).read_bytes()).entries
        except FeedError:
            entries = ()
        if name not in WRONG_COUNTS:
            assert len(entries) == row["expected"]["count"], name
        for want in row["expected"].get("entries", []):
            check_entry(entries[want["index"]], want, name)


def check_entry(entry: Entry, want: dict[str, Any], name: str) -> None:
    """One entry against its gold."""
    label = (name, want["index"])
    title = want.get("title_text", want.get("title"))
    if title is not None:
        assert plain_text(entry.title) == plain_text(str(title)), label
    if want.get("link") is not None and label not in WRONG_LINKS:
        assert entry.url == want["link"], label
    if want.get("id") is not None:
        assert entry.guid == str(want["id"]), label
    if want.get("date") is not None:
        assert (entry.published or entry.updated) == parse_date(want["date"]), label


def case(name: str) -> tuple[Path, dict[str, Any]]:
    """A case's folder and what is expected of it."""
    folder = shared(f"feeds/cases/{name}")
    return folder, json.loads((folder / "expected.json").read_text())


def test_case_15_the_header_names_the_encoding() -> None:
    """Without a declaration the HTTP header decides."""
    folder, expected = case("15-charset-header-vs-prolog")
    header = json.loads((folder / "headers.json").read_text())["Content-Type"]
    feed = parsed((folder / "feed.xml").read_bytes(), content_type=header)
    assert [entry.title for entry in feed.entries] == expected["titles"]


def test_case_17_links_are_relative_to_where_the_feed_was_read() -> None:
    """The base is the address after redirects."""
    folder, expected = case("17-relative-after-redirect")
    feed = parsed((folder / "feed.xml").read_bytes(), url="https://new.example/feed")
    assert [entry.url for entry in feed.entries] == expected["links"]


def test_case_18_nested_bases_are_resolved_level_by_level() -> None:
    """An entry's xml:base stands on the feed's."""
    folder, expected = case("18-entry-xml-base")
    feed = parsed((folder / "feed.xml").read_bytes(), url="https://lantern.example/feed")
    assert [entry.url for entry in feed.entries] == expected["links"]


def test_case_19_titles_escaped_twice_are_plain() -> None:
    """No entity is left for a reader to see."""
    folder, expected = case("19-escaped-title")
    feed = parsed((folder / "feed.xml").read_bytes())
    assert [entry.title for entry in feed.entries] == expected["titles"]


def test_case_25_an_entity_bomb_is_harmless() -> None:
    """The DTD is cut before anything parses it."""
    folder, expected = case("25-xml-bomb")
    start = time.monotonic()
    feed = parsed((folder / "feed.xml").read_bytes())
    assert time.monotonic() - start < expected["max_seconds"]
    assert all(len(entry.title) <= expected["max_title_chars"] for entry in feed.entries)


ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>f</id>'
    '<link rel="self" href="https://lantern.example/atom"/><link href="https://lantern.example/"/>'
    '<entry><title type="html">&lt;b&gt;A&lt;/b&gt; &amp;amp; B</title><id>e1</id>'
    '<link rel="enclosure" href="x.mp3"/><link rel="alternate" href="/a"/>'
    "<published>2026-11-09T09:00:00+01:00</published><updated>2026-11-09T10:00:00Z</updated>"
    "<author><name>Ada Lane</name></author><author><name>Bo Reed</name></author>"
    '<category term="chips"/><summary>s</summary><content type="html">&lt;p&gt;c&lt;/p&gt;</content>'
    "</entry></feed>"
)


def test_atom_gives_every_field() -> None:
    """The alternate link, both times, all authors, plain title, HTML content."""
    feed = parsed(ATOM.encode(), url="https://lantern.example/atom")
    assert (feed.title, feed.site_url) == ("t", "https://lantern.example/")
    assert feed.entries == (
        Entry(
            guid="e1",
            url="https://lantern.example/a",
            title="A & B",
            published=datetime(2026, 11, 9, 8, tzinfo=UTC),
            updated=datetime(2026, 11, 9, 10, tzinfo=UTC),
            authors=("Ada Lane", "Bo Reed"),
            summary="s",
            content="<p>c</p>",
            categories=("chips",),
        ),
    )


def test_json_feed_gives_every_field() -> None:
    """Version 1.1, with text content made HTML and wrong types taken as not given."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "t",
        "home_page_url": "https://lantern.example/",
        "items": [
            {
                "id": 7,
                "url": "/a",
                "title": "A &amp; <b>B</b>",
                "content_text": "One < two.\n\nThree.",
                "date_published": "2026-11-09T09:00:00+01:00",
                "authors": [{"name": "Ada Lane"}, "nobody", {"name": 3}],
                "tags": ["chips", 5],
            },
            "not an item",
        ],
    }
    feed = parsed(json.dumps(document).encode(), url="https://lantern.example/feed.json")
    (entry,) = feed.entries
    assert (entry.guid, entry.url, entry.title) == ("7", "https://lantern.example/a", "A & B")
    assert entry.content == "<p>One &lt; two.</p><p>Three.</p>"
    assert (entry.authors, entry.categories) == (("Ada Lane",), ("chips",))
    assert entry.published == datetime(2026, 11, 9, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("extra", "minutes"),
    [
        ("<ttl>180</ttl>", 180),
        ("<ttl>soon</ttl>", None),
        (
            (
                '<sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">daily</sy:updatePeriod>'
                '<sy:updateFrequency xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">4</sy:updateFrequency>'
            ),
            360,
        ),
        ("", None),
    ],
)
def test_a_feed_says_how_often_it_is_worth_reading(extra: str, minutes: int | None) -> None:
    """`ttl`, or the syndication module's period over its frequency."""
    assert parsed(rss("<title>a</title>", extra=extra)).ttl_minutes == minutes


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("R&amp;D at 5 &lt; 6", "R&D at 5 < 6"),
        ("<![CDATA[A <em>new</em> model]]>", "A new model"),
        ("Generics: Box&lt;T&gt; explained", "Generics: Box<T> explained"),
        ("Loss &amp;lt; 0.1", "Loss < 0.1"),
        ("a<br/>b", "a b"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Hello", "Hello"),
        ("  two\n lines ", "two lines"),
        ("AT&T", "AT&T"),
        ("苍梧&nbsp;3", "苍梧 3"),
    ],
)
def test_titles_are_plain_text(title: str, plain: str) -> None:
    """Real HTML goes, the title's own angle brackets stay."""
    (entry,) = parsed(rss(f"<title>{title}</title>")).entries
    assert entry.title == plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon, 09 Nov 2026 08:00:00 GMT", "2026-11-09T08:00:00"),
        ("Mon, 09 Nov 2026 08:00:00 EST", "2026-11-09T13:00:00"),
        ("9 Nov 26 08:00 CET", "2026-11-09T07:00:00"),
        ("Mon, 09 Nov 2026 08:00:00 +0800", "2026-11-09T00:00:00"),
        ("2026-11-09T08:00:00.123+08:00", "2026-11-09T00:00:00.123"),
        ("2026-11-09", "2026-11-09T00:00:00"),
        ("2026-11-09 08:00:00", "2026-11-09T08:00:00"),
        ("November 9, 2026", "2026-11-09T00:00:00"),
        ("9 novembre 2026", "2026-11-09T00:00:00"),
        ("2026年11月9日 08:00", "2026-11-09T00:00:00"),
        ("发布于 2026-11-09 08:00", "2026-11-09T08:00:00"),
        ("Posted on November 9, 2026 by Ada", "2026-11-09T00:00:00"),
        ("Published: 9th Nov. 2026", "2026-11-09T00:00:00"),
        ("Mon, 09 Nov 2062 08:00:00 GMT", "2062-11-09T08:00:00"),
        ("sometime last week", None),
        ("yesterday", None),
        ("0000-00-00", None),
        ("Mon, 32 Nov 2026 08:00:00 GMT", None),
        ("2026", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_of_every_kind(text: str | None, expected: str | None) -> None:
    """RFC 822 with zone names, RFC 3339, dates in words; what is no date is none."""
    at = parse_date(text)
    assert at == (datetime.fromisoformat(expected).replace(tzinfo=UTC) if expected else None)


@pytest.mark.parametrize(
    ("codec", "declared", "header"),
    [
        ("utf-8", None, None),
        ("utf-8-sig", "iso-8859-1", "text/xml; charset=windows-1251"),
        ("utf-16", None, None),
        ("utf-16-le", None, None),
        ("gb18030", "gb2312", None),
        ("cp932", "Shift_JIS", None),
        ("utf-8", "gb2312", None),
        ("utf-8", None, "text/xml; charset=iso-8859-1"),
        ("gb18030", None, "text/xml; charset=GBK"),
    ],
)
def test_encodings_are_found_out(codec: str, declared: str | None, header: str | None) -> None:
    """Marks, headers, declarations, and what the bytes themselves say."""
    prolog = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    title = "東京の新しいモデル" if codec == "cp932" else "苍梧三号发布：全程国产芯片训练"
    document = f"{prolog}<rss><channel><item><title>{title}</title></item></channel></rss>"
    (entry,) = parsed(document.encode(codec), content_type=header).entries
    assert entry.title == title


def test_an_unlabelled_legacy_encoding_is_guessed() -> None:
    """Chinese bytes that nothing labels are still Chinese."""
    text = "岚屿智能周二宣布修改许可证，并把接口价格从每百万输入词元下调。模型权重开放两天，下载量已达二百万次。"
    document = f"<rss><channel><item><title>{text}</title></item></channel></rss>"
    (entry,) = parsed(document.encode("gb18030")).entries
    assert entry.title == text


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"   ", "empty"),
        (b"<!doctype html><html><head><title>Login</title></head><body></body></html>", "web page"),
        (b"{not json", "broken JSON"),
        (b'{"a": 1}', "no feed"),
        (b"[1, 2]", "no feed"),
        (b"just words", "not a feed"),
    ],
)
def test_what_is_no_feed_says_what_it_is(data: bytes, why: str) -> None:
    """One clear line for whoever reads the report."""
    with pytest.raises(FeedError, match=why):
        parsed(data)


def test_broken_xml_still_gives_its_entries() -> None:
    """Unclosed elements, bare ampersands and control characters."""
    document = rss(
        "<title>A & B</title><link>https://lantern.example/a?x=1&y=2</link>", "<title>C</title>"
    )
    broken = document.replace(b"</channel></rss>", b"").replace(b"C<", b"C\x08\x0b<")
    first, second = parsed(broken).entries
    assert (first.title, first.url) == ("A & B", "https://lantern.example/a?x=1&y=2")
    assert second.title == "C"


def test_a_doctype_is_cut_with_all_that_is_in_it() -> None:
    """Comments and quoted brackets in an internal subset do not hide its end."""
    text = (
        '<!DOCTYPE rss [<!-- ]> --><!ENTITY a "]>"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
        "<rss><channel><item><title>&b;x</title></item></channel></rss>"
    )
    assert plain_xml(text).startswith("<rss>")
    (entry,) = parsed(text.encode()).entries
    assert "root:" not in entry.title


def test_thousands_of_entries_are_bounded() -> None:
    """A feed of ten thousand entries gives the first five thousand."""
    document = rss(*(f"<guid>g{n}</guid>" for n in range(10_000)))
    assert len(parsed(document).entries) == 5000


@given(st.binary(max_size=200))
def test_any_bytes_are_text(data: bytes) -> None:
    """Decoding never raises."""
    assert isinstance(decode(data), str)
    assert isinstance(decode(data, "text/html; charset=nonsense", html=True), str)


@given(st.text(max_size=80))
@settings(deadline=None, max_examples=50)
def test_any_text_may_stand_for_a_title_or_a_date(text: str) -> None:
    """Neither raises; a title is one line without tags of HTML."""
    title = plain_text(text)
    assert "\n" not in title
    assert "<script" not in title.lower()
    at = parse_date(text)
    assert at is None or at.tzinfo is UTC


def mutated(data: bytes, rng: random.Random) -> bytes:
    """A document with a few faults: bytes changed, cut, doubled or dropped."""
    out = bytearray(data)
    for _ in range(rng.randrange(1, 8)):
        at = rng.randrange(len(out) or 1)
        length = rng.randrange(1, 40)
        kind = rng.randrange(5)
        if kind == 0:
            out[at : at + length] = rng.randbytes(length)
        elif kind == 1:
            del out[at : at + length]
        elif kind == 2:
            out[at:at] = out[at : at + length * 5]
        elif kind == 3:
            out[at:at] = rng.choice(
                [b"<", b">", b"&", b"]]>", b"<![CDATA[", b"\x00", b"\xff\xfe", b"<!--", b'"']
            )
        else:
            out = out[:at] or out
    return bytes(out)


SEEDS = (
    rss(
        "<title>A</title><link>https://lantern.example/a</link><guid>g</guid>"
        "<pubDate>Mon, 09 Nov 2026 08:00:00 GMT</pubDate><description>&lt;p&gt;x&lt;/p&gt;</description>",
        "<title><![CDATA[B <b>c</b>]]></title><author>a@lantern.example (Ada)</author>",
    ),
    ATOM.encode(),
    b'{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"https://lantern.example/"}]}',
    '<?xml version="1.0" encoding="gb2312"?><rdf:RDF xmlns="http://purl.org/rss/1.0/" '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><item rdf:about="https://lantern.example/">'
    "<title>苍梧</title></item></rdf:RDF>".encode("gb18030"),
)


def fuzz(seed: int, count: int) -> None:
    """Every mutated feed gives entries or a FeedError, never anything else."""
    rng = random.Random(seed)
    for number in range(count):
        data = mutated(rng.choice(SEEDS), rng)
        try:
            feed = parsed(data, url="https://lantern.example/feed")
        except FeedError:
            continue
        assert all(entry.title == plain_text(entry.title, escaped=0) for entry in feed.entries), (
            f"seed {seed}, number {number}"
        )


def test_fuzzed_feeds_do_no_harm() -> None:
    """A twentieth of the full count."""
    fuzz(seed=31, count=1000)


@pytest.mark.acceptance
def test_twenty_thousand_fuzzed_feeds_do_no_harm() -> None:
    """Row 8 of the fault matrix."""
    fuzz(seed=32, count=20_000)


def test_a_blank_in_a_namespace_costs_no_entry() -> None:
    """expat parts names by blanks; a namespace that holds one is read without it."""
    body = (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/ x\u00a0 y#" '
        'xmlns="http://purl.org/rss/1.0/"><channel><title>T</title></channel>'
        "<item><title>A</title><link>http://a.example/1</link></item></rdf:RDF>"
    )
    feed = parse_feed(body.encode(), url="http://a.example/f", content_type="text/xml")
    assert [entry.title for entry in feed.entries] == ["A"]
