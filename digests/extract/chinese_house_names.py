"""What of a Chinese phrase is the name of a house, and what only leads to it or tells of it."""

from __future__ import annotations

import re

from digests.extract.chinese_endings import ENDING, is_plain
from digests.extract.chinese_roles import COUNTRIES, HAN, roles_in
from digests.extract.chinese_words import is_word

_OPENING = re.compile(
    r"^(?:根据|以下[是为]|本文|(?:参加者|与会者|参会者|出席者|嘉宾|成员)(?:还?有|包括|为)|接近|熟悉|了解|对手公司|竞争对手|对手|对话|专访|对谈|被告|原告|正是|就是|便是|即是|也是|还有|以及|邀请到?|请来|据|对此|由|与|和|对|向|在|而|但|不过|其中|此外|另外|同时|当晚|当天|近日|随后|同样来自|来自|合作伙伴|竞争对手|投资方|领投方|老股东|新股东|股东|运营方|开发方|叫|名为|给|被|前|现任|时任|记者从|对话|专访|独家|丨|\|)+"
)


_NOT_ORG = re.compile(
    r"(?:某|表示|认为|^[本我][刊报台网社站]|^[这那某一]家|^某|一位|一名|两位|两名|这位|那位|这名|该|的|了|是|^\d+(?![A-Za-z\d])|^[一两二三四五六七八九十几多]+[年月天个位名款]|^\d+[月日]|^[他她其]|^作为|^第[一二三四五六七八九十\d]+[季次届位名个期轮代批]|^自称)"
)


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
    if not may_be_organisation(text) or is_common(text) or _is_described(text):
        return None
    return text


# 我们拨通了北纬云, 起身问山海云
_DONE_TO = re.compile("^.*?(?:了|起身问|追问|问起|采访到?|联系上?)(?=..)")


_NO_HOUSE = re.compile(
    r"[,\"'()@%％]|^持股|[把被给让曾]|^[请想由]|想请|唯一|之称|长大|陪同|参观|出生|[里上边]$|籍$|直到|一家|^这|[由从]|^下季|坐在|返台|名为|担任|[推拿送]到"
)


def _is_described(text: str) -> bool:
    """Whether a phrase tells something in plain words and names no house: 统计工作, 想请芯片."""
    if _NO_HOUSE.search(text) or text in _FIELDS or is_of_country(text):
        return True
    if _BODY_END.search(text):
        return False
    if any(end < len(text) for _, end in roles_in(text)):
        return True
    return (
        all("\u4e00" <= one <= "\u9fff" for one in text)
        and _PLAIN_LAST.search(text) is not None
        and _is_all_words(text)
    )


# What somebody works at, and no house: 运维主管, 评测工程师.
_FIELDS = frozenset(
    "运维 评测 红队 分镜 木雕 夜班组 判决书 标注 测评 剪辑 编剧 配音 采编 训练".split()
)


_TRADES = frozenset("存储 计算 芯片 半导体 机器人 数据 软件 智能 算力 汽车 技术 科技".split())


def is_of_country(text: str) -> bool:
    """Whether a phrase is a kind of house of a country: 挪威人工智能, 韩国存储."""
    country = next(
        (one for one in COUNTRIES if one not in ("中国", "欧盟") and text.startswith(one)), None
    )
    rest = text.removeprefix(country) if country else ""
    return bool(rest) and (is_plain(rest) or rest in _TRADES)


# The last word of what is told in plain words: 统计工作; a firm may be 星火通讯.
_PLAIN_LAST = re.compile(
    "(?:工作|社区|团队|项目|业务|行业|领域|方向|产品|市场|模型|工程|事务|小组|参观|专业|职业|开发|研究|管理|训练|评测|测试|压缩|标注|安全|运维|人员|方面|内部|合作|时期|现场|会议|活动|论坛|大会|城市|地方|国际|全国|海外|当地|唯一|芯片|飞机|技术|关系|任务|阶段|过程|公司|创始|早期|首批)$"
)


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
    r"(?:周[一二三四五六日天]|上周|本周|上月|本月|昨日|昨天|昨晚|今日|今天|今早|日前|近日|近期|此前|当天|当日|当晚|盘后|盘前|盘中|收盘后|午后|傍晚|深夜|凌晨|晚间|次日|随后|早前|稍早|去年|今年|\d{1,2}月\d{1,2}日|\d{1,2}日)+$"
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
_AFTER_KIND = re.compile(
    rf"[{HAN}]{{1,8}}(?:商|公司|厂|平台|机构|企业|行|社)([A-Z][A-Za-z\d& .’'-]+)$"
)


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


HOUSE_END = re.compile(
    r"(?:部|委|局|院|所|厅|署|会|社|校|大学|学院|银行|集团|公司|法院|央行|政府|警方|国会|白宫)$"
)


def is_common(text: str) -> bool:
    """Whether a phrase is a common word and no house: 心理 of 心理学者."""
    return len(text) <= 4 and is_word(text) and HOUSE_END.search(text) is None


def may_be_organisation(text: str) -> bool:
    """Whether nothing in a phrase shows that it is not a name."""
    return _NOT_ORG.search(text) is None
