"""Words that turn a sentence's sense: "not", "may", and pairs of opposites."""

from __future__ import annotations

import re
from itertools import pairwise

from digests.foretold import told_as_done
from digests.text import has_cjk
from digests.words import content_words, loose_words

SCOPE = 3  # words after a "not" or a "may" that it speaks of
_SCOPE_CHARACTERS = 48
_NOT = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|unable|unlikely|hardly|barely|"
    r"den(?:y|ies|ied|ying)|refus(?:e|es|ed|ing|al)|reject(?:s|ed|ing|ion)?|declin(?:e|es|ed|ing) to|"
    r"fail(?:s|ed|ing|ure)?|lack(?:s|ed|ing)?|stop(?:s|ped|ping)?|cancel(?:s|led|ed|ling|ing)?|"
    r"scrap(?:s|ped)?|halt(?:s|ed)?|drop(?:s|ped)? (?:plans|its)|ban(?:s|ned|ning)?|"
    r"block(?:s|ed|ing)?|prevent(?:s|ed|ing)?|avoid(?:s|ed|ing)?|rule(?:s|d)? out|former(?:ly)?)\b"
    r"|n['’]t\b"
    r"|不(?!断|仅|过|同(?!意)|久|少|得不|管|论|只|锈|妨|禁|料|光|但)|没有?|未(?!来|必然)|无(?!人|线|论|疑|数|缝|限|处不)|非(?!常|洲|凡)|"
    r"否认|否定|拒绝|取消|停止|暂停|叫停|禁止|难以|很难|并非|绝非|从未|尚未|无法|无意|避免|失败|放弃|前(?=总裁|首席|员工|高管)",
    re.IGNORECASE,
)
_MAYBE = re.compile(
    r"\b(?:may|might|could|would|plan(?:s|ned|ning)?|expect(?:s|ed|ing)?|consider(?:s|ed|ing)?|"
    r"reportedly|allegedly|aim(?:s|ed|ing)?|hop(?:e|es|ed|ing)|propos(?:e|es|ed|al|ing)|likely|"
    r"possibl[ey]|potential(?:ly)?|perhaps|seek(?:s|ing)?|intend(?:s|ed)?|want(?:s|ed)?|rumou?r\w*|"
    r"believ(?:e|es|ed)|think(?:s|ing)?|thought|suggest(?:s|ed)?|appear(?:s|ed)?|seem(?:s|ed)?|"
    r"claim(?:s|ed|ing)?|alleg(?:e|es|ed)|accus(?:e|es|ed)|estimat(?:e|es|ed)|predict(?:s|ed)?|"
    r"forecast(?:s|ed)?|target(?:s|ed|ing)?|in talks|negotiat\w+|said to|set to|due to|if|unless|"
    r"whether|probab(?:le|ly|ility)|chance|unconfirmed|almost|nearly|tr(?:y|ies|ied|ying) to|needs?|needed|"
    r"requires?|required|await(?:s|ed|ing)?|pending|subject to|agree[sd]? to|offer(?:s|ed)? to|"
    r"promis(?:e|es|ed) to|pledg(?:e|es|ed) to|vow(?:s|ed)? to|ask(?:s|ed)? (?:for|to)|"
    r"call(?:s|ed)? for|urg(?:e|es|ed)|demand(?:s|ed)?|threaten(?:s|ed)?|fear(?:s|ed)?|worr(?:y|ies|ied)|"
    r"concern(?:s|ed)? (?:that|about|over)|suspect(?:s|ed)?|doubt(?:s|ed)?|ready to|originally|(?:was|were|had been) (?:due|supposed|scheduled|meant|planned)|prepar(?:e|es|ed|ing) to)\b"
    r"|可能|或许|也许|或将|计划|预计|预期|考虑|据称|据报|据传|传闻|有望|拟|打算|希望|目标|力争|建议|提议|估计|"
    r"预测|声称|指控|涉嫌|如果|若|是否|洽谈|谈判|尚[待需]|有待|须经|几乎|将近|试图|争取|概率|"
    r"原定|原计划|原本|本来|本应|担心|担忧|忧虑|怀疑|质疑|承诺|要求|呼吁|同意(?=收购|购买|出售|投资)",
    re.IGNORECASE,
)
_IF = re.compile(
    r"\b(?:if|unless|provided(?: that)?|as long as|once|in case|should it)\b|如果|假如|若(?!干)|一旦|除非|只要|前提",
    re.IGNORECASE,
)
# What somebody thinks is a fact only to them: "concluded some time ago that", "认为".
_HELD = re.compile(
    r"\b(?:conclud\w+|argu(?:e|es|ed|ing)|insist\w*|complain\w*|assert\w*|felt|feels?|view)\b"
    r"(?:(?:\s+\w+){0,3}?\s+that\b)?|认为|主张|坚称|相信|觉得",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"\b(?:sa(?:id|ys?)|told|tells?|accord\w+|in (?:\w+ )?(?:view|opinion)|opinion|judg(?:e[ds]?|ing)|add(?:s|ed)|"
    r"warn(?:s|ed)?|describ\w+|call(?:s|ed)|criticis\w+|prais\w+|announc\w+|wr(?:ote|ites)|stat(?:es|ed))\b"
    r"|表示|称|说|指出|透露|看来|警告|强调",
    re.IGNORECASE,
)
# "She said it would" is how "it will" is reported.
_REPORTED = re.compile(
    r"(\b(?:sa(?:id|ys?)|announced|added|told \w+|promised|confirmed)\b[^.;]{0,90}?\b)would\b(?! (?:have|like))"
)
_WILL = re.compile(r"\bwill\b")
_SLIGHT = re.compile(r"\b(potentially|possibly|almost|nearly|allegedly)\s+(\w+)", re.IGNORECASE)
_OPPOSITES = tuple(
    (re.compile(rf"\b(?:{one})\b|{one_zh}" if one_zh else rf"\b(?:{one})\b", re.IGNORECASE),
     re.compile(rf"\b(?:{two})\b|{two_zh}" if two_zh else rf"\b(?:{two})\b", re.IGNORECASE))
    for one, two, one_zh, two_zh in (
        (r"r[io]se[sn]?|rising|increas\w+|gr(?:ew|ow\w*)|jump\w*|surg\w+|climb\w*|gain\w*|up|rais\w+|soar\w*|expand\w*|doubl\w+",
         r"f[ae]ll\w*|decreas\w+|dropp?\w*|declin\w+|shr[aiu]nk\w*|plung\w+|slump\w*|down|cut\w*|lower\w*|reduc\w+|slash\w*|halv\w+|lost|los\w+",
         "上涨|上升|增长|增加|提高|上调|扩大|攀升|翻倍|涨", "下跌|下降|减少|降低|下调|缩小|缩减|削减|下滑|跌|减半"),
        (r"more|above|over|exceed\w*|at least|higher|larger|bigger|greater", r"less|fewer|below|under|at most|lower|smaller",
         "超过|高于|至少|以上|更高|更多|更大", "不到|低于|至多|以下|更低|更少|更小|不足"),
        (r"approv\w+|allow\w*|permit\w*|clear(?:s|ed)|legal|lift(?:s|ed)?", r"ban\w*|block\w*|reject\w*|prohibit\w*|den(?:y|ied|ies)|illegal|impos\w+",
         "批准|允许|许可|放行|解除", "禁止|否决|驳回|拒绝|封禁"),
        (r"w[io]n(?:s|ning)?|succe\w+|beat\w*|pass(?:es|ed)?", r"los[et]\w*|fail\w*|miss(?:es|ed)?", "赢|胜|成功|通过", "输|败|失败|未能"),
        (r"launch\w*|releas\w+|open(?:s|ed|ing)|start\w*|beg[aiu]n\w*|resum\w+|introduc\w+",
         r"cancel\w*|withdr[aeo]w\w*|clos(?:e|es|ed|ing|ure)|shut\w*|end(?:s|ed|ing)?|stop\w*|suspend\w*|recall\w*|delay\w*|postpon\w+",
         "发布|推出|上线|启动|开始|恢复|开放", "取消|撤回|关闭|结束|停止|暂停|召回|推迟|延期|下架|下线"),
        (r"delay\w*|postpon\w+|push(?:ed|es|ing)? back", r"b(?:rought|ring\w*) forward|hasten\w*|speed\w* up|sped up|ahead of schedule",
         "推迟|延期|延后|暂缓", "提前|加快|提早"),
        (r"hir(?:e|es|ed|ing)|join\w*|appoint\w*|recruit\w*", r"fir(?:e|es|ed|ing)|le(?:ave|aves|aving|ft)|resign\w*|quit\w*|la(?:y|id|ys) off|dismiss\w*|oust\w*",
         "聘请|加入|加盟|任命|招聘", "解雇|离职|辞职|裁员|离开|免职"),
        (r"b(?:uy|uys|uying|ought)|acquir\w+|purchas\w+", r"s(?:ell|ells|elling|old)|divest\w*", "收购|购买|买入", "出售|卖出|抛售|出让"),
        (r"support\w*|back(?:s|ed|ing)|prais\w+|welcom\w+|agree\w*", r"oppos\w+|critici[sz]\w+|condemn\w*|object\w*|disagree\w*|attack\w*",
         "支持|赞成|欢迎|赞扬|同意", "反对|批评|谴责|抨击"),
        (r"profit\w*|surplus", r"loss(?:es)?|deficit", "盈利|利润|盈余", "亏损|赤字"),
        (r"before|earlier|first|oldest|fastest|best|most", r"after|later|last|newest|slowest|worst|least", "之前|以前|[年月日]前|最早|最快|最好|首", "之后|以后|[年月日]后|最晚|最慢|最差|末"),
        (r"faster|quick\w*|cheap\w*|strong\w*|better|safe\w*", r"slow\w*|expensive|costl\w+|weak\w*|worse|unsafe|dangerous", "更快|便宜|更强|更好|安全", "更慢|昂贵|更弱|更差|危险"),
        (r"confirm\w*|admit\w*|acknowledg\w+", r"den(?:y|ied|ies|ying|ial)|disput\w+", "证实|确认|承认", "否认|驳斥|不实"),
        (r"includ\w+|add(?:s|ed|ing)", r"exclud\w+|left out|leav\w+ out|omit\w*|remov\w+", "包括|纳入|加入", "排除|剔除|不含|移出"),
        (r"public\w*|open(?:ly)?", r"private\w*|secret\w*|closed", "公开|开源", "私下|秘密|闭源"),
        (r"import\w*|domestic\w*", r"export\w*|foreign|overseas", "进口|国内", "出口|海外|国外"),
    )
)  # fmt: skip


def contradiction(text: str, known: str) -> str | None:
    """How the sense of `text` is turned against that of `known`; None where it is not."""
    if _scoped(_NOT, text, known) or _scoped(_NOT, known, text):
        return "a negation was lost or added"
    if _doubled(text) != _doubled(known) and (_undone(text) & _undone(known)):
        return "a negation was lost or added"
    told = _REPORTED.sub(r"\1will", known) if _WILL.search(text) else known
    if _MAYBE.search(text) is None and _scoped(_MAYBE, _without_slight(told, text), text):
        return "a doubt, plan or condition is told as a fact"
    if _MAYBE.search(text) is None and _conditional(text, known):
        return "a condition of it is left out"
    owned = any(one.search(text) for one in (_MAYBE, _HELD, _OWNED))
    if not owned and _scoped(_HELD, known, text):
        return "what somebody thinks is told as a fact"
    if told_as_done(text, known):
        return "what is to come is told as done"
    if any(_flipped(one, two, text, known) for one, two in _OPPOSITES):
        return "a word has the opposite sense in its sources"
    return None


def _conditional(text: str, known: str) -> bool:
    """Whether what it says stands under an "if" there. In Chinese that comes after the "if"."""
    words = set(content_words(text))
    for part in re.split(r"[;。；\n]|, (?:and|but|while) |(?<=[a-z)\"”])\. ", known):
        found = _IF.search(part)
        if found is None:
            continue
        told = part[found.end() :] if has_cjk(part) else part
        if len(words & set(content_words(told))) * 2 > len(words):
            return True
    return False


def _without_slight(known: str, text: str) -> str:
    """`known` without the doubts that speak of one word which `text` has left out.

    "Potentially unwelcome advice" is advice.
    """
    words = set(content_words(text))
    return _SLIGHT.sub(
        lambda match: match[0] if set(content_words(match[2])) <= words else match[2], known
    )


def _undone(text: str) -> set[str]:
    """Its words that are a "not" by themselves: "deny", "refuse", "放弃"."""
    return {word for match in _NOT.finditer(text) for word in loose_words(match[0])}


def _doubled(text: str) -> set[str]:
    """Those that another "not" stands before: "did not deny", "没有放弃"."""
    found = list(_NOT.finditer(text))
    close = (two for one, two in pairwise(found) if len(text[one.end() : two.start()].strip()) <= 3)
    return {word for match in close for word in loose_words(match[0])}


def _scoped(turns: re.Pattern[str], one: str, other: str) -> bool:
    """Whether `one` turns words that stand unturned in `other`."""
    turned = [set(_scope(one, match.end())) for match in turns.finditer(one)]
    if not turned:
        return False
    there = set(content_words(other))
    known = [set(_scope(other, match.end())) for match in turns.finditer(other)]
    return any(
        words & there and not any(words & scope for scope in known) for words in turned if words
    )


def _scope(text: str, at: int) -> list[str]:
    """The words that the turn before offset `at` speaks of, in its clause.

    What is feared or expected in Chinese may follow a comma: "担心，…".
    """
    rest = text[at : at + _SCOPE_CHARACTERS].removeprefix("，")
    clause = re.split(r"[.;:!?，。；：！？\"”」\n]", rest, maxsplit=1)[0]
    return list(content_words(clause))[: SCOPE + 1 if has_cjk(clause) else SCOPE]


def _flipped(one: re.Pattern[str], two: re.Pattern[str], text: str, known: str) -> bool:
    return _only(one, two, text, known) or _only(two, one, text, known)


def _only(here: re.Pattern[str], opposite: re.Pattern[str], text: str, known: str) -> bool:
    """Whether `text` has this side and `known` only the other."""
    return (
        here.search(text) is not None
        and here.search(known) is None
        and opposite.search(known) is not None
        and opposite.search(text) is None
    )
