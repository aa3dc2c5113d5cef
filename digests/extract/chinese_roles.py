"""Roles in Chinese text, and the role and organisation that a phrase around a name gives."""

from __future__ import annotations

import re
from functools import cache

import ahocorasick_rs

from digests.extract.chinese_endings import ENDING, heads_unit, is_unit, placed
from digests.extract.chinese_words import is_word
from digests.extract.lexicon import words

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
BREAK = "，。；：、！？（）()《》“”‘’「」『』\\s"
_CHIEF = re.compile(
    rf"首席[{HAN}A-Za-z]{{0,6}}?(?:官|科学家|工程师|架构师|经济学家|分析师|研究员|设计师)"
)
COUNTRIES = frozenset(
    """中国 美国 日本 韩国 英国 法国 德国 荷兰 欧盟 印度 俄罗斯 加拿大 澳大利亚 新加坡 以色列 瑞士 瑞典
    芬兰 挪威 丹麦 意大利 西班牙 葡萄牙 爱尔兰 比利时 巴西 墨西哥 越南 泰国 马来西亚 印尼 沙特 阿联酋 台湾
    香港 北京 上海 深圳 广东 浙江 江苏 欧洲 亚洲 全球""".split()
)
_JOINERS = frozenset("兼、和及")
# What stands before a role and belongs to it: 财务总监, 经济部长, 兼职首席科学家.
_FIELDS = re.compile(
    r"(?:(?:投资者关系|政府关系|公共关系|客户关系|定价|驻场|值班|大客户|大中华区|中国区|亚太区|欧洲区|华东区|华南区|华北区|西南区|亚太区|研究|基础|报告|财务|技术|市场|产品|运营|研发|算法|经济|外交|工业|商务|公关|品牌|人事|人力资源|法务|投资|基金|战略|销售"
    r"|安全|数据|硬件|软件|供应链|项目|业务|内容|教育|科技|卫生|国防|能源|交通|财政|贸易|区域|全球|海外|国内|亚太|华东|华南|华北|北美|欧洲|亚洲|中国区|大区"
    r"|高级|资深|执行|联席|常务|名誉|轮值|兼职|客座|特聘|渠道|增长|采购|生产|质量|工程|架构|科研|学术|模型|大模型|人工智能"
    r"|信息|隐私|合规|传播|政策|(?:政府|公共|竞争|法律|国际|企业|消费者|监管|公众)事务|商业化|用户|客户|平台|系统|测试|设计|医学|临床|内政|司法|农业"
    r"|文化|数字|代理|候任|首席|总|副|女|男|老|青年|独立|行业|开源|心理|历史|社会|法律|物理|数学|经济学|心理学"
    r"|哲学|社会学|法学|语言学|半导体|芯片|机器人|自动驾驶|网络安全|投行|证券|卖方|买方|策略|董事会|监事会|理事会)){1,3}$"
)
_OPENING = re.compile(
    r"^(?:以下[是为]|本文|(?:参加者|与会者|参会者|出席者|嘉宾|成员)(?:还?有|包括|为)|接近|熟悉|了解|对手公司|竞争对手|对手|对话|专访|对谈|被告|原告|正是|就是|便是|即是|也是|还有|以及|邀请到?|请来|据|对此|由|与|和|对|向|在|而|但|不过|其中|此外|另外|同时|当晚|当天|近日|随后|同样来自|来自|合作伙伴|竞争对手|投资方|领投方|老股东|新股东|股东|运营方|开发方|叫|名为|给|被|前|现任|时任|记者从|对话|专访|独家|丨|\|)+"
)
_NOT_ORG = re.compile(
    r"(?:某|表示|认为|^[本我][刊报台网社站]|^[这那某一]家|^某|一位|一名|两位|两名|这位|那位|这名|该|的|了|是|^\d+(?![A-Za-z\d])|^[一两二三四五六七八九十几多]+[年月天个位名款]|^\d+[月日]|^[他她其]|^作为|^第[一二三四五六七八九十\d]+[季次届位名个期轮代批]|^自称)"
)


@cache
def _known() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(
        sorted(words("roles_zh")), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )


def roles_in(text: str) -> list[tuple[int, int]]:
    """Where roles stand in a text, in order; "创始人兼CEO" is one."""
    spans = [
        (start, end)
        for _, start, end in _known().find_matches_as_indexes(text)
        if text[end : end + 1] not in ("会", "局", "团", "席")
        or text[end - 2 : end] not in _OF_BODIES
    ]
    chiefs = [(m.start(), m.end()) for m in _CHIEF.finditer(text)]
    starts = {start for start, _ in chiefs}
    inside = {at for start, end in chiefs for at in range(start, end)}
    spans = [*chiefs, *(s for s in spans if s[0] not in inside and s[0] not in starts)]
    spans = sorted((_with_field(text, start), end) for start, end in spans)
    out: list[tuple[int, int]] = []
    for start, end in spans:
        joined = out and start - out[-1][1] <= 1 and (
            start <= out[-1][1] or text[out[-1][1]] in _JOINERS
        )  # fmt: skip
        if joined:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


_OF_BODIES = frozenset(
    "委员 董事 理事 监事 学者 议员 代表 证人 被告 原告 嘉宾".split()
)  # 委员会 is nobody's role


def _with_field(text: str, start: int) -> int:
    """Where a role begins with its field: 财务 of 财务总监."""
    found = _FIELDS.search(text, max(0, start - 8), start)
    if found is None or text.startswith(tuple(_HEADS), start):
        return start
    begin = found.start()
    chief = text.startswith(_CHIEFS, start)
    while begin < start and not (begin == 0 or re.match(f"[{BREAK}A-Za-z]", text[begin - 1])):
        ends = _ENDS_NAME.match(text, begin, start)
        if ends is None or (not chief and ends.end() == start and len(text[begin:start]) > 3):
            break
        begin = ends.end()  # 砺行科技首席技术官: 科技 is of the name
    if chief and not text.startswith(_HONORARY, begin):
        return start
    return begin


_CHIEFS = ("首席", "CEO", "CTO", "CFO", "COO", "创始人", "联合创始人", "董事长", "总裁", "创办人")
_HONORARY = ("名誉", "轮值", "兼职", "联席", "候任", "代理", "执行")
_ENDS_NAME = re.compile(
    "基金|资本|科技|机器人|半导体|软件|芯片|数据|信息|证券|大模型|人工智能|模型|自动驾驶|网络安全|技术"
)


def office_before(
    text: str, start: int, end: int, ends: dict[int, int]
) -> tuple[str | None, str | None]:
    """Role and organisation of a role at `start:end` that stands before a name.

    `ends` leads from where each role of the text ends to where it begins: two offices may be
    joined ("论文第一作者、江海大学博士生").
    """
    role = text[start:end]
    begin = start
    while begin > 0 and start - begin < 16 and not re.match(f"[{BREAK}]", text[begin - 1]):
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
    if head in _HEADS and before and not before.endswith(head[0]) and _is_common(before):
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
    if role == "作者" and house and _HOUSE_END.search(house) is None:
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


_HEADS = frozenset("局长 院长 校长 行长 社长 所长 台长 厅长 署长".split())


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


def clean(text: str) -> str | None:
    """An organisation's name without what only leads to it, or None where it is none."""
    bare = _IN_CHARGE.sub("", text.strip("「」“” 　"))
    text = _STANDING.sub("", TIME_END.sub("", _OPENING.sub("", _DONE_TO.sub("", bare))))
    if text.endswith("的") and (
        _DOES.match(text) or _JUST.match(bare) or _IS_THERE.search(text) or _STANDS.search(text)
    ):
        return None
    if "公司的" in text:
        return "公司"
    text = _OPENING.sub("", text.removesuffix("的").rpartition("的")[2].removeprefix("是"))
    for noun in _HOUSE_NOUNS:
        if noun in text and not text.endswith(noun):
            text = text.rpartition(noun)[2] or text
    if "公司" in text and not text.endswith("公司"):
        text = text.rpartition("公司")[2] or "公司"
    latin = _AFTER_KIND.match(text)
    text = (latin[1] if latin else text).strip("「」“” ")
    if len(text) < 2 or not _LETTER.search(text):
        return None
    if not may_be_organisation(text) or _is_common(text) or _is_described(text):
        return None
    return text


# 我们拨通了北纬云, 起身问山海云
_DONE_TO = re.compile("^.*?(?:了|起身问|追问|问起|采访到?|联系上?)(?=..)")
_NO_HOUSE = re.compile(
    r"[,\"'()@]|[把被给让曾]|^[请想由]|想请|唯一|之称|长大|陪同|参观|出生|[里上边]$|籍$|直到|一家|^这|[由从]|^下季|坐在|返台|名为|担任|[推拿送]到"
)


def _is_described(text: str) -> bool:
    """Whether a phrase tells something in plain words and names no house: 统计工作, 想请芯片."""
    if _NO_HOUSE.search(text):
        return True
    if _BODY_END.search(text):
        return False
    if any(end < len(text) for _, end in roles_in(text)):
        return True
    return all("\u4e00" <= one <= "\u9fff" for one in text) and _is_all_words(text)


def _is_all_words(text: str) -> bool:
    """Whether a phrase is nothing but common words of two characters or more."""
    ends = {0}
    for end in range(2, len(text) + 1):
        if any(end - size in ends and is_word(text[end - size : end]) for size in (2, 3, 4)):
            ends.add(end)
    return len(text) in ends


_BODY_END = re.compile(
    f"(?:{ENDING}|部|委|局|院|所|厅|署|会|社|校|大学|学院|银行|集团|公司|法院|央行|政府|警方|国会|白宫|厂|店|馆|机构|中心|部门|司|事务所|媒体|平台)$"
)
_IN_CHARGE = re.compile("(?<=..)(?:负责|分管|主管)[^的]{1,12}的$")  # 商务部负责安全的副部长
# What tells when, after a name: 范德林登周三.
TIME_END = re.compile(
    r"(?:周[一二三四五六日天]|上周|本周|上月|本月|昨日|昨天|昨晚|今日|今天|今早|日前|近日|近期|此前|当天|当日|当晚|深夜|凌晨|晚间|次日|随后|早前|稍早|去年|今年|\d{1,2}月\d{1,2}日|\d{1,2}日)+$"
)
# 专注开源合规的律师: what someone does, not whose they are.
_DOES = re.compile(
    r"(?:长期|一直|主要)?(?:专注|从事|负责|研究|熟悉|接近|参与|主管|分管|代理|关注|曾|在|做|投资|早期|领导|带领|主导|执掌|管理|离职|不愿|匿名|年轻|资深|前)"
)
# How somebody stands to the house: 岚星科技有关负责人, 岚星科技离职员工.
_STANDING = re.compile("(?:相关|有关|方面|内部|在职|离职|现任|时任|新任|候任|一位|一名)$")
_JUST = re.compile(
    r"(?:随后|当天|当晚|当日|近日|最近|刚刚|刚|去年|今年|同样|首次|同时)"
)  # 随后登台的
_IS_THERE = re.compile(
    r"(?:登台|上台|到场|出席|在场|参会|离职|上任|履新|加入|发言|主持|接任|主刀)的$"
)
_STANDS = re.compile("[他她我你做搞]|旁边|身边|身后|对面|坐在|站在|穿着|戴着")  # 坐在他旁边的
# 芯片商Nimbic
_AFTER_KIND = re.compile(rf"[{HAN}]{{1,8}}(?:商|公司|厂|平台|机构|企业|行|社)([A-Z][\w& .’'-]+)$")
_LETTER = re.compile(rf"[{HAN}A-Za-z]")
_HOUSE_NOUNS = (
    "制造商",
    "开发商",
    "供应商",
    "运营商",
    "厂商",
    "巨头",
    "企业",
    "机构",
    "初创",
    "平台",
    "外包商",
    "承包商",
    "代工厂",
    "设备商",
    "经纪行",
    "制作方",
    "收购方",
    "主办方",
)
_HOUSE_END = re.compile(
    r"(?:部|委|局|院|所|厅|署|会|社|校|大学|学院|银行|集团|公司|法院|央行|政府|警方|国会|白宫)$"
)


def _is_common(text: str) -> bool:
    """Whether a phrase is a common word and no house: 心理 of 心理学者."""
    return len(text) <= 4 and is_word(text) and _HOUSE_END.search(text) is None


def may_be_organisation(text: str) -> bool:
    """Whether nothing in a phrase shows that it is not a name."""
    return _NOT_ORG.search(text) is None
