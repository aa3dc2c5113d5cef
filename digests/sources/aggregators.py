"""Entries that point at someone else's article, or are the article themselves.

Hacker News, Reddit and Google News entries stand for the article they link; arXiv, YouTube and
podcast entries carry all that is read of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from digests.canonical import canonical_url
from digests.model import Entry
from digests.redirectors import is_unresolved
from digests.sources.plain import is_web

Reading = Literal["page", "feed"]

HN_ARTICLE = re.compile(r"Article URL:\s*(?:<[^>]*>\s*)?<a[^>]+href=\"([^\"]+)\"", re.IGNORECASE)
HN_COUNTS = re.compile(r"\s*(?:<hr\s*/?>\s*)?<p>\s*Comments URL:.*", re.IGNORECASE | re.DOTALL)
HEAD = 1000  # characters of a summary in which a note like that stands
REDDIT_LINK = re.compile(r"<a\s[^>]*href=\"([^\"]+)\"[^>]*>\s*\[link\]\s*</a>", re.IGNORECASE)
REDDIT_TEXT = re.compile(r"<div class=\"md\">(.*)</div>", re.DOTALL)
REDDIT_HOSTS = ("reddit.com", "redd.it")
ARXIV_HEAD = re.compile(r"^\s*(?:<p>)?\s*arXiv:\S+\s+Announce Type:\s*(\S+)\s*(?:\n|<br\s*/?>|\s)*"
                        r"(?:Abstract:\s*)?", re.IGNORECASE)  # fmt: skip
ARXIV_TITLE = re.compile(r"\s*\(arXiv:\S+(?:\s+\[[\w.-]+\])?(?:\s+UPDATED)?\)\s*$")
LAST_DASH = re.compile(r"^(.+?)\s+[-\u2013\u2014]\s+([^-\u2013\u2014][^\u2013\u2014]{0,80})$")
MEDIA_HOSTS = ("youtube.com", "youtu.be", "vimeo.com", "podcasts.apple.com", "spotify.com")
USUAL = re.compile(r"https?://([a-z0-9.-]+)/")  # what needs no parsing to see its host
NOTES = 200  # characters of an episode's notes that are better than what its page holds
MEDIA_FILE = re.compile(r"\.(?:mp3|m4a|mp4|ogg|wav|aac|mov|webm)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwrapped:
    """An entry as the article it stands for."""

    entry: Entry
    reading: Reading = "page"
    publisher: str | None = None
    old: bool = False  # a repeat of something older (arXiv's "replace"): never news


def unwrap(entry: Entry) -> Unwrapped:
    """The article an entry stands for. An entry of any other kind comes back as it is."""
    host = _host(entry.url)
    reader = READERS.get(host) or READERS.get(host.partition(".")[2])
    if reader is not None:
        return reader(entry)
    if entry.recording and len(entry.content or entry.summary) >= NOTES:
        return Unwrapped(entry=entry, reading="feed")
    if host and MEDIA_FILE.search((entry.url or "").partition("#")[0].partition("?")[0]):
        return Unwrapped(entry=entry, reading="feed")
    hn = HN_ARTICLE.search(entry.summary[:HEAD]) if "Article URL" in entry.summary[:HEAD] else None
    if hn and is_web(hn[1]):
        return _linked(entry, hn[1])
    if not host:
        return Unwrapped(entry=entry, reading="feed")
    return Unwrapped(entry=entry)


def _host(url: str | None) -> str:
    if usual := USUAL.match(url or ""):
        return usual[1].removeprefix("www.")
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _hacker_news(entry: Entry) -> Unwrapped:
    """hnrss and the official feed: a text post ("Ask HN") is its own article."""
    html = entry.summary or entry.content
    found = HN_ARTICLE.search(html)
    if found and is_web(found[1]) and _host(found[1]) != "news.ycombinator.com":
        return _linked(entry, found[1])
    kept = HN_COUNTS.sub("", html)
    return Unwrapped(entry=replace(entry, summary="", content=kept), reading="feed")


def _linked(entry: Entry, url: str) -> Unwrapped:
    """The article at `url`: who posted it did not write it, and the counts of comments change."""
    return Unwrapped(entry=replace(entry, url=url, authors=(), summary="", content=""))


def _reddit(entry: Entry) -> Unwrapped:
    html = entry.content or entry.summary
    found = REDDIT_LINK.search(html)
    link = found[1].replace("&amp;", "&") if found else ""
    if is_web(link) and not _host(link).endswith(REDDIT_HOSTS):
        return _linked(entry, link)
    text = REDDIT_TEXT.search(html)
    kept = text[1] if text else html
    return Unwrapped(entry=replace(entry, summary="", content=kept), reading="feed")


def _google_news(entry: Entry) -> Unwrapped:
    """The title ends in the publisher's name, and the text only lists other outlets."""
    found = LAST_DASH.match(entry.title)
    title, publisher = (found[1], found[2]) if found else (entry.title, None)
    url = canonical_url(entry.url or "")
    kept = replace(entry, url=url, title=title, summary="", content="")
    reading: Reading = "feed" if is_unresolved(url) else "page"
    return Unwrapped(entry=kept, reading=reading, publisher=publisher)


def _arxiv(entry: Entry) -> Unwrapped:
    """The abstract is the article."""
    text = entry.summary or entry.content
    head = ARXIV_HEAD.match(text)
    kind = head[1].lower() if head else "new"
    kept = replace(
        entry,
        title=ARXIV_TITLE.sub("", entry.title),
        authors=tuple(name.strip() for one in entry.authors for name in one.split(",")),
        summary="",
        content=text[head.end() :] if head else text,
    )
    return Unwrapped(entry=kept, reading="feed", old=kind.startswith("replace"))


def _media(entry: Entry) -> Unwrapped:
    return Unwrapped(entry=entry, reading="feed")


READERS: dict[str, Callable[[Entry], Unwrapped]] = {
    "news.ycombinator.com": _hacker_news,
    "news.google.com": _google_news,
    "arxiv.org": _arxiv,
    **dict.fromkeys(REDDIT_HOSTS, _reddit),
    **dict.fromkeys(MEDIA_HOSTS, _media),
}
