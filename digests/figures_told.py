"""Whether every figure, date and number of a sentence is in its sources, in the same sense."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digests.bindings import DIGITS
from digests.dates_told import calendar
from digests.extract.figures import figures
from digests.model import Evidence, Figure
from digests.stories.quantities import quantities
from digests.text import has_cjk

# What people are counted by.
_HEADS = dict.fromkeys(("employees", "workers", "staff", "jobs", "人", "名", "位"), "people")
# "The first 500 of them" may be chips; a sum is of its currency or it is another one.
_STRICT = frozenset(("%", "USD", "EUR", "GBP", "CNY", "JPY", "KRW", "HKD", "TWD", "INR", "times"))
_SIDES = {"<": -1, "at_most": -1, ">": 1, "at_least": 1}


def otherwise_counted(text: str, evidence: Sequence[Evidence]) -> str | None:
    """The first figure or number that the evidence does not have; None where it has them all."""
    return _figures(text, evidence) or _numbers(text, evidence)


def _figures(text: str, evidence: Sequence[Evidence]) -> str | None:
    language = "zh" if has_cjk(text) else "en"
    known = [
        found
        for one in evidence
        for told in {plain_limits(one.text), closed_up(one.text)}
        for found in figures(told, language=language)
    ]
    for figure in figures(plain_limits(text), language=language):
        same = [one for one in known if _same_value(figure, one)]
        if not same:
            return f"the figure {figure.text!r} is not in its sources"
        if not any(_same_sense(figure, one) for one in same):
            return f"the figure {figure.text!r} is a limit or a change in another sense there"
    return None


def plain_limits(text: str) -> str:
    """The text with limits as they are read: "不会超过" is "不超过", "低于此前的" no limit."""
    told = re.sub(r"不(?:会|得|能|应|可)超过", "不超过", text)
    return re.sub(r"[低高多少](?:于)(?=此前|去年|上年|原|之前|上一|前)", "比", told)


def closed_up(text: str) -> str:
    """The text without blanks that a converter left in it: "56, 000" and "two - week"."""
    return re.sub(r"(?<=\d), (?=\d{3}\b)", ",", re.sub(r"(?<=\w) - (?=\w)", "-", text))


def _same_value(one: Figure, other: Figure) -> bool:
    if None in (one.unit, other.unit) and not {one.unit, other.unit} & _STRICT:
        return round(one.value, 6) == round(other.value, 6)
    units = {_HEADS.get(unit, unit) for unit in (one.unit or "", other.unit or "")}
    return len(units) == 1 and round(one.value, 6) == round(other.value, 6)


def _same_sense(said: Figure, known: Figure) -> bool:
    """Whether a limit is the same limit, and a change goes the same way."""
    if _SIDES.get(said.bound, 0) != _SIDES.get(known.bound, 0):
        return False
    return said.change is None or known.change is None or said.change == known.change


def _numbers(text: str, evidence: Sequence[Evidence]) -> str | None:
    """Years, dates, and all other digits: each must be there."""
    together = "\n".join(f"{one.text}\n{closed_up(one.text)}" for one in evidence)
    lost = set(quantities(text)) - set(quantities(together))
    if lost or set(calendar(text)) - set(calendar(together)):
        return "a number or date in it is not in its sources"
    known = {one.replace(",", "") for one in DIGITS.findall(together)}
    missing = [one for one in DIGITS.findall(text) if one.replace(",", "") not in known]
    told = figures(text, language="zh" if has_cjk(text) else "en")
    covered = {str(int(one.value)) for one in told if one.value == int(one.value)}
    for one in missing:
        if one not in covered and not any(one in figure.text for figure in told):
            return f"the number {one!r} is not in its sources"
    return None
