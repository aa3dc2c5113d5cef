"""Who a Chinese text names, found without a segmenter: by a role beside a name, or a cue after it.

Where a name ends is read from what follows it, from how often each length stands in the text, and
from the dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from digests.extract.chinese_cues import cue_pattern
from digests.extract.chinese_roles import BREAK, HAN, office_before, roles_in, split_office
from digests.extract.chinese_words import is_word
from digests.extract.lexicon import words
from digests.model import EntityKind

HONOURS = ("总", "博士", "教授", "先生", "女士", "老师", "院士")
_LATIN = re.compile(r"[A-Z][A-Za-z’'.-]+(?:\s[A-Z][A-Za-z’'.-]+){1,3}")
_FOREIGN = re.compile(rf"[{HAN}]{{1,6}}(?:·[{HAN}A-Za-z]{{1,8}}){{1,3}}")
_NOT_NAME = frozenset(
    """公司 方面 时候 大家 他们 她们 我们 你们 人士 自己 其中 所有 这些 那些 有人
    本报 记者 编辑 高管 方式 任何 任务 金额 万元 于是 关于 对于 由于 至于 高达
    何时 成为 成立 成本 包括 应该 应当 明年 明确 向本 文中 文章 安全 安排 平均
    常见 许多 单价 计划 石油 江湖 连续 支持 解决 解释 简单 管理 项目 华为 白色
    时任 方案 方向 高级 高端 周期 全部 温度 路线 程序 程度 金融 马上 曾经 曾在
    曾任 曾说 曾表 尚未 尚不 易于 常常 甘于 宁可 向外 向媒 和平 左右 史上 龙头
    毛利 田间 石头 雷达 万台 万辆 余下 别人 沙漠 车企 车辆 文档 文本 文件 明显
    司机 季度 季报 东方 代表 段时 金属 周一 周二 周三 周四 周五 周六 周日 周末 上周 安静""".split()
)
_TIMES = r"周[一二三四五六日天]|上周|本周|上月|近日|日前|此前|之前|早前|当时|当天|当日|当晚|次日|随后|昨日|昨天|昨晚|今日|今天|去年|今年|明年|前年|近期|最近|目前|如今"
# What stands between a name and its cue: 在…上, 对本报, 昨日, 进一步.
_FILLER = re.compile(
    rf"(?:同时|则|也|还|又|曾|却|便|进一步|直接|均|都|一致|公开|再次|多次|在[^{BREAK}]{{1,16}}|对[^{BREAK}]{{1,10}}"
    rf"|向[^{BREAK}]{{1,10}}|于[^{BREAK}]{{1,8}}|接受[^{BREAK}]{{0,4}}(?:《[^》]{{1,12}}》)?[^{BREAK}]{{0,8}}|{_TIMES}|予以|地|笑着|苦笑着|\d{{1,2}}月\d{{1,2}}日){{0,3}}"
)
_LEADS = re.compile(r"(?:但是?|据|由|而|对此|不过|然而|其中|此外|随后|同时|当时|例如|比如|正如)")
_NOTE = re.compile(
    rf"(?P<honour>教授|博士|老师|先生|女士|院士)?(?:[（(](?P<in>[^）)\n]{{2,30}})[）)]|是(?P<is>[^{BREAK}]{{2,24}})|[，,](?P<after>[^{BREAK}]{{2,20}}(?:、[^{BREAK}]{{2,12}})?)(?=[，。]))"
)
_CLAUSE_HEAD = re.compile(rf"[^{BREAK}]*$")
_KIN = re.compile(
    r"(?:岁的|本名|名叫|女儿|儿子|妻子|丈夫|父亲|母亲|搭档|同事|师弟|师兄|师姐|好友|助手|弟弟|哥哥|姐姐|妹妹)(?=\S)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone by the fullest name the article gives, with role and organisation where it has them."""

    name: str
    role: str | None = None
    organisation: str | None = None
    at: int = 0  # where the name first stands


@cache
def _boundary() -> re.Pattern[str]:
    """What can stand right after a name."""
    cue = "|".join(sorted(words("cues_zh"), key=len, reverse=True))
    return re.compile(
        rf"[{BREAK}—\-]|$|{cue}|{_TIMES}|{'|'.join(HONOURS)}|同时|显得|坦|直言|告诉|回应|看来|毕业|接受|受访|受邀|出席|致信|发文|看来|认为|显然|打算|计划|估计|预计|相信|指出|负责|创办|带领|加入|离开"
        r"|[则也还又曾在对向于从为已没不把将被给的是与和跟同就仍刚正并让说称道问答讲写表的之等有很]"
    )


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    every = words("surnames_zh")
    return frozenset(s for s in every if len(s) == 1), frozenset(s for s in every if len(s) == 2)


def name_at(text: str, at: int) -> str | None:
    """The name that begins at an offset, or None where none can."""
    latin = _LATIN.match(text, at)
    if latin:
        return latin[0]
    foreign = _FOREIGN.match(text, at)
    if foreign:
        return _foreign(text, foreign)
    single, double = _surnames()
    family = 2 if text[at : at + 2] in double else 1 if text[at : at + 1] in single else 0
    return _chinese(text, at, family) if family else None


def _unusual(text: str, at: int) -> str | None:
    """A name with no family name of the list, shown by a role before it and by coming again."""
    for length in (3, 2):
        name = text[at : at + length]
        known = len(name) < length or not _is_han(name) or name[:2] in _NOUNS
        if not known and count_near(text, name, at) > 1 and _boundary().match(text, at + length):
            return name if any(map(_told_by(text, name), _places(text, name, at))) else None
    return None


_NOUNS = frozenset(
    """团队 方面 公司 集团 本人 自己 同时 随后 个人 夫妇 兄弟 家族 办公 代表 之一 出身 背景 身份 时期 期间 岗位
    职位 人选 离职 辞职 上任 工作 职务 以及 或者 介绍 认为 表示 告诉 群体 协会 大会 论坛 会议 制度 经验 需要 可以
    人数 数量 收入 工资 薪酬 培训 职业 资格 证书 平均 普遍 大多 往往 已经 正在 开始""".split()
)


def _places(text: str, name: str, near: int) -> Iterator[int]:
    at, stop = text.find(name, max(0, near - _NEAR), near + _NEAR), near + _NEAR
    while at >= 0:
        yield at + len(name)
        at = text.find(name, at + 1, stop)


def _told_by(text: str, name: str) -> Callable[[int], bool]:
    """Whether a cue stands right after the name at some place."""
    return lambda end: (
        cue_pattern().match(text, end) is not None
        or text.startswith(("对我们", "对记者", "对本报", "告诉", "看来", "并不"), end)
    )


def _foreign(text: str, found: re.Match[str]) -> str:
    """皮特·范德林登 of 皮特·范德林登周三."""
    first = found[0].rindex("·") + 2
    ends = (found.start() + n for n in range(first, len(found[0]) + 1))
    end = next((one for one in ends if _boundary().match(text, one)), found.end())
    return text[found.start() : end]


def _chinese(text: str, at: int, family: int) -> str | None:
    short, long = text[at : at + family + 1], text[at : at + family + 2]
    if not _is_han(short) or len(short) <= family or short in _NOT_NAME:
        return None
    after, later = at + len(short), at + len(long)
    if not _is_han(long) or len(long) == len(short):
        return short if _boundary().match(text, after) else None
    ends_short = _boundary().match(text, after) is not None
    ends_long = _boundary().match(text, later) is not None
    if ends_short and not (ends_long and _is_steady(text, at, short, long)):
        return short
    if ends_long or count_near(text, long, at) > 1:
        return long
    if is_word(text[after : after + 2]):
        return short
    return long if is_word(text[later : later + 2]) else None


_NEAR = 20_000  # characters around: no article is longer, and a huge text stays linear


def count_near(text: str, words: str, at: int) -> int:
    """How often a string stands near an offset."""
    return text.count(words, max(0, at - _NEAR), at + _NEAR)


def _is_steady(text: str, at: int, short: str, long: str) -> bool:
    """Whether the longer name stands wherever the shorter does, and its last character is no verb."""
    many = count_near(text, long, at)
    return many > 1 and many == count_near(text, short, at) and long[-1] not in _VERBS


_VERBS = frozenset("说称道问答讲写表的")


def _is_han(text: str) -> bool:
    return all("\u3400" <= character <= "\u9fff" for character in text)


def people_in(text: str, known: Sequence[tuple[str, EntityKind]]) -> dict[str, Person]:
    """Everyone whose name something shows to be one. `known` are listed names in the text."""
    found: dict[str, Person] = {}
    for name, at, role, organisation in (*_by_role(text), *_by_cue(text), *_by_kin(text)):
        _add(found, name, at, role, organisation)
    for name, at, role, organisation in _by_note(text, found):
        _add(found, name, at, role, organisation)
    for name, kind in known:
        if kind == "person" and any(map(_is_han, name)) and name not in found:
            _add(found, name, text.find(name), None, None)
    return found


Shown = tuple[str, int, str | None, str | None]


def _by_role(text: str) -> Iterator[Shown]:
    roles = roles_in(text)
    ends = {end: start for start, end in roles}
    for start, end in roles:
        at = end + (text[end : end + 1] == " ")
        name = name_at(text, at) or _unusual(text, at)
        if name:
            yield name, at, *office_before(text, start, end, ends)


def _by_cue(text: str) -> Iterator[Shown]:
    """A name at the head of a clause that ends in a cue. A common word is no name by that alone."""
    for cue in cue_pattern().finditer(text):
        head = _CLAUSE_HEAD.search(text, max(0, cue.start() - 40), cue.start())
        if head is None:
            continue
        lead = _LEADS.match(text, head.start(), cue.start())
        for at in dict.fromkeys((head.start(), lead.end() if lead else head.start())):
            name = name_at(text, at)
            if name is None or at + len(name) > cue.start() or is_word(name):
                continue
            if _FILLER.fullmatch(text, at + len(name), cue.start()):
                yield name, at, None, None
                break


def _by_kin(text: str) -> Iterator[Shown]:
    for match in _KIN.finditer(text):
        name = name_at(text, match.end())
        if name and len(name) > 1 and not is_word(name):
            yield name, match.end(), None, None


def _by_note(text: str, found: dict[str, Person]) -> Iterator[Shown]:
    """A name with its office in brackets, after 是, or set off by commas."""
    for note in _NOTE.finditer(text):
        inner = note["in"] or note["is"] or note["after"] or ""
        role, organisation = split_office(inner)
        if not role:
            continue
        left = text[max(0, note.start() - 24) : note.start()]
        name = next((left[-n:] for n in range(len(left), 1, -1) if left[-n:] in found), None)
        if name is None and not note["after"]:
            name = _name_ending(text, note.start())
        if name is None and note["is"] and left[-1:] in ("他", "她"):
            name = _last_before(text, found, note.start())
        if name:
            yield name, note.start() - len(name), role, organisation


def _last_before(text: str, found: dict[str, Person], at: int) -> str | None:
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
    latin = re.search(
        r"[A-Z][A-Za-z’'.-]+(?:\s[A-Z][A-Za-z’'.-]+){1,3}$", text[max(0, end - 40) : end]
    )
    return latin[0] if latin else None


def _add(
    found: dict[str, Person], name: str, at: int, role: str | None, organisation: str | None
) -> None:
    if len(name) < 2 or name[1:] in HONOURS or name[:2] in _NOT_NAME or name in words("roles_zh"):
        return
    old = found.get(name)
    if old is None:
        found[name] = Person(name=name, role=role, organisation=organisation, at=at)
        return
    # "X，苍松智能联合创始人、CTO" says more than "苍松智能CTO X" in the headline.
    fuller = bool(
        role and old.role and (old.role in role or (organisation and not old.organisation))
    )
    found[name] = Person(
        name=name,
        role=role if fuller else old.role or role,
        organisation=(organisation if fuller else None) or old.organisation or organisation,
        at=min(old.at, at),
    )
