"""Names inside quotation marks, which the runs of a frame leave out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digests.extract.frame import Frame
from digests.extract.names import NOT_NAMES

_NAMED = re.compile(r"\b(?:named|called|dubbed|titled|entitled|known as|codenamed|name|title) ?\Z")
_NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z]\.)?(?: [A-Z][\w’'-]+)+")


def in_quotes(frame: Frame) -> Iterator[str]:
    """Names of two or more words inside quotation marks."""
    for quote in frame.marked:
        if _NAMED.search(frame.text[max(0, quote.left - 24) : quote.left]):
            continue  # a hall named "Sidra One"
        for match in _NAME.finditer(frame.text, quote.start, quote.end):
            first, _, rest = match[0].partition(" ")
            if first.lower() not in NOT_NAMES:
                yield match[0]
            elif " " in rest:
                yield rest
