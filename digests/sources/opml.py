"""OPML 2.0 subscription lists, in and out (opml.org/spec2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from digests.canonical import canonical_url, identity
from digests.errors import FeedError
from digests.fetch.secrets import asked_for
from digests.model import Source
from digests.sources.plain import plain_text
from digests.sources.xml import local, root_of

MOST = 2000
DEEPEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One entry of a list: its source, or `why` there is none."""

    name: str
    source: Source | None = None
    why: str = ""


def parse(data: bytes) -> tuple[Source, ...]:
    """The feeds of a list, each once, with its folders as tags. Raises FeedError."""
    return tuple(one.source for one in entries(data) if one.source is not None)


def entries(data: bytes, *, taken: Iterable[str] = ()) -> tuple[Listed, ...]:
    """Every entry of a list, in its order, with its folders as tags. Raises FeedError.

    `taken` are ids that are in use. Addresses are not checked here: see `digests.sources.adding`.
    """
    root = root_of(data, None, "OPML")
    if local(root) != "opml":
        raise FeedError("What came is not OPML.")
    body = next((node for node in root if local(node) == "body"), root)
    found: list[Listed] = []
    ids, seen = set(taken), set[str]()
    for outline, folders in islice(_outlines(body), MOST):
        name = plain_text(_attribute(outline, "title") or _attribute(outline, "text"))
        source = _source(outline, folders, ids)
        if source is None:
            found.append(Listed(name=name, why="its address is no http or https address"))
        elif identity(source.url) in seen:
            found.append(Listed(name=source.outlet, why="it stands in the file twice"))
        else:
            found.append(Listed(name=source.outlet, source=source))
            seen.add(identity(source.url))
            ids.add(source.id)
    return tuple(found)


def _outlines(body: Any) -> Iterator[tuple[Any, tuple[str, ...]]]:
    stack: list[tuple[Any, tuple[str, ...]]] = [(node, ()) for node in reversed(body)]
    while stack:
        node, folders = stack.pop()
        if local(node) != "outline":
            continue
        if _attribute(node, "xmlurl"):
            yield node, folders
        name = plain_text(_attribute(node, "text") or _attribute(node, "title"))
        inside = (*folders, name) if name else folders
        if len(inside) <= DEEPEST:
            stack.extend((child, inside) for child in reversed(node))


def _attribute(node: Any, name: str) -> str:
    """An attribute by its name in any case: exporters differ (`xmlUrl`, `xmlurl`)."""
    return next((v.strip() for k, v in node.attrib.items() if k.lower() == name), "")


def _source(node: Any, folders: tuple[str, ...], ids: set[str]) -> Source | None:
    url = re.sub(r"^feed:(?://)?(?=https?:)", "", _attribute(node, "xmlurl"))
    url = re.sub(r"^feed://", "http://", url)
    if not canonical_url(url):
        return None
    name = plain_text(_attribute(node, "title") or _attribute(node, "text")) or _host(url)
    language = re.match(r"[a-z]{2}\b", _attribute(node, "language").lower())
    return Source(
        id=source_id(name, url, ids),
        outlet=name,
        url=url,
        language=language[0] if language else "en",
        tags=tuple(dict.fromkeys(slug(folder) for folder in folders if slug(folder))),
    )


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def slug(name: str) -> str:
    """Lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60].rstrip("-")


def source_id(name: str, url: str, taken: Iterable[str] = ()) -> str:
    """An id for a source that is not yet taken: from its name, else from its host."""
    stem = slug(name) or slug(_host(url)) or "source"
    taken, candidate, number = frozenset(taken), stem, 2
    while candidate in taken:
        candidate, number = f"{stem}-{number}", number + 1
    return candidate


def export(sources: Iterable[Source], *, title: str = "briefbot") -> bytes:
    """The feeds as an OPML document. Sources of other kinds have no place in one.

    Nor have private feeds: without their secrets their addresses lead nowhere.
    """
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    folders: dict[str, Any] = {}
    for source in sources:
        if source.kind != "feed" or asked_for(source):
            continue
        folder = source.tags[0] if source.tags else ""
        if folder and folder not in folders:
            folders[folder] = etree.SubElement(body, "outline", text=folder)
        attributes = {"type": "rss", "text": source.outlet, "title": source.outlet}
        etree.SubElement(
            folders.get(folder, body),
            "outline",
            {**attributes, "xmlUrl": source.url, "language": source.language},
        )
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))
