"""From an entry and its page to an article, purely: whose text, whose title, whose date."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from digests.canonical import canonical_url
from digests.documents import content_hash
from digests.fulltext import FullText, article_text
from digests.model import Article, Language, Source
from digests.sources.entries import EditedEntry, NewEntry, redated
from digests.text import has_cjk


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An article's page as it was read: where it was in the end, and its text."""

    url: str
    text: FullText


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An article, and by which instant a brief's window takes it (UTC, None: never)."""

    article: Article
    brief_at: datetime | None


def article_of(
    source: Source, intent: NewEntry, page: Page | None, *, now: datetime
) -> Made | None:
    """The article of a new entry; None without any text, or without an address to cite it by.

    Where the feed gives no date, the page's own counts.
    """
    if page is not None:
        intent = redated(intent, page.text.published, now=now)
    text, _ = article_text(page.text if page else None, intent.text)
    title = intent.entry.title or (page.text.title if page else "") or ""
    address = _address(intent.url, page)
    if not address or not (text or title):
        return None
    article = Article(
        id="a" + hashlib.sha256(intent.keys[0].encode()).hexdigest()[:16],
        source_id=source.id,
        outlet=intent.publisher or source.outlet,
        canonical_url=address,
        title=title,
        text=text or title,
        language=_language(source, page, text or title),
        authors=(page.text.authors if page else ()) or intent.entry.authors,
        published_at=intent.published_at,
        first_seen_at=now,
        fetched_at=now,
        content_hash=content_hash(title, text or title),
        origin_kind=source.origin_kind,
        paywalled=page is not None and page.text.paywalled,
    )
    return Made(article=article, brief_at=intent.brief_at)


def revised(
    old: Article, intent: EditedEntry, page: Page | None, *, now: datetime
) -> Article | None:
    """The next revision of an article whose entry changed; None where what is read did not."""
    title = intent.entry.title if "title" in intent.changed else old.title
    text, _ = article_text(page.text if page else None, intent.text)
    text = text or old.text
    digest = content_hash(title, text)
    if digest == old.content_hash:
        return None
    return replace(
        old,
        title=title,
        text=text,
        content_hash=digest,
        fetched_at=now,
        revision=old.revision + 1,
        paywalled=page is not None and page.text.paywalled,
    )


def _address(url: str, page: Page | None) -> str:
    """Where a reader is sent: the page's own canonical URL, the end of its redirects, the entry's."""
    if page is None:
        return url
    return canonical_url(page.text.canonical_url or page.url)


def _language(source: Source, page: Page | None, text: str) -> Language:
    """The page's language, else what its script says, else the source's."""
    if page is not None and page.text.language:
        return page.text.language
    head = text[:400]
    if not head.isascii() and has_cjk(head):
        return "zh"
    return "en" if source.language == "zh" else source.language
