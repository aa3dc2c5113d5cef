"""What turns a sentence's sense, and of which words: "not", "may", "will", and words of opposite sense.

Each is looked for beside the words that it speaks of: a denial of one thing does not deny another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from digests import glossary
from digests.across.pairing import Pairing
from digests.glossary import stems

Side = Literal["chinese", "english"]
_NEAR = 3  # words that a turn speaks of
_BESIDE = 12  # characters between a word of direction and what goes that way, in Chinese …
_BESIDE_EN = 28  # … and in English
_STOPS = re.compile(
    r"(?<!\d)[.,]|[.,](?!\d)|[!?;:。！？；，：\n]|\s(?:but|while|although|and)\s(?=\w+ (?:is|are|has|have|will|would|says?|said)\b)"
)
_PARTS = re.compile(rf"{_STOPS.pattern}|\s(?:while|but|and|although|as)\s")

_NOT = re.compile(
    r"\b(?:not(?! (?:exceed|only|just|more than|over|less than))|no(?! (?:more|less|fewer) than)|never|none|nobody|nothing|neither|nor|without|cannot|unable|unlikely|hardly|"
    r"den(?:y|ies|ied|ying)|refus(?:e|es|ed|al)|reject(?:s|ed|ion)?|declin(?:e|es|ed|ing) to|declined comment|"
    r"fail(?:s|ed|ure)? to|stop(?:s|ped|ping)?|cease[sd]?|end(?:s|ed)? sales|un(?:paid|predictable|proven|tested|clear|known|successful|safe|lawful|available|resolved|finished|profitable|licensed|authori[sz]ed|affected|harmed|changed|named)|"
    r"cancel\w*|scrap(?:s|ped)?|abandon\w*|loss-making|discontinu\w+|lack(?:s|ed)?|insufficient|pending|outstanding|yet to|await(?:s|ed|ing)?|rule[sd]? out|no longer|(?:hard|difficult)(?: for [\w ]{2,30}?)? to)\b|n['’]t\b"
    r"|不(?!断|仅|过|同(?!意)|久|少|得不|管|论|只|锈|妨|到|足|及|如|当|超过|法|凡)|没有?|而非|不足以|不够|待(?=审|批|定|决|完成|获)|未(?!来|必然)|无(?!人|线|论|疑|数|缝|限)|否认|拒绝|停止|停售|停用|终止|"
    r"取消|放弃|并非|绝非|失败|难以|很难|尚未|从未|谢绝",
    re.IGNORECASE,
)
# How sure it is, from least to most: what is doubted, what is meant to be, what will be.
_DOUBT = re.compile(
    r"\b(?:may(?! \d)|might|could|reportedly|allegedly|alleg\w+|possibl[ey]|perhaps|consider(?:s|ing|ed)?|"
    r"weigh(?:s|ing)?|if|unless|whether|in talks|talks|negotiat\w+|rumou?r\w*|accus\w+|suspect\w*|claim(?:s|ed)?|"
    r"fear(?:s|ed)?|worr(?:y|ies|ied)|concern(?:s|ed)?|doubt(?:s|ed)?|warn(?:s|ed)? that|call(?:s|ed)? for|urg(?:e|es|ed)|ask(?:s|ed) (?:for|to)|unconfirmed|"
    r"explor(?:e|es|ing)|examin\w+|investigat\w+|prob(?:e|es|ing)|subject to|pending (?=approval|the|a)|ready to|seek(?:s|ing)?|sought|demand(?:s|ed|ing)?|threaten\w*|(?:told|order(?:s|ed)|instruct(?:s|ed)|require[sd]?|asked)(?: [\w'’-]+){1,8}? to)\b"
    r"|可能|或许|也许|或(?=将|会|于|推|在)|据称|据传|传闻|考虑|如果|若(?!干)|一旦|除非|是否|洽谈|谈判|商谈|磋商|涉嫌|指控|指称|被指|"
    r"怀疑|质疑|能否|存疑|担心|担忧|呼吁|要求|评估|探讨|调查|审查|声称|索赔|索要|寻求|须经|尚需|有待|仍需|威胁",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|expect(?:s|ed|ing)?|aim(?:s|ed|ing)?|hop(?:e|es|ed|ing)|propos\w+|likely|seek\w*|"
    r"intend\w*|want(?:s|ed)?|forecast\w*|predict\w*|estimat\w+|target\w*|due (?:to|in|by)|set to|scheduled|agree[sd]? to|"
    r"promis(?:e[sd]?|ing to)|pledg\w+|vow\w*|offer(?:s|ed)? to|prepar\w+ to|should|would like|project(?:s|ed) (?:that|to)|believ\w+|thinks?|thought|must|ha(?:s|ve|d) to|obliged|required|need(?:s|ed)? (?:to|approval|the approval))\b"
    r"|计划|预计|预期|预测|估计|有望|拟|打算|希望|目标|建议|提议|力争|承诺|提出|同意|准备|有意|想要|认为|相信|料(?:将|会)|必须|须|应当|应该|需(?!求)",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were) (?:going )?to(?= [a-z]+))\b|['’]ll\b"
    r"|将(?!军|近)|会(?=[\u4e00-\u9fff])(?<![大社协议委工商机]会)|要(?=在|于|到)|本可|本会|本来|原本|本应",
    re.IGNORECASE,
)
_LEVELS = (_DOUBT, _MEANT, _COMING)
# Words that stand for nothing by themselves, so that no turn speaks of them.
_FAINT = stems(
    "say tell company firm report do have be make people person year week month chief executive"
) | {"would", "will", "to", "the", "a", "of", "its", "it", "whether", "any", "be", "not", "that", "in"}  # fmt: skip
_FAINT_ZH = frozenset(
    "表示 说 称 公司 的 将 会 已 对 在 是 有 任何 其 该 企业 透露 认为 对此 存在 进行".split()
)

_UP = (
    r"\b(?:r[io]se[sn]?|rising|increas\w+|grew|grow\w*|jump\w*|surg\w+|climb\w*|gain(?:s|ed)?|higher|soar\w*|doubl\w+|tripl\w+|"
    r"rais(?:e[sd]?|ing)(?= (?:its |the |their )?(?:price|fee|forecast|target|limit|rate|cost)s?))\b|\bup (?=\d|from|by)"
    r"|上涨|上升|增长|增加|提高|上调|攀升|大涨|增至|升至|(?<!降)涨|走高|翻倍|上浮|同比增"
)
_DOWN = (
    r"\b(?:fell|fall\w*|decreas\w+|dropp?\w*|declin(?:e|es|ed|ing)(?! to [cs])|shr[aiu]nk\w*|plung\w+|slump\w*|cut(?:s|ting)?|lower(?:s|ed|ing)?|reduc\w+|slash\w*|slipp?\w*|narrow\w*|lost|halv\w+)\b|\bdown (?=\d|from|by)"
    r"|下跌|下降|减少|降低|下调|缩减|削减|下滑|收窄|走低|跌|降至|降到|减半|降价|回落"
)
_OPPOSITES = tuple(
    (re.compile(one, re.IGNORECASE), re.compile(two, re.IGNORECASE))
    for one, two in (
        (_UP, _DOWN),
        (r"(?<!第.)最大|(?<!-)\b(?:largest|biggest)\b", r"\b(?:second|third|fourth)[- ](?:largest|biggest)\b|第.大"),
        (r"\b(?:launch\w*|start(?:s|ed|ing)?|began|begin\w*|begun|resum\w+|open(?:s|ed|ing)?|restor\w+)\b|发布|推出|上线|启动|开始|恢复|重启|启用|开放",
         r"\b(?:stop\w*|ceas\w+|end(?:s|ed)? sales|cancel\w*|withdr[aeo]w\w*|clos(?:e|es|ed|ing)|shut\w*|suspend\w*|recall\w*|halt\w*|paus\w+|no longer)\b|取消|撤回|关闭|暂停|召回|下架|叫停|停止|终止|停售|停用|中止|不再"),
        (r"\b(?:earlier|brought forward|accelerat\w+|ahead of schedule)\b|提前|加快",
         r"\b(?:delay\w*|postpon\w+|put off|push(?:es|ed) back)\b|推迟|延期|延后|延迟|推后"),
        (r"\b(?:approv\w+|allow\w*|permit(?:s|ted)?|lift(?:s|ed)?|clear(?:s|ed)|authori[sz]\w+)\b|批准|允许|放行|解除|获批|核准",
         r"\b(?:bann?(?:s|ed|ing)?|block\w*|reject\w*|prohibit\w*|refus\w+|veto\w*)\b|禁止|否决|驳回|封禁|不批|拒绝批准|阻止"),
        (r"\b(?:hir(?:e|es|ed|ing)|join(?:s|ed|ing)?|appoint\w*)\b|聘请|加入|加盟|任命|招聘|入职",
         r"\b(?:fir(?:es|ed|ing)|leav(?:es?|ing)|left|resign\w*|quit\w*|laid off|lay\w* off|dismiss\w*|depart\w*)\b|解雇|离职|辞职|裁员|离开|退出|裁减|裁掉|出走"),
        (r"\b(?:b(?:uy|uys|uying|ought)|acqui\w+|purchas\w+)\b|收购|购买|买入|买下|订购|采购",
         r"\b(?:s(?:ell|ells|elling|old|ale)|divest\w*)\b|出售|卖出|抛售|销售|售出"),
        (r"\b(?:support\w*|back(?:s|ed)|welcom\w+|prais\w+|favou?r\w*)\b|支持|赞成|欢迎|称赞|赞扬|赞同",
         r"\b(?:oppos\w+|critici[sz]\w+|condemn\w*|against)\b|反对|批评|谴责|抨击|抵制"),
        (r"(?<!not )(?<!un)\bprofit\w*|(?<!不)(?<!未)(?<!尚未)(?<!未能)盈利|(?<!未)实现盈利|(?<!亏损)净利润",
         r"\b(?:loss|losses|lost(?= [€$£¥\d])|lose(?= [€$£¥\d])|loss-making|unprofitable|lost money|in the red)\b|亏损|赔钱"),
        (r"\b(?:confirm\w*|admit\w*|acknowledg\w+|conced\w+)\b|证实|确认|承认|坦承",
         r"\b(?:den(?:y|ied|ies|ying)|disput\w+)\b|否认|驳斥|不实"),
        (r"\b(?:more|greater|over|above|exceed\w*|at least)\b|更多|多于|超过|高于|逾|以上|至少",
         r"\b(?:fewer|less|under|below|at most|up to)\b|更少|少于|不到|低于|不足|以下|至多|最多"),
        (r"\b(?:ahead|lead(?:s|ing)?(?! (?:to|by))|outperform\w*|surpass\w*|beat(?:s|en)?|better)\b|领先|优于|胜过|超越|好于|击败|赶超",
         r"\b(?:behind|trail\w*|lag(?:s|ged|ging)?|worse)\b|落后|逊于|不及|不如|差于|逊色"),
        (r"\b(?:faster|quick\w*|cheap\w*|strong\w*|safer?)\b|更快|便宜|更强|更安全|廉价",
         r"\b(?:slow\w*|expensive|costl\w+|weak\w*|unsafe|dangerous)\b|更慢|昂贵|更弱|危险|更贵"),
        (r"\b(?:public\w*|open-?(?:source|weight)\w*|open)\b|公开|开源", r"\b(?:private\w*|secret\w*|closed|proprietary)\b|私下|秘密|闭源|私有"),
        (r"\b(?:before|until|first|initial)\b|之前|以前|首批|首次|首个", r"\b(?:after|last|final)\b|之后|以后|最后一?"),
        (r"\b(?:includ\w+|add(?:s|ed|ing))\b|包括|纳入|加入", r"\b(?:exclud\w+|omit\w*|remov\w+|except)\b|排除|剔除|不含|移出|除外"),
        (r"\b(?:won|wins?|victor\w+)\b|胜诉|获胜|赢得", r"\b(?:lost|loses?|defeat\w*)\b|败诉|落败|输掉|输给"),
    )
)  # fmt: skip


_WITH_TURN = frozenset(
    "不会 将会 就会 还会 也会 会有 会在 不要 将于 将在 将对 将把 将由 将被".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a turn speaks of, as places of units: the next few, and all to the end of its clause."""

    close: frozenset[int]
    wide: frozenset[int]
    asks: frozenset[int] = frozenset()  # the word itself, where what is asked for is only to come


def turned(pairing: Pairing, said: Side) -> str | None:
    """How the text on the side `said` turns the sense of the other; None where it does not."""
    known: Side = "english" if said == "chinese" else "chinese"
    if _undone(pairing, _NOT, known, said) or _undone(pairing, _NOT, said, known):
        return "a negation was lost or added"
    for level in range(len(_LEVELS)):
        if _undone(pairing, _LEVELS[level], known, said, _LEVELS[: level + 1]):
            return "a doubt, plan or condition is told as a fact"
    if any(_flipped(pairing, *pair, said, known) for pair in _two_ways()):
        return "a word has the opposite sense in its sources"
    return None


def _two_ways() -> Iterator[tuple[re.Pattern[str], re.Pattern[str]]]:
    for one, two in _OPPOSITES:
        yield one, two
        yield two, one


def _undone(
    pairing: Pairing,
    turn: re.Pattern[str],
    of: Side,
    other: Side,
    kept_by: tuple[re.Pattern[str], ...] = (),
) -> bool:
    """Whether what a turn speaks of on one side stands on the other under no turn of its like."""
    scopes = list(_scopes(pairing, turn, of))
    if not scopes:
        return False
    there = [s for form in kept_by or (turn,) for s in _scopes(pairing, form, other)]
    if turn is not _DOUBT:  # that it asks for something is not that it will
        there = [scope for scope in there if not scope.asks]
    covered = frozenset(at for scope in there for at in scope.wide - scope.asks)
    found = [_linked(pairing, scope.close, of) for scope in scopes]
    if of != "english" and not there and not kept_by:
        return True  # a "not" of the Chinese text has to be somewhere in the other
    return any(at and not at & covered for at in found)


def _scopes(pairing: Pairing, turn: re.Pattern[str], side: Side) -> Iterator[Scope]:
    text = _text(pairing, side)
    places = _places(pairing, side)
    for match in turn.finditer(text):
        if side == "chinese" and (_within_word(pairing, match) or _takes(pairing, match)):
            continue
        end = _clause_end(text, match.end())
        own = [at for at, start, stop in places if start < match.end() and match.start() < stop]
        rest = [at for at, start, _ in places if match.end() <= start < end]
        start = _clause_start(text, match.start())
        before = [at for at, _, stop in places if start <= stop <= match.start()]
        content = [at for at in rest if _content(pairing, side, at)]
        close = [at for at in own if _content(pairing, side, at)] + content[:_NEAR]
        asks = own if match[0] in {"要求", "呼吁", "调查", "审查", "评估"} else ()
        wide = frozenset((*own, *rest, *before[-_NEAR:]))
        yield Scope(close=frozenset(close), wide=wide, asks=frozenset(asks))


def _within_word(pairing: Pairing, match: re.Match[str]) -> bool:
    """Whether the character is only a part of a name or a longer word: 白若溪, 协会."""
    size = match.end() - match.start()
    return any(
        one.start <= match.start() and match.end() <= one.end and len(one.text) > size
        for one in pairing.units
        if one.kind == "name"
        or (size == 1 and match[0] not in "不没未无非" and one.text not in _WITH_TURN)
    )


def _takes(pairing: Pairing, match: re.Match[str]) -> bool:
    """Whether 将 is the "take" before an object: 将利润下降归因于 is nothing to come."""
    after = next((one for one in pairing.units if one.start == match.end()), None)
    return (
        match[0] == "将"
        and after is not None
        and glossary.is_noun(after.text)
        and len(after.text) > 1
    )


def _text(pairing: Pairing, side: Side) -> str:
    return pairing.chinese if side == "chinese" else pairing.english


def _places(pairing: Pairing, side: Side) -> list[tuple[int, int, int]]:
    if side == "chinese":
        return [(at, one.start, one.end) for at, one in enumerate(pairing.units)]
    return [(at, one.start, one.end) for at, one in enumerate(pairing.tokens.tokens)]


def _content(pairing: Pairing, side: Side, at: int) -> bool:
    if side == "chinese":
        unit = pairing.units[at]
        return unit.text not in _FAINT_ZH and (len(unit.text) > 1 or unit.kind != "word")
    return pairing.tokens.tokens[at].stem not in _FAINT


def _clause_end(text: str, at: int) -> int:
    found = _STOPS.search(text, at + 1 if text[at : at + 1] in "，," else at)
    return found.start() if found else len(text)


def _clause_start(text: str, at: int) -> int:
    ends = [match.end() for match in _STOPS.finditer(text, 0, at)]
    return ends[-1] if ends else 0


def _linked(pairing: Pairing, places: frozenset[int], side: Side) -> frozenset[int]:
    """The places on the other side that these may mean."""
    if side == "chinese":
        return frozenset(
            far for at in places for far in pairing.links[at] if _content(pairing, "english", far)
        )
    return frozenset(
        at
        for at, links in enumerate(pairing.links)
        if links & places and _content(pairing, "chinese", at)
    )


def _flipped(
    pairing: Pairing, one: re.Pattern[str], two: re.Pattern[str], said: Side, known: Side
) -> bool:
    """Whether a word of this sense stands here beside what only the opposite stands beside there."""
    ours, theirs = _text(pairing, said), _text(pairing, known)
    if not one.search(ours) or not two.search(theirs):
        return False
    if not one.search(theirs) and not two.search(ours):
        return True
    for match in one.finditer(ours):
        linked = _linked(pairing, _beside(pairing, said, match), said)
        if not linked:
            continue
        opposite = any(linked & _beside(pairing, known, m) for m in two.finditer(theirs))
        same = any(linked & _beside(pairing, known, m) for m in one.finditer(theirs))
        if opposite and not same:
            return True
    return False


def _beside(pairing: Pairing, side: Side, match: re.Match[str]) -> frozenset[int]:
    """What stands close to a word, within its clause: figures and names and words."""
    text, reach = _text(pairing, side), _BESIDE if side == "chinese" else _BESIDE_EN
    start = max([match.start() - reach, *_ends(text, match.start())])
    stop = _PARTS.search(text, match.end())
    end = min(match.end() + reach, stop.start() if stop else len(text))
    return frozenset(
        at
        for at, first, last in _places(pairing, side)
        if start <= first
        and last <= end
        and _content(pairing, side, at)
        and not (first < match.end() and match.start() < last)
    )


def _ends(text: str, before: int) -> Iterator[int]:
    yield from (match.end() for match in _PARTS.finditer(text, 0, before))
