"""What the names of Chinese houses end in, and where a house's name ends and a unit of it begins."""

from __future__ import annotations

import re

from digests.extract.chinese_words import is_word

ENDING = (
    "自动驾驶|机器人|半导体|微电子|研究院|研究所|实验室|委员会|管理局|数据局|律师事务所|律所|人民法院|检察院|出版社|通讯社|医院|大学|学院|银行|证券|资本|创投|资管|基金|控股|集团"
    "|科技|技术|智能|智驾|芯片|汽车|算力|智造|智算|数科|数算|重机|机电|仪器|装备|精工|制造|实业|股份|传媒|医疗|制药|药业|生物|网络|软件|信息|电子|光电|能源|电力|电气|重工|材料|动力|航天|航空|物流|教育|出行|游戏|影业|文化|数据|通信|电信"
    "|互动|基金|晶圆|标注|钱包|顾问|咨询|电器|光子|量子|保险|金服|计算|存储|语音|视觉|云仓|编译|引擎|激光|传感|研究社|考试院|仲裁院|智库|互娱|智慧|视界|人力|事务所|协会|联盟|学会|工会|商会|基金会|云(?!端|服务|计算|厂商|平台|游戏|科技|智能|集团|网络|信息|数据|资本|医疗|控股|传媒)"
)
_ENDS = re.compile(f"{ENDING}|国际|AI|公司|法院|检察院|政府|部委")
_UNIT = re.compile(
    r".{1,14}(?:研究中心|中心|事业部|事业群|部门|部|团队|小组|实验室|研究院|研究所|学院|系|委员会|业务|业务线|产品线|项目组|项目|板块|平台|办公室|分院|招生办|教务处|科研处|人事处|厅)"
)
# Who is at the head of a unit: the unit is of the office, not of the house.
_HEADS_UNIT = re.compile(
    r"(?:负责人|主任|副主任|院长|副院长|所长|副所长|部长|副部长|组长|总监|主管|经理|总经理|副总裁|总裁|带头人|成员|主席|系主任|长)$"
)


def house_and_unit(phrase: str, role: str) -> tuple[str, str] | None:
    """House and office of "中州大学法治研究中心" + "主任": 中州大学, 法治研究中心主任.

    None where the phrase is a house alone, or the role is not the head of a unit.
    """
    if not heads_unit(role):
        return None
    for end in _ENDS.finditer(phrase):
        stem, unit = phrase[: end.start()], phrase[end.end() :]
        if not unit:
            return None
        if len(stem) > 1 and not _is_plain(stem, end[0]) and is_unit(unit):
            return phrase[: end.end()], unit + role
    return None


def is_plain(name: str) -> bool:
    """Whether a name is a common noun and its ending: 金融科技, 网络安全."""
    end = _ENDS.search(name, 2)
    return is_word(name) or (end is not None and name[: end.start()] in _PLAIN)


def _is_plain(stem: str, ending: str) -> bool:
    """Whether stem and ending are no name: 人工智能, 国家数据."""
    return is_word(stem + ending) or stem in _PLAIN


_PLAIN = frozenset(
    "国家 全国 中国 金融 工业 商业 城市 数字 科学 企业 公共 社会 市场 互联 信息 网络 人工 机器 国际 全球 区域 行业".split()
)
# What may stand between a unit and who heads it, and is read as part of the role at first.
_UNIT_NOUN = re.compile(r"(?:业务线|业务|项目|团队|部门|产品线|平台|板块)(?=.)")


def placed(role: str, house: str) -> tuple[str, str]:
    """Role and house, where a unit of the house goes with the role: 澄野科技视频 + 业务负责人."""
    noun = _UNIT_NOUN.match(role)
    moved = house_and_unit(house + noun[0], role[noun.end() :]) if noun else None
    parts = moved or house_and_unit(house, role)
    return (parts[1], parts[0]) if parts else (role, house)


def heads_unit(role: str) -> bool:
    """Whether a role is of somebody at the head of a unit."""
    return _HEADS_UNIT.search(role) is not None


def is_unit(phrase: str) -> bool:
    """Whether a phrase is a part of a house: 对齐团队, 智能座舱部."""
    return _UNIT.fullmatch(phrase) is not None
