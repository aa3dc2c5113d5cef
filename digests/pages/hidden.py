"""What a page holds and no reader sees.

Text for machines alone is how an article gives orders to whoever summarises it, so it is dropped
before anything looks for the article. A page's own body may be hidden until a script shows it:
what holds much of the text is kept.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

CANDIDATES = etree.XPath("//body//*[@hidden or @aria-hidden='true' or contains(@style, ':')]")
HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])|"
    r"text-indent\s*:\s*-\d{3}|(?:left|top)\s*:\s*-\d{4}",
    re.IGNORECASE,
)
MUCH = 0.25  # of a page's characters


def drop_hidden(tree: Any) -> None:
    """Takes the hidden elements out of an HTML tree."""
    hidden = [node for node in CANDIDATES(tree) if _is_hidden(node)]
    if not hidden:
        return
    whole = _length(tree)
    for node in hidden:
        if node.getparent() is not None and _length(node) <= MUCH * whole:
            node.drop_tree()


def _is_hidden(node: Any) -> bool:
    if node.get("hidden") is not None or node.get("aria-hidden") == "true":
        return True
    return bool(HIDING.search(node.get("style") or ""))


def _length(node: Any) -> int:
    return sum(map(len, node.itertext()))
