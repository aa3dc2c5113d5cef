"""What a line of an interview's layout is: a heading, a question, an aside, or what somebody says."""

from __future__ import annotations

import re

from digests.model import Span

HEADING = re.compile(
    r"(?:\*\*|__)(?P<text>[^*\n]{2,400}?)(?:\*\*|__)[:：]?|#{1,6}\s+(?P<plain>[^\n]+)"
)
ASIDE = re.compile(r"[*_]{1,3}[^*_\n]+[*_]{1,3}$|[-—_*]{3,}$|[（(][^）)]*[)）]$")
SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’」』)）*_]*$")


def inner_of(text: str, span: Span) -> str:
    return text[span.start : span.end]


def is_heading(inner: str) -> bool:
    return HEADING.fullmatch(inner) is not None


def ends_talk(text: str, line: Span) -> bool:
    inner = inner_of(text, line)
    return bool(ASIDE.match(inner)) or is_heading(inner)


def is_question(inner: str) -> bool:
    match = HEADING.fullmatch(inner)
    said = (match["text"] or match["plain"]) if match else ""
    return said.rstrip()[-1:] in ("?", "？")


def is_bare_question(inner: str) -> bool:
    return inner[-1:] in "?？" and len(inner) < 240 and inner[:1] not in "\"“'‘「"
