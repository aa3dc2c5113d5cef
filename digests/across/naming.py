"""Whether a name in Latin letters and one in Chinese characters are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from digests import glossary
from digests.across.lexicon import coined, stem
from digests.extract.chinese_names import names_of
from digests.stories.romanise import (
    is_pinyin,
    pinyin,
    sounds,
    translations,
    transliterations,
    written_by_sound,
)
from digests.text import has_cjk

_WEEKDAY = re.compile(r"(?:本|上|下)?(?:周|星期)[一二三四五六日天]")
_ALIKE = 0.62  # the share of consonants that two ways of writing a name have in common
_SHORTEST = 3  # letters of a name that is known by its sound
# What the general dictionary has by another name, or not at all.
_HOUSES = {
    "sequoia": "红杉", "tencent": "腾讯", "nvidia": "英伟达", "meta": "元", "huawei": "华为",
    "xiaomi": "小米", "moonshot": "月之暗面", "zhipu": "智谱", "deepseek": "深度求索",
    "anthropic": "安斯罗匹克", "softbank": "软银", "alibaba": "阿里", "baidu": "百度",
    "bytedance": "字节", "samsung": "三星", "apple": "苹果", "tesla": "特斯拉", "oracle": "甲骨文",
    "cisco": "思科", "ibm": "国际商业机器", "intel": "英特尔", "amd": "超威", "qualcomm": "高通",
    "tsmc": "台积电", "foxconn": "富士康", "arm": "安谋", "salesforce": "赛富时", "adobe": "奥多比",
    "netflix": "奈飞", "facebook": "脸书", "twitter": "推特", "youtube": "油管", "reuters": "路透",
    "bloomberg": "彭博", "goldman": "高盛", "morgan": "摩根", "blackrock": "贝莱德", "uk": "英国",
    "us": "美国", "eu": "欧盟", "uae": "阿联酋", "un": "联合国",
}  # fmt: skip


@lru_cache(maxsize=65536)
def same(latin: str, han: str, *, named: bool) -> bool:
    """Whether the Latin word is a part of the Chinese name, or the name a part of it.

    `named`: the Chinese word is known to be a name, so that its sound is enough.
    """
    word = latin.casefold()
    if not has_cjk(han):
        return word in re.findall(r"\w+", han.casefold()) or word == han.casefold()
    if (word in _HOUSES and _HOUSES[word] in han) or any(one in han for one in translations(latin)):
        return True
    if len(word) >= _SHORTEST and is_pinyin(word) and word in read(han.replace("·", "")):
        return len(word) >= 4 or named
    if named and len(word) > 1 and any(pinyin(one).startswith(word) for one in han[:1]):
        return word in {pinyin(han[:1]), pinyin(han[:2])}
    if named and len(han) < 5 and word in {pinyin(han[1:]), pinyin(han[2:])}:
        return True
    if not named and glossary.means(han, (stem(latin),)):
        return True
    if named and len(word) >= _SHORTEST:
        parts = (_skeletons(part) for part in han.split("·"))
        return any(_close(one, two) for part in parts for one in part for two in sounds(latin))
    return False


def _close(one: str, other: str) -> bool:
    """Whether two skeletons share most consonants in their order: Whitcombe 惠特科姆."""
    same = sum(block.size for block in SequenceMatcher(None, one, other).get_matching_blocks())
    return one == other or (same >= 2 and 2 * same >= _ALIKE * (len(one) + len(other)))


def _skeletons(part: str) -> set[str]:
    """How the whole of a name sounds, not a piece of it."""
    found = set(transliterations(part))
    longest = max(map(len, found), default=0)
    return {one for one in found if len(one) == longest}


def written(latin: str, text: str) -> Iterator[str]:
    """The Chinese characters of the text that are read like the Latin name: 星桥 "Xingqiao"."""
    word = latin.casefold()
    if len(word) < 4 or not is_pinyin(word):
        return
    for at, one in enumerate(text):
        if not ("\u4e00" <= one <= "\u9fff" and word.startswith(tuple(read(one).split()))):
            continue
        for size in (2, 3, 4):
            if word in read(text[at : at + size]).split():
                yield text[at : at + size]


# Characters of names with a second reading.
_SECOND = {"长": "chang", "行": "hang", "重": "chong", "乐": "yue", "曾": "ceng", "朝": "zhao", "藏": "zang", "传": "zhuan", "解": "xie", "单": "shan", "查": "cha", "区": "qu", "石": "shi"}  # fmt: skip


@lru_cache(maxsize=16384)
def read(han: str) -> str:
    """How the characters are read; where one may be read otherwise, both ways, one after another."""
    other = "".join(_SECOND.get(one) or pinyin(one) for one in han)
    return f"{pinyin(han)} {other}"


def heard(latin: str, text: str) -> Iterator[str]:
    """The runs of a Chinese text that sound like the Latin name: 惠特科姆 "Whitcombe"."""
    runs = (run for run in written_by_sound(text) if not glossary.knows(run))
    yield from (run for run in runs if same(latin, run, named=True))


def people(text: str) -> Iterator[str]:
    """The people whom a Chinese text names, each by every way it names them."""
    found = names_of(_WEEKDAY.sub("，", text))
    ways = (way for way, full in found.alias.items() if full in found.people or coined(full))
    for name in sorted({*found.people, *ways}, key=lambda one: (-len(one), one)):
        if has_cjk(name) and name in text and not (len(name) == 2 and glossary.is_common(name)):
            yield name
