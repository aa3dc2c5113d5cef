"""Where a Chinese name begins and ends, read without a segmenter.

From what follows it, from how often each length stands in the text, and from the dictionary.
"""

from __future__ import annotations

import re
from functools import cache

from digests.extract.chinese_cues import cue_pattern
from digests.extract.chinese_given import given_odds, stands_free, surnames
from digests.extract.chinese_roles import BREAK, HAN
from digests.extract.chinese_words import is_word
from digests.extract.lexicon import words

HONOURS = ("总", "董", "博士", "教授", "先生", "女士", "老师", "院士")
# What stands after a surname alone: 汤女士, 刘姐.
KINDLY = (
    "女士",
    "先生",
    "同学",
    "老师",
    "教授",
    "博士",
    "姐",
    "哥",
    "叔",
    "姨",
    "婶",
    "嫂",
    "伯",
    "师傅",
    "大姐",
    "大哥",
    "大爷",
    "大妈",
    "阿姨",
)
_KINDLY = re.compile("|".join(KINDLY))
AGE = r"(?:，?今年)?(?:\d{2}|[二三四五六七八九]?十[一二三四五六七八九]?)岁"
LATIN = "A-Za-zÀ-ÖØ-öø-ɏẠ-ỹ"  # letters of names in Latin script, with their accents
_LATIN_NAME = rf"[A-ZÀ-ÖØ-ÞĀ-Ž][{LATIN}’'.-]+(?:\s(?:(?:van|der|den|de|von|al|bin|la|le|du|da|di|dos|el|ter)\s)*[A-ZÀ-ÖØ-ÞĀ-Ž][{LATIN}’'.-]+){{1,3}}"
_LATIN = re.compile(_LATIN_NAME)
LATIN_AT_END = re.compile(rf"{_LATIN_NAME}$")
FOREIGN_AT_END = re.compile(rf"(?<![{HAN}·])[{HAN}]{{1,6}}(?:·[{HAN}]{{1,8}}){{1,3}}$")
_FOREIGN = re.compile(rf"(?:(?!的)[{HAN}]){{1,6}}(?:[·-](?:(?!的)[{HAN}{LATIN}]){{1,8}}){{1,4}}")
NOT_NAME = frozenset(
    """公司 方面 时候 大家 他们 她们 我们 你们 人士 自己 其中 所有 这些 那些 有人
    本报 记者 编辑 高管 方式 任何 任务 金额 万元 于是 关于 对于 由于 至于 高达
    何时 成为 成立 成本 包括 应该 应当 明年 明确 向本 文中 文章 安全 安排 平均
    常见 许多 单价 计划 石油 江湖 连续 支持 解决 解释 简单 管理 项目 华为 白色
    时任 方案 方向 高级 高端 周期 全部 温度 路线 程序 程度 金融 马上 曾经 曾在
    曾任 曾说 曾表 尚未 尚不 易于 常常 甘于 宁可 向外 向媒 和平 左右 史上 龙头
    毛利 田间 石头 雷达 万台 万辆 余下 别人 沙漠 车企 车辆 文档 文本 文件 明显
    司机 季度 季报 东方 代表 段时 金属 周一 周二 周三 周四 周五 周六 周日 周末 上周 安静 信中 信息""".split()
)
TIMES = r"周[一二三四五六日天]|上周|本周|上月|近日|日前|此前|之前|早前|当时|当天|当日|当晚|次日|随后|昨日|昨天|昨晚|今日|今天|去年|今年|明年|前年|近期|最近|目前|如今"


@cache
def _boundary() -> re.Pattern[str]:
    """What can stand right after a name."""
    cue = "|".join(sorted(words("cues_zh"), key=len, reverse=True))
    return re.compile(
        rf"[{BREAK}—\-]|$|{cue}|{TIMES}|{'|'.join(HONOURS)}|同时|显得|坦|直言|告诉|回应|看来|毕业|接受|受访|受邀|出席|致信|发文|发表|发布|发出|发微博|发帖|发推|发声|发言|发朋友圈|发视频|发邮件|发信|宣布|看来|认为|显然|打算|计划|估计|预计|相信|指出|负责|创办|带领|加入|离开|当庭|当场|当众|当面|均|都|一致|双双|分别|共同|联合|联名|发来|发给|打来|走进|走出|站在|坐在|拿出|拿起|放下|摇头|点头|苦笑|没有|拒绝|接过|接着|停顿|沉默|耸耸肩|摊手|却|发去|寄|递给|担任|合伙|联手|撇撇嘴|叹了|愣了|笑了|想了|想到|一上来|开场|开口|倒是|最后|最终|当即|一度|突然|忍不住|{AGE}|\d{{1,2}}[月日]|[{HAN}][过了着]"
        r"|[则也还又曾在对向于从为已没未不把将被给的是与和跟同就仍刚正并让说称道问答讲写表的之等有很]"
    )


# What needs an object, so that a cue right after it shows it to be of the name: 邬静之|指出.
_NEEDS_OBJECT = frozenset("之和跟与同从在对向给被把")


def can_end(text: str, at: int) -> bool:
    """Whether a name can end at an offset."""
    if _boundary().match(text, at) is None or _IN_NAME.match(text, at):
        return False
    if text[at : at + 1] not in _NEEDS_OBJECT:
        return True
    told = text[at + 1 : at + 2] in _OPENS_TELLING or cue_pattern().match(text, at + 1) is not None
    return not told


_IN_NAME = re.compile("道(?![：:，,。“「])")  # 左丘闻道向本刊强调
_OPENS_TELLING = frozenset("在对向则也还又曾")  # 孙正和|在会上说


FAMILIAR = frozenset("老小阿")


def name_at(text: str, at: int, *, rare: bool = False) -> str | None:
    """The name that begins at an offset, or None where none can.

    `rare` takes family names that are common words too (海, 商): where a role stands before.
    """
    latin = _LATIN.match(text, at)
    if latin:
        return latin[0]
    foreign = _FOREIGN.match(text, at)
    if foreign:
        return _foreign(text, foreign)
    single, double = surnames(rare)
    japanese = _japanese(text, at)
    if japanese:
        return japanese
    tibetan = TIBETAN.match(text, at)
    if tibetan:
        return tibetan[0]
    if text[at : at + 1] in FAMILIAR and text[at + 1 : at + 2] in single:
        known = text[at : at + 2]  # 老吴
        return known if can_end(text, at + 2) and not is_word(known) else None
    family = 2 if text[at : at + 2] in double else 1 if text[at : at + 1] in single else 0
    if not family:
        return None
    vietnamese = _VIETNAMESE.match(text, at)
    if vietnamese:
        both = text[at : vietnamese.end() + 1]
        return both if is_han(both) and can_end(text, at + len(both)) else vietnamese[0]
    hidden = _HIDDEN.match(text, at + family)
    if hidden:
        return text[at : hidden.end()]
    kindly = _KINDLY.match(text, at + family)
    sure = kindly is not None and kindly[0] in ("先生", "女士")
    if kindly and (sure or can_end(text, kindly.end())) and not is_word(text[at : kindly.end()]):
        return text[at : kindly.end()]  # 刘姐
    return _chinese(text, at, family, rare=rare)


_PARTS = "卓玛|扎西|次仁|央金|桑吉|多吉|顿珠|洛桑|尼玛|格桑|丹增|旺堆|才旦|巴桑|拉姆|白玛|平措|罗布|达娃|次旦|喜饶|仁青|索朗|德吉|曲珍|梅朵|央宗|强巴|贡布|边巴"
TIBETAN = re.compile(f"(?:{_PARTS}){{2}}")  # 卓玛央金


def _japanese(text: str, at: int) -> str | None:
    """宫本亮太: a family name of the list and two characters that end the name."""
    family = next((n for n in (3, 2) if text[at : at + n] in words("surnames_ja_zh")), 0)
    for end in (at + family + 2, at + family + 1) if family else ():
        name = text[at:end]
        if (
            is_han(name)
            and len(name) > family
            and can_end(text, end)
            and not is_word(name[family:])
        ):
            return name
    return None


_VIETNAMESE = re.compile(rf"[阮陈黎范潘武邓裴胡丁段]氏[{HAN}]")  # 阮氏秋香
_HIDDEN = re.compile("某某?(?![个些种人家地款项国])")  # 章某


# The characters that foreign names are written with.
SOUNDS = (
    "阿埃艾安昂奥巴班邦贝本比彼宾波博布查达戴丹当道德邓迪蒂丁东杜多厄恩尔法菲费芬弗福盖甘冈高戈格葛贡古哈海汉"
    "赫亨侯胡华霍基吉季加贾杰津卡凯坎康考科克肯孔库拉莱兰朗劳勒雷黎里理利莉列林琳隆卢鲁伦罗洛吕马玛迈麦曼芒梅门"
    "蒙米密明缪摩莫默姆穆纳奈南内尼妮宁纽诺努欧帕潘庞佩彭皮平珀普齐奇强乔切琼屈让热日荣茹瑞若撒萨塞赛桑瑟森沙珊"
    "尚绍舍圣施史舒朔思斯松苏索塔太泰坦汤陶特滕提廷通图托瓦万旺威韦维魏温文翁沃乌伍西希锡夏香肖谢辛欣休修许雅亚延"
    "扬耶叶伊因英尤约泽扎詹哲珍朱兹佐茨伯卜热古柯拜范容雄图夫柏娅莎丝黛娜妮蕾薇芙蓓茜莲仑弥契恰申逊萝顿敦凡芳丰哥根圭豪奎昆寇夸祖孟妲琪"
)
SOUNDED = re.compile(f"[{SOUNDS}]{{2,7}}")


PARTICLES = frozenset(
    "的了们则也还又曾都均就对向在把被将已从与和跟等同时其他她它这那有是不没来去说称道表会上下里中后前内外个"
)


def _foreign(text: str, found: re.Match[str]) -> str:
    """皮特·范德林登 of 皮特·范德林登周三."""
    first = max(found[0].rfind("·"), found[0].rfind("-")) + 2
    ends = (found.start() + n for n in range(first, len(found[0]) + 1))
    sounded = SOUNDED.match(text, found.start() + first - 1, found.end())
    most = next(
        (n for n in range(found.start() + first, found.end()) if text[n] in _AFTER_SOUNDS),
        found.end(),
    )
    end = next((one for one in ends if one >= most or can_end(text, one)), most)
    if sounded and sounded.end() < end:
        rest = text[sounded.end() : end]
        told = (
            any(is_word(rest[:n]) for n in (2, 3, 4) if n <= len(rest)) or end - sounded.end() > 3
        )
        end = sounded.end() if told else end  # 罗伊·卡弗开场便质问, 托尔斯滕·韦伯出山
    end = min(end, most)
    if end - found.start() > first + 2 and is_word(text[end - 2 : end]):
        end -= 2  # 贝丝·柯林斯出面
    return text[found.start() : end]


_AFTER_SOUNDS = frozenset("在用对向则也还又曾将已与和是就都把被给跟收本周率携抵赴访")


def _chinese(text: str, at: int, family: int, *, rare: bool) -> str | None:
    short, long = text[at : at + family + 1], text[at : at + family + 2]
    if not is_han(short) or len(short) <= family or short in NOT_NAME:
        return None
    unlikely = given_odds(long[family:]) < _LIKELY
    if text[at] in "向于那" and unlikely and (not rare or is_word(long[family:])):
        return None  # 向记者
    if short[-1] in "的了着过吗呢吧对向在与跟把被":
        return None  # 母亲付的
    after, later = at + len(short), at + len(long)
    if not is_han(long) or len(long) == len(short):
        return short if can_end(text, after) else None
    ends_short, ends_long = can_end(text, after), can_end(text, later)
    if ends_short and not (ends_long and _goes_on(text, at, short, long, family)):
        return short
    if long[-1:] in _NEVER_LAST and given_odds(short[family:]) >= _UNLIKELY:
        return short  # 骆珊更关心
    unsure = given_odds(long[family:]) < max(_SURE, given_odds(short[family:]))
    likely = given_odds(short[family:]) >= _UNLIKELY
    if unsure and likely and not ends_short and is_word(text[after : after + 2]):
        return short  # 闵瑶|推荐了
    if ends_long or count_near(text, long, at) > 1:
        return long
    if given_odds(long[family:]) >= _LIKELY and stands_free(text, at, later):
        return long
    if is_word(text[after : after + 2]) and given_odds(short[family:]) >= _UNLIKELY:
        return short
    return long if is_word(text[later : later + 2]) else None


_UNLIKELY = -2.5  # and of one that hardly is: 曾对
_SURE = 1.0  # and of one that is sure
_LIKELY = 0.0  # odds of a given name from which it is one
NEAR = 20_000  # characters around: no article is longer, and a huge text stays linear


def count_near(text: str, words: str, at: int) -> int:
    """How often a string stands near an offset."""
    return text.count(words, max(0, at - NEAR), at + NEAR)


def _goes_on(text: str, at: int, short: str, long: str, family: int) -> bool:
    """Whether the longer name is meant where both can end: 钱大有。, 林岚在"""
    after = at + len(long)
    told = (
        text[after : after + 1] in "，。；、在对向" or cue_pattern().match(text, after) is not None
    )
    part_of_name = long[-1] in _IN_NAMES and told
    sure = part_of_name and given_odds(long[family:]) > _UNSURE
    return sure or _is_steady(text, at, short, long)


_NEVER_LAST = tuple("更则却也还都就只才不没很最")
_IN_NAMES = frozenset("有之为同正刚从")  # characters of names that may stand after one as well
_UNSURE = -3.0


def _is_steady(text: str, at: int, short: str, long: str) -> bool:
    """Whether the longer name stands wherever the shorter does, and its last character is no verb."""
    many = count_near(text, long, at)
    return many > 1 and many == count_near(text, short, at) and long[-1] not in _VERBS


_VERBS = frozenset("说称道问答讲写表的")


def is_han(text: str) -> bool:
    return all("\u3400" <= character <= "\u9fff" for character in text)
