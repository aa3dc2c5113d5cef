"""The time a forecast or a plan is about, in the article's own words: "by 2030", "within five years"."""

from __future__ import annotations

import re

from digests.model import Figure, Language

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_PART = r"(?:the\s)?(?:(?:end|start|beginning|middle|summer|spring|autumn|fall|winter|(?:first|second|third|fourth)\s(?:quarter|half))\sof\s)?(?:the\s)?"
_WHEN = (
    rf"(?:20\d\d|(?:this|next|the)\s(?:year|month|week|quarter|decade|summer|spring|autumn|fall|winter|century)|year['’]?s?[-\s]end|{_MONTH}(?:\s\d{{1,2}}(?!\d))?(?:,?\s20\d\d)?"
    r"|(?:first|second|third|fourth)\s(?:quarter|half)(?:\sof\s(?:20\d\d|(?:this|next)\syear))?|q[1-4](?:\s20\d\d)?|h[12](?:\s20\d\d)?)"
)
_ENGLISH = re.compile(
    rf"\b(?:(?:by|before|until|through|after|from|in|at|during|since\b(?!.)|not\sbefore|no\searlier\sthan)\s{_PART}{_WHEN}|within\s(?:the\snext\s)?[\w-]+\s(?:years?|months?|weeks?|days?|decades?)"
    r"|(?:over|in)\sthe\s(?:next|coming)\s(?:[\w-]+\s)?(?:years?|months?|decades?)|this\s(?:decade|year|century)|next\s(?:year|quarter|month|decade|week)|in\s[\w-]+\s(?:years?|months?)['’]?(?:\stime)?)",
)
_CHINESE = re.compile(
    r"(?:到|至|在|(?<![高低多少大小早晚])于|将于|预计)?(?:20\d\d年|今年|明年|后年|年内|本季度|下季度)(?:[上下]半年|第?[一二三四]季度|\d{1,2}月)?(?:年?底|年?末|年初)?(?:之前|以前|前|内)?"
    r"|未来[一二三四五六七八九十两几\d]+(?:到[一二三四五六七八九十\d]+)?个?[年月]|[一二三四五六七八九十两\d]+个?[年月](?:之内|以内|内)|\d{1,2}月(?:底|末|初|\d{1,2}日)?(?:之前|前)?|第?[一二三四]季度(?:末|底|前)?|年底(?:前|之前)?|月底(?:前|之前)?"
)
# "up from 410 million this year", "said in March": what it is measured against, or when it was said.
_PHRASE = r"(?:[^,;.:]|[.,](?=\d))*"
_AGAINST = re.compile(
    rf"(?:\bfrom\s{_PHRASE}\d{_PHRASE}|\b(?:than|against|versus|compared\s(?:with|to))\b{_PHRASE}"
    r"|\b(?:said|told\s[\w ]{1,25}|reported|announced|promised|warned|published)\s)$"
)
_AGAINST_CHINESE = re.compile(r"(?:从|由|较|比|相比|对比|[高低多少]于|超过|超出|不及)$")
_NEAR = 60  # code points: so near stands what a figure is measured against
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def horizon(text: str, language: Language) -> tuple[int, int] | None:
    """Where in `text` the horizon stands: the last fitting phrase. None where there is none.

    The year that a figure is measured against, or in which something was said, is no horizon.
    """
    lowered = text.lower()
    text = lowered if len(lowered) == len(text) else text
    pattern, against = (_CHINESE, _AGAINST_CHINESE) if language == "zh" else (_ENGLISH, _AGAINST)
    spans = [
        match.span()
        for match in pattern.finditer(text)
        if not against.search(text[max(0, match.start() - _NEAR) : match.start()])
    ]
    return spans[-1] if spans else None


def horizon_figure(text: str, start: int, end: int) -> Figure | None:
    """The year of the horizon `text[start:end]` as a figure of unit "year", where it names one."""
    year = _YEAR.search(text, start, end)
    if year is None:
        return None
    return Figure(
        text=year[0], start=year.start(), end=year.end(), value=float(year[0]), unit="year"
    )
