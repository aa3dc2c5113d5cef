"""What tells two figures of one event apart: net or operating profit, a quarter or a year.

Two figures in one unit and of like size may still be of different things. Where both say of what,
and neither says the other's, they are no difference. Nor is a tally that has gone on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from digests.stories.measures import Measure

_Scope = Literal["clause", "sentence"]


def _forms(**forms: str) -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(form, re.IGNORECASE) for name, form in forms.items()}


# Of each aspect a figure has one; those named in a clause, or in a sentence, are compared.
_ASPECTS: Sequence[tuple[_Scope, Mapping[str, re.Pattern[str]]]] = (
    (
        "clause",
        _forms(
            net=r"\bnet\b|净利|归母|净亏",
            operating=r"\boperating\b|营业利润|经营利润|营业盈利|经营亏损",
            gross=r"\bgross\b|毛利",
            pretax=r"\bpre-?tax\b|税前",
        ),
    ),
    (
        "clause",
        _forms(
            revenue=r"\b(?:revenues?|sales|turnover|earn(?:s|ed)?)\b|营收|营业收入|销售额|收入",
            profit=r"\b(?:profits?|earnings|net income)\b|利润|盈利",
            loss=r"\bloss(?:es)?\b|亏损",
            value=r"\b(?:valu(?:es?|ed|ing|ations?)|market cap\w*)\b|估值|市值",
            raised=r"\b(?:rais(?:es?|ed|ing)|rounds?|funding|proceeds)\b|融资|募资|募集",
            cost=r"\b(?:costs?|spend\w*|spent|capex|capital expenditure)\b|成本|耗资|支出",
            fine=r"\b(?:fine[ds]?|penalt(?:y|ies))\b|罚",
            asked=r"\b(?:seek\w*|sought|wants?|demand\w*|su(?:e[sd]?|ing)|damages|compensation)\b|索赔|赔偿",
            debt=r"\b(?:debts?|borrow\w*|loans?|bonds?)\b|债|贷款",
        ),
    ),
    (
        "sentence",
        _forms(
            quarter=r"\bquarter(?:ly)?\b|\bQ[1-4]\b|(?<!前[二三两])(?<!前[二三两]个)季度|单季|当季",
            half=r"\bhalf[- ]year\b|\b(?:first|second) half\b|[上下]半年",
            nine=r"\bnine months\b|前三个?季度|前九个?月",
            year=r"\b(?:full[- ]year|annual|fiscal year|whole year)\b|全年|年度",
        ),
    ),
    (
        "clause",
        _forms(
            day=r"\b(?:(?:a|per|each|every) day(?! (?:later|earlier|ago|after|before))|daily)\b|每天|每日|日均|日活",
            week=r"\b(?:(?:a|per|each|every) week(?! (?:later|earlier|ago|after|before))|weekly)\b|每周|周均|周活",
            month=r"\b(?:(?:a|per|each|every) month(?! (?:later|earlier|ago|after|before))|monthly)\b|每月|月均|月活",
            year=r"\b(?:(?:a|per|each|every) year(?! (?:later|earlier|ago|after|before))|yearly|annually)\b|每年|年均",
        ),
    ),
    (
        "sentence",
        _forms(
            last=r"\blast year\b|\ba year (?:earlier|ago)\b|去年|上年",
            this=r"\b(?:this|the current) year\b|今年|本年",
            next=r"\bnext year\b|明年",
        ),
    ),
    (
        "clause",
        _forms(
            trained=r"\btrain(?:s|ed|ing)?\b|训练",
            owned=r"\b(?:has|have|owns?|operates?|holds?)\b|拥有|共有",
        ),
    ),
    (
        "clause",
        _forms(
            most=r"\b(?:peak\w*|maximum|record)\b|峰值|最高|最大",
            mean=r"\b(?:average\w*|mean|median|typical\w*)\b|平均|均值|中位",
            least=r"\b(?:minimum|lowest)\b|最低|最小|最少",
        ),
    ),
    (
        "clause",
        _forms(
            now=r"\b(?:today|now|currently|at present)\b|目前|现有|现在",
            then=r"\bby (?:the end of )?(?:20\d\d|next year)\b|(?:到|至)(?:20\d\d|明)年",
        ),
    ),
    ("clause", _forms(input=r"\binput\b|输入", output=r"\boutput\b|输出")),
    (
        "clause",
        _forms(
            staff=r"\b(?:employs|workforce of|has (?:about |some )?\S+ (?:staff|employees|people))\b|现有员工|共有员工|有员工|员工总数",
            cut=r"\b(?:cuts?|go|goes|lay|laid|lays|shed|shedding|los[et]|redundan\w+|dismiss\w*)\b|裁|减员|解雇",
            hired=r"\b(?:hir(?:e|es|ed|ing)|recruit\w*|new jobs)\b|招聘|新增岗位|招募",
        ),
    ),
)  # fmt: skip
# Of two dates: what happens on each.
_HAPPENINGS = _forms(
    start=r"\b(?:open|launch|ship|release|begin|start|arrive|debut|come|go live|on sale|available|deliver|roll)(?:s|es|ed|ing)?\b"
    r"|发布|上线|开放|启动|开售|交付|开始|推出|上市|发货|面世",
    end=r"\b(?:end|expire|clos|finish|shut|retire|switched off|stop)(?:s|es|ed|e|ing)?\b|结束|截止|关闭|停用|下线|停服|到期",
    deadline=r"\b(?:until|deadline|no later than|sign up|register\w*)\b|报名|截止",
    vote=r"\b(?:vote|ballot)(?:s|d|ing)?\b|表决|投票",
    effect=r"\b(?:effect|force|apply|applies)\b|生效|施行|实施",
    court=r"\b(?:hear|hears|hearing|trial|court|rule|ruling)\b|开庭|听证|审理|宣判",
    paid=r"\b(?:pay|paid|due|repay)(?:s|ing)?\b|支付|缴纳",
)
# One side of it all, and not a part.
_WHOLE = re.compile(
    r"\b(?:across|worldwide|globally|nationwide|in total|in all|altogether|overall|total(?:s|ling|led)?|to date|since (?:it was founded|its \w+|\d{4}))\b"
    r"|全球|全国|总共|共计|合计|总计|累计|以来",
    re.IGNORECASE,
)
# One of several, which the other report may not mean.
_ONE_OF = re.compile(
    r"\b(?:larg|small|bigg|old|new)er\b(?! than)|\b(?:other|another|separate)\b"
    r"|\b(?:first|second|third|initial|final|next) (?:phase|stage|part|batch|tranche|instal+ment|half|version|model|plant|order)\b"
    r"|另一|另外|较[大小]的|[一二三首]期(?!间)|首批|第[一二三](?:批|阶段|部分|台|款)",
    re.IGNORECASE,
)
# Where, in a clause of its own language; a month is a when, and no less telling.
_WHERE = re.compile(r"\b(?:in|at|near|across|outside) (?:the )?([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)")
# Right before a figure: what it was, and not what it is.
_WAS = re.compile(
    r"(?:\b(?:from|against|compared (?:with|to)|versus|vs\.?|instead of)|[从由较]|相比(?:于)?|此前的|原来的|上年的)\s*"
    r"(?:about |some |around |约|大约)?[$€£¥₩]?$",
    re.IGNORECASE,
)  # fmt: skip
_USED_TO = re.compile(
    r"\b(?:used to|previously|formerly|until (?:now|recently|last \w+)|had (?:cost|charged|paid))\b|此前|原先|过去",
    re.IGNORECASE,
)
# What is counted as it goes on, so that a later report has more.
_TALLY = re.compile(
    r"\b(?:so far|by (?:noon|midday|midnight|evening|nightfall|mid-?morning|late (?:morning|afternoon)|\d{1,2} ?[ap]\.?m|(?:mon|tues|wednes|thurs|fri|satur|sun)day (?:night|evening|morning|noon))"
    r"|as of|to date|until now|up to now|and counting|had (?:passed|reached|risen|grown|climbed)|has (?:passed|reached|risen|grown|climbed)"
    r"|(?:rose|risen|grew|grown|climbed) to)\b"
    r"|截至|截止|目前已|已有|已达|已超|升至|增至|增加到|上升到|累计已",
    re.IGNORECASE,
)  # fmt: skip


def are_of_different_things(earlier: Measure, later: Measure) -> bool:
    """Whether the words beside two figures say that they can't be compared.

    Each names another quantity, period, place or side of it; one is what there was before, or one
    of several; or it is a tally, and the later report has more.
    """
    if _was(earlier) != _was(later) or _one_of(earlier) != _one_of(later):
        return True
    if _is_elsewhere(earlier, later) and _is_elsewhere(later, earlier):
        return True
    if later.value > earlier.value and (_goes_on(earlier) or _goes_on(later)):
        return True
    small, large = sorted((earlier, later), key=lambda one: one.value)
    if _is_whole(large) and not _is_whole(small):
        return True
    if earlier.dimension == "date":
        first, second = happenings(earlier), happenings(later)
        return bool(first and second and not first & second)
    ours, theirs = _named(earlier), _named(later)
    return any(a and b and not a & b for a, b in zip(ours, theirs, strict=True))


def _named(one: Measure) -> tuple[frozenset[str], ...]:
    clause = " … ".join(one.clause)
    return tuple(_in(clause if scope == "clause" else one.sentence.text, number)
                 for number, (scope, _) in enumerate(_ASPECTS))  # fmt: skip


@lru_cache(maxsize=4096)
def _in(text: str, aspect: int) -> frozenset[str]:
    forms = _ASPECTS[aspect][1]
    return frozenset(name for name, form in forms.items() if form.search(text))


def happenings(one: Measure) -> frozenset[str]:
    """What a date's clause says happens on it: `start`, `end`, `vote`, …"""
    clause = " … ".join(one.clause)
    return frozenset(name for name, form in _HAPPENINGS.items() if form.search(clause))


def _one_of(one: Measure) -> bool:
    return any(_ONE_OF.search(part) for part in one.clause)


def _is_elsewhere(one: Measure, other: Measure) -> bool:
    """Whether it names a place, and none of its places stands in the other's sentence."""
    places = [name for part in one.clause for name in _WHERE.findall(part)]
    return bool(places) and not any(name in other.sentence.text for name in places)


def _is_whole(one: Measure) -> bool:
    return one.dimension != "date" and any(_WHOLE.search(part) for part in one.clause)


def _was(one: Measure) -> bool:
    return bool(_WAS.search(one.clause[0]) or any(_USED_TO.search(part) for part in one.clause))


def _goes_on(one: Measure) -> bool:
    return any(_TALLY.search(part) for part in one.clause)
