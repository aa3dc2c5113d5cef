"""What a person wants who writes in a thread: read out of a few words, English or Chinese. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from digests.answers.question import read as read_question
from digests.model import Language

Want = Literal["sources", "more", "language", "disagree", "sure", "since", "answer"]

_ENDS = r"[\s.!?。！？…]*$"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_HAN = "一二三四五六七八九十"
_NUMBER = re.compile(
    rf"(?:第\s*([{_HAN}]|\d{{1,2}})\s*[条个则篇]?|\b(?:no\.?|number|#|story|item|on|about|of|for)\s*#?(\d{{1,2}})\b|\b({'|'.join(_ORDINALS)})\b|^\s*#?(\d{{1,2}}){_ENDS})",
    re.IGNORECASE,
)
_DAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|\\d{1,3}\\s*[hdw]"
_FORMS: tuple[tuple[Want, str], ...] = (
        ("since", rf"\b(?:what(?:'s|’s| is| has| have)?|anything) (?:new|changed|happened).{{0,20}}\bsince (?:last )?(?:{_DAY})|\bsince (?:last )?(?:{_DAY}){_ENDS}|(?:自|从)?(?:上?周[一二三四五六日天]|昨天)(?:以来|之后|后|起).{{0,8}}(?:变|新)"),
        ("language", rf"^\s*(?:please |can you |could you )?(?:say (?:it|that) |again |translate (?:it |that |this )?)?in(?:to)? (?:chinese|mandarin|english)(?: please)?{_ENDS}|^\s*(?:请)?(?:用|说|换成?|翻译成)?(?:中文|汉语|英文|英语)(?:版|说|呢|怎么说)?{_ENDS}"),
        ("sources", rf"^\s*(?:(?:what|which|where) (?:are|is|were) )?(?:the |your |its )?(?:sources?|links?|citations?|references?)(?: (?:for|of|on) .{{0,20}})?(?: please)?{_ENDS}|^\s*(?:who (?:reported|says) (?:this|that|it)|where (?:is|does) (?:this|that) (?:from|come from)){_ENDS}|^\s*(?:信源|来源|出处|链接|原文)(?:是什么|呢|在哪)?{_ENDS}"),
        ("more", rf"^\s*(?:(?:tell me |say |show )?more|details?|expand|go on|elaborate)(?: (?:on|about|of|for)\b.{{0,20}})?(?: please)?{_ENDS}|^\s*(?:第\s*[{_HAN}\d]+\s*[条个则篇]?)?(?:详细|更多|展开|细节|具体)(?:说说|一点|讲讲|说明|内容|信息)?{_ENDS}|^\s*#?\d{{1,2}}{_ENDS}|^\s*第\s*[{_HAN}\d]+\s*[条个则篇]{_ENDS}|^\s*(?:说说|讲讲|展开)第\s*[{_HAN}\d]+\s*[条个则篇]?{_ENDS}"),
        ("disagree", rf"^\s*(?:who|which outlets?|does any(?:one|body)|do (?:they|outlets|sources|the (?:outlets|sources))|is any(?:one|body)) (?:dis)?(?:agree|dispute|den(?:y|ies)|contradict|differ|object)\w*(?: with (?:this|that|it))?{_ENDS}|^\s*any disagreements?{_ENDS}|^\s*(?:谁|有谁|哪些媒体|有没有人)?(?:反对|不同意|否认|质疑|有分歧|说法不同){_ENDS}|^\s*有(?:什么|哪些)?(?:分歧|争议|不同说法)(?:吗)?{_ENDS}"),
        ("sure", rf"^\s*(?:how (?:sure|certain|confident|reliable|solid) (?:are (?:they|you|we)|is (?:this|that|it))|is (?:this|that|it) (?:certain|confirmed|true|sure)|can (?:i|we) trust (?:this|that|it)){_ENDS}|^\s*(?:有多(?:确定|可靠|可信)|确定吗|可靠吗|可信吗|属实吗|证实了吗){_ENDS}"),
)  # fmt: skip
_WANTS = tuple((want, re.compile(form, re.IGNORECASE)) for want, form in _FORMS)
_CHINESE = re.compile(r"chinese|mandarin|中文|汉语", re.IGNORECASE)
_SINCE = re.compile(rf"\b({_DAY})\b|(周[一二三四五六日天]|昨天)", re.IGNORECASE)
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_POINTING = re.compile(
    r"\b(?:he|she|him|her|his|hers|they|them|their|it|its|this|that|those|these)\b|^(?:and|so|what about|how about)\b|[他她它]们?|^那|这个|该公司|呢[?？]?$",
    re.IGNORECASE,
)


_MOST_NAMES = 3  # of an earlier question, taken into one that leans on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is wanted. `number` is the story of the brief that is meant, from 1, where one is."""

    want: Want
    text: str
    number: int | None = None
    language: Language | None = None
    since: str | None = None  # "monday", "yesterday", "3d"

    @property
    def points_back(self) -> bool:
        """Whether it leans on what was said before: "and what did she say?"."""
        return self.want == "answer" and _POINTING.search(self.text) is not None


def read(text: str) -> Asked:
    """What the words ask for; whatever is no known wish is a question."""
    text = " ".join(text.split())
    want: Want = next((want for want, form in _WANTS if form.search(text)), "answer")
    language: Language = "zh" if _CHINESE.search(text) else "en"
    return Asked(
        want=want,
        text=text,
        number=_number(text),
        language=language if want == "language" else None,
        since=_since(text) if want == "since" else None,
    )


def leaning(asked: Asked, before: str | None) -> str:
    """The question with the names of the one `before` it, where it leans on that."""
    if not before or not asked.points_back:
        return asked.text
    names = [one.text for one in read_question(before).names][:_MOST_NAMES]
    return f"{asked.text} ({', '.join(name.title() for name in names)})" if names else asked.text


def _number(text: str) -> int | None:
    found = _NUMBER.search(text)
    if found is None:
        return None
    written = next(one for one in found.groups() if one).lower()
    if written.isdigit():
        return int(written) or None
    return (_HAN.index(written) if written in _HAN else _ORDINALS.index(written)) + 1


def _since(text: str) -> str | None:
    found = _SINCE.search(text)
    if found is None:
        return None
    if found[1]:
        return "".join(found[1].lower().split())
    return (
        "yesterday" if found[2] == "昨天" else _DAYS[min(6, "一二三四五六日天".index(found[2][1]))]
    )
