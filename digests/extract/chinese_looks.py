"""People of a Chinese text whom nothing shows but the look of their names: 晏明珠三年前创办了……"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from digests.extract.chinese_endings import ENDING
from digests.extract.chinese_forms import (
    FAMILIAR,
    HONOURS,
    NOT_NAME,
    PARTICLES,
    SOUNDS,
    TIBETAN,
    count_near,
    is_han,
    name_at,
)
from digests.extract.chinese_given import given_odds, stands_free, surnames
from digests.extract.chinese_roles import BREAK, HAN
from digests.extract.chinese_told import Shown
from digests.extract.chinese_words import is_place, is_word
from digests.extract.lexicon import given_names, words

_SURE = 1.0  # odds at which a name is believed that stands once
_LIKELY = -1.0  # and one that comes again, or after which another word begins
_SHOWN = -2.5  # and one with a role before it
_OPENS = re.compile(f"[{BREAK}—]")
# What stands before a name in the middle of a clause: 由骆青梧创办, 与朴时宇同台.
_LEADS = frozenset("了过后时前由与和对向是给让请据被叫跟同而但连当像把将的称为问及找替随见听看比任")
_SOMEBODY = frozenset("人者员师长家商手生官客友方")  # 答辩人禹小舟
# What ends no name: 怀瑾则, 时宇先.
_NO_END = frozenset(
    "不没对向从并即更很把被让未则曾说与的给在任先当笑约创比也还都将已会能要想去来到了着过称表认指宣介发问答市省县区州"
)
_WORDS_TOO = frozenset("于单谈张向计任连常安成应车")  # family names that are words as often
_NO_BEGIN = frozenset("氏姓家某总")  # 谷氏姐弟
_STOPS = re.compile(f"[{BREAK}被把没不正便就则曾在对向也还又将与和说称的]|$")
_HOUSE = re.compile(
    f"(?:{ENDING}|云科|公司|集团|·|创始人|联合|CEO|首席|董事|总裁|总经理|副总|发言人|负责人|员工|高管)"
)


_NEVER = frozenset("那")  # a family name, and far oftener a word


def by_looks(text: str) -> Iterator[Shown]:
    """A family name and two characters of given names, where no word of the text reaches over."""
    begins = _families()
    found = begins.search(text)
    while found:
        at = found.start()
        name = _looking_like(text, at, rare=text[at - 1 : at] in _SOMEBODY)
        if name and _can_open(text, at):
            yield name, at, None, None
        found = begins.search(text, at + (len(name) if name else 1))
    for latin in _LATIN.finditer(text):
        if latin["first"].lower() in given_names():
            yield latin[0], latin.start(), None, None
    for match in TIBETAN.finditer(text):
        yield match[0], match.start(), None, None
    for dot in _SOUNDED.finditer(text):
        name = name_at(text, dot.start())
        if (
            name
            and text[dot.start() - 1 : dot.start()] not in _TITLED
            and _opens(text, dot.start())
        ):
            yield name, dot.start(), None, None


_SOUNDED = re.compile(f"(?<![{SOUNDS}·])[{SOUNDS}]{{1,6}}(?=[·-])")
# Kwame Boateng上周宣布
_LATIN = re.compile(
    rf"(?<![A-Za-z&] )(?<![A-Za-z])(?P<first>[A-Z][a-zà-ÿ]+)(?: [A-Z]\.)? [A-Z][A-Za-zÀ-ÿ’'-]+(?=[{HAN}，。：（])"
)
_TITLED = frozenset("《“「")  # “阿尔法·零”


def _opens(text: str, at: int) -> bool:
    """Whether a clause or what can lead to a name ends at an offset."""
    return at == 0 or _OPENS.match(text, at - 1) is not None or text[at - 1] in _LEADS


@cache
def _families() -> re.Pattern[str]:
    """Where a family name may begin; one that is a common word too only after a noun for somebody."""
    (single, double), (every, _) = surnames(rare=False), surnames(rare=True)
    rare = "".join(sorted(every - single))
    doubles = "|".join(sorted(double))
    return re.compile(
        f"{doubles}|[{''.join(sorted(single))}]|(?<=[{''.join(sorted(_SOMEBODY))}])[{rare}]"
    )


def after_role(text: str, at: int) -> str | None:
    """A name right after a role, by its look: 首席执行官|罗以安|话不多, 医生|小吕|起初."""
    familiar = text[at : at + 1] in FAMILIAR and text[at + 1 : at + 2] in surnames(rare=False)[0]
    known = text[at : at + 2] if familiar and not is_word(text[at : at + 2]) else None
    return known or _looking_like(text, at, rare=True, least=_SHOWN) or _short(text, at)


def _short(text: str, at: int) -> str | None:
    """A name of two characters before another word: 技术员|钱进|每周."""
    name, next_ = text[at : at + 2], text[at + 2 : at + 4]
    plain = name[:1] in surnames(rare=False)[0] and len(name) == 2 and is_han(name)
    return name if plain and given_odds(name[1]) >= _LIKELY + 1 and is_word(next_) else None


def _looking_like(text: str, at: int, *, rare: bool, least: float = _LIKELY) -> str | None:
    single, double = surnames(rare)
    family = 2 if text[at : at + 2] in double else 1 if text[at : at + 1] in single else 0
    if not family:
        return None
    able = [text[at : at + length] for length in ((4, 3) if family == 2 else (3,))]
    good = [one for one in able if _is_name(text, at, one, family, least)]
    return max(good, key=lambda one: given_odds(one[family:]), default=None)


def unlisted(text: str, at: int) -> str | None:
    """A name after a role, with no family name of the lists but given names: 负责人|门宗弼."""
    name = text[at : at + 3]
    plain = len(name) == 3 and is_han(name) and PARTICLES.isdisjoint(name) and not is_word(name[:2])
    if not plain or given_odds(name[1:]) < _SURE or is_word(name) or is_place(name):
        return None
    free = stands_free(text, at, at + 3) and not _HOUSE.match(text, at + 3)
    return name if free and _is_borne_out(text, at, at + 3) else None


def _is_name(text: str, at: int, name: str, family: int, least: float) -> bool:
    given = name[family:]
    if (
        len(given) < 3 - family
        or given[-1] in _NO_END
        or given[0] in _NO_BEGIN
        or name[0] in _NEVER
        or not is_han(name)
        or name[:2] in NOT_NAME
    ):
        return False
    odds = given_odds(given)
    end = at + len(name)
    if family == 2:
        least = min(least, _SHOWN)
    if odds < least or (least == _LIKELY and odds < _SURE and not _is_borne_out(text, at, end)):
        return False
    if given[-1] == "云" and odds < _SURE:
        return False  # 苍梧云
    if (
        given in HONOURS
        or name[:2] in words("roles_zh")
        or given in words("roles_zh")
        or (is_word(given) and odds < _SURE)
    ):
        return False
    if name[0] == "方" and at and not _OPENS.match(text, at - 1):
        return False  # 发起方
    if name[0] in _WORDS_TOO and odds < 2 * _SURE:
        return False
    if is_word(name) or is_place(name) or is_word(name[:2]):
        return False
    apart = text[at - 1 : at] != "·" and not any(
        _HOUSE.match(text, edge) for edge in (end, end - 1)
    )
    return apart and stands_free(text, at, end)


def _is_borne_out(text: str, at: int, end: int) -> bool:
    """Whether the name comes again, or something that can stand after one follows it."""
    if count_near(text, text[at:end], at) > 1 or _STOPS.match(text, end):
        return True
    return any(is_word(text[end:later]) for later in range(end + 2, end + 5))


def _can_open(text: str, at: int) -> bool:
    """Whether a name can begin: at a clause's head, after what leads to one, after a word."""
    if _opens(text, at) or text[at - 1] in _SOMEBODY:
        return True
    return any(is_word(text[start:at]) for start in range(max(0, at - 4), at - 1))
