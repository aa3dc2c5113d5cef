"""English verbs of two words that say what one word says: "step down" is to resign.

A question and a sentence are given the one word besides, so that neither the verb alone nor the
small word decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SAID = (
    ("layoff", r"l(?:ay|ays|aid|aying) (?:[\w-]+ ){0,3}?off"),
    ("resign", r"step(?:s|ped|ping)? (?:down|aside)"),
    (
        "succeed",
        r"t(?:ake|akes|ook|aking) over|take the reins|fill (?:his|her|the) (?:shoes|post|seat)",
    ),
    ("found", r"set(?:s|ting)? up"),
    ("invest", r"put(?:s|ting)? (?:[\w$£€.,]+ ){0,4}?into"),
    ("release", r"c(?:ome|omes|ame|oming) out(?! of)|goes? live|went live"),
    ("withdraw", r"pull(?:s|ed|ing)? out"),
    ("shutdown", r"shut(?:s|ting)? down|clos(?:e|es|ed|ing) down"),
    ("ipo", r"g(?:o|oes|oing) public|went public|stock market debut|public offering"),
    ("employ", r"work(?:s|ed|ing)? (?:for|at)|on (?:the|its) payroll"),
    ("reject", r"turn(?:s|ed|ing)? down"),
    ("cancel", r"call(?:s|ed|ing)? off|scrapp(?:ed|ing)"),
    ("break-even", r"break(?:s|ing)?[ -]even|broke even"),
    ("rebut", r"push(?:es|ed|ing)? back"),
    ("delay", r"put(?:s|ting)? off|h(?:old|eld) back"),
    ("recruit", r"tak(?:e|es|ing|en) on|took on"),
)
_PHRASALS = tuple((word, re.compile(rf"\b(?:{form})\b", re.IGNORECASE)) for word, form in _SAID)


def phrasals(text: str) -> Iterator[str]:
    """The one word for each such verb of the text."""
    yield from (word for word, form in _PHRASALS if form.search(text))


def spelled(text: str) -> str:
    """The text with each such verb as its one word."""
    for word, form in _PHRASALS:
        text = form.sub(word, text)
    return text
