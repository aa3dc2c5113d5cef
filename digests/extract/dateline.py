"""The dateline that opens a wire report: where and when it was filed, by whom. Not a sentence.

"LONDON, March 2 (Palisade) - ", "DENVER, April 14, 2026 /WireServ/ -- ", "BEIJING — ", "新华社北京11月25日电 ", "本报讯（记者 王宁）".
"""

from __future__ import annotations

import re

_PLACE = r"[A-Z][A-Z.'’\- ]{2,30}(?:[,/]\s?[A-Z][\w.'’\- ]{1,24}){0,2}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}})?)"
_DATELINE = re.compile(
    rf"\s*(?:"
    rf"(?:{_PLACE}[,:]?\s*)?(?:{_DAY}[,:]?\s*)?(?:\([A-Z][\w.&’' ]{{1,30}}\)|/[A-Z][\w.& ]{{1,30}}/)\s*[-–—]{{1,2}}\s+"
    rf"|{_PLACE},?\s*(?:{_DAY})?\s*[-–—]{{1,2}}\s+"
    rf"|{_PLACE},\s*{_DAY}[,:]\s+"
    rf"|[\u4e00-\u9fff]{{2,14}}(?:\d{{1,2}}月)?\d{{1,2}}日(?:电|讯)\s*(?:[（(][^）)\n]{{1,30}}[）)])?\s*"
    rf"|[\u4e00-\u9fff]{{0,6}}(?:本报|本社|本刊)讯\s*(?:[（(][^）)\n]{{1,30}}[）)])?\s*"
    rf")"
)


def after_dateline(paragraph: str) -> int:
    """How many characters of the paragraph its dateline takes; 0 where it has none."""
    found = _DATELINE.match(paragraph)
    return found.end() if found else 0
