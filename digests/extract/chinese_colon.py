"""Who speaks in Chinese words after a colon that no cue stands before."""

from __future__ import annotations

import re

from digests.extract.chinese import BESIDE, CLAUSE, ChineseCast
from digests.extract.chinese_mentions import ChineseMention
from digests.extract.chinese_saying import Said
from digests.extract.chinese_views import left_out
from digests.extract.marks import Marked
from digests.model import Span


def by_colon(cast: ChineseCast, quote: Marked, start: int, lead: str) -> Said | None:
    """Who the sentence before a colon is about; nobody where a screen or a wall shows the words."""
    text = cast.text
    able = _able(cast, start, quote.left, lead)
    if not able and not _SIGN.search(lead):
        meant = _house_opening(cast, start, quote.left) or left_out(cast, start, quote.left - 1)
        able = [meant] if meant else []
    if not able:
        return Said(speaker=None, mention=None, cue=None, sure=True)
    cut = max((m.end() for m in CLAUSE.finditer(text, start, quote.left - 1)), default=start)
    last = [m for m in able if 0 <= m.start - cut <= 1]  # ……，后者只回了三个字：“……”
    first = (last or able)[0]
    span = Span(start=first.start, end=first.end)
    return Said(speaker=first.speaker, mention=span, cue=None, sure=True)


def _able(cast: ChineseCast, start: int, end: int, lead: str) -> list[ChineseMention]:
    """The mentions before a colon that may speak: houses only where their reply is told."""
    replies = _REPLY.search(lead) is not None
    inside = [
        one
        for one in cast.within(start, end)
        if one.speaker and (replies or one.speaker.kind != "organisation")
    ]
    people = [one for one in inside if one.speaker and one.speaker.kind != "organisation"]
    inside = people or inside
    inside = [one for one in inside if cast.text[one.end : one.end + 1] != "的"] or inside
    return [one for one in inside if not BESIDE.match(cast.text, one.end)] or inside


# 公司的回应是：“……”
_SIGN = re.compile(
    "屏幕|屏上|大屏|滚动着|一行字|横幅|条幅|牌子|海报|标语|墙上|墙面|展板|易拉宝|T恤|封面|纸条|门口|黑板|白板|贴着|挂着|印着|写着|刻着|喷着"
)
_REPLY = re.compile(r"的(?:回应|回答|答复|答案|说法|解释|表态|声明)(?:是|只有)?[^，。]{0,6}[：:]$")


def _house_opening(cast: ChineseCast, start: int, end: int) -> ChineseMention | None:
    """The house that a clause before a colon opens with: 但该智库给出了结论：“……”."""
    cut = max((m.end() for m in CLAUSE.finditer(cast.text, start, end - 1)), default=start)
    first = next(iter(cast.within(cut, end)), None)
    opens = first is not None and _BUT.fullmatch(cast.text, cut, first.start) is not None
    acts_ = first is not None and cast.text[first.end : first.end + 1] not in "的、和与"
    office = first is not None and any(first.end <= at < end for at, _ in cast.names.roles)
    return first if first and opens and acts_ and not office and first.speaker else None


_BUT = re.compile("(?:但是?|而|不过|随后|对此|近日|当晚)?")
