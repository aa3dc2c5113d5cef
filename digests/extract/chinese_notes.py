"""Offices and houses that stand beside a Chinese name: in brackets, after 是, between commas, before 的."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from digests.extract.chinese_endings import ENDING
from digests.extract.chinese_forms import (
    AGE,
    FOREIGN_AT_END,
    LATIN_AT_END,
    name_at,
)
from digests.extract.chinese_house_names import clean
from digests.extract.chinese_offices import split_office
from digests.extract.chinese_roles import BREAK, HAN
from digests.extract.chinese_told import (
    Shown,
)
from digests.extract.chinese_words import is_word

_NOTE = re.compile(
    rf"(?P<honour>教授|博士|老师|先生|女士|院士)?(?:[（(](?P<in>[^）)\n。]{{2,30}})[）)]|(?:{AGE}，)?(?:(?:目前|现在|如今)?是|系|为|现为|现任|担任|出任)(?P<is>[^{BREAK}]{{2,24}})|[，,](?P<after>[^{BREAK}]{{2,20}}(?:、[^{BREAK}]{{2,12}})?)(?=[，。\n]|$))"
)


_HOUSE_ENDS = re.compile(rf"[{HAN}A-Za-z]{{2,8}}?(?:{ENDING})$")


def by_house(text: str) -> Iterator[Shown]:
    """山月资本的戚远航."""
    for of in re.finditer("的", text):
        name = name_at(text, of.end())
        if name is None or len(name) < 3 or is_word(name) or is_word(name[:2]):
            continue
        house = _HOUSE_ENDS.search(text[max(0, of.start() - 12) : of.start()])
        if house:
            yield name, of.end(), None, clean(house[0])


_NOW = re.compile(rf"(?<=[，；])现(?:为|任|是|担任)(?P<office>[^{BREAK}]{{2,20}})")


_HOLDS = re.compile(rf"现(?:为|任|是|担任)(?P<office>[^{BREAK}的]{{2,20}})的")


def by_holding(text: str) -> Iterator[Shown]:
    """前石桥科技副总裁、现任北港大学教授的周敏慧: the office that is held now."""
    for match in _HOLDS.finditer(text):
        role, house = split_office(match["office"])
        name = name_at(text, match.end()) if role else None
        if name is not None and not is_word(name):
            yield name, match.end(), role, house


def by_present(text: str, found: Container[str]) -> Iterator[Shown]:
    """赵一鸣，前产品经理，现为云麓资本副总裁: what whoever was named last is now."""
    for match in _NOW.finditer(text):
        role, house = split_office(match["office"])
        name = _last_before(text, found, match.start()) if role else None
        if name is not None:
            yield name, match.start(), role, house


def by_note(text: str, found: Container[str]) -> Iterator[Shown]:
    """A name with its office in brackets, after 是, or set off by commas."""
    for note in _NOTE.finditer(text):
        inner = note["in"] or note["is"] or note["after"] or ""
        role, organisation = split_office(inner)
        if not role or (note["after"] and _ABOUT_OTHERS.search(inner)):
            continue
        left = text[max(0, note.start() - 24) : note.start()]
        name = next((left[-n:] for n in range(len(left), 1, -1) if left[-n:] in found), None)
        asked = _ASKED.search(text, max(0, note.start() - 10), note.start())
        if name is None and asked:  # 对话乐山茶（小灶智能联合创始人）
            name = name_at(text, asked.end(), rare=True)
            name = name if name and asked.end() + len(name) == note.start() else None
        if name is None and (not note["after"] or (organisation and _opens(text, note.start()))):
            name = _name_ending(text, note.start())
        if name is None and note["is"] and left[-1:] in ("他", "她"):
            name = _last_before(text, found, note.start())
        if name:
            yield name, note.start() - len(name), role, organisation


_ABOUT_OTHERS = re.compile("其余|另外|[是有]")  # 傅庭欢，其余三位都是工程师


_ASKED = re.compile("(?:对话|专访|对谈|采访|访谈)(?=.{2,4}$)")


def _opens(text: str, end: int) -> bool:
    """Whether what ends at an offset is all that its sentence has so far: a short name."""
    return any(text[max(0, end - n - 1) : end - n] in ("", "\n", "。", "”") for n in (2, 3, 4))


def _last_before(text: str, found: Container[str], at: int) -> str | None:
    """Whom 他 or 她 before 是 means: who was named last."""
    for start in range(at - 2, max(0, at - 160) - 1, -1):
        for length in (4, 3, 2):
            if text[start : start + length] in found and start + length <= at:
                return text[start : start + length]
    return None


def _name_ending(text: str, end: int) -> str | None:
    """The name that ends at an offset and opens its clause."""
    for length in (4, 3, 2):
        at = end - length
        opens = at <= 0 or re.match(rf"[{BREAK}据由与和但]", text[at - 1])
        if at >= 0 and opens and name_at(text, at) == text[at:end] and not is_word(text[at:end]):
            return text[at:end]
    left = text[max(0, end - 40) : end]
    foreign = LATIN_AT_END.search(left) or FOREIGN_AT_END.search(left)
    return foreign[0] if foreign else None
