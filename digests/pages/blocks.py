"""Trees as blocks: paragraphs, headings, list items, with how much of each is link."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["text", "head", "item", "row"]

SKIPPED = frozenset(
    "script style noscript template svg math iframe object embed head form button select textarea "
    "figcaption audio video canvas".split()
)
BLOCKS = frozenset(
    "p div section article main header footer aside blockquote quote pre ul ol dl li dt dd item list "
    "table tbody thead tr row h1 h2 h3 h4 h5 h6 head figure hr body html center address details "
    "summary fieldset nav code".split()
)
HEADS = frozenset("h1 h2 h3 h4 h5 h6 head".split())
ITEMS = frozenset("li item dt dd".split())
ROWS = frozenset("tr row".split())
CELLS = frozenset("td th cell".split())
LINKS = frozenset("a ref".split())
BREAKS = frozenset("br lb".split())
SPACE = re.compile(r"[ \t\r\f\v\n\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
PARAGRAPH = re.compile("\ue000(?: *\ue000)+")
BREAK, CELL = "\ue000", "\ue001"  # private-use marks while text is collected
LAYOUT = ("p", "div", "table", "ul", "ol")
INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, heading, list item or table row. `linked` counts its linked characters."""

    text: str
    kind: Kind = "text"
    linked: int = 0
    links: int = 0

    @property
    def link_share(self) -> float:
        """The share of the text that is link."""
        return self.linked / max(len(self.text), 1)


def blocks_of(tree: Any, *, skip: Callable[[Any], bool] = lambda _: False) -> list[Block]:
    """The blocks of an HTML tree, or of trafilatura's own, in reading order.

    Elements that `skip` names are left out. Walks with a stack of its own: pages may be nested deeper than Python recurses.
    """
    builder = _Builder()
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            builder.leave(node)
        elif _is_skipped(node) or (node is not tree and skip(node)):
            pass
        else:
            builder.enter(node)
            builder.text(node.text)
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))
            continue
        if node is not tree:
            builder.text(node.tail)
    builder.flush()
    return builder.blocks


def _is_skipped(node: Any) -> bool:
    tag = node.tag
    if not isinstance(tag, str):
        return True  # a comment or an instruction
    # trafilatura's headings are called "head", which in HTML is what no one reads.
    return tag in SKIPPED and not (tag == "head" and node.get("rend"))


def _is_link(node: Any) -> bool:
    return node.tag in LINKS and bool(node.get("href") or node.get("target"))


class _Builder:
    """Collects text between block borders."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._kinds: list[Kind] = ["text"]
        self._linked = self._links = self._depth = 0

    def text(self, text: str | None) -> None:
        if text:
            self._pieces.append(text)
            if self._depth:
                self._linked += len(SPACE.sub(" ", text))

    def enter(self, node: Any) -> None:
        tag = node.tag
        if _is_link(node):
            self._depth += 1
            self._links += 1
        elif tag in BREAKS:
            self._pieces.append(BREAK)
        elif self._is_border(tag):
            self.flush()
            self._kinds.append(self._kind_in(node))

    def leave(self, node: Any) -> None:
        tag = node.tag
        if _is_link(node):
            self._depth -= 1
        elif tag in CELLS and self._kinds[-1] == "row":
            self._pieces.append(CELL)
        elif self._is_border(tag, leaving=True):
            self.flush()
            self._kinds.pop()

    def flush(self) -> None:
        for text in _paragraphs("".join(self._pieces)):
            block = Block(text=text, kind=self._kinds[-1], linked=self._linked, links=self._links)
            self.blocks.append(block)
        self._pieces, self._linked, self._links = [], 0, 0

    def _is_border(self, tag: str, *, leaving: bool = False) -> bool:
        if self._kinds[-1] == "row" and not (leaving and tag in ROWS):
            return tag in ROWS
        return tag in BLOCKS or tag in CELLS

    def _kind_in(self, node: Any) -> Kind:
        if node.tag in HEADS:
            return "head"
        if node.tag in ITEMS:
            return "item"
        if node.tag in ROWS and next(node.iter(*LAYOUT), None) is None:
            return "row"
        return self._kinds[-1]


def _paragraphs(text: str) -> Iterator[str]:
    """Two line breaks in a row end a paragraph, one keeps a line."""
    for part in PARAGRAPH.split(SPACE.sub(" ", INVISIBLE.sub("", text))):
        cells = [cell.strip() for cell in part.split(CELL)]
        lines = (line.strip() for line in " | ".join(c for c in cells if c).split(BREAK))
        kept = "\n".join(line for line in lines if line)
        if kept:
            yield kept


def as_text(blocks: Iterable[Block]) -> str:
    """Blocks as text: a blank line between paragraphs, none between the items of a list."""
    out: list[str] = []
    before: Kind | None = None
    for block in blocks:
        together = block.kind == before and block.kind in ("item", "row")
        out += ["\n" if together else "\n\n"] if out else []
        out.append(f"- {block.text}" if block.kind == "item" else block.text)
        before = block.kind
    return "".join(out)
