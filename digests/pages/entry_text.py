"""The text of an entry's own HTML: what a feed itself carries of an article."""

from __future__ import annotations

import re
from typing import Any

import lxml.html
from lxml import etree

from digests.errors import FullTextError
from digests.model import Entry
from digests.pages.blocks import as_text, blocks_of
from digests.pages.hidden import drop_hidden

# One paragraph without any markup in it: what most feeds carry, read without building a tree.
# Rare characters that a tree treats in ways of its own are left to it.
PLAIN = re.compile(
    r"(?:<p>)?([^<>&\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u1680\u200b\u2028\u2029\u2060"
    r"\ue000\ue001\ufeff\ufffe\uffff]*)(?:</p>)?",
    re.IGNORECASE,
)


def html_text(html: str) -> str:
    """The text of a piece of HTML, its paragraphs kept. Plain text comes back as it is."""
    plain = PLAIN.fullmatch(html.strip())
    return " ".join(plain[1].split()) if plain else tree_text(html)


def tree_text(html: str) -> str:
    """The same, by way of a tree."""
    try:
        tree = tree_of(f"<body>{html}")
    except FullTextError:
        return ""
    drop_hidden(tree)
    return as_text(blocks_of(tree))


def entry_text(entry: Entry) -> str:
    """The text that a feed itself carries of an entry: its content, or its summary."""
    content = html_text(entry.content)
    summary = content if entry.summary == entry.content else html_text(entry.summary)
    return content if len(content) >= len(summary) else summary


def tree_of(text: str) -> Any:
    """An HTML tree. Raises FullTextError where there is nothing that can be read as one."""
    if not text.strip():
        raise FullTextError("The page is empty.")
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise FullTextError("The page can't be read as HTML.") from error
    return tree
