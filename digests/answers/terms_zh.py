"""What a Chinese question is about: its words by the dictionary, and what none has as names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from digests.answers import glosses, phrasals
from digests.answers.lexemes import NUMBERED_ZH, numbered, pairs
from digests.answers.synonyms import synonyms
from digests.answers.terms import Term
from digests.stories.concepts import concepts
from digests.stories.romanise import pinyin, transliterations, written_by_sound
from digests.text import has_cjk

_ASKING_ZH = re.compile(
    r"什么时候|什么时间|为什么|是什么|什么|是谁|有?多少[个家台颗名位项道步枚张次吨件人种度元钱只部款条份辆]?|是多少|怎么样|怎么说|怎么看|怎么|如何|怎样|哪一?[家个些位天所项种年月日次篇]|哪里|哪儿|谁|何时|为何|是否|有没有|吗|呢|几[个家台颗次位名项道步枚张人款部种条份辆]|[一每单][个家台颗位名项道枚张次件款部条份辆片块](?![\u4e00-\u9fff]?[区城省])|多大|多久|把(?!握|关|柄|戏)|一样|一致|各家|说法|请问|[他她它]们?|还有?|另外|此外|分别|各是|到底|大约|大概|最终|一共|总共|约"
)
# Written by sound: a run of such characters with two at least that are hardly used otherwise.
_FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8})+")
_TELLING = frozenset("尔斯特拉克诺姆洛伦塔莎弗维恩沃伍萨奥凯埃娅蒂丁顿堡德")
_PLACE = re.compile(r"(?:^|(?<=[，、在从对给由向和与]))[\u4e00-\u9fff]{2}(?=[市省县]|大学)")
_ROLES = frozenset(
    "首席执行官 首席科学家 创始人 董事长 总裁 总经理 主任 局长 部长 厅长 发言人 分析师 教授 院长 负责人".split()
)
# What follows a firm's name and is a part of it.
_SUFFIXES = frozenset(
    "科技 智能 半导体 资本 集团 公司 实验室 基金 大学 系统 存储 数据 机器人 计算 芯片 微电子 创投 证券 技术".split()
)
# Times, and words that ask: not what a question is about.
_ASIDE = frozenset(
    "现在 目前 已经 正在 曾经 即将 去年 今年 明年 前年 后年 具体 有关 关于 方面 媒体 分别".split()
)
# Single characters that join Chinese words: where an unknown run is cut.
_JOINTS = re.compile(
    "[说要向会在由能比让给被把是有和与对从到用买卖花罚降按最每各称将就也都了的后前里上下中内外这那其该个家]"
)


def chinese_terms(text: str) -> Iterator[Term]:
    """The terms of a Chinese question; nothing of one without Chinese in it."""
    text = _ASKING_ZH.sub("，", phrasals.spelled_zh(text))
    for key in numbered(text):
        if not key.startswith("p:") and has_cjk(key):
            word, _, tail = key.partition("#")
            forms = {key: 1.0, f"{pinyin(word)}#{tail}": 0.9, f"p:{pinyin(word)}#{tail}": 0.9}
            yield Term(text=key, forms=forms, name=True)
    text = NUMBERED_ZH.sub("，", text)
    for name in dict.fromkeys(_names(text)):
        setting = re.search(rf"[在于]{name}", text) is not None
        text = text.replace(name, "，")
        yield replace(_name(name), setting=setting)
    named = False
    for word, known in glosses.words(text):
        if known and (word in _ASIDE or (named and word in _SUFFIXES)):
            named = False
            continue
        named = not known
        if known:
            there = glosses.proper(word) and re.search(rf"[在于到]{word}", text) is not None
            role = word in _ROLES
            yield Term(text=word, forms=_known_forms(word), role=role, name=there, setting=there)
        else:
            for part in _JOINTS.split(word):
                if len(part) > 1:
                    yield Term(text=part, forms=_unknown_forms(part), name=True)


def _names(text: str) -> Iterator[str]:
    """Names that can be told by how they are written, before the dictionary cuts them up."""
    yield from (match[0] for match in _FOREIGN.finditer(text))
    text = _FOREIGN.sub("，", text)
    yield from (run for run in written_by_sound(text) if _foreign(run))
    yield from (match[0] for match in _PLACE.finditer(text))


def _foreign(run: str) -> bool:
    """Whether a run of characters that write sounds is a name: by those that write little else,

    by its length, or since no word is in it. What the dictionary has is left to it.
    """
    if any(known and len(word) > 2 for word, known in glosses.words(run)):
        return False  # the dictionary has it: 波士顿
    if sum(one in _TELLING for one in run) > 1 or len(run) > 3:
        return True
    return len(run) > 2 and not any(known for _, known in glosses.words(run))


def _name(name: str) -> Term:
    parts = tuple(_unknown_forms(one) for one in name.split("·"))
    if len(parts) == 1:
        return Term(text=name, forms=parts[0], name=True)
    return Term(text=name, forms={}, name=True, parts=parts)


def _known_forms(word: str) -> Mapping[str, float]:
    english = glosses.english(word)
    forms: dict[str, float] = {}
    for one in english:
        forms |= dict.fromkeys(synonyms(one), 0.4)
    forms |= dict.fromkeys(synonyms(word), 0.6)
    whole = glosses.meanings(word)
    forms |= {one: 0.8 if one in whole else 0.4 for one in english}
    forms |= dict.fromkeys(concepts(word), 0.6)
    return {**forms, word: 1.0}


def _unknown_forms(run: str) -> Mapping[str, float]:
    """A run that no dictionary has: a name, most often, whole or in part."""
    forms = dict.fromkeys(pairs(run), 0.9)
    forms |= {f"p:{pinyin(one)}": 0.8 for one in pairs(run)}
    forms |= {f"x:{one}": 0.8 for one in transliterations(run) if len(one) > 2}
    forms |= dict.fromkeys(synonyms(run), 0.8)
    return {**forms, run: 1.0}
