"""People, organisations and roles in Chinese text, without a segmenter.

A person is found where something shows it: a role before or after the name, or a cue after it.
From then on the name is known wherever it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from digests.extract.chinese_cues import cue_pattern
from digests.extract.chinese_roles import (
    BREAK,
    HAN,
    may_be_organisation,
    office_before,
    roles_in,
    split_office,
)
from digests.extract.lexicon import words
from digests.model import EntityKind

_LATIN = r"[A-Z][A-Za-z’'.-]+(?:\s[A-Z][A-Za-z’'.-]+){1,3}"
_FOREIGN = rf"[{HAN}]{{1,6}}(?:·[{HAN}A-Za-z]{{1,8}}?){{1,3}}"
_GENERIC = frozenset(
    """公司 该公司 本公司 我司 集团 该集团 企业 该企业 团队 实验室 机构 该机构 平台
    学校 大学""".split()
)
_NOT_NAME = frozenset(
    """公司 方面 时候 大家 他们 她们 我们 你们 人士 自己 其中 所有 这些 那些 有人
    本报 记者 编辑 高管 方式 任何 任务 金额 万元 于是 关于 对于 由于 至于 高达
    何时 成为 成立 成本 包括 应该 应当 明年 明确 向本 文中 文章 安全 安排 平均
    常见 许多 单价 计划 石油 江湖 连续 支持 解决 解释 简单 管理 项目 华为 白色
    时任 方案 方向 高级 高端 周期 全部 温度 路线 程序 程度 金融 马上 曾经 曾在
    曾任 曾说 曾表 尚未 尚不 易于 常常 甘于 宁可 向外 向媒 和平 左右 史上 龙头
    毛利 田间 石头 雷达 万台 万辆 余下 别人 沙漠 车企 车辆 文档 文本 文件 明显
    司机 季度 季报 东方 代表 段时 金属""".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone by the fullest name the article gives, with role and organisation where it has them."""

    name: str
    role: str | None = None
    organisation: str | None = None
    at: int = 0  # where the name first stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Who and what a Chinese text names. `alias` leads from each way of naming to the full name."""

    people: Mapping[str, Person]
    organisations: tuple[str, ...]
    main: str | None  # the organisation the article is about
    alias: Mapping[str, str]


@cache
def _name() -> str:
    """What a name looks like: 姓名, 音译·名, or two or more Latin words."""
    surnames = sorted(words("surnames_zh"), key=len, reverse=True)
    double = "|".join(s for s in surnames if len(s) == 2)
    single = "".join(s for s in surnames if len(s) == 1)
    han = rf"(?:(?:{double})[{HAN}]{{1,2}}?|[{single}][{HAN}]{{1,2}}?)"
    return rf"(?:{_FOREIGN}|{_LATIN}|{han})"


_FILLER = (
    rf"(?:同时|则|也|还|又|曾|随后|进一步|直接|在[^{BREAK}]{{1,14}}|对[^{BREAK}]{{1,10}}"
    rf"|向[^{BREAK}]{{1,10}}|上[周月]|当时|予以|近日|日前){{0,3}}"
)


@cache
def _after_role() -> re.Pattern[str]:
    """A name right after a role, and what shows that it ends."""
    cue = "|".join(sorted(words("cues_zh"), key=len, reverse=True))
    return re.compile(
        rf"\s?(?P<name>{_name()})(?=[（(，,、：:\s“「]|$|同时|则|也|还|曾|在|对|向|于|上月|上周|近日|日前|当时|此前|之前|去年|今年|本周|昨|今|从|为|已|没|不|毕业|刚|正|仍|并|就"
        rf"|随后|予以|把|将|的|是|与|和|显得|直|坦|告|回|看来|博士|教授|先生|女士|说|称|道|{cue})"
    )


@cache
def _before_cue() -> re.Pattern[str]:
    """A name at the head of a clause, up to the cue that follows it."""
    return re.compile(rf"(?:但|据|由|而)?(?P<name>{_name()}){_FILLER}$")


@cache
def _before_note() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[{BREAK}据由与和但])(?P<name>{_name()})$")


_NOTE = re.compile(rf"[（(](?P<in>[^）)\n]{{2,30}})[）)]|是(?P<is>[^{BREAK}]{{2,24}})")
_CLAUSE_HEAD = re.compile(rf"[^{BREAK}]*$")


def _people(text: str, known: Sequence[tuple[str, EntityKind]]) -> dict[str, Person]:
    """Everyone whose name something shows to be one."""
    found: dict[str, Person] = {}
    roles = roles_in(text)
    ends = {end: start for start, end in roles}
    for start, end in roles:
        match = _after_role().match(text, end)
        if match:
            office = office_before(text, start, end, ends)
            _add(found, _trimmed(match["name"]), match.start("name"), *office)
    for cue in cue_pattern().finditer(text):
        head = _CLAUSE_HEAD.search(text[max(0, cue.start() - 40) : cue.start()])
        match = _before_cue().match(head[0]) if head and len(head[0]) > 1 else None
        if match and head:
            _add(found, _trimmed(match["name"]), cue.start() - len(head[0]), None, None)
    for note in _NOTE.finditer(text):
        role, organisation = split_office(note["in"] or note["is"] or "")
        left = text[max(0, note.start() - 24) : note.start()]
        match = _before_note().search(left) if role else None
        if match:
            _add(
                found,
                _trimmed(match["name"]),
                note.start() - len(match["name"]),
                role,
                organisation,
            )
    for name, kind in known:
        if kind == "person" and is_han(name) and name not in found:
            _add(found, name, text.find(name), None, None)
    return found


def names_of(text: str, known: Sequence[tuple[str, EntityKind]] = ()) -> Names:
    """Read the people and organisations out of a Chinese text. `known` are listed names in it."""
    found = _people(text, known)
    listed = [name for name, kind in known if kind == "organisation" and is_han(name)]
    organisations = _organisations(text, found.values(), listed)
    main = _main(text, organisations)
    people = {name: _settled(person, organisations, main) for name, person in found.items()}
    return Names(
        people=people, organisations=organisations, main=main,
        alias=_aliases(text, people, organisations),
    )  # fmt: skip


def is_han(name: str) -> bool:
    """Whether a name is written in Chinese characters, at least in part."""
    return any("\u3400" <= c <= "\u9fff" for c in name)


def _trimmed(name: str) -> str:
    """A name without a word that was taken for its last character."""
    if len(name) == 3 and name[2] in "则也还曾在对向说称道的是与和同把将于直坦告回表认指透强":
        return name[:2]
    return name.strip()


_HONOURS = ("总", "博士", "教授", "先生", "女士", "老师", "院士")


def _add(
    found: dict[str, Person], name: str, at: int, role: str | None, organisation: str | None
) -> None:
    if len(name) < 2 or name[1:] in _HONOURS or name[:2] in _NOT_NAME or name in words("roles_zh"):
        return
    old = found.get(name)
    if old is None:
        found[name] = Person(name=name, role=role, organisation=organisation, at=at)
    elif (role and not old.role) or (organisation and not old.organisation):
        found[name] = Person(
            name=name,
            role=old.role or role,
            organisation=old.organisation or organisation,
            at=old.at,
        )


def _organisations(text: str, people: Iterable[Person], listed: Sequence[str]) -> tuple[str, ...]:
    people = list(people)
    found = [p.organisation for p in people if p.organisation and p.organisation not in _GENERIC]
    found += [m[1] for m in _MARKED_COMPANY.finditer(text)]
    found += [m[1] for m in _ACTS.finditer(text)] + [m[1] for m in _FUNDED.finditer(text)]
    found += [m[1] for m in _COMPANY.finditer(text) if text.count(m[1]) > 1]
    good = [name for name in found if _is_organisation(name, people)]
    return tuple(dict.fromkeys(sorted([*good, *listed], key=len, reverse=True)))


def _is_organisation(name: str, people: Iterable[Person]) -> bool:
    if name in _GENERIC or not may_be_organisation(name) or _FUNCTION.search(name):
        return False
    return not any(person.name in name or name in person.name for person in people)


_FUNCTION = re.compile(
    r"[的是了不将已也都或可能会们]|今年|去年|明年|部分|目前|最早|所有|予以|授权|发言人"
)
_COMPANY = re.compile(
    rf"(?:公司|企业|厂商|机构)[「“]?([{HAN}A-Za-z0-9]{{2,8}}?)[」”]?(?=近日|宣布|发布|将|完成|推出|，|。|于|成立|今|在)"
)
_MARKED_COMPANY = re.compile(
    r"(?:公司|企业|厂商|机构|团队|服务商|开发商|制造商|供应商|初创|平台|品牌)[「“]([^」”\n]{2,12})[」”]"
)
_ACTS = re.compile(
    rf"(?:(?<=[，。：\n ])|(?<=^))(?:当晚|随后|近日|此前|昨日|今日|不过)?，?([{HAN}A-Za-z]{{2,8}}?)"
    r"(?=(?:发布|在)?(?:声明|公告|财报|年报|博客)[中里]?(?:称|表示|说)|否认|宣布|发布声明|回应|官方|成立于|创立于)"
)
_FUNDED = re.compile(r"[「“]([^」”\n]{2,12})[」”](?=(?:近日|宣布|正式|已)?(?:获|完成|融资))")


def _main(text: str, organisations: tuple[str, ...]) -> str | None:
    counts = Counter(
        {
            name: text.count(name[: max(2, len(name) - 3)]) + 3 * (name in text[:60])
            for name in organisations
        }
    )
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] > 1 else None


def _settled(person: Person, organisations: tuple[str, ...], main: str | None) -> Person:
    """A person with "the company" and short names turned to the full name."""
    organisation = person.organisation
    if organisation in _GENERIC or (organisation is None and person.role in _COMPANY_ROLES):
        organisation = main
    elif organisation:
        organisation = next((o for o in organisations if o.startswith(organisation)), organisation)
    return Person(name=person.name, role=person.role, organisation=organisation, at=person.at)


_COMPANY_ROLES = frozenset(
    """董事长 总裁 总经理 创始人 创始人兼CEO CEO 首席执行官 首席财务官 首席技术官
    发言人 联合创始人""".split()
)


def _aliases(
    text: str, people: Mapping[str, Person], organisations: tuple[str, ...]
) -> dict[str, str]:
    out: dict[str, str] = {}
    for name in organisations:
        if len(name) >= 4 and name[0] > "\u2e7f":
            out.setdefault(name[:2], name)
        out[name] = name
    surnames = Counter(name[0] for name in people)
    for name in people:
        if "·" in name:
            out.setdefault(name.rpartition("·")[2], name)
        elif " " in name:
            out.setdefault(name.rpartition(" ")[2], name)
        elif surnames[name[0]] == 1:
            for honour in _HONOURS:
                out.setdefault(name[0] + honour, name)
        out[name] = name
    return {short: full for short, full in out.items() if short in text}
