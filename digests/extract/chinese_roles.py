"""Roles in Chinese text, and the role and organisation that a phrase around a name gives."""

from __future__ import annotations

import re
from functools import cache

import ahocorasick_rs

from digests.extract.lexicon import words

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
BREAK = "，。；：、！？（）()《》“”‘’「」『』\\s"
_CHIEF = re.compile(
    rf"首席[{HAN}A-Za-z]{{0,6}}?(?:官|科学家|工程师|架构师|经济学家|分析师|研究员|设计师)"
)
_JOINERS = frozenset("兼、和及")
_OPENING = re.compile(
    r"^(?:据|对此|由|与|和|对|向|在|而|但|不过|其中|此外|另外|同时|当晚|当天|近日|随后|同样来自|来自|合作伙伴|竞争对手|投资方|领投方|前|现任|时任|记者从|对话|专访|独家|丨|\|)+"
)
_NOT_ORG = re.compile(
    r"(?:表示|认为|一位|一名|两位|两名|这位|那位|这名|该|的|了|是|^\d+|^\d*月|^\d*日|^[他她其]|^作为)"
)


@cache
def _known() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(
        sorted(words("roles_zh")), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )


def roles_in(text: str) -> list[tuple[int, int]]:
    """Where roles stand in a text, in order; "创始人兼CEO" is one."""
    spans = [(start, end) for _, start, end in _known().find_matches_as_indexes(text)]
    chiefs = [(m.start(), m.end()) for m in _CHIEF.finditer(text)]
    starts = {start for start, _ in chiefs}
    inside = {at for start, end in chiefs for at in range(start, end)}
    spans = sorted([*chiefs, *(s for s in spans if s[0] not in inside and s[0] not in starts)])
    out: list[tuple[int, int]] = []
    for start, end in spans:
        joined = out and start - out[-1][1] <= 1 and (
            start == out[-1][1] or text[out[-1][1]] in _JOINERS
        )  # fmt: skip
        if joined:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


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
    before = text[begin:start]
    if before.endswith("前"):
        return None, None
    if begin > 0 and text[begin - 1] == "、" and begin - 1 in ends:
        return f"{text[ends[begin - 1] : begin - 1]}、{role}", clean(before)
    return role, clean(before)


def split_office(text: str) -> tuple[str | None, str | None]:
    """Role and organisation from a whole phrase: "启明智驾的联合创始人兼CEO"."""
    last = next((span for span in roles_in(text) if span[1] == len(text)), None)
    if last is None:
        return None, None
    return text[last[0] : last[1]], clean(text[: last[0]].removesuffix("的"))


def clean(text: str) -> str | None:
    """An organisation's name without what only leads to it, or None where it is none."""
    text = _OPENING.sub("", text.strip("「」“” 　")).removesuffix("的")
    text = text.rpartition("的")[2]
    if "公司" in text and not text.endswith("公司"):
        text = text.rpartition("公司")[2] or "公司"
    if len(text) < 2 or not may_be_organisation(text):
        return None
    return text


def may_be_organisation(text: str) -> bool:
    """Whether nothing in a phrase shows that it is not a name."""
    return _NOT_ORG.search(text) is None
