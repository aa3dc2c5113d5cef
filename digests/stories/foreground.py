"""What an opening recalls of earlier news, told apart from what it reports.

"Gridlock cuts staff days after raising $900m" is about the cuts. What lies a day back is mostly the
same story still, what lies several days back is another. An interview reports a conversation,
whatever is spoken of in it.
"""

from __future__ import annotations

import re

_MANY = r"(?:two|three|four|five|six|seven|eight|nine|ten|several|few|some|\d+)"
_ENGLISH = re.compile(
    rf"\b(?:(?:only|just|barely) )?(?:(?:a )?{_MANY} )?(?:days|weeks|months|years) (?:after|since|following)\b[^,.;:\n]*"
    r"|\b(?:less than )?an? (?:week|month|year) (?:after|since|following)\b[^,.;:\n]*",
    re.IGNORECASE,
)
_MANY_ZH = r"(?:[两三四五六七八九十几数]|\d+)"
_CHINESE = re.compile(
    rf"[^，。；：\s]*(?:刚过|才过|仅过|不到|短短){_MANY_ZH}(?:天|日|周|个星期|个月|年)[^，。；：\s]*"
    rf"|(?:就在)?{_MANY_ZH}(?:天|日|周|个星期|个月)(?:前|之前|以前)[，,]?[^，。；：\s]*"
)


def foreground(text: str) -> str:
    """`text` without the clauses that say after which earlier event it comes."""
    return _CHINESE.sub(" ", _ENGLISH.sub(" ", text))


# A turn of a printed conversation: "Eastern Circuit: How …?", "问：…", "Q. …".
_QUESTION = re.compile(
    r"^(?:[A-Z][\w.'’&-]*(?: [A-Z][\w.'’&-]*){0,4}|Q|[\u4e00-\u9fff·]{1,10})[:：.]\s*[^\n]*[?？]\s*$",
    re.MULTILINE,
)
_QUESTIONS = 3


def is_interview(text: str) -> bool:
    """Whether a text is a conversation printed turn by turn."""
    return len(_QUESTION.findall(text)) >= _QUESTIONS
