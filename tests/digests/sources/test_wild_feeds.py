"""Feeds of every kind that a reader of AI news meets, each with the entries that it should give."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime

import pytest

from digests.errors import FeedError
from digests.model import Entry, Feed
from digests.sources.base import parse_feed
from digests.sources.prepared import Prepared, prepared

BASE = "https://base.example/d/feed"
ITEM = "<item><title>A</title><link>https://otter.example/a</link></item>"
AT = datetime(2026, 11, 24, 10, tzinfo=UTC)


def read(document: str | bytes) -> Feed:
    """The document as if read at BASE."""
    data = document.encode() if isinstance(document, str) else document
    return parse_feed(data, url=BASE, content_type=None)


def only(document: str | bytes) -> Entry:
    """Its one entry."""
    (entry,) = read(document).entries
    return entry


def one(document: str | bytes) -> Prepared:
    """Its one entry, as the article that it stands for."""
    (entry,) = prepared(read(document), source_id="s").entries
    return entry


def rss(item: str, version: str = "2.0", names: str = "") -> str:
    """An RSS document with one item."""
    return f'<rss version="{version}" {names}><channel><title>T</title><item>{item}</item></channel></rss>'


RDF = """<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="https://j.example/rdf"><title>Journal</title><link>https://j.example/</link>
<dc:language>ja</dc:language><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>
<items><rdf:Seq><rdf:li rdf:resource="https://j.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://j.example/1"><title>モデルの評価</title><link>https://j.example/1</link>
<description>Abstract.</description><dc:creator>Sato, K.</dc:creator><dc:creator>Ito, M.</dc:creator>
<dc:date>2026-11-24T19:00:00+09:00</dc:date><dc:subject>cs.CL</dc:subject>
<content:encoded><![CDATA[<p>Whole text.</p>]]></content:encoded></item></rdf:RDF>"""


def test_rss_1_with_its_modules() -> None:
    """Dublin Core gives authors, subject and date, syndication the pace, content the text."""
    feed = read(RDF)
    assert (feed.title, feed.language, feed.ttl_minutes) == ("Journal", "ja", 360)
    (entry,) = feed.entries
    assert (entry.guid, entry.url, entry.title) == ("https://j.example/1",) * 2 + ("モデルの評価",)
    assert entry.published == AT
    assert entry.authors == ("Sato, K.", "Ito, M.")
    assert (entry.content, entry.categories) == ("<p>Whole text.</p>", ("cs.CL",))


def test_rss_0_91_with_netscapes_entities() -> None:
    """The DTD is cut off, its named characters are read."""
    head = '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
    entry = only(head + rss("<title>Caf&eacute; AI &mdash; first</title>", "0.91"))
    assert entry.title == "Café AI — first"


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://lab.example/blog/" xml:lang="en">
<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">The <em>Lab</em> &amp; Co</div></title>
<link href="./"/><link rel="self" href="feed.atom"/>
<entry xml:base="2026/"><title type="html">A &lt;b&gt;bold&lt;/b&gt; step &amp;amp; more</title>
<id>tag:lab.example,2026:1</id><link rel="enclosure" href="one.png" type="image/png"/>
<link rel="alternate" type="text/html" href="one"/><published>2026-11-24T11:00:00.5+01:00</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>First <a href="x">para</a>.</p><p>Second.</p></div></content>
</entry></feed>"""


def test_atom_with_xhtml_and_nested_bases() -> None:
    """Mark-up of titles is gone, links hang on the innermost base, the text keeps its paragraphs."""
    feed, article = read(ATOM), one(ATOM)
    assert (feed.title, feed.url) == ("The Lab & Co", "https://lab.example/blog/feed.atom")
    assert (article.entry.title, article.url) == ("A bold step & more", "https://lab.example/blog/2026/one")  # fmt: skip
    assert article.entry.published == AT.replace(microsecond=500000)
    assert article.text == "First para.\n\nSecond."
    assert not article.entry.recording


def test_atom_0_3_is_read() -> None:
    """Its own names for times and modes."""
    entry = only(
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>O</title><entry>'
        '<title mode="escaped" type="text/html">A &amp;lt;i&amp;gt;B&amp;lt;/i&amp;gt;</title>'
        '<link rel="alternate" type="text/html" href="http://o.example/1"/><id>tag:o,1</id>'
        "<issued>2026-11-24T05:00:00-05:00</issued><modified>2026-11-25T10:00:00Z</modified></entry></feed>"
    )
    assert (entry.title, entry.url, entry.published) == ("A B", "http://o.example/1", AT)


@pytest.mark.parametrize("version", ["1", "1.1"])
def test_json_feed_in_both_versions(version: str) -> None:
    """A number for an id, an external link, text instead of HTML, a recording without a page."""
    items = [
        {"id": 1, "url": "/1", "title": "A &amp; B", "content_text": "One.\n\nTwo <three>.",
         "date_published": "2026-11-24T03:00:00-07:00", "authors": [{"name": "乙"}, {"name": "丙"}]},
        {"id": "x", "external_url": "https://linked.example/x", "content_html": "<p>hi</p>"},
        {"id": "y", "attachments": [{"url": "https://jf.example/y.mp3", "mime_type": "audio/mpeg"}]},
    ]  # fmt: skip
    raw = {"version": f"https://jsonfeed.org/version/{version}", "title": "J", "items": items}
    first, second, third = read("\ufeff" + json.dumps(raw)).entries
    assert (first.guid, first.url, first.title) == ("1", "https://base.example/1", "A & B")
    assert (first.published, first.authors) == (AT, ("乙", "丙"))
    assert first.content == "<p>One.</p><p>Two &lt;three&gt;.</p>"
    assert second.url == "https://linked.example/x"
    assert (third.url, third.recording) == ("https://jf.example/y.mp3", True)


NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>
 https://n.example/a?id=1&amp;utm_source=x </loc><news:news><news:publication><news:name>N</news:name>
<news:language>zh-cn</news:language></news:publication><news:publication_date>2026-11-24T18:00:00+08:00</news:publication_date>
<news:title><![CDATA[新模型 <b>发布</b>]]></news:title></news:news><lastmod>2026-11-25</lastmod></url></urlset>"""


@pytest.mark.parametrize("pack", [str.encode, lambda text: gzip.compress(text.encode())])
def test_a_news_sitemap_is_known_for_what_it_is(pack: object) -> None:
    """Given as a feed, packed or not: its title and time are the article's."""
    article = one(pack(NEWS))  # type: ignore[operator]
    assert (article.entry.title, article.url) == ("新模型 发布", "https://n.example/a?id=1")
    assert article.entry.published == AT
    with pytest.raises(FeedError, match='kind = "sitemap"'):
        read("<sitemapindex><sitemap><loc>https://n.example/s.xml</loc></sitemap></sitemapindex>")


def test_an_arxiv_listing_is_abstracts_by_their_authors() -> None:
    """Announcements of changed papers are no news; authors stand in one field there."""
    kinds = {}
    for kind in ("new", "cross", "replace", "replace-cross"):
        kinds[kind] = one(
            rss(
                "<title>A Study of $n$-gram Priors</title><link>https://arxiv.org/abs/2611.00001</link>"
                f"<description>arXiv:2611.00001v1 Announce Type: {kind} \nAbstract: We study priors &lt; 3.</description>"
                "<dc:creator>Ada Lund, Bo Chen</dc:creator>",
                names='xmlns:dc="http://purl.org/dc/elements/1.1/"',
            )
        )
    assert [name for name, found in kinds.items() if found.old] == ["replace", "replace-cross"]
    assert kinds["new"].text == "We study priors < 3."
    assert kinds["new"].entry.authors == ("Ada Lund", "Bo Chen")
    assert kinds["new"].reading == "feed"


def test_a_video_keeps_its_notes() -> None:
    """YouTube's description, its paragraphs kept, is what is read of a video."""
    article = one(
        '<feed xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom"><title>Talks</title>'
        "<entry><id>yt:video:abc1234</id><title>How we train</title>"
        '<link rel="alternate" href="https://www.youtube.com/watch?v=abc1234"/>'
        "<published>2026-11-24T10:00:00+00:00</published><media:group><media:title>How we train</media:title>"
        "<media:description>Notes of the talk.\n\nMore at https://lab.example/</media:description></media:group></entry></feed>"
    )
    assert (article.reading, article.text) == ("feed", "Notes of the talk.\n\nMore at https://lab.example/")  # fmt: skip


@pytest.mark.parametrize("link", ["", "<link>https://pod.example/12</link>"])
def test_an_episode_keeps_its_notes(link: str) -> None:
    """With or without a page of its own; without one its recording is what there is to open."""
    notes = "<p>Ana Roe on scaling.</p>" * 12
    article = one(
        rss(
            f"<title>Ep. 12</title>{link}<guid isPermaLink='false'>ep-12</guid><description><![CDATA[{notes}]]></description>"
            '<enclosure url="https://cdn.example/e12.mp3?x=1" length="1" type="audio/mpeg"/>'
        )
    )
    assert article.url == ("https://pod.example/12" if link else "https://cdn.example/e12.mp3?x=1")
    assert (article.reading, article.entry.guid) == ("feed", "ep-12")
    assert article.text.startswith("Ana Roe on scaling.\n\nAna Roe")


HN = '<p>Comments URL: <a href="https://news.ycombinator.com/item?id=1">x</a></p>\n<p>Points: {0}</p><p># Comments: {0}</p>'


def test_hacker_news_is_the_article_it_links_and_not_by_who_posted_it() -> None:
    """A post of one's own is its own article, whose counts of votes are no edits."""
    names = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    linked = one(
        rss(
            "<title>A model</title><link>https://news.ycombinator.com/item?id=1</link><dc:creator>someone</dc:creator>"
            f'<description><![CDATA[<p>Article URL: <a href="https://otter.example/m">x</a></p>{HN.format(1)}]]></description>',
            names=names,
        )
    )
    assert (linked.reading, linked.url, linked.entry.authors) == ("page", "https://otter.example/m", ())  # fmt: skip
    own = [
        one(
            rss(
                "<title>Ask HN: Which GPU?</title><link>https://news.ycombinator.com/item?id=2</link>"
                f"<description><![CDATA[<p>I have two.</p><hr>{HN.format(count)}]]></description>"
            )
        )
        for count in (1, 2)
    ]
    assert {(found.reading, found.text, found.fingerprint) for found in own} == {
        ("feed", "I have two.", own[0].fingerprint)
    }


def test_reddit_is_the_article_it_links_or_its_own_text() -> None:
    """The poster of a link is not its author."""
    entry = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>r</title><entry><author><name>/u/b</name></author>'
        '<content type="html">{0} submitted by &lt;a href="https://www.reddit.com/user/b"&gt;/u/b&lt;/a&gt; '
        '&lt;span&gt;&lt;a href="{1}"&gt;[link]&lt;/a&gt;&lt;/span&gt;</content><id>t3_2</id>'
        '<link href="https://www.reddit.com/r/x/comments/2/y/"/><title>Post</title></entry></feed>'
    )
    linked = one(entry.format("", "https://lab.example/p?a=1&amp;amp;b=2"))
    assert (linked.reading, linked.url, linked.entry.authors) == ("page", "https://lab.example/p?a=1&b=2", ())  # fmt: skip
    text = '&lt;div class="md"&gt;&lt;p&gt;Self text.&lt;/p&gt; &lt;/div&gt;'
    own = one(entry.format(text, "https://www.reddit.com/r/x/comments/2/y/"))
    assert (own.reading, own.text, own.entry.authors) == ("feed", "Self text.", ("/u/b",))


ATOM_LINK = '<a:link href="https://otter.example/a"/>'
DAMAGED = {
    "a warning before it": f"<br />\n<b>Warning</b>: in <b>/x.php</b><br />\n<?xml version='1.0'?><rss version='2.0'><channel>{ITEM}</channel></rss>",
    "something after it": f"<rss version='2.0'><channel>{ITEM}</channel></rss><!-- cached --><script>x</script>",
    "two byte order marks": f"\ufeff\ufeff \n<?xml version='1.0'?><rss version='2.0'><channel>{ITEM}</channel></rss>",
    "cut off": f"<rss version='2.0'><channel>{ITEM[:-7]}<descr",
    "in capitals": f"<RSS VERSION='2.0'><CHANNEL>{ITEM.upper().replace('HTTPS://OTTER.EXAMPLE/A', 'https://otter.example/a')}</CHANNEL></RSS>",
    "items outside": f"<rss version='2.0'><channel><title>T</title></channel>{ITEM}</rss>",
    "an old namespace": f"<rss version='2.0' xmlns='http://backend.userland.com/rss2'><channel>{ITEM}</channel></rss>",
    "forbidden characters": f"<rss version='2.0'><channel>{ITEM}</channel></rss>".replace("A<", "\x0bA\x00<"),
    "an undeclared prefix": f"<rss version='2.0'><channel>{ITEM.replace('</item>', '<dc:creator>B</dc:creator></item>')}</channel></rss>",
    "bad nesting": f"<rss version='2.0'><channel>{ITEM.replace('</item>', '<description><p>x</description></item>')}</channel></rss>",
    "rss 0.90": f"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel><title>T</title></channel>{ITEM}</rdf:RDF>",
    "a feed proxy": f"<rss version='2.0' xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'><channel>{ITEM.replace('https://otter.example/a', 'http://feedproxy.example/~r/a').replace('</item>', '<feedburner:origLink>https://otter.example/a</feedburner:origLink></item>')}</channel></rss>",
    "an Atom link": f"<rss version='2.0' xmlns:a='http://www.w3.org/2005/Atom'><channel>{ITEM.replace('<link>https://otter.example/a</link>', ATOM_LINK)}</channel></rss>",
}  # fmt: skip


@pytest.mark.parametrize("how", DAMAGED)
def test_a_damaged_feed_gives_what_it_has(how: str) -> None:
    """Its one entry, with title and address."""
    entry = only(DAMAGED[how])
    assert (entry.title, entry.url) == ("A", "https://otter.example/a")


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("ann@otter.example (Ann Roe)", ("Ann Roe",)),
        ("Ann Roe &lt;ann@otter.agency&gt;", ("Ann Roe",)),
        ("noreply@otter.example (张三)", ("张三",)),
        ("ann@otter.example", ()),
        ("Ann Roe", ("Ann Roe",)),
    ],
)
def test_an_authors_name_is_told_from_the_address(author: str, names: tuple[str, ...]) -> None:
    """RSS asks for an address with the name behind it; an address alone is no name."""
    assert only(rss(f"<title>A</title><author>{author}</author>")).authors == names
