"""The feeds of the sample site: RSS 2.0, Atom (RFC 4287), JSON Feed 1.1 and a news sitemap."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from jinja2 import Environment

from bot.demo.model import DemoArticle, Outlet

TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
    "sitemap": "application/xml",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """An entry as a template writes it."""

    article: DemoArticle
    guid: str
    link: str
    title: str
    rfc822: str
    rfc3339: str
    updated: str


def feed(
    templates: Environment,
    outlet: Outlet,
    shown: Sequence[DemoArticle],
    base: str,
    updated: datetime,
) -> tuple[bytes, str]:
    """The outlet's feed and its content type. `shown` are its entries, in order."""
    items = [item for article in shown for item in _items(article, base)]
    content_type = f"{TYPES[outlet.format]}; charset={outlet.encoding}"
    if outlet.format == "json":
        return _json(outlet, items, base).encode(), content_type
    text = templates.get_template(f"{outlet.format}.xml").render(
        outlet=outlet,
        items=items,
        base=base,
        rfc822=format_datetime(updated),
        rfc3339=updated.isoformat(timespec="seconds"),
    )
    return text.encode(outlet.encoding, "xmlcharrefreplace"), content_type


def _items(article: DemoArticle, base: str) -> list[_Item]:
    outlet = article.outlet
    page = article.path if outlet.relative_links else base + article.path
    item = _Item(
        article=article,
        guid=f"tag:{outlet.id}.example,{article.published:%Y}:{article.id}",
        link=page + outlet.tracking,
        title=_escaped(article.title) if outlet.escaped_titles else article.title,
        rfc822=format_datetime(article.published),
        rfc3339=article.published.isoformat(timespec="seconds"),
        updated=article.modified.isoformat(timespec="seconds"),
    )
    if article.id not in outlet.repeats:
        return [item]
    again = _Item(
        article=article,
        guid=item.guid + ":again",
        link=f"{base}{article.path}?utm_source=newsletter&utm_campaign=am#top",
        title=item.title,
        rfc822=item.rfc822,
        rfc3339=item.rfc3339,
        updated=item.updated,
    )
    return [item, again]


def _escaped(title: str) -> str:
    """A title as ASCII HTML, every other character a numeric reference."""
    return html.escape(title).encode("ascii", "xmlcharrefreplace").decode("ascii")


def _json(outlet: Outlet, items: Sequence[_Item], base: str) -> str:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": f"{base}/{outlet.id}/",
        "feed_url": f"{base}/{outlet.id}/{outlet.feed}",
        "description": outlet.tagline,
        "language": outlet.language,
        "items": [
            {
                "id": item.guid,
                "url": item.link,
                "title": item.title,
                "date_published": item.rfc3339,
                "date_modified": item.updated,
                "authors": [{"name": name} for name in item.article.authors],
                "summary": item.article.lead,
                **({"content_html": item.article.html} if outlet.whole else {}),
            }
            for item in items
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)
