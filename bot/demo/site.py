"""Every byte the sample site serves, made from its articles.

Addresses inside the bytes stand on the placeholder `BASE` until `Site.at(base_url)` names where
the site is served, so that a site can be made before a port is known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from jinja2 import Environment

from bot.demo import feeds, pages
from bot.demo.content import articles, outlets
from bot.demo.model import DemoArticle, Outlet

BASE = "http://demo.invalid"
SHOWN = 30  # entries a feed keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One address: what is sent, as what, and since when it is so (UTC)."""

    body: bytes
    content_type: str
    modified: datetime
    status: int = 200
    max_age: int = 300

    @property
    def etag(self) -> str:
        """A strong entity tag of the body (RFC 9110, 8.8.3)."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:24]}"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Paths and what stands there."""

    resources: Mapping[str, Resource]

    def at(self, base_url: str) -> Site:
        """The same site with every address in it on `base_url` (no slash at its end)."""
        return Site(
            resources=MappingProxyType(
                {
                    path: replace(made, body=made.body.replace(BASE.encode(), base_url.encode()))
                    for path, made in self.resources.items()
                }
            )
        )


def site(now: datetime, *, until: datetime | None = None) -> Site:
    """The site as it stands at `until` (default `now`), its dates counted back from `now`.

    Move `until` through the days before `now` to replay how the site grew; a corrected article
    changes at its correction's time.
    """
    at = until or now
    published = articles(now, at)
    made: dict[str, Resource] = {"/robots.txt": _robots(at)}
    templates = pages.load_templates()
    for outlet in outlets():
        made |= _outlet(templates, outlet, [a for a in published if a.outlet == outlet], at)
    return Site(resources=MappingProxyType(made))


def _outlet(
    templates: Environment, outlet: Outlet, published: Sequence[DemoArticle], at: datetime
) -> dict[str, Resource]:
    home = f"/{outlet.id}/"
    if outlet.down:
        down = Resource(
            body=b"Service Unavailable", content_type="text/plain", modified=at, status=503
        )
        return {home: down, home + outlet.feed: down}
    modified = max((article.modified for article in published), default=at)
    shown = published[:SHOWN]
    made = {home: _page(outlet, pages.front_page(templates, outlet, shown, BASE), modified)}
    if outlet.format != "page":
        body, content_type = feeds.feed(templates, outlet, shown, BASE, modified)
        made[home + outlet.feed] = Resource(body=body, content_type=content_type, modified=modified)
    for article in published:
        page = pages.article_page(templates, article, published, BASE)
        made[article.path] = _page(outlet, page, article.modified)
    return made


def _page(outlet: Outlet, text: str, modified: datetime) -> Resource:
    return Resource(
        body=text.encode(outlet.encoding, "xmlcharrefreplace"),
        content_type=f"text/html; charset={outlet.encoding}",
        modified=modified,
    )


def _robots(at: datetime) -> Resource:
    body = (
        "User-agent: *\nDisallow: /*/account\nDisallow: /*/search\n\n"
        f"Sitemap: {BASE}/morrow-post/news-sitemap.xml\n"
    )
    return Resource(
        body=body.encode(), content_type="text/plain; charset=utf-8", modified=at, max_age=3600
    )
