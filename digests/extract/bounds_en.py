"""How English text bounds a number: "less than", "as much as", "at least", "or so"."""

from __future__ import annotations

import re

from digests.model import Bound

_BEFORE = re.compile(
    r"""(?<![\w-])(?:
      (?P<most>(?:no|not)\ more\ than|not\ to\ exceed|at\ (?:the\ )?most|up\ to|as\ (?:much|many|high|large|long|big)\ as|a\ maximum\ of|capped\ at|(?:not|never)\ exceed(?:ing)?|limited\ to|within|a\ ceiling\ of)
    | (?P<least>(?:no|not)\ (?:less|fewer)\ than|at\ (?:the\ very\ )?least|a\ minimum\ of|as\ (?:little|few|low)\ as|start(?:ing|s)\ (?:at|from))
    | (?P<more>(?:more|greater|higher|larger|longer)\ than|over|above|exceed(?:s|ed|ing)?|in\ excess\ of|upwards?\ of|topp(?:ed|ing)|surpass(?:ed|es|ing)?|beyond|north\ of|(?<!the\ )past)
    | (?P<less>(?:less|fewer|lower|smaller|shorter)\ than|under|below|beneath|south\ of|short\ of|barely)
    | (?P<about>about|around|roughly|approximately|approx\.|some|nearly|almost|close\ to|near|(?:an\ )?estimated|perhaps|maybe|probably|something\ like|circa|ca?\.|likely)
    )\s(?:(?:an?|the|another|just|only|probably|spend|an\ estimated|an\ additional)\s){0,2}\Z""",
    re.X,
)
_TILDE = re.compile(
    r"(?:(?P<about>[~≈～])|(?P<less><)|(?P<most>[≤])|(?P<more>>)|(?P<least>[≥]))\s?\Z"
)
_COMPARES = re.compile(r"(?:twice|times|half)\s\Z", re.I)
_AFTER = re.compile(
    r"(?P<least>\+(?!\w)|\s(?:or|and)\s(?:more|above|over|longer|higher)\b)|(?P<most>\sor\s(?:less|fewer|lower|below|under)\b)"
    r"|(?P<about>\sor\sso\b|-odd\b)|(?P<more>-plus\b)",
    re.I,
)  # fmt: skip
_BOUNDS: dict[str, Bound] = {"most": "at_most", "least": "at_least", "more": ">", "less": "<", "about": "about"}  # fmt: skip
_WIDTH = 40


def bound_at(text: str, start: int, end: int, limit: int) -> tuple[Bound, int, int]:
    """The bound of the number at `start:end` and the span with the bounding words.

    Looks no further back than offset `limit`.
    """
    low = max(limit, start - _WIDTH)
    before = text[low:start]
    lowered = before.lower()
    before = lowered if len(lowered) == len(before) else before
    match = _BEFORE.search(before) or _TILDE.search(before)
    if match is not None and not _COMPARES.search(before[: match.start()]):
        return _BOUNDS[match.lastgroup or "about"], low + match.start(), end
    after = _AFTER.match(text, end)
    if after is not None:
        return _BOUNDS[after.lastgroup or "about"], start, after.end()
    return "exact", start, end
