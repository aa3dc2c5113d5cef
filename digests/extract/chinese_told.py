"""Names and offices that a Chinese text tells apart from role and cue: by kin, age, by-name, house."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from digests.extract.chinese_cues import cue_pattern
from digests.extract.chinese_endings import ENDING
from digests.extract.chinese_forms import AGE, HONOURS, KINDLY, count_near, name_at
from digests.extract.chinese_given import given_odds
from digests.extract.chinese_house_names import clean
from digests.extract.chinese_offices import split_office
from digests.extract.chinese_roles import BREAK, HAN, roles_in
from digests.extract.chinese_words import is_word

Shown = tuple[str, int, str | None, str | None]  # a name, where it stands, its role and its house
_CLAUSE_HEAD = re.compile(rf"[^{BREAK}]*$")
_KIN = re.compile(
    r"(?:岁的|本名|全名|真名|名叫|(?<=[生孩人娘子傅板事弟机工儿友])叫|女儿|儿子|妻子|丈夫|父亲|母亲|搭档|同事|师弟|师兄|师姐|好友|同学|丈夫|太太|助手|弟弟|哥哥|姐姐|妹妹)(?=\S)"
)


_CALLED = re.compile(rf"名叫(?P<name>[{HAN}]{{2,4}})(?=[{BREAK}]|$)")


def by_kin(text: str) -> Iterator[Shown]:
    """女儿林小满, 一名骑手，名叫斗南星."""
    for match in _CALLED.finditer(text):
        if not is_word(match["name"]):
            yield match["name"], match.start("name"), None, None
    for match in _KIN.finditer(text):
        name = name_at(text, match.end(), rare=True)
        if name and len(name) > 1 and not is_word(name):
            yield name, match.end(), None, None


_AGED = re.compile(AGE)


def by_age(text: str) -> Iterator[Shown]:
    """魏建国五十三岁: a name between the head of a clause and an age."""
    for age in _AGED.finditer(text):
        head = _CLAUSE_HEAD.search(text, max(0, age.start() - 10), age.start())
        name = name_at(text, head.start()) if head else None
        if head and name and head.start() + len(name) == age.start() and not is_word(name):
            yield name, head.start(), None, None


_FAMILY = re.compile(
    rf"姓(?P<family>[{HAN}])，[^。\n]{{0,12}}?[叫喊](?:他|她)?(?P<name>[老小阿][{HAN}]|[{HAN}](?:{'|'.join((*KINDLY, *HONOURS))}))"
)


def by_family(text: str) -> Iterator[Shown]:
    """老板姓涂，大家叫他涂哥: the role goes with the by-name."""
    for match in _FAMILY.finditer(text):
        start = max(0, match.start() - 8)
        near = text[start : match.start()]
        ends = [span for span in roles_in(near) if span[1] == len(near)]
        if ends and match["family"] in match["name"]:
            yield match["name"], match.start("name"), near[ends[-1][0] :], None


_HANDLE = re.compile(
    r"[“「](?P<name>[^“”「」，。！？：\n]{2,8})[”」](?P<tail>[^，。：“”「」\n]{1,12})"
)


def by_handle(text: str) -> Iterator[Shown]:
    """知名开发者“老猫”评论道: a name in quotation marks between a role and a cue."""
    for found in _HANDLE.finditer(text):
        if cue_pattern().search(text, found.start("tail"), found.end("tail") + 1) is None:
            continue
        near = text[max(0, found.start() - _ROLE) : found.start()]
        roles = roles_in(near)
        if roles and roles[-1][1] == len(near):
            yield found["name"], found.start("name"), near[roles[-1][0] :], None


_ROLE = 10  # characters


_IN_PLACE = re.compile(rf"所在的(?P<house>[{HAN}A-Za-z]{{2,12}}?(?:{ENDING}|AI))")


def by_place(text: str, found: Container[str]) -> Iterator[Shown]:
    """殷采薇所在的澄观律师事务所."""
    for match in _IN_PLACE.finditer(text):
        left = text[max(0, match.start() - 4) : match.start()]
        name = next((left[-n:] for n in range(len(left), 1, -1) if left[-n:] in found), None)
        if name is not None:
            yield name, match.start() - len(name), None, clean(match["house"])


# 卫小满是留下的六个人之一。她……
_THEN_PRONOUN = re.compile(
    r"(?:^|(?<=[。！？\n]))(?=[^。！？\n“「]{4,60}[。！？]\n*(?:[^。！？“「]{0,6}，|在)?[他她][^们])"
)


def by_pronoun(text: str, found: Container[str]) -> Iterator[Shown]:
    """A name at the head of a sentence after which the next begins with 他 or 她."""
    for match in _THEN_PRONOUN.finditer(text):
        name = name_at(text, match.end())
        if name is None or is_word(name) or name[:2] in _NOBODY:
            continue
        if any(name[:end] in found for end in range(2, len(name) + 1)):
            continue
        sure = len(name) == 2 and given_odds(name[1]) >= _SURE
        if len(name) > 2 or sure or count_near(text, name, match.end()) > 1:
            yield name, match.end(), None, None


_SURE = 1.5  # odds at which one character is a given name
_NOBODY = frozenset(("于是", "但是", "时间", "同时"))


_KINDLY = re.compile(rf"(?:(?<=[{BREAK}的])|^)[{HAN}](?:{'|'.join(KINDLY)})", re.MULTILINE)


def by_kindly(text: str) -> Iterator[Shown]:
    """刘姐, at the head of a clause or after 的."""
    for match in _KINDLY.finditer(text):
        if name_at(text, match.start()) == match[0]:
            yield match[0], match.start(), None, None


_PSEUDONYM = re.compile(
    rf"(?P<name>[小老阿][{HAN}]|(?:(?<=^)|(?<=[{BREAK}的]))[{HAN}]{{2,4}})[（(]化名[）)]"
)


def by_pseudonym(text: str) -> Iterator[Shown]:
    """小周（化名）."""
    yield from ((m["name"], m.start("name"), None, None) for m in _PSEUDONYM.finditer(text))


_WORKS_AT = re.compile(rf"(?:任职|供职|就职|任教)于(?P<house>[{HAN}A-Za-z]{{2,10}}?(?:{ENDING}))")


def by_work(text: str, found: Container[str]) -> Iterator[Shown]:
    """沈亦舟任职于清河大学."""
    for match in _WORKS_AT.finditer(text):
        near = text[max(0, match.start() - 12) : match.start()]
        left = near.removesuffix("现").removesuffix("目前")
        name = next((left[-n:] for n in range(len(left), 1, -1) if left[-n:] in found), None)
        if name is not None:
            yield name, match.start() - len(name), None, clean(match["house"])


_SERVED = re.compile(rf"[当做]了[^{BREAK}]{{1,6}}年(?P<office>[^{BREAK}]{{2,12}})(?=[，。])")


def by_service(text: str, found: Container[str]) -> Iterator[Shown]:
    """魏建国在一家家电厂当了二十六年焊工."""
    for match in _SERVED.finditer(text):
        floor = max(0, match.start() - 80)
        start = max(text.rfind(stop, floor, match.start()) for stop in "。\n") + 1
        role = split_office(match["office"])[0]
        name = next((one for n in (4, 3, 2) if (one := text[start : start + n]) in found), None)
        if role and name and "曾" not in text[start : match.start()]:
            yield name, start, role, None
