"""Names that only a role before them shows, whatever their characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from digests.extract.chinese_cues import cue_pattern
from digests.extract.chinese_forms import (
    NEAR,
    PARTICLES,
    SOUNDED,
    TIMES,
    can_end,
    count_near,
    is_han,
)
from digests.extract.chinese_roles import BREAK
from digests.extract.chinese_words import is_word
from digests.extract.lexicon import words


def unusual_name(text: str, at: int) -> str | None:
    """A name with no family name of the list, shown by a role before it and by coming again."""
    for length in (4, 3, 2):
        name = text[at : at + length]
        known = len(name) < length or not is_han(name) or name[:2] in _NOUNS or is_word(name)
        if not known and count_near(text, name, at) > 1 and can_end(text, at + length):
            return name if any(map(_told_by(text, name), _places(text, name, at))) else None
    return None


# 麴明朗在直播里宣布, 洛桑次仁周二接受采访时承认
_THEN = re.compile(
    rf"(?:会后|则|也|还|随后|{TIMES})?(?:[在对向于][^{BREAK}]{{1,12}}?|通过[^{BREAK}]{{1,6}}|用[^{BREAK}]{{1,6}}|接受[^{BREAK}]{{1,10}}?时)(?={'|'.join(sorted(words('cues_zh'), key=len, reverse=True))}|[说称])"
)


def told_of(text: str, at: int) -> str | None:
    """A name of any characters between a role and a cue: 副教授|师文筠|认为."""
    for length in (6, 5, 4, 3, 2):
        name, end = text[at : at + length], at + length
        whole = len(name) == length and is_han(name) and PARTICLES.isdisjoint(name)
        if not whole or is_word(name) or name[:2] in _NOUNS:
            continue
        filler = _THEN.match(text, end)
        if cue_pattern().match(text, filler.end() if filler else end):
            return name
        if filler and cue_pattern().match(text, end):
            return name
    return None


def foreign_surname(text: str, at: int) -> str | None:
    """A name written by its sound, right before what its holder does: 首席执行官|布伦|说.

    Only after a role: companies and countries are written like this too.
    """
    found = SOUNDED.match(text, at)
    for end in range(found.end(), at + 1, -1) if found else ():
        name = text[at:end]
        acts = text[end : end + 1] not in "，。、的；" and can_end(text, end)
        if acts and not is_word(name) and name[:2] not in _NOUNS:
            return name
    return None


_NOUNS = frozenset(
    """团队 方面 公司 集团 本人 自己 同时 随后 个人 夫妇 兄弟 家族 办公 代表 之一 出身 背景 身份 时期 期间 岗位
    职位 人选 离职 辞职 上任 工作 职务 以及 或者 介绍 认为 表示 告诉 群体 协会 大会 论坛 会议 制度 经验 需要 可以
    人数 数量 收入 工资 薪酬 培训 职业 资格 证书 平均 普遍 大多 往往 已经 正在 开始""".split()
)


def _places(text: str, name: str, near: int) -> Iterator[int]:
    at, stop = text.find(name, max(0, near - NEAR), near + NEAR), near + NEAR
    while at >= 0:
        yield at + len(name)
        at = text.find(name, at + 1, stop)


def _told_by(text: str, name: str) -> Callable[[int], bool]:
    """Whether a cue stands right after the name at some place."""
    return lambda end: (
        cue_pattern().match(text, end) is not None
        or text.startswith(("对我们", "对记者", "对本报", "告诉", "看来", "并不"), end)
    )
