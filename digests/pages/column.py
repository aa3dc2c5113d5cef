"""The element of a page that holds its article: a second opinion on where the text stands.

Each element weighs what its own paragraphs hold of unlinked text, outside of what the markup calls
comments, teasers and the like. The heaviest is the column, with its siblings of the same make
(an article cut into several by advertisements).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

OUTSIDE = frozenset("nav header footer aside figure figcaption button dialog".split())
NEVER = frozenset("body html article main".split())
UNLIKELY = re.compile(
    r"\b(?:comments?|disqus|related|recirc|recommend\w*|promo\w*|teasers?|newsletter\w*|sign ?up|"
    r"subscri\w+|social\w*|shar(?:e|ing)\w*|popular|trending|most read|latest|outbrain|taboola|"
    r"side ?bar|footer|menu|nav\w*|breadcrumbs?|cookies?|consent|modal|popup|caption|credits?|"
    r"author (?:bio|box|info)|bio|byline|adverts?|advertisement|sponsor\w*|tags|toolbar|"
    r"more (?:from|stories|news)|read (?:more|next)|see also|hidden|disclaimer|copyright)\b"
)
WORD_EDGE = re.compile(r"[_\s-]+|(?<=[a-z])(?=[A-Z])")
SHORTEST = 40  # characters of a paragraph that counts
BARE = etree.XPath(
    "//*[self::div or self::section or self::td or self::article or self::main or self::body]"
    f"/text()[string-length(.) > {SHORTEST}]"
)
SIBLINGS = 3  # levels up at which siblings of the same make are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The elements that hold the article, the openings of its paragraphs and its characters."""

    elements: tuple[Any, ...]
    openings: tuple[str, ...]
    weight: int  # of its heaviest element

    def coverage(self, text: str) -> float:
        """The share of the column's paragraphs that a text of single spaces holds."""
        return sum(opening in text for opening in self.openings) / max(len(self.openings), 1)


def column_of(tree: Any) -> Column | None:
    """The article's column, or None on a page without text."""
    texts: dict[Any, list[str]] = defaultdict(list)
    for holder, text in _paragraphs(tree):
        texts[holder].append(text)
    if not texts:
        return None
    weights = {holder: sum(map(len, found)) for holder, found in texts.items()}
    best = max(weights, key=weights.__getitem__)
    holders = [holder for holder in texts if holder is best or _alike(holder, best)]
    return Column(
        elements=tuple(holders),
        openings=tuple(text[:50] for holder in holders for text in texts[holder]),
        weight=weights[best],
    )


def _alike(holder: Any, best: Any) -> bool:
    """Whether two elements stand at the same place of two branches of the same make."""
    for _ in range(SIBLINGS):
        if holder is best or holder is None or best is None or _make(holder) != _make(best):
            return False
        if holder.getparent() is best.getparent():
            return True
        holder, best = holder.getparent(), best.getparent()
    return False


def _make(node: Any) -> tuple[str, str]:
    return node.tag, node.get("class") or ""


def _paragraphs(tree: Any) -> Iterator[tuple[Any, str]]:
    """Every paragraph with the element that holds it."""
    verdicts: dict[Any, bool] = {}
    for node in tree.iter("p"):
        text = " ".join("".join(node.itertext()).split())
        if len(text) >= SHORTEST and not _is_linked(node, text) and not _is_outside(node, verdicts):
            yield node.getparent(), text
    for piece in BARE(tree):
        text = " ".join(piece.split())
        if len(text) >= SHORTEST:
            holder = piece.getparent().getparent() if piece.is_tail else piece.getparent()
            if not _is_outside(holder, verdicts):
                yield holder, text


def _is_linked(node: Any, text: str) -> bool:
    return sum(len("".join(link.itertext())) for link in node.iter("a")) > 0.6 * len(text)


def _is_outside(node: Any, verdicts: dict[Any, bool]) -> bool:
    """Whether something around a node says that it is no part of the article."""
    path = []
    verdict = False
    for above in (node, *node.iterancestors()):
        if above in verdicts:
            verdict = verdicts[above]
            break
        path.append(above)
    for above in reversed(path):
        verdict = verdicts[above] = verdict or is_unlikely(above)
    return verdict


def is_unlikely(node: Any) -> bool:
    """Whether an element's tag, class or id says that it is no part of an article."""
    if not isinstance(node.tag, str) or node.tag in OUTSIDE:
        return True
    names = f"{node.get('class') or ''} {node.get('id') or ''}"
    if node.tag in NEVER or len(names) < 3:
        return False
    return bool(UNLIKELY.search(WORD_EDGE.sub(" ", names).lower()))
