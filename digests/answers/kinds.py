"""Whether a sentence holds the kind of thing that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Collection

from digests.answers.question import Kind
from digests.extract.numbers import HAN_NUMERAL, WORDS
from digests.stories.words import latin_words, stem
from digests.text import has_cjk

_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_NUM = (
    rf"(?:\d[\d,.]*|\b(?:{_WORD}|dozens?|hundreds?|half|third|quarter|twice|double|tripled|none)\b)"
)
_HAN = rf"[{HAN_NUMERAL}\d][{HAN_NUMERAL}\d,.]*"
_MONTH = r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Sept|Oct|Nov|Dec)\b"
_NEAR, _NEAR_ZH, _AFTER_ZH = 4, 14, 3  # words, characters between a number and what it counts
_COUNT = re.compile(  # the number of "Cangwu-3" counts nothing
    rf"(?:(?<![A-Za-z]-)(?<![A-Za-z\d.,])\d[\d,.]*|\b(?:{_WORD.replace('|one|', '|')}|dozens?|hundreds?|half|(?<=a |e )third|(?<=o)[ -]thirds)\b)(?: (?:million|billion|thousand))?(?!%| ?percent| per cent)",
    re.IGNORECASE,
)
_COUNT_ZH = re.compile(rf"{_HAN}(?!%|年|月|日)")
# What a classifier of a Chinese question counts, in English.
_PEOPLE = "people employees workers staff jobs engineers researchers visitors students users members patients customers"
_CHIPS = "chips cards accelerators gpus processors"
_CLASSES = {
    **dict.fromkeys("人名位", _PEOPLE),
    **dict.fromkeys("颗块张片枚", _CHIPS),
    **dict.fromkeys("台辆部", "robots machines cars vehicles units phones servers"),
    "家": "companies firms suppliers outlets hospitals labs customers banks",
    "次": "times downloads",
    "种": "languages dialects kinds",
    "度": "kilowatt megawatt gigawatt kwh mwh gwh",
    "吨": "tonnes tons",
    "道": "problems questions tasks",
}
_STEMS = {mark: {stem(noun) for noun in nouns.split()} for mark, nouns in _CLASSES.items()}
# Those who are counted are those who say it: "two employees said".
_SOURCES = re.compile(
    r"(?: [\w-]+){1,3}? (?:said|say|told|familiar|briefed|with (?:direct )?knowledge|who (?:have|has))\b"
)
_BEFORE = 8
_BARE = re.compile(
    r"(?:[.,;]|$| (?:more|of them|in all|others?)\b)"
)  # the thing itself stands before
_HOLDS: dict[Kind, re.Pattern[str]] = {
    "money": re.compile(
        rf"[$€£¥]\s?\d|{_NUM}\s?(?:thousand|million|billion|trillion|bn|mn|m)?\s?(?:US |U\.S\. |[A-Z][a-z]+ )?(?:dollars?|francs?|crowns?|rupees?|krone[rn]?|kronor|euros?|pounds?|yuan|renminbi|rmb|yen|won|cents?)\b|\b(?:weeks?|months?|years?)['’] (?:pay|salary|wages)\b|free\b|{_HAN}(?:多|余)?(?:美元|欧元|英镑|日元|港元|人民币|元|块)|免费",
        re.IGNORECASE,
    ),
    "share": re.compile(
        rf"%|percent|per cent|\bpercentage\b|{_NUM}(?: chances?)?[ -](?:in|out of|of) {_NUM}|\b(?:half|quarter|third|fifths?|tenth|majority|better than even|unlikely)\b|百分之|成(?:[一二三四五六七八九半]|以上|左右|$|[，。、])|[\d一二三四五六七八九]成|之一|一半|过半",
        re.IGNORECASE,
    ),
    "count": re.compile(rf"{_NUM}|{_HAN}", re.IGNORECASE),
    "time": re.compile(
        rf"{_MONTH}|\b(?:19|20)\d\d\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:today|tomorrow|tonight|yesterday|next|last|this) ?(?:week|month|year|spring|summer|autumn|fall|winter|quarter)?\b|\b(?:spring|summer|autumn|winter|quarter)\b|\b(?:not )?(?:before|until|within|by the end|after)\b|\bin (?:{_WORD}|\d+) (?:days?|weeks?|months?|years?)|\b\d{{1,2}}[:.]\d\d\b|\b\d{{1,2}} ?[ap]\.?m\b|\b(?:noon|midnight|dawn|morning|afternoon|evening)\b|月|年|季度|\d[点时分]|凌晨|中午|午夜|周末|[上下本]周|[上下本]月|[周星]期?[一二三四五六日天]|\d[日号]|今[天日]|明[天日]|底",
        re.IGNORECASE,
    ),
    "length": re.compile(
        rf"{_NUM}(?:[ -](?:and a half|and|to|or|{_WORD}))*[ -](?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|quarters?|years?|decades?)\b|{_HAN}(?:多|余)?(?:个)?(?:多)?(?:秒|分钟|小时|天|周|星期|月|年|季度|工作日)",
        re.IGNORECASE,
    ),
}
_HOLDS |= {
    "doubt": re.compile(
        r"\b(?:doubt|disput|disagree|den(?:y|ies|ied)\b|reject|contest|challeng|question(?:ed\b|s (?:the|whether|how|that|his|her|its|their)\b)|critic|object(?:s|ed|ions?|ing)?\b(?! of)|oppos|"
        r"contradict|wrong|mistak|mislead|flaw|overstat|exaggerat|s[ck]eptic|unconvinced|rebut|refut|counter|implausib|unlikely|nonsense|"
        r"nobody has|no evidence|took the other side|hit back|push(?:ed|es)? back|(?:does|do|did|is|are|was|were)(?:n't|n’t| not) (?:so|true|right|convinced|persuaded|believe|think|agree|accept|support|follow|prove|show|enough|count)|"
        r"less than|too (?:high|low|optimistic|early|small|much|few)|nearer to|miss(?:es|ed)|ignor|disappoint|protest|unproven|hype|wants? .{1,60}(?:withdrawn|scrapped|stopped|dropped|rejected|delayed|banned)|premature|punish)"
        r"|质疑|怀疑|反对|否认|不同意|不认同|不实|夸大|批评|反驳|驳斥|异议|争议|不(?:相信|赞成|准确|符|看好)|存疑|误导|并非|并不|没有证据|过于|抗议|不满|站不住|另有",
        re.IGNORECASE,
    ),
    "change": re.compile(
        r"\bfrom .{1,40} to\b|\bto .{1,30} from\b|\b(?:instead|no longer|now|originally|previously|earlier|at first|had (?:said|planned|promised)|up from|down from|later than|sooner|rather than|by then)\b"
        r"|\b(?:cut|rais|lower|increas|reduc|shrank|shrink|shrunk|grew|delay|postpon|revis|correct|updat|chang|replac|withdr|withdrew|dropp|drops\b|remov|delet|amend|rewrit|rewrote|mistake|typo\b|in error|new (?:text|version|rules?|terms|wording|figure|date|plan)|brought forward|bring(?:s|ing)? forward|push(?:ed|es)? back|put off|abandon|restor|reinstat|resum|cancel|expand|extend|halv|doubl|revers|scrap|slip|mov)"
        r"|改|调整|下调|上调|削减|缩减|推迟|提前|更正|修订|更新|增至|降至|减至|升至|提高|降低|原(?:定|计划|先|来)|此前|不再|撤回|取消|删除|删去|移除|去掉|新增|增加|减少|放弃|恢复|扩大|从.{1,12}到|比.{0,8}(?:多|少|高|低)",
        re.IGNORECASE,
    ),
    "sure": re.compile(
        r"%|percent|per cent|\b(?:chances?|odds|likel|unlikel|probab|sure\b|certain|confiden|doubt|guess|bet\b|might\b|may\b|could\b|cannot (?:say|promise|rule)|rule[sd]? out|convinc|guarantee|toss-up|expects?\b|hopes?\b|(?:don't|doesn't|don’t|doesn’t|not) (?:think|believe|know))"
        r"|概率|可能|几率|把握|[\d一二三四五六七八九半]成|确定|肯定|怀疑|大概|也许|难说|信心|保证|不排除|百分之|机会|未必",
        re.IGNORECASE,
    ),
}
_REASONS = re.compile(
    r"\b(?:because|due to|owing to|cit(?:es?|ed|ing)|blam(?:es?|ed|ing)|reasons?|caus(?:e|ed|es|ing)|so that|led to|result of|thanks to|following|after|linked to|over|fault|in order to|as a result|(?:could|can|would) no longer|unable to|since (?:the|it|they|its|their|he|she)|so many|too (?:\w+) to|stemm(?:ed|ing) from|came from|comes from|came (?:after|because)|prompted|triggered|did not want|wanted to|in (?:protest|response)|on (?:the )?grounds|unwilling)\b|因为|由于|原因|因(?!此)|为了|导致|理由|以免|从而|出在|造成|鉴于|考虑到|不愿|不满|迫于|受.{1,12}影响|旨在|因此",
    re.IGNORECASE,
)
_SURELY = re.compile(
    r"\b(?:because|due to|owing to|cit(?:es?|ed|ing)|blam(?:es?|ed|ing)|reasons?|caus(?:e|ed|es|ing)|stemm(?:ed|ing) from|came from|comes from|could no longer|so that|in order to)\b|因为|由于|原因|为了|理由|出在",
    re.IGNORECASE,
)
# When it was told, which is no answer to when it is: a dateline, "said on Monday".
_DATELINE = re.compile(r"^[A-Z][A-Z ,]+(?:, [A-Z][a-z]+)?,? \w+\.? \d+ \([^)]*\) ?[-–—] ?")
_TOLD_ON = re.compile(
    r"^[A-Z][A-Z ,]+(?:, [A-Z][a-z]+)?,? \w+\.? \d+ \([^)]*\) ?[-–—] ?"
    r"|\b(?:said|says|announced?|reported|told|published|confirmed|denied|wrote|showed|disclosed|unveiled|released|called|added|warned|urged)\b(?: [a-z]+){0,3}? (?:on |late |early )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|[周星]期?[一二三四五六日天](?=[^，。]{0,8}(?:公布|宣布|表示|称|说|发布|否认|报道|开放))"
)
_NAME = re.compile(r"(?<=[a-z,;:”\"’] )[\"“‘]?([A-Z][\w’'.-]*[a-z][\w’'.-]*)")
_FIRST = re.compile(r"^[\"“‘]?((?:[A-Z][\w’'-]+ )+[A-Z][\w’'-]+)")
_DAYS = frozenset(
    "british chinese american european japanese german french korean indian russian two three four five six "
    "seven eight nine ten monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december".split()
)
_SOMEONE = re.compile(
    r"\b(?:professors?|engineers?|analysts?|researchers?|scientists?|critics?|unions?|employees?|lawyers?|residents?|users?|"
    r"customers?|doctors?|experts?|officials?|senators?|lawmakers?|investors?|executives?|rivals?|suppliers?|speakers?|"
    r"spokes(?:man|woman|person)|insiders?|academics?|developers?|people|person|deputy|group)\b"
)
_UNTOLD = re.compile(
    r"\b(?:declin(?:ed?|ing) to (?:say|comment|disclose|name|give|discuss)|did(?: not|n't) (?:say|name|disclose|give|reveal|specify|identify)|(?:would|will|does|has|have)(?: not|n't| yet to) (?:say|name|named|disclose|disclosed|give|given|reveal|specify|published)|gave no|without (?:naming|saying|giving)|not (?:been )?(?:disclosed|made public|named|published)|undisclosed|unknown|no timetable|refus(?:ed|es) to (?:say|name|disclose)|won't say)\b|没有(?:公布|透露|说明|披露|给出|回应|公开)|未(?:公布|透露|说明|披露|公开|予置评|回应|具名)|拒绝(?:透露|置评|评论|说明)|不(?:愿|便)(?:透露|置评)|尚(?:无|未)(?:公布|时间表|披露)?",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"(?:(?! (?:but|although|though|while)\b)[^,;.，；。])*")
# That something has not happened, or is said not to have.
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|has had no|had no talks|no (?:talks|plans?|intention)|not (?:being|been|for sale)|never|untrue|rejected (?:the|a) report|(?:did|has|have|had|was|were|is|are)(?: not|n['’]t)(?! (?:before|until|earlier|expected|due|only|just)))\b|否认|不实|没有|并未|从未|尚未|并没有",
    re.IGNORECASE,
)
_SAYS = r"(?:also )?(?:said|says|added|adds|warned|wrote|writes|replied|noted|explained)"
_DEAD = re.compile(
    r"\b(?:died?|dies|dying|dead|deaths?|killed|kills?|fatal\w*|lives)\b|死|遇难|身亡|丧生", re.I
)
_UNLESS = re.compile(r"\b(?:if|unless|whether)\b|如果|若|除非|是否", re.I)
_NO_DEAL = re.compile(r"\b(?:no talks|not in talks|not for sale|not being sold)\b", re.I)
_FLATLY = re.compile(
    r"\b(?:no talks|not for sale|has had no|not in talks|not being sold|no plans?|untrue)\b", re.I
)
# Whoever is named before it thinks what follows.
_THINKS = re.compile(
    r"\b(?:thinks?|thought|believes?|expects?|sees?|saw|predict(?:s|ed)|argue[sd]?|doubts?|estimate[sd]?|reckons?|fears?|hopes?|wants?|considers?|disagrees?|puts? (?:it|the|that|this)|calls?|called)\b|认为|预计|估计|预测|觉得|看好|担心|希望|主张|建议",
    re.IGNORECASE,
)
# A no that may be anybody's, to anything.
_DENIES = re.compile(r"\b(?:not?|never|none|nothing)\b|n['’]t\b|不|没|未|无|非", re.IGNORECASE)
_WHICH = re.compile(r"(?:[\w-]+ ){1,6}(?:that|which|whom|whose \w+)(?: [\w'’-]+){1,5} $")
_MAYBE = re.compile(
    r"\b(?:can|could|(?-i:may)|might|would|if|unless|promis\w+|plan(?:s|ned)?|expect\w*|target\w*|aims?|hopes?|intends?|(?:is|are) (?:due|set)|(?:starts?|begins?|opens?) (?:work )?(?:on|in))\b|up to|计划|预计|目标|拟|可(?:以|处|能)|最高可|或将|如果|一旦",
    re.IGNORECASE,
)


def holds(kind: Kind, text: str) -> bool | None:
    """Whether `text` has such a thing in it; None where the kind can't be told from a text."""
    pattern = _HOLDS.get(kind)
    if pattern is None:
        return None
    if kind == "doubt" and _FLATLY.search(text):
        return True
    if kind == "doubt" and not pattern.search(text):
        return None if _DENIES.search(text) else False
    return bool(pattern.search(_TOLD_ON.sub(" ", text) if kind == "time" else text))


def counts(text: str, what: frozenset[str]) -> bool | None:
    """Whether a number in the text may count one of these: stems or Chinese words, or classifiers.

    What is told by stems can be found in an English text alone, by classifiers in a Chinese one.
    """
    marks = {one[1] for one in what if one[0] == "#"}
    things = {one for one in what if one[0] != "#"}
    if has_cjk(text):
        return _counts_zh(text, things, marks)
    things |= {stem(noun) for one in marks for noun in _CLASSES.get(one, "").split()}
    if not things:
        return None if _COUNT.search(text) else False
    words = [(stem(word.lower()), start) for word, start in latin_words(text)]
    for match in _COUNT.finditer(text):
        following = [word for word, start in words if start >= match.end()][:_NEAR]
        if things & set(following) and not _SOURCES.match(text, match.end()):
            return True
        before = [word for word, start in words if start < match.start()][-_BEFORE:]
        if _BARE.match(text, match.end()) and things & set(before):
            return True
    return False


def _counts_zh(text: str, what: Collection[str], marks: Collection[str]) -> bool:
    counting = {*marks, *(mark for mark, nouns in _STEMS.items() if nouns & set(what))}
    for match in _COUNT_ZH.finditer(text):
        if any(one in counting for one in text[match.end() : match.end() + _AFTER_ZH]):
            return True
        around = text[max(0, match.start() - _NEAR_ZH) : match.end() + _NEAR_ZH]
        if not marks and any(word in around for word in what):
            return True
    return False


def other_harm(question: str, text: str) -> bool:
    """Whether the dead are asked for and the sentence tells of none: the hurt are others."""
    return bool(_DEAD.search(question)) and not _DEAD.search(text)


def someone(text: str) -> bool:
    """Whether somebody is told of without a name: "a professor", "independent engineers"."""
    return _SOMEONE.search(text) is not None


def names_something(text: str, known: Collection[str]) -> bool | None:
    """Whether a name stands in the text that is none of `known` (lower case); None in Chinese."""
    if has_cjk(text):
        return None
    words = [match[1] for match in _NAME.finditer(_DATELINE.sub("", text))]
    for match in _FIRST.finditer(text):
        words += match[1].split()
    return any(
        word.lower().rstrip(".'’s") not in known for word in words if word.lower() not in _DAYS
    )


def reasons(text: str) -> float:
    """How surely the text gives a reason for something: 1 "because", 0.6 "after", 0 none."""
    if _SURELY.search(text):
        return 1.0
    return 0.6 if _REASONS.search(text) else 0.0


def untold(text: str) -> str:
    """The part of the sentence that says that something is not known or was not said, or none."""
    found = _UNTOLD.search(text)
    if found is None:
        return ""
    held = _WHICH.search(text, 0, found.start())  # "a supplier that it did not name"
    start = held.start() if held else found.start()
    return _CLAUSE.match(text, start)[0]  # type: ignore[index]


def thinks(text: str) -> bool:
    """Whether the sentence tells what somebody thinks."""
    return _THINKS.search(text) is not None


def says(name: str, text: str) -> bool:
    """Whether the person of that name is the one who says it: "Its lawyer, Ann Roe, said the tests"."""
    surname = re.escape(re.split("[ ·]", name)[-1])
    return re.search(rf"{surname},? {_SAYS}|{_SAYS} (?:[\w’'-]+ )?{surname}\b", text) is not None


def no_deal(text: str) -> bool:
    """Whether the sentence tells that there is no deal, whatever it is called: "no talks"."""
    return _NO_DEAL.search(text) is not None


def denied(text: str) -> str:
    """The part of the sentence that tells that something has not happened, or none."""
    found = _DENIED.search(text)
    if found is None:
        return ""
    start = max(text.rfind(mark, 0, found.start()) for mark in ",;，；。") + 1
    if _UNLESS.search(text, start, found.start()):
        return ""
    return _CLAUSE.match(text, start)[0]  # type: ignore[index]


def supposes(text: str) -> bool:
    """Whether the sentence tells what may be rather than what is."""
    return _MAYBE.search(text) is not None
