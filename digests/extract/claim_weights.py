"""How much a claim is worth a reader's minute, from 0 to 1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from digests.extract.passages import Passage
from digests.extract.speakers import Speaker
from digests.model import ClaimKind, Figure, Language

LEAST = 0.25  # below this a passage is no claim

_KINDS: dict[ClaimKind, float] = {
    "forecast": 0.50,
    "plan": 0.42,
    "figure": 0.36,
    "denial": 0.40,
    "constraint": 0.38,
    "comparison": 0.36,
    "statement": 0.12,
}
_VAGUE = 0.14  # what a forecast loses that says neither how much nor when
_MONEY = re.compile(r"[A-Z]{3}")


class _Words(NamedTuple):
    """What makes a sentence weigh more or less, in one language. English is lower-cased."""

    first: re.Pattern[str]
    weighty: re.Pattern[str]
    appeals: re.Pattern[str]
    slight: re.Pattern[str]


_ENGLISH = _Words(
    first=re.compile(
        r"\b(?:first|only|largest|biggest|record|unprecedented|never before|sole|world['’]s)\b"
    ),
    weighty=re.compile(
        r"\b(?:announc\w+|launch\w*|releas\w+|unveil\w*|rais\w+|acquir\w+|valu\w+|invest\w+|sue[sd]?|fined?|recall\w*|appoint\w*|resign\w*|depart\w*|licen[cs]\w+|open[- ]?sourc\w*|train\w*|benchmark\w*|export\w*|chips?|compute|breakthrough\w*|gap|leads?|led|scored?|revenue|profit|loss|margin|customers|delay\w*|block\w*|ban(?:s|ned)|approv\w+|suspend\w*|cancel\w*|laid off|lay off|signed|agreed|awarded|won|orders?|ordered)\b"
    ),
    appeals=re.compile(
        r"\b(?:urg(?:ed|es)|cautioned|warn(?:s|ed)|called (?:on|for)|argued|insisted|conceded|admitted|acknowledged)\b"
    ),
    slight=re.compile(
        r"\b(?:founded in|headquartered|was born|based in|employs|is a provider|declined to|would not (?:say|give|disclose|comment)|did not (?:immediately )?respond|could not be reached|thank(?:s| you)|good (?:morning|afternoon)|joined (?:the company|in)|spent \w+ years)\b"
    ),
)
_CHINESE = _Words(
    first=re.compile("首次|首个|首款|最大|唯一|全球|率先|第一次|创纪录"),
    weighty=re.compile(
        "发布|推出|开源|融资|估值|收购|起诉|罚款|召回|任命|辞任|离职|许可|芯片|算力|出口|差距|领先|营收|收入|利润|亏损|毛利|客户|份额|售价|成本|推迟|禁止|批准|暂停|取消|裁员|签署|订单|中标"
    ),
    appeals=re.compile("呼吁|敦促|警告|提醒|坦言|承认|强调"),
    slight=re.compile("成立于|总部位于|出生于|未予置评|拒绝置评|没有回应|未回应|曾在|毕业于"),
)


def weight(
    passage: Passage,
    text: str,
    *,
    kind: ClaimKind,
    speaker: Speaker | None,
    quoted: bool,
    named: int,
    topical: int,
    dated: bool,
    place: float,
    language: Language,
) -> float:
    """The weight of a passage.

    `named` counts known names in it, `topical` terms of the field; `dated` says that it names a
    time; `place` is 0 at the top of the article, 1 at its end.
    """
    words = _CHINESE if language == "zh" else _ENGLISH
    text = text.lower()
    total = _KINDS[kind]
    if kind == "forecast" and not (dated or passage.figures):
        total -= _VAGUE
    total += _figures(passage.figures) + 0.10 * (1.0 - place)
    total += min(named, 2) * 0.03 + min(topical, 2) * 0.03
    if speaker is not None:
        total += 0.08 if speaker.kind == "person" else 0.04
    if words.first.search(text):
        total += 0.05
    if words.weighty.search(text):
        total += 0.10
    if kind in {"statement", "figure"} and words.slight.search(text):
        total -= 0.25
    if text.rstrip("\"'”’»」』 *").endswith(("?", "？")):
        total -= 0.40
    if words.appeals.search(text):
        total += 0.12
    if quoted and not passage.figures and kind == "statement":
        total -= 0.10
    if passage.listed:
        total -= 0.06
    return max(0.0, min(1.0, total - _thin(text, language)))


def _figures(figures: Sequence[Figure]) -> float:
    """Money, shares and changes count most; a mere count least."""
    total = 0.0
    for figure in figures:
        if figure.unit in {"%", "probability", "percentage points", "basis points", "times"}:
            total += 0.08
        elif figure.unit is not None and _MONEY.fullmatch(figure.unit):
            total += 0.10
        else:
            total += 0.04 if figure.value >= 10 else 0.02
        if figure.base is not None:
            total += 0.04
    return min(total, 0.30)


def _thin(text: str, language: Language) -> float:
    """What a passage loses for being too short to stand alone, or too long to read."""
    length = len(text) * (2.6 if language == "zh" else 1.0)
    if length < 40:
        return 0.15
    if length < 75:
        return 0.06
    return 0.08 if length > 420 else 0.0
