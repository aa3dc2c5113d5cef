"""The one maker of spans: a quotation can't be built from free text, only cut out of an article."""

from __future__ import annotations

from digests.model import Article, Evidence


def cut(article: Article, start: int, end: int) -> Evidence:
    """The evidence `article.text[start:end]`.

    Offsets are code points into the stored text. Raises ValueError for an empty or outside span.
    """
    if not 0 <= start < end <= len(article.text):
        raise ValueError(f"no span {start}:{end} in article {article.id} of {len(article.text)}")
    return Evidence(article_id=article.id, start=start, end=end, text=article.text[start:end])


def holds(evidence: Evidence, article: Article) -> bool:
    """Whether the evidence still stands, letter for letter, in this article's text."""
    return (
        evidence.article_id == article.id
        and article.text[evidence.start : evidence.end] == evidence.text
    )
