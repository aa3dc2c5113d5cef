"""Figures of Chinese text: 5亿元, 三成, 近两倍, 不到9%, 百分之二十, 九成以上."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from digests.extract.found import Found
from digests.extract.numbers import HAN_NUMERAL, HAN_SCALES, SCALES, chinese
from digests.extract.units_zh import CURRENCY_BEFORE, Unit, unit_at
from digests.model import Bound

_HAN = rf"[{HAN_NUMERAL}]+(?:点[零〇一二三四五六七八九]+)?"
_NUMBER = rf"(?P<number>\d[\d,]*(?:\.\d+)?|{_HAN})"
_AMOUNT = re.compile(
    rf"(?P<sign>{'|'.join(map(re.escape, sorted(CURRENCY_BEFORE, key=len, reverse=True)))})?\s?{_NUMBER}"
    r"(?P<more>[多余])?(?P<scale>万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百|\s?(?:billion|million|trillion)|[BMKbmk](?![A-Za-z]))?(?P<more2>[多余])?"
)
_STARTS = re.compile(
    rf"百分之|[{HAN_NUMERAL}\d]+分之|\d|[{HAN_NUMERAL}]|[$￥¥€£]|US\$|HK\$|一半|半数|过半|翻(?:了)?(?:一)?[番倍]|翻[两三四]番|减半|腰斩"
)
_PART = re.compile(rf"(?:百分之|(?P<bottom>\d+|{_HAN})分之)(?P<top>\d+(?:\.\d+)?|{_HAN})")
_WORD = re.compile(
    r"(?P<half>一半|半数|过半)|(?P<double>翻(?:了)?(?:一)?[番倍])|(?P<more>翻(?P<times>[两三四])番)|(?P<halved>减半|腰斩)"
)
_JOIN = re.compile(r"(?:%|％)?\s?(?P<word>[-–—~～至到])\s?")
_FROM = re.compile(r"(?:从|由|自).{0,12}\Z")
_BEFORE = re.compile(
    r"""(?:(?P<most>不超过|不高于|不多于|不大于|最多|至多|最高(?:可(?:领|达)?)?|上限(?:为)?|顶多)
    | (?P<least>不少于|不低于|不小于|不短于|至少|最少|最低|起码|低至)
    | (?P<more>超过|超出|(?<![反赶])超|逾|突破|高于|多于|大于|长于)
    | (?P<less>不到|不足|低于|少于|小于|短于|未满|未达|不及|不满)
    | (?P<about>大约|约为|约合|约占|(?<![签合履预邀])约|大概是?|大致|将近|接近|(?<![最附])近|差不多|~|≈)
    )(?:每[^\d]{1,2}|为|是|有|了|达|至|人民币|[^，。；\d]{1,10}的)?\s?\Z""",
    re.X,
)
_AFTER = re.compile(
    r"(?:(?P<more>以上|之上|有余)|(?P<less>以下|之下)|(?P<most>以内|之内|封顶)|(?P<least>起步|起)(?![飞点源草到了])|(?P<about>左右|上下(?!文)|前后|出头))"
)
_BOUNDS: dict[str, Bound] = {"most": "at_most", "least": "at_least", "more": ">", "less": "<", "about": "about"}  # fmt: skip
_GLUED_BEFORE = re.compile(r"(?:[A-Za-z_.\-/@#:]|第|周|星期|礼拜|\d[点时]|No\.?|《[^》]*)\Z")

_NAME_BEFORE = re.compile(r"[A-Za-z]\s\Z")
_JOINS_NUMBER = frozenset("为到至从由是达约过于得超近共仅的了比和与有剩占分前后升降涨跌在")
_NEIGHBOURS = re.compile(r"(?:一二|两三|二三|三四|四五|五六|六七|七八|八九)(?=[十百千万亿]*\Z)")


def find(text: str, start: int, end: int) -> Iterator[Found]:
    """The numbers of `text[start:end]` in its order, a range as two."""
    at = start
    for token in _STARTS.finditer(text, start, end):
        if token.start() < at:
            continue
        before = text[max(start, token.start() - 16) : token.start()]
        if _GLUED_BEFORE.search(before):
            at = _past(text, token.start(), end)
            continue
        named = _NAME_BEFORE.search(before) is not None
        for found in _read(text, token.start(), end):
            if not found.hard and (named or _is_version(text, found, start)):
                continue
            yield found if found.bound != "exact" else _bounded(text, found, max(at, start))
            at = found.end
        at = max(at, _past(text, token.start(), end))


def _is_version(text: str, found: Found, start: int) -> bool:
    """Whether a small bare number belongs to the name before it: 白鹭2."""
    if found.unit is not None or found.bound != "exact" or found.value >= 100:
        return False
    before = text[max(start, found.start - 1) : found.start]
    return before != "" and "\u4e00" <= before <= "\u9fff" and before not in _JOINS_NUMBER


def _past(text: str, at: int, end: int) -> int:
    match = _AMOUNT.match(text, at, end)
    return match.end() if match else at


def _bounded(text: str, found: Found, limit: int) -> Found:
    low = max(limit, found.start - 18)
    before = _BEFORE.search(text[low : found.start])
    if before is not None:
        bound = _BOUNDS[before.lastgroup or "about"]
        return replace(found, bound=bound, start=low + before.start())
    after = _AFTER.match(text, found.end)
    if after is not None:
        return replace(found, bound=_BOUNDS[after.lastgroup or "about"], end=after.end())
    return found


def _read(text: str, at: int, end: int) -> tuple[Found, ...]:
    """What the number at offset `at` says: nothing, one figure, or the two ends of a range."""
    return _word(text, at, end) or _part(text, at, end) or _amounts(text, at, end)


def _word(text: str, at: int, end: int) -> tuple[Found, ...]:
    m = _WORD.match(text, at, end)
    if m is None:
        return ()
    if m["half"] or m["halved"]:
        bound: Bound = ">" if m["half"] == "过半" else "exact"
        return (Found(start=at, end=m.end(), value=50, unit="%", hard=True, bound=bound),)
    power = 1.0 if m["double"] else chinese(m["times"]) or 1.0
    return (Found(start=at, end=m.end(), value=2**power, unit="times", hard=True),)


def _part(text: str, at: int, end: int) -> tuple[Found, ...]:
    m = _PART.match(text, at, end)
    if m is None:
        return ()
    top = chinese(m["top"])
    bottom = chinese(m["bottom"]) if m["bottom"] else 100.0
    if top is None or not bottom:
        return ()
    return (Found(start=at, end=m.end(), value=100 * top / bottom, unit="%", hard=True),)


def _amounts(text: str, at: int, end: int) -> tuple[Found, ...]:
    m = _AMOUNT.match(text, at, end)
    if m is None:
        return ()
    if _NEIGHBOURS.match(m["number"]):
        return _neighbours(text, m, end)
    first = _amount(text, m, end)
    join = _JOIN.match(text, first.end if first else m.end(), end)
    after = _AMOUNT.match(text, join.end(), end) if join else None
    second = _amount(text, after, end) if after else None
    if join is None or second is None:
        return (first,) if first else ()
    return _range(text, m, first, second, join)


def _neighbours(text: str, m: re.Match[str], end: int) -> tuple[Found, ...]:
    """ "七八家" is seven to eight."""
    second = _amount(text, m, end)
    low, high = chinese(m["number"][0] + m["number"][2:]), chinese(m["number"][1:])
    if second is None or low is None or high is None:
        return ()
    times = _scale(m["scale"]) if m["scale"] else 1.0
    whole = replace(second, value=high * times, bound="at_most")
    part = Found(start=m.start(), end=m.start() + 1, value=low * times, unit=second.unit)
    return replace(part, bound="at_least"), replace(whole, start=m.start() + 1)


def _range(
    text: str, m: re.Match[str], first: Found | None, second: Found, join: re.Match[str]
) -> tuple[Found, ...]:
    value = chinese(m["number"])
    if first is None or (first.unit is None and second.unit is not None):
        if value is None or _is_year(m):
            return (second,)
        scale = _scale(m["scale"]) if m["scale"] else second.scale
        grown = value * scale if value * scale < second.value or m["scale"] else value
        first = Found(start=m.start(), end=m.end(), value=grown, unit=second.unit, hard=second.hard)
    if first.unit != second.unit or first.value >= second.value:
        return first, second
    if _FROM.search(text[max(0, first.start - 14) : first.start]) and join["word"] in "至到":
        return first, second
    return replace(first, bound="at_least"), replace(second, bound="at_most")


def _is_year(m: re.Match[str]) -> bool:
    return len(m["number"]) == 4 and m["number"].isdigit() and not m["scale"]


def _scale(written: str | None) -> float:
    if not written:
        return 1.0
    name = written.strip().lower()
    return HAN_SCALES.get(name) or SCALES[name]


def _amount(text: str, m: re.Match[str], end: int) -> Found | None:
    """The figure that the number `m` makes with its unit; None where it is no figure."""
    value, number = chinese(m["number"]), m["number"]
    unit = unit_at(text, m.end(), end, scaled=bool(m["scale"])) or _days(text, m, value)
    if value is None or unit is None or (len(number) >= 6 and number.isdigit() and not unit.name):
        return None
    scale = _scale(m["scale"])
    hard = unit.hard or m["sign"] is not None or bool(m["scale"])
    spoken = not number[0].isdigit()
    if spoken and _says_nothing(text, m, value * scale, unit):
        return None
    if (
        not spoken
        and not hard
        and _is_year(m)
        and 1900 <= value <= 2100
        and unit.name in {None, "年"}
    ):
        return None
    return Found(
        start=m.start(),
        end=unit.end,
        value=round(value * scale * unit.factor + unit.more, 6),
        unit=CURRENCY_BEFORE.get(m["sign"] or "") or unit.name,
        bound=">" if m["more"] or m["more2"] else "exact",
        scale=scale,
        hard=hard,
    )


def _days(text: str, m: re.Match[str], value: float | None) -> Unit | None:
    """ "三十日" as a span of time, where no month makes a date of it."""
    spoken = not m["number"][0].isdigit() and value is not None and value >= 10
    if not spoken or text[m.end() : m.end() + 1] != "日" or text[m.start() - 1 : m.start()] == "月":
        return None
    return Unit(name="日", end=m.end() + 1)


def _says_nothing(text: str, m: re.Match[str], value: float, unit: Unit) -> bool:
    """Whether numerals are only part of a word or a phrase: 一家, 百度, 数十亿, 两位知情人士."""
    number = m["number"]
    if unit.name is None and not (m["more"] and value >= 10):
        return True
    if all(c in "百千万亿" for c in number) and number not in {"百万", "千万", "百亿", "千亿"}:
        return True
    if unit.name == "分" or (value == 0 and not unit.hard) or (value == 1 and not unit.hard):
        return True
    if unit.factor == 10.0 and value > 9:
        return True
    if unit.name in {"名", "位"} and value < 10:
        return True
    return (
        text[m.start() - 1 : m.start()] in {"数", "几", "上", "第", "每", "十", "头"}
        and value >= 10
    )
