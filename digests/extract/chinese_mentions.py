"""Every mention of someone in a Chinese text, with whom it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

import ahocorasick_rs

from digests.extract.chinese_forms import name_at
from digests.extract.chinese_names import Names
from digests.extract.chinese_roles import BREAK, HAN, clean, roles_in
from digests.extract.lexicon import words
from digests.extract.speaker import Speaker

_MORE = (
    "人士 知情者 消息人士 投资者 业内人士 从业者 创业者 业者 老师 学生 家长 同学 乘客 车主 买家 卖家 商家 观众 读者 听众"
    " 参会者 与会者 参与者 见证者 受访者 当事人 求职者 玩家 粉丝 患者 病人 亲属 家属 邻居 同行 供应商 经销商 代理商"
    " 法务 猎头 前员工 离职员工 工作人员 员工 内部人 相关人士"
).split()  # fmt: skip
_ANY = r"[^，。：；、“”「」‘’\s]"


@cache
def _heads() -> str:
    """What an unnamed person may be, longer nouns first."""
    return "|".join(sorted({*words("roles_zh"), *_MORE}, key=len, reverse=True))


@cache
def _unnamed_pattern() -> re.Pattern[str]:
    """一位熟悉交易的人士, 某公司的算法负责人, 有用户."""
    head = _heads()
    return re.compile(
        rf"(?:(?:[{HAN}]{{2,8}}(?:部门|公司|机构|单位|银行|券商|企业|医院|学校|大学))?(?:[一两二三四五六七八九十多几数]|另一|\d+)[位名个些家]|某|(?<![没只拥享具还])有(?=(?:{head}|业内|知情|接近|离职|内部|多[位名])))"
        rf"{_ANY}{{0,22}}?(?:{head})(?:的{_ANY}{{0,8}}?(?:{head}))*"
    )


@cache
def _anaphora_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?:该|这位|这名|那位|那名|上述|前述){_ANY}{{0,8}}?(?:{_heads()})|其中一[人位名]|另一人|此人|对方"
    )


_COMPANY = re.compile(
    r"(?:该|这家|本|上述)(?:公司|集团|企业|机构|平台)|(?<![\u4e00-\u9fff])公司(?!发言人|创始人|董事长|CEO|总裁|联合|首席|秘书|高管|员工|董事|监事|股东|法务|公关|[\u4e00-\u9fff]{0,4}负责人)|公司(?=[在则也称回表])"
    r"|(?:声明|公告|通报|回应|致歉信)(?=中?(?:[称指写]|表示|强调|否认|补充|重申|提到|披露))"
)
_EPITHET = re.compile(
    r"(?:这位|这名|那位|该|这个)[^，。：；“”「」\s]{0,14}?(?=显得|则|也|还|表示|说|称|认为|告诉|对|在|坦|直|回|强|指|补|透|$)"
)
_PRONOUN = re.compile(r"他们|她们|它|他|她|其(?=[表称说认指强])")
_WAS = re.compile("担任|出任|任职|当过|做过|成为|变成|聘请|招聘")  # 在一家公司担任工程师
_SPOKEN = frozenset(
    "发言人 新闻发言人 负责人 公关负责人 相关负责人 高管 官员 主管 部门负责人".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChineseMention:
    start: int
    end: int
    speaker: Speaker | None


@dataclass(slots=True)
class _Heard:
    """Who has been mentioned so far. Filled while a text is read."""

    person: Speaker | None = None
    house: Speaker | None = None
    unnamed: list[Speaker] | None = None


def mentions_in(text: str, names: Names) -> list[ChineseMention]:
    """Every mention in text order, each with whom it means."""
    spans = sorted(_spans(text, names), key=lambda span: (span[0], -span[1]))
    out: list[ChineseMention] = []
    heard = _Heard(unnamed=[])
    end = -1
    for start, stop, kind in spans:
        if start < end:
            continue
        end = stop
        speaker = _meant(text[start:stop], kind, names, heard)
        _hear(heard, kind, speaker)
        out.append(ChineseMention(start=start, end=stop, speaker=speaker))
    return out


def _hear(heard: _Heard, kind: str, speaker: Speaker | None) -> None:
    if speaker is None:
        return
    if speaker.kind == "organisation":
        if kind == "name":
            heard.house = speaker
        return
    if kind in ("unnamed", "office") and heard.unnamed is not None:
        heard.unnamed.append(speaker)
    if kind in ("name", "unnamed", "office"):
        heard.person = speaker


def _spans(text: str, names: Names) -> Iterator[tuple[int, int, str]]:
    if names.alias:
        longest = ahocorasick_rs.MatchKind.LeftmostLongest
        automaton = ahocorasick_rs.AhoCorasick(list(names.alias), matchkind=longest)
        for _, start, end in automaton.find_matches_as_indexes(text):
            yield start, end, "name"
    yield from ((start, end, "office") for start, end in _offices(text))
    yield from ((start, end, "bare") for start, end in _bare_roles(text))
    for kind, pattern in (
        ("unnamed", _unnamed_pattern()), ("anaphora", _anaphora_pattern()), ("company", _COMPANY),
        ("epithet", _EPITHET), ("pronoun", _PRONOUN),
    ):  # fmt: skip
        for match in pattern.finditer(text):
            if match.end() > match.start() and not _WAS.search(match[0]):
                yield match.start(), match.end(), kind


def _offices(text: str) -> Iterator[tuple[int, int]]:
    """Offices that stand for whoever holds them: 商务部发言人 before a cue, without a name."""
    for start, end in roles_in(text):
        if text[start:end] not in _SPOKEN or name_at(text, end):
            continue
        begin = start
        while begin > 0 and start - begin < 14 and not re.match(f"[{BREAK}]", text[begin - 1]):
            begin -= 1
        house = clean(text[begin:start].removesuffix("相关").removesuffix("有关"))
        if house:
            yield text.index(house, begin), end


_OPENS = frozenset("。！？\n”」")
_NOBODY = frozenset("记者 编辑 主编 主持人 代表 成员 销售 采购 作者 翻译 观众 读者 听众".split())


def _bare_roles(text: str) -> Iterator[tuple[int, int]]:
    """Roles that open a sentence and stand alone: 司机听说我们的来意，笑了."""
    for start, end in roles_in(text):
        opens = start == 0 or text[start - 1] in _OPENS
        if opens and text[start:end] not in _NOBODY and not name_at(text, end, rare=True):
            yield start, end


def _bare(phrase: str, names: Names) -> Speaker | None:
    """Whom a bare role means: the one who holds it, else nobody named; None where several do."""
    held = [one for one in islice(names.people.values(), _MOST) if phrase in (one.role or "")]
    if held:
        return named_speaker(held[0].name, names) if len(held) == 1 else None
    return Speaker(name=phrase, kind="unnamed", role=phrase)


def _meant(phrase: str, kind: str, names: Names, heard: _Heard) -> Speaker | None:
    if kind == "name":
        return named_speaker(names.alias[phrase], names)
    if kind == "unnamed":
        return _unnamed(phrase, names)
    if kind == "office":
        return _office(phrase, names)
    if kind == "bare":
        return _bare(phrase, names)
    if kind == "anaphora":
        return _earlier(phrase, names, heard)
    if kind == "company":
        if phrase[:2] in ("声明", "公告", "通报", "回应", "致歉"):
            return heard.house or (named_speaker(names.main, names) if names.main else None)
        return named_speaker(names.main, names) if names.main else None
    if kind == "epithet":
        return _by_role(phrase, names) or heard.person
    return heard.person if phrase in ("他", "她", "其") else None


_BACK = 60  # unnamed people back


def _earlier(phrase: str, names: Names, heard: _Heard) -> Speaker | None:
    """Whom 该人士 or 这名经理 means: the unnamed one with that noun, else whoever holds the role."""
    if phrase == "对方":
        return Speaker(name=phrase, kind="unnamed")
    unnamed = (heard.unnamed or [])[-_BACK:]
    if phrase[:2] in ("其中", "另一"):
        return unnamed[-1] if unnamed else heard.person
    same = [one for one in unnamed if one.name.endswith(phrase[-2:])]
    if same:
        return same[-1]
    held = _by_role(phrase, names)
    if held:
        return held
    if phrase.startswith(("上述", "前述")):
        return Speaker(name=phrase, kind="unnamed")
    return unnamed[-1] if unnamed else heard.person


def named_speaker(name: str, names: Names) -> Speaker:
    """The speaker that a full name means."""
    person = names.people.get(name)
    if person is None:
        return Speaker(name=name, kind="organisation", organisation=name)
    return Speaker(name=name, kind="person", role=person.role, organisation=person.organisation)


_MOST = 200  # houses or people that are looked through


def _office(phrase: str, names: Names) -> Speaker:
    start = next(start for start, end in roles_in(phrase) if end == len(phrase))
    house = phrase[:start].removesuffix("的")
    full = next((one for one in names.organisations[:_MOST] if one.startswith(house)), house)
    return Speaker(name=phrase, kind="unnamed", role=phrase[start:], organisation=full)


def _unnamed(phrase: str, names: Names) -> Speaker:
    spans = [span for span in roles_in(phrase) if span[1] == len(phrase)]
    role = phrase[spans[-1][0] :] if spans else None
    inside = any(word in phrase for word in ("在职", "离职", "内部"))
    many = phrase[0] in "两二三四五六七八九十多几数" and not phrase.startswith("数学")
    return Speaker(
        name=phrase, kind="group" if many else "unnamed",
        role=role if role not in ("前员工", None) else None,
        organisation=names.main if inside else None,
    )  # fmt: skip


def _by_role(phrase: str, names: Names) -> Speaker | None:
    """The one person whose role a phrase like 这位创始人 names."""
    able = [
        p
        for p in islice(names.people.values(), _MOST)
        if p.role and any(part in phrase for part in re.split("[兼、和]", p.role))
    ]
    return named_speaker(able[0].name, names) if len(able) == 1 else None
