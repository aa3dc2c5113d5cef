"""Figures joined to one another: the direction of a change, and what it is measured from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from digests.extract.found import Found
from digests.model import Figure

Change = Literal["up", "down"]

_UP = (
    r"\b(?:up|rose|risen|ris(?:es?|ing)|gr(?:e|o)w(?:n|s|ing)?|increas\w+|climb\w*|jump\w*|surg\w+|soar\w*|gain\w*|higher"
    r"|widen\w*|expand\w*|lift\w*|doubl\w+|tripl\w+|trebl\w+|quadrupl\w+)\b"
)
_DOWN = (
    r"\b(?:down|fell|fall(?:en|s|ing)?|drop\w*|declin(?:e|es|ed|ing)\b(?! to)|decreas\w+|slid\w*|plung\w+|tumbl\w+|sank|shr[aiu]nk\w*|lower\w*|cut(?:s|ting)?"
    r"|reduc\w+|narrow\w*|slash\w*|trim\w*|halv\w+|slump\w*|lost|shed|slow\w*)\b"
)
_UP_ZH = "增长|上升|上涨|提升|提高|升至|增至|增加|扩大|上调|大涨|猛增|高出"
_DOWN_ZH = "下降|下滑|下跌|降低|降至|降到|减少|缩小|收窄|下调|大跌|跌"
_MOVES = re.compile(rf"(?<!-)(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?!-)")  # lower-cased text
_MOVES_ZH = re.compile(f"(?P<up>{_UP_ZH})|(?P<down>{_DOWN_ZH})")
_HEDGED = r"(?:(?:about|roughly|around|just|nearly|only|some|an?|the|over|under|below|above|more|less|fewer|than|previous|earlier)\s)*"
_BASE_FOLLOWS = re.compile(
    rf"\b(?:(?:up|down)\s(?:\S+\s)?from|compared\s(?:with|to)|versus|vs\.?|against|from)\s{_HEDGED}\Z"
    r"|(?:上年同期|去年同期|上一年|此前|上年|同期)[^，。]{0,8}\Z",
    re.I,
)
_LEADS_ON = re.compile(
    rf"\s(?:[\w’']+\s){{0,4}}?to\s{_HEDGED}\Z|.{{0,6}}?(?:到|至|为|成了?).{{0,6}}\Z", re.I
)
_COMES_FROM = re.compile(rf"\bfrom\s{_HEDGED}\Z|(?:由|从|自|较|比).{{0,14}}\Z", re.I)
_LOSS = re.compile(r"\bloss|亏损|亏", re.I)
_STOP = re.compile(r"[.!?;](?:\s|\Z)|[。！？；\n]")
_LISTED = re.compile(r"[,，]?\s?(?:and|not|or|but|to|，|、|和)\s?(?:perhaps\s|about\s)?\Z", re.I)
_HOLDS = re.compile(
    r"\b(?:to|than|by|was|were|is|are|at|like|not|least|of|only|just|nearly|almost)\s\Z", re.I
)
_WINDOW = 48


def linked(text: str, found: Sequence[Found]) -> Iterator[Figure]:
    """The figures that the numbers of `text` make, in its order."""
    for index, one in enumerate(found):
        before = found[index - 1] if index else None
        if not _is_loose(text, one, before):
            yield _figure(text, one, before, found[index + 1 : index + 3])


def _figure(text: str, one: Found, before: Found | None, later: Sequence[Found]) -> Figure:
    base = _base(text, one, before, later)
    unit = one.unit or _inherited(text, one, before)
    return Figure(
        text=text[one.start : one.end],
        start=one.start,
        end=one.end,
        value=one.value,
        unit=unit,
        bound=one.bound,
        change=_change(text, one, before, base),
        base=base,
    )


def _gap(text: str, left: Found, right: Found) -> str | None:
    """What stands between two numbers of one clause; None where they are not close."""
    gap = text[left.end : right.start]
    return None if len(gap) > 2 * _WINDOW or _STOP.search(gap) else gap


def _is_loose(text: str, one: Found, before: Found | None) -> bool:
    """Whether this is a small word on its own ("the three") that says nothing as a figure."""
    if not one.spoken or one.hard or one.unit is not None or one.bound != "exact":
        return False
    if before is not None and _gap(text, before, one) is not None:
        return False
    return _HOLDS.search(text[max(0, one.start - 12) : one.start]) is None


def _inherited(text: str, one: Found, before: Found | None) -> str | None:
    gap = _gap(text, before, one) if before else None
    return before.unit if before and gap is not None and _LISTED.fullmatch(gap) else None


def _base(text: str, one: Found, before: Found | None, later: Sequence[Found]) -> float | None:
    for after in later:
        gap = _gap(text, one, after)
        if gap is None:
            break
        if after.unit in {one.unit, None} and _BASE_FOLLOWS.search(gap):
            return None if _turns(text, one, gap) else after.value
        if after.unit in {one.unit, None}:
            break
    if before is not None and before.unit in {one.unit, None} and one.bound != "at_most":
        gap = _gap(text, before, one)
        low = max(0, before.start - _WINDOW)
        if gap and _LEADS_ON.fullmatch(gap) and _COMES_FROM.search(text[low : before.start]):
            return before.value
    return None


def _turns(text: str, one: Found, gap: str) -> bool:
    """Whether a profit is set against a loss: their values can't be compared."""
    before = text[max(0, one.start - 24) : one.start]
    return _LOSS.search(gap) is not None and _LOSS.search(before) is None


def _change(text: str, one: Found, before: Found | None, base: float | None) -> Change | None:
    if base is not None and base != one.value:
        return "up" if one.value > base else "down"
    if not one.hard:
        return None
    low = max(0, one.start - _WINDOW, before.end if before else 0)
    window = text[low : one.start]
    if _COMES_FROM.search(window):
        return None
    stops = list(_STOP.finditer(window))
    clause = window[stops[-1].end() if stops else 0 :].lower()
    moves = [*_MOVES.finditer(clause), *_MOVES_ZH.finditer(clause)]
    if not moves or one.unit in {"years", "months", "days", "weeks", "hours"}:
        return None
    return "up" if moves[-1]["up"] else "down"
