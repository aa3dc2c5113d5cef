"""What is said in several words and asked in one: "step down" is to resign, 出的钱 资助.

A question and a sentence are given the one word besides, so that neither the verb alone nor the
small word decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SAID = (
    ("layoff", r"l(?:ay|ays|aid|aying) (?:[\w-]+ ){0,3}?off"),
    ("resign", r"step(?:s|ped|ping)? (?:down|aside)"),
    (
        "succeed",
        r"t(?:ake|akes|ook|aking) over|take the reins|fill (?:his|her|the) (?:shoes|post|seat)",
    ),
    ("found", r"set(?:s|ting)? up"),
    ("invest", r"put(?:s|ting)? (?:[\w$£€.,]+ ){0,4}?into"),
    ("release", r"c(?:ome|omes|ame|oming) out(?! of)|goes? live|went live"),
    ("withdraw", r"pull(?:s|ed|ing)? out"),
    ("shutdown", r"shut(?:s|ting)? down|clos(?:e|es|ed|ing) down"),
    ("ipo", r"g(?:o|oes|oing) public|went public|stock market debut|public offering"),
    ("employ", r"work(?:s|ed|ing)? (?:for|at)|on (?:the|its) payroll"),
    ("reject", r"turn(?:s|ed|ing)? (?:(?:it|them|him|her|this|that|(?:the|an?) \w+) )?down"),
    ("open", r"open(?:s|ed|ing)? (?:its|their|the|his|her) (?:doors|gates)"),
    (
        "join",
        r"t(?:ake|akes|ook|aking) (?:up )?a seat|t(?:ake|akes|ook|aking) (?:his|her|their) seat",
    ),
    (
        "test",
        r"tr(?:y|ies|ied|ying) out|put(?:s|ting)? to the test|g(?:ive|ave|iving) (?:it|them) a try",
    ),
    ("remove", r"(?:tak(?:e|es|ing|en)|took|pull(?:s|ed|ing)?) off"),
    ("release", r"br(?:ing|ings|inging|ought) out|roll(?:s|ed|ing)? out"),
    (
        "spend money",
        r"do(?:es|ing)? with (?:the|its|all|this|that|their|his|her)?[\w ]{0,16}?(?:money|funds?|funding|cash|proceeds|windfall|[$€£¥][\d.,]+(?: ?(?:million|billion|bn|mn|m|thousand|yuan|euros|dollars))?)",
    ),
    (
        "switchoff",
        r"(?:turn|switch|shut)(?:s|ed|es|ing|ched|ches|ching|ting)? ((?:[\w-]+ ){0,3}?)off",
    ),
    ("examine", r"look(?:s|ed|ing)? (?:at|into)"),
    ("daily", r"(?:a|per|each|every) day"),
    ("weekly", r"(?:a|per|each|every) week"),
    ("monthly", r"(?:a|per|each|every) month"),
    (
        "yearly",
        r"annual(?:ly)?|(?:a|per|each|every) year(?! (?:ago|later|earlier|before|after|from))",
    ),
    (
        "limit",
        r"at most|no more than|up to(?= (?:[$€£¥]?\d|\w+ (?:minutes|hours|days|people|percent)))",
    ),
    (
        "late",
        r"(?:later|longer) than (?:first|originally|initially|planned|expected|promised)|behind schedule",
    ),
    ("cancel", r"call(?:s|ed|ing)? off|scrapp(?:ed|ing)"),
    ("break-even", r"break(?:s|ing)?[ -]even|broke even"),
    ("rebut", r"push(?:es|ed|ing)? back"),
    ("delay", r"put(?:s|ting)? off|h(?:old|eld) back"),
    ("recruit", r"tak(?:e|es|ing|en) on|took on"),
    ("permanent", r"for good"),
    ("fund", r"pa(?:y|ys|id|ying) for|foot(?:s|ed|ing)? the bill|bankroll(?:s|ed|ing)?|paid by"),
    ("profit", r"in the black|mak(?:e|es|ing) money|made money"),
    ("loss", r"in the red"),
    ("manage", r"in charge of|at the helm of"),
    ("reduce", r"scal(?:e|es|ed|ing) (?:back|down)|whittl(?:e|es|ed|ing) down"),
    (
        "start",
        r"g(?:o|oes|oing) into (?:effect|force|production)|com(?:e|es|ing) into (?:effect|force)",
    ),
    ("replace", r"swap(?:s|ped|ping)? out"),
    ("discover", r"f(?:ind|inds|inding|ound) out|turned out"),
)
_SAID_ZH = (
    ("售价", r"卖多少(?=钱)|怎么卖|(?<=多少钱)一[个台颗张块套辆片枚]"),
    ("资助", r"出的?钱|出资|买单"),
    ("资金", r"(?<!多少)的?钱"),
    ("支付", r"付钱"),
    ("购买", r"买下?"),
    ("出售", r"卖"),
    ("罚款", r"被?罚了?(?!款)"),
)
_PHRASALS_ZH = tuple((word, re.compile(form)) for word, form in _SAID_ZH)
_PHRASALS = tuple((word, re.compile(rf"\b(?:{form})\b", re.IGNORECASE)) for word, form in _SAID)


def phrasals(text: str) -> Iterator[str]:
    """The one word for each such verb of the text."""
    yield from (word for word, form in _PHRASALS if form.search(text))


def spelled_zh(text: str) -> str:
    """A Chinese question with what is said for short as a word, apart from its neighbours."""
    for word, form in _PHRASALS_ZH:
        text = form.sub(f" {word} ", text)
    return text


def spelled(text: str) -> str:
    """The text with each such verb as its one word; what stands inside it ("switch IT off") follows."""
    for word, form in _PHRASALS:
        text = form.sub(rf"{word} \1" if form.groups else word, text)
    return text
