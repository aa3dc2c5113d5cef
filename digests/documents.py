"""Articles made from loose text, and the hash that says whether a text has changed."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from digests.model import Article, Language

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def content_hash(title: str, text: str) -> str:
    """A stable hash of what a reader would read, 32 hex digits."""
    return hashlib.sha256(f"{title}\0{text}".encode(errors="surrogatepass")).hexdigest()[:32]


def document(
    text: str,
    *,
    id: str = "article",  # noqa: A002 - the field's own name
    title: str = "",
    url: str = "",
    outlet: str = "",
    language: Language = "en",
    published: datetime | None = None,
    first_seen: datetime | None = None,
) -> Article:
    """An article that was not collected: from a file, a paste or a batch. Times are UTC."""
    at = published or EPOCH
    return Article(
        id=id,
        source_id=outlet,
        outlet=outlet,
        canonical_url=url,
        title=title,
        text=text,
        language=language,
        published_at=at,
        first_seen_at=first_seen or at,
        fetched_at=first_seen or at,
        content_hash=content_hash(title, text),
    )
