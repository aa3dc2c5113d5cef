"""The quick way through well-formed feeds gives what feedparser gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.sources import feed, plain_feed
from digests.sources.encoding import decode, plain_xml
from tests.servers.feeds import rss
from tests.shared import shared

URL = "https://lanternfish.example/news/feed"
TEXTS = st.sampled_from(
    [
        "Harbour lights",
        "R&amp;D &lt;b&gt;bold&lt;/b&gt;",
        "<![CDATA[<p>One &amp; two</p>]]>",
        "a &amp;amp; b",
        "苍梧三号",
        "  spaced\n out ",
        "",
        "&#8220;quoted&#8221;",
        "<![CDATA[a]]> b",
        "https://lanternfish.example/a?x=1&amp;y=2",
    ]
)
LINKS = st.sampled_from(
    [
        "https://lanternfish.example/1",
        "/relative/2",
        "3?a=b&amp;c=d",
        "",
        "  https://x.example/4  ",
        "urn:x:5",
    ]
)
GUIDS = st.sampled_from(
    ["https://lanternfish.example/1", "g-2", "/guids/3", "", "tag:x.example,2026:4"]
)
DATES = st.sampled_from(
    [
        "Mon, 09 Nov 2026 08:00:00 GMT",
        "Mon, 09 Nov 2026 08:00:00 +0800",
        "2026-11-09T08:00:00Z",
        "2026-11-09T08:00:00.5+01:00",
        "09 Nov 2026 08:00 EST",
        "Mon, 09 Nov 2026 08:00:00 CST",
        "Mon, 09 Nov 2026 08:00:00 +08:00",
        "2026年11月9日 下午8:00",
        "",
        "soon",
    ]
)
ELEMENTS = st.one_of(
    st.builds("<title>{}</title>".format, TEXTS),
    st.builds("<link>{}</link>".format, LINKS),
    st.builds("<guid>{}</guid>".format, GUIDS),
    st.builds(
        '<guid isPermaLink="{}">{}</guid>'.format,
        st.sampled_from(["true", "false", "False"]),
        GUIDS,
    ),
    st.builds("<pubDate>{}</pubDate>".format, DATES),
    st.builds("<description>{}</description>".format, TEXTS),
    st.builds("<content:encoded>{}</content:encoded>".format, TEXTS),
    st.builds("<dc:creator>{}</dc:creator>".format, TEXTS),
    st.builds("<category>{}</category>".format, TEXTS),
    st.builds("<comments>{}</comments>".format, LINKS),
    st.builds(
        "<author>{}</author>".format, st.sampled_from(["a@x.example (Ada Lane)", "Ada Lane"])
    ),
    st.just('<enclosure url="https://x.example/a.mp3" length="5" type="audio/mpeg"/>'),
    st.just('<enclosure url="https://x.example/a.png" length="5" type="image/png"/>'),
    st.just('<enclosure type="video/mp4"/>'),
    st.just('<media:thumbnail url="https://x.example/a.jpg"/>'),
    st.just('<media:content url="https://x.example/a.jpg" medium="image"/>'),
    st.just("<slash:comments>5</slash:comments>"),
    st.just("<!-- nothing -->"),
)
ATOM_ELEMENTS = st.one_of(
    st.builds("<id>{}</id>".format, GUIDS),
    st.builds(
        "<title{}>{}</title>".format, st.sampled_from(["", ' type="html"', ' type="text"']), TEXTS
    ),
    st.builds('<link href="{}"/>'.format, LINKS),
    st.builds(
        '<link rel="{}" href="{}"/>'.format,
        st.sampled_from(["alternate", "self", "enclosure"]),
        LINKS,
    ),
    st.builds('<link rel="enclosure" type="audio/mpeg" href="{}"/>'.format, LINKS),
    st.builds("<published>{}</published>".format, DATES),
    st.builds("<updated>{}</updated>".format, DATES),
    st.builds('<summary type="html">{}</summary>'.format, TEXTS),
    st.builds('<content type="html">{}</content>'.format, TEXTS),
    st.builds("<author><name>{}</name></author>".format, TEXTS),
    st.builds('<category term="{}"/>'.format, st.sampled_from(["chips", "", "R&amp;D"])),
)
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
)


def same(document: str) -> bool:
    """Whether the quick way was gone; where it was, both ways must agree."""
    text = plain_xml(document)
    quick = plain_feed.parse(text, url=URL, most=50)
    if quick is not None:
        assert quick == feed.by_feedparser(text, url=URL)
    return quick is not None


@given(st.lists(st.lists(ELEMENTS, max_size=7).map("".join), max_size=3), st.booleans())
@settings(deadline=None, max_examples=150)
def test_rss_is_the_same_both_ways(items: list[str], channel: bool) -> None:
    """Any well-formed mixture of common elements."""
    facts = "<title>T &amp;amp; U</title><link>/home</link><language>en-GB</language><ttl>60</ttl>"
    inside = "".join(f"<item>{item}</item>" for item in items)
    same(f'<rss version="2.0" {SPACES}><channel>{facts if channel else ""}{inside}</channel></rss>')


@given(st.lists(st.lists(ATOM_ELEMENTS, max_size=7).map("".join), max_size=3))
@settings(deadline=None, max_examples=150)
def test_atom_is_the_same_both_ways(entries: list[str]) -> None:
    """Any well-formed mixture of common elements."""
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    same(
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><link rel="self" href="{URL}"/>'
        f'<link href="/home"/>{inside}</feed>'
    )


def test_a_usual_feed_goes_the_quick_way() -> None:
    """What most publishers send needs no feedparser."""
    document = rss(
        "<title>A</title><link>https://x.example/a</link><guid isPermaLink='false'>g</guid>"
        "<pubDate>Mon, 09 Nov 2026 08:00:00 GMT</pubDate><category>x</category><description>d</description>"
    )
    assert same(decode(document))


@pytest.mark.parametrize(
    "unusual",
    [
        "<title>A<b>c</b></title>",
        "<title>A</title><title>B</title>",
        "<pubDate>soon</pubDate>",
        "<dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>2026-11-09T08:00:00Z</dc:date>",
        "<title>A &nbsp; B</title>",
        "<title>open",
    ],
)
def test_what_is_unusual_is_left_to_feedparser(unusual: str) -> None:
    """Repeats, markup, odd dates, other modules, broken XML."""
    assert not same(decode(rss(unusual)))


@pytest.mark.quality
def test_the_development_feeds_are_the_same_both_ways() -> None:
    """Wherever the quick way is gone at all."""
    files = [
        path for path in Path(shared("feeds/feeds")).glob("*.*") if path.name != "expected.json"
    ]
    assert sum(same(decode(path.read_bytes())) for path in files if path.suffix != ".json") > 5
