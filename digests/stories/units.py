"""What a figure's unit measures: its dimension, how much of the base unit, and what is counted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from digests.stories.words import stem

_DURATIONS = {
    "ms": 0.001, "毫秒": 0.001, "second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800, "month": 2629800,
    "year": 31557600, "秒": 1, "分": 60, "分钟": 60, "小时": 3600, "天": 86400, "日": 86400,
    "周": 604800, "星期": 604800, "月": 2629800, "个月": 2629800, "年": 31557600,
}  # fmt: skip
_MEASURES: Mapping[str, tuple[str, float]] = {
    "teraflops": ("flops", 1e12), "tflops": ("flops", 1e12), "petaflops": ("flops", 1e15),
    "pflops": ("flops", 1e15), "exaflops": ("flops", 1e18), "eflops": ("flops", 1e18),
    "flops": ("flops", 1.0),
    "w": ("power", 1.0), "kw": ("power", 1e3), "mw": ("power", 1e6), "gw": ("power", 1e9), "瓦": ("power", 1.0),
    "kwh": ("energy", 1e3), "mwh": ("energy", 1e6), "gwh": ("energy", 1e9), "twh": ("energy", 1e12), "度": ("energy", 1e3),
    "mb": ("memory", 1e6), "gb": ("memory", 1e9), "tb": ("memory", 1e12), "pb": ("memory", 1e15),
    "mm": ("length", 0.001), "cm": ("length", 0.01), "inches": ("length", 0.0254), "feet": ("length", 0.3048),
    "metres": ("length", 1.0), "米": ("length", 1.0), "km": ("length", 1000.0), "miles": ("length", 1609.3),
    "kg": ("mass", 1.0), "tonnes": ("mass", 1000.0), "吨": ("mass", 1000.0),
    "percentage points": ("points", 1.0), "basis points": ("points", 0.01),
    "square metres": ("area", 1.0), "m²": ("area", 1.0), "square feet": ("area", 0.0929), "km²": ("area", 1e6),
    "acres": ("area", 4046.9), "hectares": ("area", 1e4), "亩": ("area", 666.7),
}  # fmt: skip
_KEPT = frozenset(("tokens", "parameters", "%", "nm", "times", "date", "tops"))
_CURRENCY = re.compile(r"^[A-Z]{3}$")

# What is counted under several names; of two that stand in different lines neither is the other.
_COUNTED = (
    "people employee worker staff job role post position staffer engineer researcher 人 名 位 岗位",
    "work title book volume novel text 册 本",
    "machine unit robot device vehicle car truck drone 台 辆 架 部",
    "chip accelerator gpu processor card 颗 片 块 张",
    "company firm startup start-up business customer client organisation organization 家",
    "hospital trust clinic",
    "school university college 所",
    "country market 国家 个国家",
    "article document page file 篇 页",
)
_KINDS = {stem(word): number for number, line in enumerate(_COUNTED) for word in line.split()}


@lru_cache(maxsize=512)
def seconds(unit: str | None) -> float | None:
    """How many seconds one of this unit is; None where it is no unit of time."""
    if not unit:
        return None
    return (
        _DURATIONS.get(unit)
        or _DURATIONS.get(unit.lower())
        or _DURATIONS.get(unit.lower().rstrip("s"))
    )


@lru_cache(maxsize=512)
def dimension(unit: str | None) -> tuple[str, float]:
    """What a unit measures, and how many base units it is: ("power", 1e6) for "MW".

    What is no measure is a count.
    """
    if not unit:
        return "count", 1.0
    if time := seconds(unit):
        return "duration", time
    if unit.lower() in _MEASURES:
        return _MEASURES[unit.lower()]
    if unit.lower() in _KEPT or _CURRENCY.match(unit):
        return unit, 1.0
    return "count", 1.0


def are_of_one_kind(ours: str | None, theirs: str | None) -> bool:
    """Whether both say what is counted, and it is one thing: jobs and posts are."""
    return bool(ours and theirs) and _kind(ours) == _kind(theirs)


def _kind(unit: str | None) -> int | str:
    name = stem((unit or "").lower())
    return _KINDS.get(name, name)


def may_be_same(ours: str | None, theirs: str | None) -> bool:
    """Whether what two counts are of may be one thing, as far as they say: books and titles may."""
    if not ours or not theirs:
        return True
    first, second = stem(ours.lower()), stem(theirs.lower())
    if first == second:
        return True
    kinds = _KINDS.get(first), _KINDS.get(second)
    if ours.isascii() and theirs.isascii():
        return kinds[0] is not None and kinds[0] == kinds[1]
    return kinds[0] is None or kinds[1] is None or kinds[0] == kinds[1]
