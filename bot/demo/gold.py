"""What must come out of the sample site, for checks of the code that reads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.demo.content import articles
from bot.demo.model import DemoArticle


def gold(now: datetime, until: datetime | None = None) -> Mapping[str, DemoArticle]:
    """The articles as `content.articles` gives them, by the path of their page.

    Each carries its plain text, the quotes that must come out, the strings that must not, the id
    of its story, its topics and what it copies.
    """
    return {article.path: article for article in articles(now, until)}


def stories(now: datetime, until: datetime | None = None) -> Mapping[str, tuple[DemoArticle, ...]]:
    """Story id to its articles, oldest first."""
    found: dict[str, tuple[DemoArticle, ...]] = {}
    for article in reversed(articles(now, until)):
        found[article.story] = (*found.get(article.story, ()), article)
    return found
