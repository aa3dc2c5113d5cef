"""A page's own statements about its article: JSON-LD (schema.org), Open Graph and other meta tags.

JSON-LD is preferred: publishers write it for machines that penalise mistakes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from digests.canonical import canonical_url, identity
from digests.sources import dates
from digests.sources.plain import plain_text

ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|LiveBlog|Review|PressRelease)$", re.I)
PUBLISHED = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished",
    "publishdate", "publish-date", "publish_date", "pubdate", "parsely-pub-date", "sailthru.date",
    "article.published", "date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date",
    "dcterms.issued", "citation_publication_date", "citation_date", "cxenseparse:recs:publishtime",
    "weibo:article:create_at", "bytedance:published_time", "og:release_date", "timestamp",
)  # fmt: skip
TITLES = ("og:title", "twitter:title", "dc.title", "citation_title", "parsely-title", "headline")
AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
           "citation_author", "byl", "cxenseparse:author", "og:article:author")  # fmt: skip
DESCRIPTIONS = ("og:description", "description", "twitter:description")
URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_-])")
BY = re.compile(
    r"^\s*(?:(?:analysis |opinion |review |written |story |words )?by|von|par|por|作者|记者|文)\s*[:：/|]?\s+",
    re.IGNORECASE,
)
AND = re.compile(r"\s*(?:,|;|\band\b|&|、|，)\s*")
NO_NAME = re.compile(
    r"https?://|@|^(?:admin|editor|staff|newsroom|guest|unknown|author)$|\b(?:editor|writer|correspondent|reporter|columnist)\b",
    re.I,
)
CONTROL = re.compile(r"[\x00-\x1f]+")
MOST_LD = 400_000  # characters of JSON-LD that are read


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says of its article. Times are UTC."""

    title: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    canonical: str = ""
    language: str | None = None
    free: bool | None = None  # isAccessibleForFree
    tier: str = ""  # article:content_tier
    body: str = ""  # articleBody


def metadata_of(tree: Any, url: str) -> Metadata:
    """Reads an HTML tree that was served at `url`."""
    meta = _meta(tree)
    article = _article(tree)
    return Metadata(
        title=_title(tree, meta, article),
        description=next((plain_text(meta[name]) for name in DESCRIPTIONS if meta.get(name)), ""),
        authors=_authors(meta, article),
        published=_published(tree, meta, article, url),
        canonical=_canonical(tree, meta, url),
        language=_language(tree, meta, article),
        free=_free(article),
        tier=meta.get("article:content_tier", "").lower(),
        body=_string(article.get("articleBody")),
    )


def _meta(tree: Any) -> dict[str, str]:
    """The first content of each meta name."""
    found: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        content = (node.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _article(tree: Any) -> Mapping[str, Any]:
    """The page's JSON-LD object that describes an article, or an empty one."""
    best: Mapping[str, Any] = {}
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        for thing in _things(_json(script.text or "")):
            if _is_article(thing) and len(thing) > len(best):
                best = thing
    return best


def _json(text: str) -> Any:
    text = CONTROL.sub(" ", text[:MOST_LD]).strip().removeprefix("<!--").removesuffix("-->")
    try:
        return json.loads(text.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _things(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if depth > 4:
        return
    if isinstance(value, list):
        for item in value[:50]:
            yield from _things(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _things(value.get(name), depth + 1)


def _is_article(thing: Mapping[str, Any]) -> bool:
    kinds = thing.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and ARTICLE_TYPES.search(kind) for kind in kinds)


def _string(value: Any) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) else ""


def _title(tree: Any, meta: Mapping[str, str], article: Mapping[str, Any]) -> str:
    given = plain_text(_string(article.get("headline"))) or next(
        (plain_text(meta[name]) for name in TITLES if meta.get(name)), ""
    )
    heads = [" ".join(h.itertext()) for h in list(tree.iter("h1"))[:3]]
    heads = [text for h in heads if (text := plain_text(h, escaped=0))]
    page = next((plain_text(node.text or "") for node in tree.iter("title")), "")
    if given:
        return _untruncated(_without_site(given, heads), heads)
    if len(heads) == 1:
        return heads[0]
    return _without_site(page, heads)


def _untruncated(title: str, heads: list[str]) -> str:
    """Social titles are cut short with dots; the page's own heading is whole."""
    stem = title.rstrip(".… ")
    whole = next((h for h in heads if h.startswith(stem) and len(h) < 300), None)
    return whole or title if stem != title else title


def _without_site(title: str, heads: list[str]) -> str:
    """A title without " | Site" or " - Site", where the page's heading shows what is the title."""
    for head in heads:
        if head and title.startswith(head) and len(head) > 10:
            return head
    parts = re.split(r"\s+[|–—_]\s+|\s+-\s+|\s*[|｜]\s*", title)
    if len(parts) > 1 and len(parts[0]) >= 15 and len(parts[-1]) <= 30:
        return title[: title.rfind(parts[-1])].rstrip(" |｜–—_-")
    return title


def _authors(meta: Mapping[str, str], article: Mapping[str, Any]) -> tuple[str, ...]:
    given = article.get("author")
    given = given if isinstance(given, list) else [given]
    names = [_string(a.get("name")) if isinstance(a, dict) else _string(a) for a in given]
    if not any(names):
        names = next(([meta[name]] for name in AUTHORS if meta.get(name)), [])
    whole = [BY.sub("", plain_text(name)) for name in names]
    # One field with several names ("A and B") is several authors, if no part is a single word.
    split = [part for name in whole for part in (AND.split(name) if _is_list(name) else [name])]
    return tuple(dict.fromkeys(n for n in split if n and len(n) < 80 and not NO_NAME.search(n)))


def _is_list(name: str) -> bool:
    parts = AND.split(name)
    return len(parts) > 1 and all(" " in p.strip() or p.strip() > "\u2e80" for p in parts if p)


def _published(
    tree: Any, meta: Mapping[str, str], article: Mapping[str, Any], url: str
) -> datetime | None:
    given = (_string(article.get("datePublished")), *(meta.get(name, "") for name in PUBLISHED))
    for text in given:
        if text and (at := dates.parse(text)):
            return at
    for node in tree.iter("time"):
        if at := dates.parse(node.get("datetime")):
            return at
    found = URL_DATE.search(url)
    return dates.parse("-".join(found.groups())) if found else None


def _canonical(tree: Any, meta: Mapping[str, str], url: str) -> str:
    """The page's canonical address, if it is of the same site; else where it was served."""
    links = (
        n.get("href") for n in tree.iter("link") if (n.get("rel") or "").lower() == "canonical"
    )
    served = canonical_url(url)
    for given in (*links, meta.get("og:url")):
        address = canonical_url(given, base=url) if given else ""
        if address and _is_deep(address) >= _is_deep(served) and _same_site(address, served):
            return address
    return served


def _same_site(one: str, other: str) -> bool:
    """Whether a page may speak for an address: a copy that names its original is still a copy."""
    first, second = (identity(url).partition("/")[0] for url in (one, other))
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def _is_deep(url: str) -> bool:
    """Whether an address names more than a site (a common mistake of canonical links)."""
    return bool(re.match(r"https?://[^/]+/.", url))


def _language(tree: Any, meta: Mapping[str, str], article: Mapping[str, Any]) -> str | None:
    given = (
        tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        _string(article.get("inLanguage")),
        meta.get("og:locale"),
        meta.get("content-language"),
    )
    found = (re.match(r"[a-zA-Z]{2,3}(?=[-_]|$)", text) for text in given if text)
    return next((match[0].lower() for match in found if match), None)


def _free(article: Mapping[str, Any]) -> bool | None:
    value = article.get("isAccessibleForFree")
    if isinstance(value, str):
        value = {"true": True, "false": False}.get(value.strip().lower())
    return value if isinstance(value, bool) else None
