"""The role and the house that a Chinese phrase around a name gives."""

from __future__ import annotations

import re

from digests.extract.chinese_endings import heads_unit, is_unit, placed
from digests.extract.chinese_house_names import HOUSE_END, clean, is_common
from digests.extract.chinese_roles import COUNTRIES, HAN, HEADS, breaks, roles_in
from digests.extract.chinese_words import is_word


def office_before(
    text: str, start: int, end: int, ends: dict[int, int]
) -> tuple[str | None, str | None]:
    """Role and organisation of a role at `start:end` that stands before a name.

    `ends` leads from where each role of the text ends to where it begins: two offices may be
    joined ("论文第一作者、江海大学博士生").
    """
    role = text[start:end]
    begin = start
    while begin > 0 and start - begin < 16 and not breaks(text[begin - 1]):
        begin -= 1
    begin = _past_another(text, begin, start, ends)
    before = text[begin:start]
    if before == "其":
        return role, before
    plain = before.removesuffix("的").isascii()
    latin = _LATIN_HOUSE.search(text, max(0, start - 40), start) if plain else None
    if latin:
        return role, latin[1]
    was = _WAS.match(before)
    former = was is not None and not is_word(before[was.end() - 1 : was.end() + 1])  # 前沿, 前海
    if (
        former
        or (before.endswith(("前", "原")) and not is_word(before[-2:]))
        or before.endswith("前任")
    ):
        return None, None
    if text[begin - 1 : begin] in ("”", "」") and (
        not before or before == "的" or before in _BODIES
    ):
        return role, _in_marks_before(text, begin, named=before in ("", "的"))
    if not before and text[begin - 1 : begin] == "》" and _OF_PRESS.search(role):
        return role, text[text.rfind("《", max(0, begin - 20), begin) + 1 : begin - 1]
    head = role.removeprefix("副")
    if head in HEADS and before and not before.endswith(head[0]) and is_common(before):
        return role, clean(before) or f"{before}{head[0]}"  # 卫生局长: of the 卫生局
    role, house = _party_or_house(role, before)
    if begin > 0 and text[begin - 1] == "、" and begin - 1 in ends:
        other, its = office_before(text, ends[begin - 1], begin - 1, {})
        joined = text[ends[begin - 1] : begin - 1] if other else None
        return "、".join(filter(None, (joined, role))), house or its
    return _placed(role, house)


def _party_or_house(role: str, before: str) -> tuple[str, str | None]:
    """The words before a role: a party goes with the role; a country is the house of its officers."""
    party = _PARTY.search(before)
    if party:
        return party[0] + role, None
    if "该校" in before:
        return role, "该校"
    of, _, unit = before.rpartition("的")
    if of and heads_unit(role) and is_unit(unit):
        return unit + role, clean(of)  # 长亭国际的投行部主管
    that = _THAT.search(before)
    if that:
        return role, that[0]  # 该厂生产主管: of a house that has no name
    house = clean(before)
    if house in COUNTRIES and _OF_STATE.search(role) is None:
        house = None  # 挪威程序员: where somebody is from
    if role == "作者" and house and HOUSE_END.search(house) is None:
        house = None  # 序列化库的作者: of a thing
    return role, house


_THAT = re.compile("该[厂店院所局行社馆]$")


_OF_STATE = re.compile(
    "(?:部长|大臣|总统|总理|首相|外长|财长|大使|参赞|议员|议长|官员|发言人|主席|国务卿|特使|司令|行长|检察官|法官|执委|委员|专员|长)$"
)


_OF_PRESS = re.compile("编|记者|社长|出版|专栏|主笔")


# A member's party says what somebody is, not whose they are.
_PARTY = re.compile(r"(?:共和|民主|保守|自由|工|绿|社民|基民|国民|执政|反对|在野)党(?:籍|人)?$")


_MARKED = re.compile(r"[“「](?P<name>[^”」，。！？\n]{2,12})[”」]$")


_MARKS = re.compile(
    r"(?:组织|机构|公司|企业|平台|团体|社团|基金|刊物|团队|协会|媒体|品牌|网站|厂商|实验室|社区)[“「](?P<name>[^”」，。！？\n]{2,12})[”」]$"
)


_BODIES = frozenset("组织 机构 公司 团队 项目 平台 工作室 实验室 协会".split())


def _in_marks_before(text: str, end: int, *, named: bool) -> str | None:
    """A house whose name stands in quotation marks: 公益组织“明白账”秘书长, “明白账”组织负责人."""
    found = (_MARKS if named else _MARKED).search(text, max(0, end - 22), end)
    return found["name"] if found else None


# Fenrow Systems 的 CEO
_LATIN_HOUSE = re.compile(
    r"(?<![A-Za-z\d])((?:[A-Z]|[a-z]+[.\d])[A-Za-z\d.’'-]*(?:\s(?:&\s)?[A-Z][A-Za-z\d.’'-]*){0,3})\s?的?\s?$"
)


_WAS = re.compile("(?:其中|还有|以及|包括|邀请|来自|和|与|而|但|由|据)*前")


_ANOTHER = re.compile(rf"[{HAN}]{{2,4}}?[与和及跟]")


def _past_another(text: str, begin: int, start: int, ends: dict[int, int]) -> int:
    """Where an office begins after another's holder: 百川创始人李彦方与|云岭CEO."""
    others = [end for end in range(begin + 1, start) if end in ends]
    holder = _ANOTHER.match(text, others[-1], start) if others else None
    return holder.end() if holder else begin


def _placed(role: str | None, house: str | None) -> tuple[str | None, str | None]:
    """Role and organisation, where a unit of the house goes with the role."""
    return placed(role, house) if house and role else (role, house)


def split_office(text: str) -> tuple[str | None, str | None]:
    """Role and organisation from a whole phrase: "启明智驾的联合创始人兼CEO"."""
    first, comma, rest = text.partition("，")
    if comma:  # 清河大学博士生，论文第一作者
        (one, house), (other, its) = split_office(first), split_office(rest)
        return "、".join(part for part in (one, other) if part) or None, house or its
    last = next((span for span in roles_in(text) if span[1] == len(text)), None)
    if last is None:
        return None, None
    return _placed(text[last[0] : last[1]], clean(text[: last[0]].removesuffix("的")))
