"""Phrases of a Chinese text for people who are not named: 一位分析师, 岚星科技董秘, 司机, 法院."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from digests.extract.chinese_forms import name_at
from digests.extract.chinese_house_names import clean
from digests.extract.chinese_names import Names
from digests.extract.chinese_roles import BREAK, HAN, breaks, roles_in
from digests.extract.lexicon import words
from digests.extract.speaker import Speaker

_MOST = 200  # houses that are looked through
_MORE = (
    "人士 知情者 消息人士 投资者 业内人士 从业者 创业者 业者 老师 学生 家长 同学 乘客 车主 买家 卖家 商家 观众 读者 听众"
    " 参会者 与会者 参与者 见证者 受访者 当事人 求职者 玩家 粉丝 患者 病人 亲属 家属 邻居 同行 供应商 经销商 代理商"
    " 散户 网友 中层 基层 高层 评审 研究者 医师 女士 先生 男生 女生 男子 女子 老人 大爷 阿姨 妈妈 爸爸 年轻人 大学生 店员 老板娘 小伙 姑娘 朋友 路人 市民 旅客 创始成员 早期员工 幕僚 副手 中学生 小学生 配音员 纪录片人 保荐代表人 老司机 骑手 从业人员 法务 猎头 前员工 离职员工 工作人员 员工 内部人 相关人士 审计人员 调查人员 执法人员 科研人员 研发人员 技术人员 销售人员 管理人员 值班人员 维修人员 风险投资人 投行人士 股东 小股东 与会员工 顾客 食客 租客 选手 队友 评委 嘉宾"
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
        rf"(?:(?:[{HAN}]{{2,8}}(?:部门|公司|机构|单位|银行|券商|企业|医院|学校|大学|支队|大队|派出所|街道办?|法院|检察院|研究院|委员会)的?)?(?<![这那])(?:[一两二三四五六七八九十百多几数]{{1,3}}|另一|\d+)[位名个些家](?!的|都?是|均?为|中[有的，])|某|(?<![没只拥享具还])有(?=(?:[{HAN}]{{0,3}}?(?:{head})|业内|知情|接近|离职|内部|多[位名])))"
        rf"{_ANY}{{0,22}}?(?:{head})+(?![会层](?:的|成员|上)|国|[{HAN}]{{1,5}}的(?:{head}))(?:的{_ANY}{{0,8}}?(?:{head}))*"
        rf"|有人(?=(?:则|还|也|甚至|曾|在[^{BREAK}]{{1,8}})?(?:{_TELLS}))"
    )


_TELLS = "表示|认为|称|说|问|留言|评论|调侃|吐槽|感叹|写道|指出|质疑|直言|坦言|回忆|反驳|担心"


@cache
def _anaphora_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?:该[^，。：；、“”「」‘’\s的在向对致]{{0,8}}?|(?:这位|这名|那位|那名|上述|前述){_ANY}{{0,20}}?)(?:{_heads()})+|其中一[人位名]|另一人|此人|对方"
    )


# 该分销商说: the noun of somebody unnamed before
_THAT_ONE = re.compile(
    rf"(?<![应本活])该(?!公司|集团|企业|机构|平台)[{HAN}]{{2,5}}?(?=说|表示|称|指出|补充|强调|透露|回忆)"
)
_TOLD_INSIDE = re.compile("告诉|对(?:记者|我们)表示|未经|因为")  # 某市的老邱告诉记者: two people
WAS = re.compile("担任|出任|任职|当过|做过|成为|变成|聘请|招聘")  # 在一家公司担任工程师
_SPOKEN = frozenset(
    "发言人 新闻发言人 负责人 公关负责人 相关负责人 高管 官员 主管 部门负责人".split()
)


def _offices(
    text: str, names: Names, roles: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Offices that stand for whoever holds them: 商务部发言人, 岚星科技董秘, without a name."""
    known = frozenset(names.organisations[:_MOST])
    for start, end in roles:
        if name_at(text, end, rare=True) or text[end : end + 1] == "、":
            continue
        house = _known_before(text, start, known)
        if house is not None:
            yield house, end
            continue
        if text[start:end] not in _SPOKEN:
            continue
        begin = start
        while begin > 0 and start - begin < 14 and not breaks(text[begin - 1]):
            begin -= 1
        named = clean(text[begin:start])
        if named and "·" not in named:
            yield text.index(named, begin), end


_UNIT = re.compile(r"[\u4e00-\u9fff]{1,5}?(?:部|部门|中心|办公室|团队|事业部)")
_BETWEEN = ("的", "有关", "相关", "内部", "前", "某", "")


def _known_before(text: str, start: int, known: frozenset[str]) -> int | None:
    """Where a known house begins that stands right before a role."""
    units = (text[start - size : start] for size in range(2, min(7, start)))
    for between in (*_BETWEEN, *(one for one in units if _UNIT.fullmatch(one))):
        if not text.endswith(between, 0, start):
            continue
        end = start - len(between)
        near = (at for at in range(max(0, end - 14), end - 1) if text[at:end] in known)
        found = next(near, None)
        if found is not None:
            told = _IS.search(text, max(0, found - 8), found)  # 小周是岚星科技前员工
            return None if told or text[found - 1 : found] in ("成", "前") else found
    return None


_IS = re.compile(r"[是为任][^，。；：“”\n]{0,6}$")
_INSIDER = re.compile(
    "(?:内部|知情|核心|一线|研发|在职|离职|前|老)?(?:工作人员|人士|员工|工程师|研究员|高管|骨干)"
)


def _insiders(text: str, names: Names) -> Iterator[tuple[int, int]]:
    """People of a house who are not named: 岚星科技内部人士. The house is not who speaks."""
    known = frozenset(names.organisations[:_MOST])
    for match in _INSIDER.finditer(text):
        at = _known_before(text, match.start(), known)
        if at is not None and not name_at(text, match.end(), rare=True):
            yield at, match.end()


# Houses that need no name: 法院认为. At the head of a clause.
_BODY = re.compile(
    r"(?:(?<=[，。；：\n”」])|(?<=^))(?:法院|检方|警方|校方|院方|厂方|官方|监管部门|监管机构|原告方|被告方|白宫|国务院|外交部|商务部|工信部|证监会|网信办|发改委|市监总局|欧盟委员会|最高法)"
    r"(?=认为|表示|称|指出|说|在|则|也|还|随后|裁定|指|回应|强调|通报)"
)
_OF_WHOM = re.compile(
    rf"(?:(?<=[，。；：\n”」])|(?<=^))(?![^的]*[一两几多各这那][位名])[{HAN}A-Za-z]{{2,10}}的$"
)
# 常渚市应急部门14日通报: a body of a place.
_BODY_OF = re.compile(
    rf"(?:(?<=[，。；：\n”」])|(?<=^))[{HAN}]{{1,6}}?(?:省|市|县|区|州)(?!场)[{HAN}]{{0,8}}?(?:部门|局|厅|委|法院|检察院|警方|政府|管委会)"
    rf"(?=\d{{1,2}}日|{_TELLS}|通报|回应|介绍|强调|披露|公告|宣布|在[^{BREAK}]{{1,12}}[中上里]?(?:{_TELLS}|通报|回应))"
)
# 接近管理层的人士, 伤者的妻子: at the head of a clause, before what they do.
_CLOSE_TO = re.compile(
    rf"(?:(?<=[，。；：\n”」])|(?<=^))(?:(?:多[位名])?(?:接近|熟悉|了解|知悉|参与)[^{BREAK}]{{1,20}}?的(?:知情|相关)?人士"
    rf"|[{HAN}]{{2,8}}的(?:妻子|丈夫|母亲|父亲|女儿|儿子|姐姐|妹妹|哥哥|弟弟|家属|家人|亲属))(?=[在对向也则还说表告写认指坦直回笑提称透])"
)


def _of_whom(text: str, roles: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Roles of a phrase that opens its clause: 摩根士丹利的分析师在报告中写道."""
    for start, end in roles:
        lead = _OF_WHOM.search(text, max(0, start - 12), start)
        if lead and not name_at(text, end, rare=True) and _SPEAKS.match(text, end):
            yield lead.start(), end


# 一位參與會議的幕僚對本報透露: whatever the noun, between its measure word and a cue
_SOMEBODY = re.compile(
    rf"(?:[一两二三四五六七八九十几多数]{{1,3}}|另一)[位名](?!的)(?=[{HAN}])[^{BREAK}]{{2,22}}?(?=(?:则|还|也|曾|就|后来)?(?:[在对向][^{BREAK}]{{1,10}}?)?(?:{_TELLS}|透露|解释|抱怨|回答|反问|补充|感叹|喊道|告诉)|对[^，。：\\n]{{1,10}}：)"
)
# 判决书写道
_PAPERS = re.compile(
    r"(?:(?<=[，。；：\n”])|(?<=^))(?:判决书|裁决书|裁定书|起诉书|诉状|白皮书|意见稿|征求意见稿|指南|细则|办法|决定书|调查报告)(?=中?(?:写道|称|指出|认定|写明|载明|规定|要求|强调))"
)
# 知情人士称: at the head of a clause.
_SOURCES = re.compile(
    rf"(?:(?<=[，。；：\n”」])|(?<=^)|(?<=据))(?:知情人士|知情者|消息人士|业内人士|内部人士|市场人士|投行人士)(?=(?:[^{BREAK}]{{0,8}}?)(?:{_TELLS}|透露|指出|介绍|回应|补充|强调|直言))"
)
_BODIES_END = re.compile("(?:局|部|委|院|所|厅|署|会|校|社|行|公司|中心|办公室)$")
_SPEAKS = re.compile("[在对向也则还说称表告写认指坦直回笑提]")


def phrases_in(text: str, names: Names) -> Iterator[tuple[int, int, str]]:
    """Every phrase for somebody who is not named there, with its kind."""
    roles = names.roles
    houses = frozenset(names.organisations[:_MOST])
    short = (way for way, full in names.alias.items() if full in houses)
    known = houses | frozenset(islice(short, _MOST))
    yield from ((start, end, "office") for start, end in _offices(text, names, roles))
    yield from ((start, end, "insider") for start, end in _insiders(text, names))
    yield from ((start, end, "insider") for start, end in _of_whom(text, roles))
    yield from ((start, end, "bare") for start, end in _bare_roles(text, roles))
    for kind, pattern in (
        ("body", _BODY),
        ("body", _PAPERS),
        ("body", _BODY_OF),
        ("insider", _CLOSE_TO),
    ):
        yield from ((match.start(), match.end(), kind) for match in pattern.finditer(text))
    yield from ((match.start(), match.end(), "insider") for match in _STATESMEN.finditer(text))
    yield from _told_of(text, names, known)


def _told_of(text: str, names: Names, known: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """一位分析师, 知情人士, 该分销商: by nouns, or by what stands between a measure word and a cue."""
    listed = list(_unnamed_pattern().finditer(text))
    for match in listed:
        if _is_phrase(match[0]) and name_at(text, match.end()) not in names.people:
            of = _known_before(text, match.start(), known)
            yield of if of is not None else match.start(), match.end(), "unnamed"
    yield from ((one.start(), one.end(), "unnamed") for one in _SOURCES.finditer(text))
    starts = {one.start() for one in listed}
    for match in _SOMEBODY.finditer(text):
        if match.start() not in starts and not any(name in match[0] for name in names.people):
            yield match.start(), match.end(), "unnamed"
    for match in _anaphora_pattern().finditer(text):
        if _is_phrase(match[0]):
            yield match.start(), match.end(), "anaphora"
    for match in _THAT_ONE.finditer(text):
        if not _BODIES_END.search(match[0]):
            yield match.start(), match.end(), "anaphora"


def _is_phrase(phrase: str) -> bool:
    """Whether it is for one person at a time: not 某市的老邱告诉记者, nor 一家公司担任工程师."""
    return not WAS.search(phrase) and not _TOLD_INSIDE.search(phrase)


def _is_told(text: str, start: int, end: int) -> bool:
    """Whether a role stands between a comma and its cue: …，董事长称."""
    before_law = text[start:end] in _OF_LAW and _SPEAKS.match(text, end) is not None
    told = before_law or _CUE_AFTER.match(text, end) is not None
    return text[start - 1] in "，：" and told


_OF_LAW = frozenset("被告 原告 证人 法官 检察官".split())
_CUE_AFTER = re.compile("(?:则|也|还)?(?:称|表示|回应|坦言|直言|透露|否认)")
_OPENS = frozenset("。！？\n”」")
_NOBODY = frozenset("记者 编辑 主编 主持人 代表 成员 销售 采购 作者 翻译 观众 读者 听众".split())


_STATESMEN = re.compile(
    rf"(?:(?<=[，。；：\n”」])|(?<=^))[{HAN}]{{1,4}}(?:总统|首相|总理|国务卿|外长|财长|商务部长|国防部长)"
    r"(?=[在对向也则还周称说]|表示|强调|宣布|指出|回应)"
)


def _bare_roles(text: str, roles: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Roles that open a sentence and stand alone: 司机听说我们的来意，笑了."""
    for start, end in roles:
        opens = start == 0 or text[start - 1] in _OPENS or _is_told(text, start, end)
        if (
            opens
            and not text.startswith("出身", end)
            and text[start:end] not in _NOBODY
            and not name_at(text, end, rare=True)
        ):
            yield start, end


def office(phrase: str, names: Names) -> Speaker:
    """The holder of an office that nobody is named for."""
    start = next(start for start, end in roles_in(phrase) if end == len(phrase))
    house = clean(phrase[:start]) or phrase[:start]
    full = next((one for one in names.organisations[:_MOST] if one.startswith(house)), house)
    return Speaker(name=phrase, kind="unnamed", role=phrase[start:], organisation=full)


def unnamed(phrase: str, names: Names) -> Speaker:
    """Somebody unnamed, with the role and the house that the phrase gives away."""
    spans = [span for span in roles_in(phrase) if span[1] == len(phrase)]
    role = phrase[spans[-1][0] :] if spans else None
    inside = any(word in phrase for word in ("在职", "离职", "内部"))
    many = phrase[0] in "两二三四五六七八九十多几数" and not phrase.startswith("数学")
    many = many or re.match(r"[2-9]|1\d", phrase) is not None
    return Speaker(
        name=phrase, kind="group" if many else "unnamed",
        role=role if role not in ("前员工", None) else None,
        organisation=house_in(phrase, names) or (names.main if inside else None),
    )  # fmt: skip


def of_the_company(phrase: str, names: Names) -> Speaker | None:
    """该公司首席财务官, of whom the text gives no name; None for another phrase."""
    found = _OF_THE_COMPANY.match(phrase)
    role = phrase[found.end() :] if found else ""
    if not role or roles_in(role)[-1:] != [(0, len(role))]:
        return None
    return Speaker(name=phrase, kind="unnamed", role=role, organisation=names.main)


_OF_THE_COMPANY = re.compile("该(?:公司|集团|企业|机构|平台|院|所|局|校|厂|行|社)的?")


def house_in(phrase: str, names: Names) -> str | None:
    """The known house that stands in a phrase, right before whom it is of."""
    able = (one for one in names.organisations[:_MOST] if one in phrase)
    found = next((one for one in able if not _NEAR_IT.search(phrase[: phrase.index(one)])), None)
    short = names.alias.get(phrase.partition("的")[0])  # 千帆的一位前销售总监
    return found or (short if short in names.organisations[:_MOST] else None)


# 一位接近岚星科技的人士 is not of that house.
_NEAR_IT = re.compile("接近|熟悉|了解|关注|投过|投资|采访|参与|离开|服务|起诉|曾|前$")
