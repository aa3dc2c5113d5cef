"""What a Chinese text tells somebody to be by a verb: 出任首席科学家, 创办了识字灯, 这位创始人."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import ahocorasick_rs

from digests.extract.chinese_cues import cue_pattern
from digests.extract.chinese_endings import ENDING
from digests.extract.chinese_forms import PARTICLES, count_near, name_at
from digests.extract.chinese_house_names import clean
from digests.extract.chinese_offices import split_office
from digests.extract.chinese_roles import BREAK, HAN, roles_in
from digests.extract.chinese_told import Shown
from digests.extract.chinese_words import is_word

_STOPS = re.compile("[。！？\n；]")
_CUTS = re.compile("[，,：:、]")
_SENTENCE = 80  # characters back to whoever a sentence is about


@dataclass(frozen=True, slots=True)
class _Known:
    """The known names of a text and where each stands, the longest at each place."""

    names: Collection[str]
    starts: Sequence[int]
    there: Sequence[str]

    @classmethod
    def of(cls, text: str, names: Collection[str]) -> _Known:
        if not names:
            return cls(names, (), ())
        longest = ahocorasick_rs.MatchKind.LeftmostLongest
        automaton = ahocorasick_rs.AhoCorasick(list(names), matchkind=longest)
        found = automaton.find_matches_as_indexes(text)
        return cls(names, [at for _, at, _ in found], [text[at:end] for _, at, end in found])

    def between(self, start: int, end: int) -> Iterator[str]:
        """The names that begin between two offsets, in order."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return iter(self.there[first:last])


def by_verb(text: str, found: Collection[str]) -> Iterator[Shown]:
    """Offices that people of `found` take, houses that they founded, roles they are called by."""
    known = _Known.of(text, found)
    yield from _taken(text, known)
    yield from _founded(text, known)
    yield from _called(text, known)
    yield from _acting_as(text, known)
    yield from _is_somebody(text)
    yield from _holder(text, known)


_TAKES = re.compile(
    rf"(?<![曾前原不])(?:出任|担任|同为|同是|接下|接掌|接手|返聘为|聘请为|委任为|推选为|当选为|接任|就任|升任|转任|调任|受聘为|获聘为|被任命为|被聘为|(?:如今|现在|目前|眼下)(?:已经?|仍|还)?是|任(?=[{HAN}A-Z]))"
    rf"(?P<office>(?:[^{BREAK}]|(?<=[A-Za-z&]) (?=[A-Za-z&])){{2,36}})"
)
# 已加入AI视频公司片场科技，出任首席科学家
_JOINED = re.compile(rf"(?:加入|入职|加盟)了?(?P<house>[^{BREAK}]{{2,20}})，?(?:并|转而|改)?$")
_WAS = re.compile("曾|此前|之前|前年|卸任|辞去|不再|拒绝|婉拒|时任|原任|离任|历任")


def _taken(text: str, known: _Known) -> Iterator[Shown]:
    """匡野任CEO; 去年接任岛屿智慧的技术长; 担任首席运营官的丁牧之."""
    for match in _TAKES.finditer(text):
        head, of, after = match["office"].rpartition("的")
        holder = _named_at(text, known, match.start("office") + len(head) + 1) if of else None
        if holder and (holder in known.names or not is_word(holder)) and _office(head)[0]:
            yield holder, match.end() - len(after), *_office(head)
            continue
        role, house = _office(match["office"])
        joined = _JOINED.search(text, max(0, match.start() - 30), match.start())
        house = house or (clean(joined["house"]) if joined else None)
        name = _subject(text, known, match.start()) if role else None
        if name:
            yield name, match.start(), role, house


def _named_at(text: str, known: _Known, at: int) -> str | None:
    """The name that begins at an offset, a known one before others."""
    return next(known.between(at, at + 1), None) or name_at(text, at)


def _office(phrase: str) -> tuple[str | None, str | None]:
    """Role and house of a phrase up to its last role: 首席执行官一职."""
    roles = roles_in(phrase)
    return split_office(phrase[: roles[-1][1]]) if roles else (None, None)


def _subject(text: str, known: _Known, at: int) -> str | None:
    """Whom a verb is told of: the name in its clause, else the only one of its sentence before it."""
    start = max((m.end() for m in _STOPS.finditer(text, max(0, at - _SENTENCE), at)), default=0)
    start = max(start, at - _SENTENCE)
    clause = max((m.end() for m in _CUTS.finditer(text, start, at)), default=start)
    if _WAS.search(text, clause, at):
        return None
    named = list(known.between(clause, at))
    if not named:
        named = list(dict.fromkeys(known.between(start, at)))
        named = named if len(named) == 1 else []
    return named[-1] if named else None


_KIND = "(?:公司|平台|机构|企业|品牌|工作室|实验室|初创|学校|组织|项目|社区|媒体|团队)"
_FOUNDS = re.compile(
    rf"(?:创办|创立|创建|联合创立|共同创立|共同创办)了?(?:[一二两三]?家)?(?:[{HAN}]{{0,8}}?{_KIND})?[“「]?(?P<house>[{HAN}A-Za-z\d]{{2,8}}?)[”」]?(?=[{BREAK}]|$)"
)
_FOUNDED_BY = re.compile(
    rf"(?P<house>[{HAN}A-Za-z\d]{{2,10}})(?:是|最早|最初)?由(?P<who>[{HAN}·A-Za-z ]{{2,16}}?)(?:和|与|[^{BREAK}]{{0,6}}?)(?:一手)?(?:于|在)?[^{BREAK}]{{0,8}}?(?:创办|创立|创建)"
)


def _founded(text: str, known: _Known) -> Iterator[Shown]:
    """晏明珠三年前创办了教育公司识字灯; 季风算法由骆青梧一手创办."""
    for match in _FOUNDS.finditer(text):
        name = _subject(text, known, match.start())
        house = _founded_house(match["house"])
        if name and house and house not in known.names and re.fullmatch(_KIND, house) is None:
            yield name, match.start(), "创始人", house
    for match in _FOUNDED_BY.finditer(text):
        named = list(known.between(match.start("who"), match.end("who")))
        house = _founded_house(match["house"])
        if named and house:
            yield named[0], match.start("who"), "创始人", house


def _founded_house(written: str) -> str | None:
    """The name of a house that somebody founded, which may be of plain words: 白纸黑字."""
    return clean(written) or (written if _PLAIN_NAME.fullmatch(written) else None)


_PLAIN_NAME = re.compile(rf"(?!.*(?:公司|企业|机构|平台|的|了|是|在))[{HAN}]{{2,6}}")
_CALLS = re.compile(
    rf"(?:这位|这名|那位|这个)(?:[^{BREAK}]{{1,12}}?(?<!不)是)?(?P<office>[^{BREAK}]{{2,24}})"
)


def _called(text: str, known: _Known) -> Iterator[Shown]:
    """涂山雨没有接受采访。这位万物语言CEO想了想: whoever was named last, and nobody else near."""
    for match in _CALLS.finditer(text):
        role, house = _first_office(match["office"].removeprefix("现任"))
        if match["office"][0] in "前原" or role is None or house is None:
            continue
        if house[-1] in "裔籍族" or _CLAUSE.search(house) or cue_pattern().search(house):
            continue  # 这位印度裔工程师, 这名民警提醒家长
        named = list(dict.fromkeys(known.between(max(0, match.start() - 120), match.start())))
        if len(named) == 1:
            yield named[0], match.start(), role, house


_CLAUSE = re.compile("[没过但不了又再]")  # 这位看过项目但没有出手的投资人


def _first_office(phrase: str) -> tuple[str | None, str | None]:
    """Role and house of a phrase up to its first role: 折纸机器人CTO叹了口气."""
    roles = roles_in(phrase)
    return split_office(phrase[: roles[0][1]]) if roles else (None, None)


_IS_SOMEBODY = re.compile(
    rf"(?:(?<=^)|(?<=[。\n]))(?P<name>[A-Z][a-z]{{2,}}(?:\s[A-Z][a-z]+)?|[{HAN}]{{2,4}}?)(?:如今|现在|目前)?是(?P<office>[^{BREAK}]{{2,24}})(?=[，。])"
)


def _is_somebody(text: str) -> Iterator[Shown]:
    """Suwandi是一家外包公司的班长: a name of any kind that comes again."""
    for match in _IS_SOMEBODY.finditer(text):
        name = match["name"]
        role, house = split_office(match["office"])
        if role is None or PARTICLES & set(name) or roles_in(name) or count_near(text, name, 0) < 2:
            continue
        yield name, match.start("name"), role, house


_ACTING = re.compile(rf"(?:作为|身为)(?P<office>[^{BREAK}]{{2,24}})，(?P<he>[他她])?")


def _acting_as(text: str, known: _Known) -> Iterator[Shown]:
    """康德昭……作为摇光实验室的负责人，他从不露脸."""
    for match in _ACTING.finditer(text):
        role, house = split_office(match["office"])
        after = next(known.between(match.end(), match.end() + 1), None)
        near = list(dict.fromkeys(known.between(max(0, match.start() - 120), match.start())))
        name = after or (near[0] if match["he"] and len(near) == 1 else None)
        if role and name:
            yield name, match.start(), role, house


_IS = re.compile(r"名?叫|(?:则|正|就|仍)?是(?:[^，。；：、“”\n]{0,8}的[^，。；：、“”\n]{0,4})?$")
_HELD = tuple("则正就仍是名叫之")  # what begins what tells who holds an office
_ONE_OF = re.compile("之一(?:的|是)$")


def _holder(text: str, known: _Known) -> Iterator[Shown]:
    """平潭动力的董事长是桑榆; 执笔人之一的郗柔."""
    for start, end in roles_in(text):
        if text[end : end + 1] not in _HELD:
            continue
        for name in known.between(end, min(len(text), end + 20)):
            at = text.find(name, end)
            between = text[end:at]
            whole = text[at + len(name) : at + len(name) + 1] in ("，", "。", "；", "、", "\n", "")
            if (_IS.fullmatch(between) and whole) or _ONE_OF.fullmatch(between):
                begin = max(
                    (m.end() for m in _CUTS.finditer(text, max(0, start - 20), start)),
                    default=max(0, start - 20),
                )
                begin = max([m.end() for m in _STOPS.finditer(text, begin, start)], default=begin)
                if not _WAS.search(text, begin, start) and text[start - 1 : start] != "前":
                    yield name, at, text[start:end], clean(text[begin:start].removesuffix("的"))
            break


# 西岭大学计算机系的唐晚晴教授
_OF_HOUSE = re.compile(
    rf"(?P<house>[{HAN}A-Za-z]{{2,10}}?(?:{ENDING}))(?:[{HAN}]{{1,8}}(?:系|学院|中心|所|部))?的$"
)


def by_honour(text: str, found: Collection[str]) -> Iterator[Shown]:
    """唐晚晴教授: the title after a name, and the house before it."""
    for honour in re.finditer("教授|院士|律师|医生|医师|法官", text):
        left = text[max(0, honour.start() - 5) : honour.start()]
        name = next((left[-n:] for n in range(len(left), 1, -1) if left[-n:] in found), None)
        if name and len(name) > 2:
            at = honour.start() - len(name)
            house = _OF_HOUSE.search(text, max(0, at - 24), at)
            yield name, at, honour[0], clean(house["house"]) if house else None
