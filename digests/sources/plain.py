"""Titles and other one-line fields as plain text, whatever markup and escaping they came in."""

from __future__ import annotations

import html
import re

# Elements that a title can really hold; anything else in angle brackets is the title's own text.
TAG = re.compile(
    r"</?(?:a|abbr|acronym|b|bdi|bdo|big|br|center|cite|code|del|dfn|div|em|figure|font|h[1-6]|hr|i|"
    r"iframe|img|ins|kbd|label|li|link|mark|math|meta|nobr|ol|p|pre|q|s|samp|small|span|strike|"
    r"strong|sub|sup|svg|table|tbody|td|th|tr|time|tt|u|ul|var|video|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
DROPPED = re.compile(r"<(script|style)\b[^<>]*>.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
LONGEST = 1000  # characters of a title


def plain_text(text: str, *, escaped: int = 2, longest: int | None = LONGEST) -> str:
    """One line of plain text. Entities are undone until stable, at most `escaped` times."""
    for _ in range(escaped):
        if "&" not in text:
            break
        text = html.unescape(text)
    if "<" in text:
        text = COMMENT.sub("", DROPPED.sub("", text))
        text = TAG.sub(_gap, text)
    return " ".join(text.split())[:longest].rstrip()


def is_web(address: str) -> bool:
    """Whether an address is a whole one of the web."""
    return address.startswith(("http://", "https://"))


def is_recording(media_type: str | None) -> bool:
    """Whether an enclosure of this media type ("audio/mpeg") is one to listen to or watch."""
    return (media_type or "").strip().lower().startswith(("audio/", "video/"))


def _gap(match: re.Match[str]) -> str:
    """A line break stands between words; inline marks do not."""
    return " " if re.match(r"</?(?:br|p|div|li|td|th|tr|h[1-6])\b", match[0], re.IGNORECASE) else ""
