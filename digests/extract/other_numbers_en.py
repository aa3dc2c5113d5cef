"""Numbers of English text that are no figures: dates, times, ages, names, versions, lists."""

from __future__ import annotations

import re

from digests.extract.found import Found

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_LABEL_BEFORE = re.compile(
    rf"(?:\b{_MONTH}\.?|\b(?:Q|FY|H|fiscal|No\.|version|v\.?|page|chapter|section|article|fig\.|figure|table|step|part|phase|level|tier|class|stage|gen|generation|day|week|top|fortune|sonnet|room|flight|highway|route|aged?))\s?\Z",
    re.I,
)
_DATE_AFTER = re.compile(
    rf"(?:st|nd|rd|th)\b|\s(?:of\s)?{_MONTH}\b|:\d\d|\s?[ap]\.?m\b|['’]?s\b|/\d|\.\d|\s?o['’]clock|[-\s]years?[-\s]old\b",
    re.I,
)
_PARTITIVE = re.compile(
    r"\s(?:of\s(?:the|them|its|his|her|their|our|us|those|these|whom|which)\b|another\b|day\b|thing\b|way\b|such\b|who\b|hand\b)|['’]s\b",
    re.I,
)
_SOURCES = re.compile(
    r"\s(?:\w+\s){0,2}?(?:people|sources|persons|officials|executives|employees|bankers|analysts|investors|insiders|engineers|researchers|experts)\s(?:familiar|with|briefed|close|who|involved|said|say|told|added)\b",
    re.I,
)
_WHO = re.compile(
    r"\s(?:familiar|with\s(?:direct\s)?knowledge|briefed|close\sto|who|involved|said|told)\b", re.I
)
_WORD_BEFORE = re.compile(r"(?<![\w’'])([A-Z][\w&’'.-]*)[\s-]\Z")
_NOT_NAMES = frozenset(
    "a an the in on at by of to from for with and but or if as its his her their our my your it he she they we i you "
    "this that these those some about around over under only just nearly almost roughly approximately more less fewer "
    "up at least between among after before since until while during within per another all both each every no not "
    "than out plus there here now then what when where without yet still also even revenue sales profit".split()
)
_AGE_BEFORE = re.compile(r"[A-Z][\w’'-]+,\s\Z")
_GLUED_AFTER = re.compile(r"[^\W\d]|_|-[A-Za-z]|/\w|:\d|@")
# A number with a leading zero or of many digits without commas: a code, a telephone.
_CODE = re.compile(r"0\d|\d{6}")
_DIGIT_BEFORE = re.compile(r"\d[ \u00a0]\Z")
_STREET = re.compile(
    r"\s(?:[A-Z]\w+\s){1,3}(?:Avenue|Ave|Street|St|Road|Rd|Boulevard|Lane|Drive|Square)\b"
)
_OCLOCK = re.compile(r"\s?o['’]clock", re.I)
_LIST_BEFORE = re.compile(r"(?:^|\n)[\s*(#]*\Z")
_LIST_AFTER = re.compile(r"[.):]\s")


def not_a_figure(text: str, found: Found) -> bool:
    """Whether the number only dates, names or lists something."""
    before = text[max(0, found.start - 32) : found.start]
    if found.spoken:
        return _spoken_is_none(text, found, before)
    return _digits_are_none(text, found, before)


def _digits_are_none(text: str, found: Found, before: str) -> bool:
    written = text[found.start : found.end]
    if _DATE_AFTER.match(text, found.end) and not (found.hard and found.scale == 1):
        return True
    if _GLUED_AFTER.match(text, found.end):
        return not found.hard
    if found.hard:
        return False
    return (
        _CODE.match(written) is not None
        or (len(written) == 2 and before[-1:] in {"'", "’", "‘"})
        or _DIGIT_BEFORE.search(before) is not None
        or _STREET.match(text, found.end) is not None
        or (len(written) == 4 and 1900 <= found.value <= 2100)
        or _LABEL_BEFORE.search(before) is not None
        or (_AGE_BEFORE.search(before) is not None and text[found.end : found.end + 1] in ",.")
        or (
            _LIST_BEFORE.search(before) is not None
            and _LIST_AFTER.match(text, found.end) is not None
        )
        or ("," not in written and _follows_name(before))
    )


def _spoken_is_none(text: str, found: Found, before: str) -> bool:
    written = text[found.start : found.end]
    if found.value == 1 and (found.scale == 1 and found.unit not in {"%", "percentage points"}):
        return True
    if written[0].isupper() and before.strip()[-1:].isalnum():
        return True  # a name: "a partner at Two Rivers"
    if _SOURCES.match(text, found.end) or (found.unit == "people" and _WHO.match(text, found.end)):
        return True
    if found.hard:
        return False
    if _PARTITIVE.match(text, found.end):
        return True
    if _OCLOCK.match(text, found.end):
        return True
    return re.match(r"-[A-Za-z]", text[found.end : found.end + 2]) is not None


def _follows_name(before: str) -> bool:
    """Whether the word before is a name that the number belongs to: "Meridian 3"."""
    match = _WORD_BEFORE.search(before)
    return match is not None and match[1].lower() not in _NOT_NAMES
