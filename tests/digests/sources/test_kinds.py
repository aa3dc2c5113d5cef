"""Sitemaps, listing pages, OPML lists, and finding a site's feeds."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.errors import FeedError
from digests.fetch.client import Fetcher, FetchSettings
from digests.model import Source, SourceKind
from digests.sources import discovery, opml, sitemap
from digests.sources.base import parse
from digests.sources.named import named_feeds
from digests.sources.pool import ParserPool
from tests.servers.feeds import FeedSite, Reply, feed_site, rss

SITE = "https://lanternfish.example"


def read(data: bytes, kind: SourceKind, **selectors: str):  # type: ignore[no-untyped-def]
    """A document parsed as a source of a kind."""
    return parse(
        data, kind=kind, url=f"{SITE}/news", content_type=None, selectors=tuple(selectors.items())
    )


NEWS = f"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>{SITE}/a/1</loc><news:news><news:publication><news:name>L</news:name></news:publication>
<news:publication_date>2026-11-09T08:00:00+00:00</news:publication_date>
<news:title>Harbour lights &amp;amp; ferries</news:title><news:keywords>sea, night</news:keywords></news:news></url>
<url><loc>{SITE}/a/2</loc><lastmod>2026-11-10</lastmod></url>
<url><loc>{SITE}/about</loc></url><url><loc></loc></url></urlset>""".encode()


def test_a_news_sitemap_gives_titles_and_times() -> None:
    """The newest come first; an address alone is an entry too."""
    feed = read(NEWS, "sitemap")
    assert [entry.url for entry in feed.entries] == [f"{SITE}/a/2", f"{SITE}/a/1", f"{SITE}/about"]
    first = feed.entries[1]
    assert first.title == "Harbour lights & ferries"
    assert first.published == datetime(2026, 11, 9, 8, tzinfo=UTC)
    assert first.categories == ("sea", "night")


def test_a_sitemap_keeps_what_matches() -> None:
    """A pattern picks the articles out of a whole site's map."""
    feed = read(gzip.compress(NEWS), "sitemap", match=r"/a/\d+$")
    assert len(feed.entries) == 2


def test_an_index_of_sitemaps_names_the_newest_first() -> None:
    """An index is no sitemap; its children are read instead."""
    index = (
        f"<sitemapindex><sitemap><loc>{SITE}/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap>"
        f"<sitemap><loc>{SITE}/new.xml</loc><lastmod>2026-11-09</lastmod></sitemap></sitemapindex>"
    ).encode()
    assert sitemap.children(index, None) == (f"{SITE}/new.xml", f"{SITE}/old.xml")
    names = ("post-sitemap.xml", "category-sitemap.xml", "author-sitemap.xml", "news-vintage.xml")
    named = "".join(f"<sitemap><loc>{SITE}/{name}</loc></sitemap>" for name in names)
    children = sitemap.children(f"<sitemapindex>{named}</sitemapindex>".encode(), None)
    assert children[:2] == (f"{SITE}/news-vintage.xml", f"{SITE}/post-sitemap.xml")
    assert sitemap.children(NEWS, None) == ()
    with pytest.raises(FeedError, match="index"):
        read(index, "sitemap")


def card(number: int, when: str = "") -> str:
    """An entry of a listing page."""
    return (
        f'<article class="card"><a href="/stories/2026/story-number-{number}"><img src="x.jpg"></a>'
        f'<h3><a href="/stories/2026/story-number-{number}#top">Harbour story number {number} of the winter</a></h3>'
        f"<p>What it says, {number}.</p>{when}</article>"
    )


LISTING = (
    '<html><head><title>News</title></head><body><nav><ul><li><a href="/sections/politics">Politics of the day</a>'
    '</li><li><a href="/sections/science">Science of the day</a></li><li><a href="/sections/sports">Sports</a>'
    "</li></ul></nav><main>"
    + card(1, '<time datetime="2026-11-09T08:00:00Z">today</time>')
    + card(2, "<span>2026-11-08</span>")
    + card(3)
    + card(4)
    + '</main><footer><a href="/imprint-of-the-house">Imprint of the whole house</a></footer></body></html>'
).encode()


def test_a_listing_page_is_read_without_any_selector() -> None:
    """Alike links that read like headlines are the entries; menus and footers are not."""
    feed = read(LISTING, "page")
    assert [entry.url for entry in feed.entries] == [
        f"{SITE}/stories/2026/story-number-{n}" for n in range(1, 5)
    ]
    assert feed.entries[0].title == "Harbour story number 1 of the winter"
    assert feed.entries[0].published == datetime(2026, 11, 9, 8, tzinfo=UTC)
    assert feed.entries[1].published == datetime(2026, 11, 8, tzinfo=UTC)


def test_a_listing_page_is_read_by_selectors() -> None:
    """Each part by its own selector."""
    feed = read(
        LISTING,
        "page",
        entry="article.card",
        title="h3",
        link="h3 a",
        summary="p",
        published="time",
    )
    assert len(feed.entries) == 4
    assert feed.entries[0].summary == "What it says, 1."
    assert feed.entries[1].published is None


@pytest.mark.parametrize(
    ("selectors", "why"),
    [
        ({"entry": "li.nothing"}, "match nothing"),
        ({"entry": ":::"}, "can't be read"),
        ({}, "No list"),
    ],
)
def test_a_page_without_entries_says_why(selectors: dict[str, str], why: str) -> None:
    """What to look at: the selectors, or the page itself."""
    page = LISTING if selectors else b"<html><body><p>Nothing here.</p></body></html>"
    with pytest.raises(FeedError, match=why):
        read(page, "page", **selectors)


@given(st.sampled_from(["sitemap", "page"]), st.binary(max_size=150))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_entries_or_a_feed_error(kind: SourceKind, data: bytes) -> None:
    """No other error, whatever comes."""
    try:
        read(data, kind)
    except FeedError:
        return


OPML = b"""<?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body>
<outline text="AI labs"><outline type="rss" text="Lantern Labs" xmlUrl="https://lantern.example/feed"/>
<outline text="China"><outline title="Otter &amp; Sons" xmlurl="http://otter.example/rss" language="zh-cn"/></outline></outline>
<outline type="rss" text="Lantern Labs" xmlUrl="http://www.lantern.example/feed/"/>
<outline type="rss" text="Lantern Labs" xmlUrl="feed://lantern.example/other"/>
<outline type="rss" text="bad" xmlUrl="javascript:alert(1)"/><outline text="empty"/></body></opml>"""


def test_opml_gives_each_feed_once_with_its_folders() -> None:
    """Nested folders are tags, ids are unique, what is no address is left out."""
    assert opml.parse(OPML) == (
        Source(
            id="lantern-labs",
            outlet="Lantern Labs",
            url="https://lantern.example/feed",
            tags=("ai-labs",),
        ),
        Source(
            id="otter-sons",
            outlet="Otter & Sons",
            url="http://otter.example/rss",
            language="zh",
            tags=("ai-labs", "china"),
        ),
        Source(id="lantern-labs-2", outlet="Lantern Labs", url="http://lantern.example/other"),
    )


def test_opml_goes_out_and_comes_back() -> None:
    """What was exported imports as it was, as far as OPML can say it."""
    sources = opml.parse(OPML)
    again = opml.parse(opml.export(sources))
    assert {(s.outlet, s.url, s.language, s.tags[:1]) for s in again} == {
        (s.outlet, s.url, s.language, s.tags[:1]) for s in sources
    }


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"{}", b"<opml", bytes(50)])
def test_what_is_no_opml_says_so(data: bytes) -> None:
    """A FeedError and nothing else, or an empty list for a broken one."""
    try:
        assert opml.parse(data) == ()
    except FeedError as error:
        assert "OPML" in str(error)  # noqa: PT017 - either is right


@pytest.mark.parametrize(
    ("site", "feed"),
    [
        (
            "https://www.youtube.com/channel/UCabc_1",
            "https://www.youtube.com/feeds/videos.xml?channel_id=UCabc_1",
        ),
        ("https://old.reddit.com/r/LocalLLaMA/", "https://www.reddit.com/r/LocalLLaMA/.rss"),
        ("https://github.com/lantern/orchid", "https://github.com/lantern/orchid/releases.atom"),
        ("https://arxiv.org/list/cs.AI/recent", "https://rss.arxiv.org/rss/cs.AI"),
        ("https://otter.substack.com/p/x", "https://otter.substack.com/feed"),
        ("https://news.ycombinator.com/", "https://news.ycombinator.com/rss"),
        ("https://lantern.example/", None),
    ],
)
def test_known_sites_have_known_feeds(site: str, feed: str | None) -> None:
    """The ways of sites that name no feed, or not the one that is wanted."""
    assert discovery.known(site) == feed


def test_a_page_names_its_feeds() -> None:
    """Alternates first, then links that look like feeds; comment feeds last or not at all."""
    page = (
        b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml">'
        b'<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments.xml">'
        b'<link rel="alternate" hreflang="zh" href="/zh"><link rel="stylesheet" href="/rss.css"></head>'
        b'<body><a href="/comments/feed">c</a><a href="https://lanternfish.example/atom.xml">Atom</a>'
        b'<a href="/feedback">write</a></body></html>'
    )
    assert named_feeds(page, SITE + "/a/b") == (
        f"{SITE}/feed.xml",
        f"{SITE}/atom.xml",
        f"{SITE}/comments/feed",
    )


@pytest.fixture
async def open_site() -> AsyncIterator[tuple[FeedSite, Fetcher, ParserPool]]:
    """A site with the means to read it."""
    async with feed_site() as site:
        settings = FetchSettings(private_hosts=(site.host,))
        async with Fetcher(settings) as fetcher, ParserPool(1) as pool:
            yield site, fetcher, pool


async def test_discovery_finds_a_feed_by_any_way(
    open_site: tuple[FeedSite, Fetcher, ParserPool],
) -> None:
    """At the address itself, named on the page, or where feeds commonly are."""
    site, fetcher, pool = open_site
    document = Reply(body=rss("<title>a</title>", title="Found"))
    site.routes["/direct"] = document
    (direct,) = await discovery.discover(fetcher, pool, site.url + "/direct")
    assert (direct.url, direct.title, direct.entries) == (site.url + "/direct", "Found", 1)

    site.routes["/blog"] = Reply(
        body=b'<html><link rel="alternate" type="application/atom+xml" href="/named"></html>'
    )
    site.routes["/named"] = document
    (named,) = await discovery.discover(fetcher, pool, site.url + "/blog")
    assert named.url == site.url + "/named"

    site.routes["/silent"] = Reply(body=b"<html><body>nothing</body></html>")
    site.routes["/rss.xml"] = document
    (guessed,) = await discovery.discover(fetcher, pool, site.url + "/silent")
    assert guessed.url == site.url + "/rss.xml"


async def test_discovery_reaches_no_private_host_that_a_page_names(
    open_site: tuple[FeedSite, Fetcher, ParserPool],
) -> None:
    """A page's links are guarded like any other address."""
    site, fetcher, pool = open_site
    site.routes["/"] = Reply(
        body=b'<html><link rel="feed" href="http://127.0.0.1:1/feed"><link rel="feed" href="http://10.0.0.8/"></html>'
    )
    assert await discovery.discover(fetcher, pool, site.url + "/") == ()
