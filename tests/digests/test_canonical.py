"""Canonical URLs and the identities that variants of one address share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.canonical import canonical_url, identity
from digests.redirectors import is_unresolved


@pytest.mark.parametrize(
    ("given_url", "expected"),
    [
        ("https://lantern.example/h?id=7&utm_source=rss", "https://lantern.example/h?id=7"),
        ("HTTPS://Lantern.Example:443/a#top", "https://lantern.example/a"),
        ("http://lantern.example:8080/a", "http://lantern.example:8080/a"),
        ("https://lantern.example", "https://lantern.example/"),
        ("https://lantern.example/a/../b/./c", "https://lantern.example/b/c"),
        ("https://lantern.example/%7euser/%e4%b8%ad", "https://lantern.example/~user/%E4%B8%AD"),
        ("https://lantern.example/中文", "https://lantern.example/%E4%B8%AD%E6%96%87"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://lantern.example/a b", "https://lantern.example/a%20b"),
        ("  https://lantern.example/a\n", "https://lantern.example/a"),
        ("https://lantern.example/?b=2&a=1&fbclid=x", "https://lantern.example/?b=2&a=1"),
        ("https://lantern.example/a?ref=rss", "https://lantern.example/a"),
        ("https://lantern.example/a?ref=v2.1", "https://lantern.example/a?ref=v2.1"),
        ("https://lantern.example/a;b=1?mod=2", "https://lantern.example/a;b=1?mod=2"),
        ("https://app.example/#!/story/5", "https://app.example/#!/story/5"),
        ("https://user:pw@lantern.example/a", "https://lantern.example/a"),
        (
            "https://www.google.com/url?q=https://lantern.example/a&sa=D",
            "https://lantern.example/a",
        ),
        (
            "https://lantern-example.cdn.ampproject.org/c/s/lantern.example/a?x=1",
            "https://lantern.example/a?x=1",
        ),
        ("https://www.google.com/amp/s/lantern.example/a", "https://lantern.example/a"),
        (
            "https://out.reddit.com/t3_1?url=https%3A%2F%2Flantern.example%2Fa",
            "https://lantern.example/a",
        ),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("mailto:a@lantern.example", ""),
        ("not an address", ""),
        ("http://[broken/", ""),
        ("", ""),
    ],
)
def test_the_address_a_reader_is_given(given_url: str, expected: str) -> None:
    """What never changes the page is dropped; what may change it stays."""
    assert canonical_url(given_url) == expected


def test_relative_links_need_a_base() -> None:
    """A base makes them absolute; without one they are no address."""
    assert canonical_url("../b", base="https://lantern.example/a/c") == "https://lantern.example/b"
    assert canonical_url("../b") == ""


@pytest.mark.parametrize(
    "variants",
    [
        (
            "https://lantern.example/2026/a-story",
            "http://www.lantern.example/2026/a-story/",
            "https://m.lantern.example/2026/a-story?utm_medium=x",
            "https://amp.lantern.example/2026/a-story",
            "https://lantern.example/2026/a-story/amp/",
            "https://lantern.example/2026/a-story?amp=1",
            "https://lantern.example/2026/a-story?outputType=amp#x",
            "https://lantern.example/2026/a-story/index.html",
            "https://3g.lantern.example/2026/a-story?m=1",
            "https://lantern.example/2026/a-story?output=amp",
            "https://lantern.example/2026/a-story;jsessionid=5AC?mod=rss",
            "https://lantern.example/2026/a-story?source=rss----abc---4",
            "https://lantern.example/2026/a-story?partner=rss&emc=rss&chksm=9&scene=27",
            "https://lantern-example.cdn.ampproject.org/c/s/lantern.example/2026/a-story",
        ),
        ("https://lantern.example/a?x=1&y=2", "https://lantern.example/a?y=2&x=1"),
        (
            "https://arxiv.org/abs/2611.01234",
            "http://arxiv.org/abs/2611.01234v3",
            "https://arxiv.org/pdf/2611.01234v2.pdf",
            "https://export.arxiv.org/abs/2611.01234",
            "https://www.arxiv.org/html/2611.01234v1",
        ),
        (
            "https://www.youtube.com/watch?v=abcdefghijk&t=5s",
            "https://youtu.be/abcdefghijk",
            "https://m.youtube.com/shorts/abcdefghijk",
        ),
        ("https://en.wikipedia.org/wiki/Lantern", "https://en.m.wikipedia.org/wiki/Lantern"),
    ],
)
def test_variants_of_one_address_share_an_identity(variants: tuple[str, ...]) -> None:
    """Scheme, www, mobile, AMP, order, closing slash and known sites' own variants."""
    assert len({identity(url) for url in variants}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://lantern.example/a?id=1", "https://lantern.example/a?id=2"),
        ("https://lantern.example/champ", "https://lantern.example/ch"),
        ("https://lantern.example/a", "https://blog.lantern.example/a"),
        ("https://lantern.example/A", "https://lantern.example/a"),
        ("https://m.example/a", "https://example.example/a"),
        ("https://arxiv.org/abs/2611.01234", "https://arxiv.org/abs/2611.01235"),
    ],
)
def test_different_articles_keep_different_identities(one: str, other: str) -> None:
    """Folding goes no further than what is the same page."""
    assert identity(one) != identity(other)


def test_google_news_links_are_decoded_offline_or_left_alone() -> None:
    """The old form holds its address; the new one holds none, and none is made up."""
    old = "https://news.google.com/rss/articles/CBMiJ2h0dHBzOi8vbGFudGVybi5leGFtcGxlLzIwMjYvb3R0ZXItY2hpcNIBAA?oc=5"
    new = "https://news.google.com/rss/articles/CBMiQVVfeXFMT3BhcXVlVG9rZW5NYWRlVXBGb3JUaGlzQ2FzZTAwMDE?oc=5"
    assert canonical_url(old) == "https://lantern.example/2026/otter-chip"
    assert canonical_url(new) == new
    assert is_unresolved(new)


TEXTS = st.text(max_size=60)
URLS = st.builds(
    "{}://{}{}/{}?{}#{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    st.sampled_from(["", "www.", "m.", "amp."]),
    st.sampled_from(["lantern.example", "a.b.example:8080", "中文.example", "[::1]"]),
    TEXTS,
    TEXTS,
    TEXTS,
)


@given(URLS | TEXTS)
def test_canonical_is_stable_and_total(url: str) -> None:
    """Nothing raises, and a canonical URL is its own canonical URL."""
    once = canonical_url(url)
    assert canonical_url(once) == once
    assert once == "" or once.startswith(("http://", "https://"))
    assert identity(once) == identity(url)
    assert not set(once) & set(' <>"\n\t')
