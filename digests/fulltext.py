"""Page bytes to an article: main text with its paragraphs, and what the page says of itself.

trafilatura finds the main column; `digests.pages` reads its tree block by block, drops what is no
part of the article, recognises walls and reads the metadata. Pure and CPU-bound: run it in a
process pool.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import trafilatura
from lxml import etree
from trafilatura.settings import Document

from digests.model import Language
from digests.pages import language
from digests.pages.blocks import Block, as_text, blocks_of
from digests.pages.boilerplate import cleaned
from digests.pages.column import Column, column_of, is_unlikely
from digests.pages.entry_text import html_text, tree_of
from digests.pages.hidden import drop_hidden
from digests.pages.metadata import Metadata, metadata_of
from digests.pages.walls import Wall, wall_of, without_walls
from digests.sources import dates
from digests.sources.encoding import decode

# What trafilatura notes of a page's markup is no news to whoever runs the program.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

LONGEST = 5 * 1024 * 1024
LITTLE = 600  # characters
LONG = 8000  # characters of a text that is not doubted


@dataclass(frozen=True, slots=True, kw_only=True)
class FullText:
    """An article as its page gives it. `text` is "" where a wall stands in its place.

    `published` is UTC or None; `wall` says what kind of wall there is, `paywalled` whether it asks
    for money: `text` is then what the page shows to everyone.
    """

    title: str
    text: str
    published: datetime | None
    authors: tuple[str, ...]
    canonical_url: str
    language: Language
    paywalled: bool
    wall: Wall | None = None
    description: str = ""


def full_text(html: bytes, url: str, *, content_type: str | None = None) -> FullText:
    """The article on a page that was served at `url`.

    Raises FullTextError where there is no page that can be read. A page without an article, or
    with a wall before it, comes back with an empty text.
    """
    tree = tree_of(decode(html[:LONGEST], content_type, html=True))
    about = metadata_of(tree, url)
    # Not even trafilatura's last resort may read a closed article out of a script.
    etree.strip_elements(tree, "script", "style", with_tail=False)
    drop_hidden(tree)
    raw = _main_blocks(tree)
    blocks = cleaned(raw, title=about.title, description=about.description)
    wall = wall_of(raw, blocks, about)
    if wall in ("consent", "challenge"):
        return _nothing(about, wall)
    text = _fuller(as_text(without_walls(blocks)), about)
    return FullText(
        title=about.title,
        text=text,
        published=about.published or _date_near_top(raw),
        authors=about.authors,
        canonical_url=about.canonical,
        language=language.of(text or about.title, about.language),
        paywalled=wall == "paywall",
        wall=wall,
        description=about.description,
    )


def _fuller(shown: str, about: Metadata) -> str:
    """What a page shows, or the body that it states for machines where it shows little of that.

    A body that asks for money is not taken from where readers can't see it.
    """
    if about.free is False or len(about.body) < 2 * len(shown):
        return shown
    return html_text(about.body.replace("\n", "<br>")) or shown


def _nothing(about: Metadata, wall: Wall) -> FullText:
    """What a page gives that shows a form in place of its article: not even a title."""
    return FullText(
        title="",
        text="",
        published=None,
        authors=(),
        canonical_url=about.canonical,
        language=about.language or "en",
        paywalled=False,
        wall=wall,
        description=about.description,
    )


def article_text(page: FullText | None, own: str) -> tuple[str, bool]:
    """The text to store for an entry, and whether it is the whole article as far as can be told.

    The page's, unless a wall stands there or the feed's `own` text of the entry is more of it.
    """
    if page is None or not page.text:
        return own or (page.description if page is not None else ""), False
    if page.paywalled:
        return (own if len(own) > len(page.text) else page.text), False
    if len(own) > 1.5 * len(page.text) and len(own) > 600:
        return own, True
    return page.text, True


def _main_blocks(tree: Any) -> Sequence[Block]:
    """trafilatura's column, unless it plainly missed where the text stands."""
    found = trafilatura.bare_extraction(
        tree,
        fast=True,
        include_comments=False,
        include_links=True,
        include_tables=False,
    )
    blocks = blocks_of(found.body) if isinstance(found, Document) else []
    if sum(len(block.text) for block in blocks) > LONG:
        return blocks
    column = column_of(tree)
    if column is None or not _missed(blocks, column):
        return blocks
    return [b for element in column.elements for b in blocks_of(element, skip=is_unlikely)]


def _missed(blocks: Sequence[Block], column: Column) -> bool:
    """Whether blocks hold little, or only the first piece, of a column that is much heavier.

    Below its own idea of a minimum trafilatura gives the whole page in one piece, headline and
    captions included; short articles, most of all Chinese ones, are better read from the column.
    """
    text = " ".join(" ".join(block.text.split()) for block in blocks)
    if len(text) < LITTLE:
        return column.weight > 0.4 * len(text)
    return column.weight > 1.5 * len(text) and 0 < column.coverage(text) < 0.5


def _date_near_top(blocks: Sequence[Block]) -> datetime | None:
    return dates.seen("\n".join(block.text for block in blocks[:4] if len(block.text) < 200))
