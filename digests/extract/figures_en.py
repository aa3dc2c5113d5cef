"""Figures of English text: how amounts, shares, multiples, counts and ranges are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from digests.extract.bounds_en import bound_at
from digests.extract.found import Found
from digests.extract.numbers import FRACTIONS, SCALES, WORDS, english
from digests.extract.other_numbers_en import not_a_figure
from digests.extract.units_en import SYMBOLS, Unit, unit_at

_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_REST = "|".join(sorted((w for w in WORDS if w not in _TENS.split("|")), key=len, reverse=True))
_SMALL = rf"(?:(?:{_TENS})(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine)\b)?|{_REST})"
_WORDED = (
    rf"(?:{_SMALL}(?:[-\s]hundred(?:[-\s](?:and[-\s])?{_SMALL})?)?\b"
    r"|an?\s(?:hundred|dozen)\b|half\s+an?(?=[-\s]+(?:million|billion|trillion|dozen|per\s?cent|percentage|point)\b)"
    r"|an?(?=\s(?:thousand|million|billion|trillion)\b))"
)
_NUMBER = rf"(?:\d{{1,3}}(?:[,\u00a0\u2009\u202f]\d{{3}}|\s000)+(?:\.\d+)?|\d+(?:\.\d+)?|{_WORDED})"
_AMOUNT = re.compile(
    rf"(?P<number>{_NUMBER})(?:[-\s]?(?P<long>hundred|thousand|million|billion|trillion|dozen|lakh|crore)\b"
    r"|\s?(?P<short>bn|tn|trn|mn|mln|bln|[mbkt])(?![\w’'-]))?",
    re.I,
)
_SIGN = re.compile("(?:" + "|".join(sorted(map(re.escape, SYMBOLS), key=len, reverse=True)) + r")(?=\s?\d)\s?")  # fmt: skip
_FRACTION = re.compile(
    rf"(?P<over>an?|one|two|three|four|five|nine)[-\s](?P<part>{'|'.join(f for f in FRACTIONS if f[:3] != 'hal')})s?\b|half\b(?!-)",
    re.I,
)
_OF_SCALE = re.compile(r"\sof\san?\s(?P<scale>million|billion|trillion)\b", re.I)
_HALF_A = re.compile(
    r"\san?[-\s](?:million|billion|trillion|dozen|per\s?cent|percentage|point)\b", re.I
)
_SHARE_BEFORE = re.compile(
    r"(?:by|about|around|nearly|almost|than|over|under|roughly|just|only|least|most|some|up|down|in|fell|rose|cut|lost|to|another|fewer|approximately)(?:\sto|\san?)?\s\Z",
    re.I,
)
_SHARE_AFTER = re.compile(r"\s(?:of|the|its|their|all|our|his|her|as)\b", re.I)
_RATIO = re.compile(
    rf"(?P<top>{_NUMBER})[-\s](?P<chance>chances?\s|times?\s)?(?:in|out\sof)[-\s](?:every[-\s]|an?[-\s](?=hundred|thousand))?(?P<bottom>\d+|hundred|{_WORDED})(?![\w,]*\d)(?!\s?%)(?!\s(?:million|billion|thousand|per|%|days|weeks|months|years))\b",
    re.I,
)
_CHANCE = re.compile(r"[^.,;]{0,12}\b(?:chance|probability|odds|likelihood)", re.I)
_MULTIPLE = re.compile(
    r"(?P<stem>doubl|tripl|trebl|quadrupl|quintupl|halv)(?:e|es|ed|ing)\b(?!-)|(?P<twice>twice|thrice)(?=\s(?:as|the|what|its|their|that|last))|(?P<fold>[A-Za-z]+)[-\s]?fold\b",
    re.I,
)
_STEMS = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "quintupl": 5.0, "halv": 0.5, "twice": 2.0, "thrice": 3.0}  # fmt: skip
_SPANS = frozenset("years months weeks days hours minutes decades".split())
# "84 million euros over four years" is during them; "for over four years" is for longer.
_DURING = re.compile(
    r"(?<!for )(?<!took )(?<!after )(?<!well )(?<!lasted )(?<!spent )(?<!is )(?<!was )over\s\Z"
)
_MODEL = re.compile(r"[-\s](?:\w+[-\s])?models?\b")
_JOIN = re.compile(
    r"\s?[-–—~]\s?|\s(?P<word>to|and|or)\s(?:about\s|around\s|even\s|perhaps\s)?", re.I
)
_BETWEEN = re.compile(r"\bbetween\s(?:about\s|roughly\s|around\s)?\Z", re.I)
_FROM = re.compile(r"\bfrom\s(?:about\s|roughly\s|around\s|just\s|nearly\s|over\s)*\Z", re.I)

_TOKEN = re.compile(r"(\d+|[$€£¥₩₹₪₺₽])|[A-Za-z]+")
_STARTS = (
    frozenset(WORDS) | {"half", "a", "an", "twice", "thrice"}
    | {stem + ending for stem in _STEMS for ending in ("e", "es", "ed", "ing")}
    | {word + "fold" for word in WORDS}
    | {sign.lower().rstrip("$¥") for sign in SYMBOLS if sign[0].isalpha()}
)  # fmt: skip
_ARTICLES = frozenset(["a", "an", "A", "An"])
_A_NUMBER = re.compile(
    rf"[-\s](?:hundred|thousand|million|billion|trillion|dozen|{'|'.join(FRACTIONS)})", re.I
)


def find(text: str, start: int, end: int) -> Iterator[Found]:
    """The numbers of `text[start:end]` in its order, a range as two."""
    at = start
    for token in _TOKEN.finditer(text, start, end):
        if token.lastindex is None and token[0].lower() not in _STARTS:
            continue
        if token.start() < at or not _stands_free(text, token, start):
            continue
        if token[0] in _ARTICLES and not _A_NUMBER.match(text, token.end(), end):
            continue
        for found in _read(text, token.start(), end):
            yield _bounded(text, found, max(at, start))
            at = found.end


def _stands_free(text: str, token: re.Match[str], start: int) -> bool:
    """Whether the token begins a number of its own, and is no piece of a name or a number."""
    if token[0] in "$€£¥₩₹₪₺₽":
        return True
    before = text[max(start, token.start() - 2) : token.start()]
    if before[-1:] in {"-", "’", "'", ","}:
        return not before[0].isalnum() or (before[-1] == "," and not before[0].isdigit())
    return not (before[-1:].isalnum() or before[-1:] in set("_./:#@&+"))


def _read(text: str, at: int, end: int) -> tuple[Found, ...]:
    """What the number at offset `at` says: nothing, one figure, or the two ends of a range."""
    if text[at] in "$€£¥₩₹₪₺₽":
        return _amounts(text, at, end)
    return (
        (not text[at].isdigit() and (_multiple(text, at, end) or _fraction(text, at, end)))
        or _ratio(text, at, end)
        or _amounts(text, at, end)
    )


def _bounded(text: str, found: Found, limit: int) -> Found:
    if found.bound != "exact":
        return found
    bound, start, end = bound_at(text, found.start, found.end, limit)
    if bound == "exact" or (
        found.unit in _SPANS and _DURING.search(text[max(0, start - 8) : found.start])
    ):
        return found
    return replace(found, bound=bound, start=start, end=end)


def _multiple(text: str, at: int, end: int) -> tuple[Found, ...]:
    m = _MULTIPLE.match(text, at, end)
    if m is None:
        return ()
    word = m["stem"] or m["twice"]
    value = _STEMS[word.lower()] if word else english(m["fold"])
    if not value:
        return ()
    return (Found(start=at, end=m.end(), value=value, unit="times", hard=True),)


def _ratio(text: str, at: int, end: int) -> tuple[Found, ...]:
    m = _RATIO.match(text, at, end)
    if m is None:
        return ()
    top, bottom = english(m["top"]), english(m["bottom"])
    if not top or not bottom or not top <= bottom or 1900 <= bottom <= 2100:
        return ()
    if (m["chance"] or "").startswith("time") and bottom > 20:
        return ()
    if m["chance"] or _CHANCE.match(text, m.end()):
        return (Found(start=at, end=m.end(), value=top / bottom, unit="probability", hard=True),)
    return (Found(start=at, end=m.end(), value=100 * top / bottom, unit="%", hard=True),)


def _fraction(text: str, at: int, end: int) -> tuple[Found, ...]:
    m = _FRACTION.match(text, at, end)
    if m is None:
        return ()
    if not m["part"] and _HALF_A.match(text, m.end()):
        return ()
    before, many = text[max(0, at - 16) : at], m[0].lower().endswith("s")
    if not many and not (_SHARE_BEFORE.search(before) or _SHARE_AFTER.match(text, m.end())):
        return ()
    if m["part"] == "quarter" and before.lower().endswith(
        ("in ", "the ", "last ", "every ", "each ")
    ):
        return ()
    part = FRACTIONS[(m["part"] or "half").lower()]
    if before.lower().endswith(("first ", "second ", "a ", "the ")) and not m["part"]:
        return ()
    share = part * ((english(m["over"]) if m["over"] else 1.0) or 1.0)
    whole = _OF_SCALE.match(text, m.end(), end)
    if whole is not None:
        unit = unit_at(text, whole.end(), end)
        value = share * SCALES[whole["scale"].lower()]
        return (Found(start=at, end=unit.end, value=value, unit=unit.name, hard=True),)
    return (Found(start=at, end=m.end(), value=100 * share, unit="%", hard=True),)


def _amounts(text: str, at: int, end: int) -> tuple[Found, ...]:
    first = _amount(text, at, end)
    if first is None:
        return ()
    join = _JOIN.match(text, first.end, end)
    if join is not None and _joins(text, at, join):
        second = _amount(text, join.end(), end)
        if second is not None and _alike(first, second) and not not_a_figure(text, second):
            return _range(text, first, second, join)
    return () if not_a_figure(text, first) else (first,)


def _joins(text: str, at: int, join: re.Match[str]) -> bool:
    word = (join["word"] or "to").lower()
    return word == "to" or (
        word == "and" and _BETWEEN.search(text[max(0, at - 24) : at]) is not None
    )


def _alike(first: Found, second: Found) -> bool:
    """Whether two numbers can be the ends of one range: "88 per cent to 1.26 billion" can't."""
    return (
        first.unit == second.unit or not first.hard or (first.unit is None or second.unit is None)
    )


def _range(text: str, first: Found, second: Found, join: re.Match[str]) -> tuple[Found, ...]:
    grown = first.scale == 1 and first.value * second.scale < second.value * second.factor
    scale = second.scale if grown else 1.0
    own = first.hard and first.unit is not None
    factor = 1.0 if own else second.factor
    low = replace(
        first,
        value=first.value * scale * factor,
        unit=first.unit if own else second.unit or first.unit,
        hard=first.hard or second.hard,
    )
    high = second if second.unit else replace(second, unit=low.unit, hard=low.hard)
    if low.value >= high.value and join["word"] is None:
        return ()  # "24-7", "10-2": a score or a code
    if not_a_figure(text, low):
        return ()
    if _FROM.search(text[max(0, low.start - 24) : low.start]) or low.value > high.value:
        return low, high
    return replace(low, bound="at_least"), replace(high, bound="at_most")


def _amount(text: str, at: int, end: int) -> Found | None:
    sign = _SIGN.match(text, at, end)
    m = _AMOUNT.match(text, sign.end() if sign else at, end)
    if m is None:
        return None
    half = m["number"].lower().startswith("half")
    value = 0.5 if half else english(m["number"])
    if value is None:
        return None
    name = (m["long"] or m["short"] or "").lower()
    scale = SCALES[name] if name else 1.0
    unit = unit_at(text, m.end(), end)
    if sign is not None:
        unit = Unit(name=SYMBOLS[sign[0].strip()], end=m.end(), hard=True)
    elif m["short"] and not unit.hard and (unit.name is None or _MODEL.match(text, m.end(), end)):
        sized = _MODEL.match(text, m.end(), end)
        if m["short"].islower() and not sized:
            return None  # "5m", "3b": a metre, a paragraph
        unit = replace(unit, name="parameters" if sized else None)
    return Found(
        start=at,
        end=unit.end,
        value=round(value * scale * unit.factor, 6),
        unit=unit.name,
        scale=scale,
        factor=unit.factor,
        hard=unit.hard or scale != 1.0,
        spoken=m["number"][0].isalpha(),
    )
