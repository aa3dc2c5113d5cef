"""Roles in Chinese text, and the role and organisation that a phrase around a name gives."""

from __future__ import annotations

import re
from functools import cache

import ahocorasick_rs

from digests.extract.lexicon import words

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
BREAK = "，。；：、！？（）()《》“”‘’「」『』\\s"
_BREAKS = re.compile(f"[{BREAK}]")


def breaks(character: str) -> bool:
    """Whether a character parts words or clauses."""
    return _BREAKS.match(character) is not None


_CHIEF = re.compile(
    rf"首席[{HAN}A-Za-z]{{0,6}}?(?:官|科学家|工程师|架构师|经济学家|分析师|研究员|设计师)"
)
COUNTRIES = frozenset(
    """中国 美国 日本 韩国 英国 法国 德国 荷兰 欧盟 印度 俄罗斯 加拿大 澳大利亚 新加坡 以色列 瑞士 瑞典
    芬兰 挪威 丹麦 意大利 西班牙 葡萄牙 爱尔兰 比利时 巴西 墨西哥 越南 泰国 马来西亚 印尼 沙特 阿联酋 台湾
    香港 约旦 塞内加尔 摩洛哥 突尼斯 加纳 卢旺达 秘鲁 印度尼西亚 老挝 柬埔寨 菲律宾 缅甸 乌克兰 波兰 捷克 匈牙利 奥地利 希腊 土耳其 埃及 尼日利亚 肯尼亚 南非 阿根廷 智利
    哥伦比亚 新西兰 卡塔尔 伊朗 伊拉克 哈萨克斯坦 蒙古 朝鲜 巴基斯坦 斯里兰卡 尼泊尔 爱沙尼亚 立陶宛 拉脱维亚 冰岛 卢森堡 北京 上海 深圳 广东 浙江 江苏 欧洲 亚洲 全球""".split()
)
_JOINERS = frozenset("兼、和及")
# What stands before a role and belongs to it: 财务总监, 经济部长, 兼职首席科学家.
_FIELDS = re.compile(
    r"(?:(?:数字事务|数位事务|数位经济|数字经济|投资者关系|政府关系|公共关系|客户关系|定价|驻场|值班|大客户|大中华区|中国区|亚太区|欧洲区|华东区|华南区|华北区|西南区|亚太区|研究|基础|报告|财务|技术|市场|产品|运营|研发|算法|经济|外交|工业|商务|公关|品牌|人事|人力资源|法务|投资|基金|战略|销售"
    r"|安全|数据|硬件|软件|供应链|项目|业务|内容|教育|科技|卫生|国防|能源|交通|财政|贸易|区域|全球|海外|国内|亚太|华东|华南|华北|北美|欧洲|亚洲|中国区|大区"
    r"|高级|资深|执行|联席|常务|名誉|轮值|兼职|客座|特聘|渠道|增长|采购|生产|质量|工程|架构|科研|学术|模型|大模型|人工智能"
    r"|信息|隐私|合规|传播|政策|(?:政府|公共|竞争|法律|国际|企业|消费者|监管|公众)事务|商业化|用户|客户|平台|系统|测试|设计|医学|临床|内政|司法|农业"
    r"|文化|数字|代理|候任|首席|总|副|女|男|老|青年|独立|行业|开源|心理|历史|社会|法律|物理|数学|经济学|心理学"
    r"|哲学|社会学|法学|语言学|半导体|芯片|机器人|自动驾驶|网络安全|投行|证券|卖方|买方|策略|董事会|监事会|理事会)){1,3}$"
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
    if found is None or text.startswith(tuple(HEADS), start):
        return start
    begin = found.start()
    chief = text.startswith(_CHIEFS, start)
    while begin < start and not (begin == 0 or _BEGINS.match(text, begin - 1)):
        ends = _ENDS_NAME.match(text, begin, start)
        if ends is None or (not chief and ends.end() == start and len(text[begin:start]) > 3):
            break
        begin = ends.end()  # 砺行科技首席技术官: 科技 is of the name
    if chief and not text.startswith(_HONORARY, begin):
        return start
    return begin


_BEGINS = re.compile(f"[{BREAK}A-Za-z]")
_CHIEFS = ("首席", "CEO", "CTO", "CFO", "COO", "创始人", "联合创始人", "董事长", "总裁", "创办人")
_HONORARY = ("名誉", "轮值", "兼职", "联席", "候任", "代理", "执行")
_ENDS_NAME = re.compile(
    "基金|资本|科技|机器人|半导体|软件|芯片|数据|信息|证券|大模型|人工智能|模型|自动驾驶|网络安全|技术"
)


HEADS = frozenset("局长 院长 校长 行长 社长 所长 台长 厅长 署长".split())
