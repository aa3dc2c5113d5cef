"""What a difference is about, in a few words of the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from digests.model import Language
from digests.stories.concepts import concepts, label
from digests.stories.pairing import Pair

_BARE: Mapping[str, tuple[str, str]] = {
    "tokens": ("tokens", "词元数"),
    "parameters": ("parameters", "参数量"),
    "flops": ("computing power", "算力"),
    "times": ("a factor", "倍数"),
}
_TERMED: Mapping[str, tuple[str, str]] = {
    "count": ("a number", "数量"),
    "duration": ("how long it took", "时长"),
    "date": ("the date", "日期"),
    "%": ("a percentage", "百分比"),
    "points": ("a percentage", "百分比"),
    "power": ("the power", "功率"),
    "energy": ("the energy", "用电量"),
    "memory": ("the memory", "容量"),
    "length": ("a length or speed", "距离或速度"),
    "mass": ("the weight", "重量"),
    "area": ("the area", "面积"),
}
_SUM = ("an amount", "金额")
_SUM_OF = ("the amount", "金额")
_NO_SUBJECT = frozenset(("v:study", "v:benchmark"))  # how something is known, not what


def subject(pair: Pair, language: Language) -> str:
    """What two figures differ on: "the number of works", "the amount (valuation)", 金额（估值）."""
    at = 1 if language == "zh" else 0
    dimension = pair.left.dimension
    if pair.left.dimension != pair.right.dimension:
        return ("percent or percentage points", "百分比还是百分点")[at]
    if dimension in _BARE:
        return _BARE[dimension][at]
    noun = pair.left.figure.unit or pair.right.figure.unit
    if dimension == "count" and noun and noun.isascii():
        return _number_of(noun, language)
    name = _TERMED.get(dimension, _SUM)[at]
    events = [f for f in pair.shared if f.startswith("v:") and f not in _NO_SUBJECT]
    term = label(events[0], language) if events else ""
    if not term:
        return name
    if dimension not in _TERMED:
        name = _SUM_OF[at]
    return f"{name}（{term}）" if at else f"{name} ({term})"


def _number_of(noun: str, language: Language) -> str:
    """Of a noun that has no Chinese in the dictionary, a Chinese brief says only that it counts."""
    if language != "zh":
        return f"the number of {noun}"
    term = next((label(one, "zh") for one in concepts(noun) if label(one, "zh")), "")
    return f"数量（{term}）" if term else "数量"
