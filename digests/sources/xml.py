"""XML that is no feed (sitemaps, OPML), read without DTD, entities or network."""

from __future__ import annotations

from typing import Any

from lxml import etree

from digests.errors import FeedError
from digests.sources.encoding import decode, plain_xml


def root_of(data: bytes, content_type: str | None, what: str) -> Any:
    """The root element, repaired where it is broken. Raises FeedError naming `what` it is not."""
    text = plain_xml(decode(data, content_type))
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FeedError(f"What came is no {what} that can be read.") from error
    if root is None:
        raise FeedError(f"What came is no {what} that can be read.")
    return root


def local(node: Any) -> str:
    """An element's name without its namespace, in lower case; "" for a comment."""
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""


def text_of(node: Any, *path: str) -> str:
    """The text of the first descendant on a path of local names, or ""."""
    for name in path:
        node = next((child for child in node if local(child) == name), None)
        if node is None:
            return ""
    return (node.text or "").strip()
