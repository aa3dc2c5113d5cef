"""Links that open an article at the sentence they stand for.

Text fragments: https://wicg.github.io/scroll-to-text-fragment/ (`#:~:text=start,end`).
"""

from __future__ import annotations

import re
from urllib.parse import quote, urldefrag, urlsplit

from digests.model import Evidence

_WORDS = 6  # at each end: enough to be found, short enough to survive an edit


def at_evidence(url: str, *evidence: Evidence) -> str:
    """`url` with a text fragment for each piece of evidence; `url` itself where it isn't http(s)."""
    if urlsplit(url).scheme not in {"http", "https"}:
        return url
    base, _ = urldefrag(url)
    return f"{base}#:~:" + "&".join(f"text={_fragment(one)}" for one in evidence)


def _fragment(evidence: Evidence) -> str:
    first, last = _ends(evidence.text)
    return _encoded(first) + (f",{_encoded(last)}" if last else "")


def _ends(text: str) -> tuple[str, str | None]:
    """The words at the start, and at the end where the text is longer than both.

    A fragment can't cross paragraphs, so a text with several is pointed at by its first.
    """
    line = text.strip().splitlines()[0].strip()
    parts = re.findall(r"\S+", line)
    if len(parts) > 2 * _WORDS:
        return " ".join(parts[:_WORDS]), " ".join(parts[-_WORDS:])
    if len(parts) == 1 and len(line) > 40:
        return line[:16], line[-16:]
    return line, None


def _encoded(text: str) -> str:
    """Percent-encoded, with the characters that the fragment's grammar uses: `-` `,` `&`."""
    return quote(text, safe="").replace("-", "%2D")
