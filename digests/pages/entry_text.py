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
BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
WRAPPED = 100  # characters of a line that a person or a mail program ends


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
    content = html_text(_marked(entry.content))
    summary = content if entry.summary == entry.content else html_text(_marked(entry.summary))
    return content if len(content) >= len(summary) else summary


def _marked(text: str) -> str:
    """Text without any tag, its paragraphs marked as HTML's: a recording's notes are such text.

    A single line break is kept too where lines are longer than what is wrapped by hand.
    """
    text = text.strip()
    if "<" in text or not BLANK_LINE.search(text):
        return text
    by_hand = max(map(len, text.splitlines())) <= WRAPPED
    paragraphs = BLANK_LINE.split(text)
    return "<br><br>".join(one.replace("\n", " " if by_hand else "<br>") for one in paragraphs)


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
