"""Terms in Chinese quotation marks: what a word is, and not what anybody says."""

from __future__ import annotations

import re

_LONGEST = 8  # characters in a term
_POINTS = re.compile("[，。！？；：…的]")
# 4.6万道“刁难题”: things that are counted.
_COUNTED = re.compile(
    "[\\d一二三四五六七八九十百千万亿两几多数][道个款项类种条名位台件批轮场句代张]$"
)
_KIND = re.compile(
    "(?:计划|大战|战略|工程|行动|模式|系统|平台|项目|方案|协议|联盟|时代|效应|现象|陷阱|理论|定律|法则|概念|奖|榜|日|节|\\+)$"
)
# “没有任何裁员计划” says something, “星火计划” is a name.
_PREDICATE = re.compile(
    "(?:目前|暂时|现在|至今|公司|我们|我)?(?:没|不|将|已|会|正在|仍|并|从未|绝|是|有|要|可以|能|无|尚|都|还|就|建议|应|需|希望|请|别)"
)
# “人工智能+”不是口号: the word is what the sentence is about.
_DEFINED = re.compile("(?:不是|是|指的是|意味着|并非|已成|成为|一词|二字|两个字|三个字|四个字)")
# 否认公司“资金链断裂”的说法: somebody else's words.
_OF_OTHERS = re.compile(
    "(?:的|这[一种类]|一)?(?:说法|传闻|传言|指控|质疑|论调|报道|猜测|印象|标签|争议)"
)


_IT_IS = re.compile("(?:是|属于|系)$")  # 称降价是“行业普遍现象”


def is_chinese_term(text: str, left: int, right: int, inner: str) -> bool:
    """Whether `inner`, in marks from `left` to `right`, is a term or somebody else's words."""
    if _OF_OTHERS.match(text, right):
        return True
    if len(inner) > _LONGEST or _POINTS.search(inner):
        return False
    if _COUNTED.search(text[max(0, left - 4) : left]):
        return True
    told = _IT_IS.search(text[max(0, left - 3) : left]) and inner.endswith("现象")
    if _KIND.search(inner) and not _PREDICATE.match(inner) and not told:
        return True
    opens = text[left - 1 : left] in ("，", "。", "：", "")
    return opens and _DEFINED.match(text, right) is not None
