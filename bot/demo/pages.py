"""The HTML of the sample site: article pages and front pages, with all that surrounds a text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from jinja2 import Environment, PackageLoader

from bot.demo.model import DemoArticle, Outlet

RELATED = 3


def load_templates() -> Environment:
    """The templates of pages and feeds, everything escaped."""
    return Environment(
        loader=PackageLoader("bot.demo"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


def article_page(
    templates: Environment, article: DemoArticle, others: Sequence[DemoArticle], base: str
) -> str:
    """One article's page. A consent wall shows none of it, a paywall its first paragraph."""
    name = "consent.html" if article.outlet.consent_wall else "article.html"
    related = [other for other in others if other.id != article.id][:RELATED]
    return templates.get_template(name).render(
        article=article,
        outlet=article.outlet,
        base=base,
        related=related,
        metadata=_metadata(article, base),
        zh=article.outlet.language == "zh",
    )


def front_page(
    templates: Environment, outlet: Outlet, shown: Sequence[DemoArticle], base: str
) -> str:
    """The outlet's own list of its articles, newest first."""
    return templates.get_template("front.html").render(
        outlet=outlet, articles=shown, base=base, zh=outlet.language == "zh"
    )


def _metadata(article: DemoArticle, base: str) -> str:
    """schema.org NewsArticle as JSON that can stand inside a script element."""
    about: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": article.published.isoformat(timespec="seconds"),
        "dateModified": article.modified.isoformat(timespec="seconds"),
        "author": [{"@type": "Person", "name": name} for name in article.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": article.outlet.name},
        "inLanguage": article.outlet.language,
        "mainEntityOfPage": base + article.path,
        "isAccessibleForFree": not article.paywalled,
    }
    if article.paywalled:
        about["hasPart"] = {
            "@type": "WebPageElement",
            "isAccessibleForFree": False,
            "cssSelector": ".subscribers-only",
        }
    return json.dumps(about, ensure_ascii=False, indent=1).replace("<", "\\u003c")
