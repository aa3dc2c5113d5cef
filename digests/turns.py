"""What turns a sentence's sense, told across English and Chinese."""

from __future__ import annotations

import re

_PAIRS = tuple(
    (re.compile(one, re.IGNORECASE), re.compile(two, re.IGNORECASE))
    for one, two in (
        (r"\b(?:r[io]se[sn]?|rising|increas\w+|grew|grow\w*|jump\w*|surg\w+|climb\w*|gain\w*|rais\w+|up from|soar\w*)\b|\bup (?=\d)|上涨|上升|增长|增加|提高|上调|攀升|涨",
         r"\b(?:fell|fall\w*|decreas\w+|dropp?\w*|declin\w+|shr[aiu]nk\w*|plung\w+|slump\w*|down from|cut\w*|lower\w*|reduc\w+|slash\w*)\b|\bdown (?=\d)|下跌|下降|减少|降低|下调|缩减|削减|下滑|跌"),
        (r"\b(?:launch\w*|releas\w+|start\w*|began|begin\w*|resum\w+|open(?:s|ed)?|unveil\w*|debut\w*|roll\w* out|ship(?:s|ped|ping)?|publish\w*|introduc\w+)\b|发布|推出|上线|启动|开始|恢复",
         r"\b(?:cancel\w*|withdr[aeo]w\w*|clos(?:e|es|ed|ing)|shut\w*|suspend\w*|recall\w*|delay\w*|postpon\w+|halt\w*)\b|取消|撤回|关闭|暂停|召回|推迟|延期|下架|叫停"),
        (r"\b(?:approv\w+|allow\w*|permit\w*|lift(?:s|ed)?)\b|批准|允许|放行|解除",
         r"\b(?:ban\w*|block\w*|reject\w*|prohibit\w*|refus\w+)\b|禁止|否决|驳回|拒绝|封禁"),
        (r"\b(?:hir(?:e|es|ed|ing)|join\w*|appoint\w*)\b|聘请|加入|加盟|任命",
         r"\b(?:fir(?:es|ed|ing)|leaves?|left|resign\w*|quit\w*|laid off|lay\w* off|dismiss\w*)\b|解雇|离职|辞职|裁员|离开"),
        (r"\b(?:b(?:uy|uys|uying|ought)|acquir\w+)\b|收购|购买|买入", r"\b(?:s(?:ell|ells|elling|old)|divest\w*)\b|出售|卖出|抛售|销售"),
        (r"\b(?:support\w*|back(?:s|ed)|welcom\w+|prais\w+)\b|支持|赞成|欢迎|称赞", r"\b(?:oppos\w+|critici[sz]\w+|condemn\w*)\b|反对|批评|谴责"),
        (r"\b(?:profits?)\b|盈利|利润", r"\b(?:loss|losses)\b|亏损"),
        (r"\b(?:confirm\w*|admit\w*|acknowledg\w+)\b|证实|确认|承认", r"\b(?:den(?:y|ied|ies|ying)|disput\w+)\b|否认|驳斥"),
    )
)  # fmt: skip
_NOT = re.compile(
    r"\b(?:not|no|never|none|nothing|neither|nor|without|cannot|unable|den(?:y|ies|ied|ying)|refus\w+|"
    r"reject\w*|declin\w+ to|fail\w*)\b|n['’]t\b"
    r"|不(?!断|仅|过|同(?!意)|久|少|得不|管|论|只|锈|妨|到|足)|没有?|未(?!来|必然)|无(?!人|线|论|疑|数|缝|限)|否认|拒绝|并非|绝非|失败",
    re.IGNORECASE,
)
_MAYBE = re.compile(
    r"\b(?:may|might|could|plan(?:s|ned|ning)?|expect\w*|consider\w*|reportedly|allegedly|aim(?:s|ed|ing)?|"
    r"hop(?:e|es|ed|ing)|propos\w+|likely|possibl[ey]|potential(?:ly)?|seek\w*|intend\w*|rumou?r\w*|"
    r"in talks|said to|forecast\w*|predict\w*|chance|probab\w+|if|whether)\b"
    r"|可能|或许|或将|计划|预计|预期|考虑|据称|据传|传闻|有望|拟|打算|希望|目标|建议|提议|估计|预测|涉嫌|如果|是否|洽谈|谈判|概率",
    re.IGNORECASE,
)


_OPPOSITE = "a word has the opposite sense in its sources"
_UNTOLD = "its sources do not say that it went this way"


def turns(text: str, known: str) -> str | None:
    """How `text` turns the sense of `known` in the other language; None where it does not.

    Stricter than within a language: "not" and "may" must be in both or in neither.
    """
    if bool(_NOT.search(text)) != bool(_NOT.search(known)):
        return "a negation was lost or added"
    if _MAYBE.search(known) and not _MAYBE.search(text):
        return "a doubt, plan or condition is told as a fact"
    for one, two in _PAIRS:
        for here, other in ((one, two), (two, one)):
            if here.search(text) and not here.search(known):
                opposite = other.search(known) and not other.search(text)
                return _OPPOSITE if opposite else _UNTOLD
    return None
