"""Who speaks in Chinese text: for each quoted stretch its cue, its mention and its speaker."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from digests.extract.chinese import CLAUSE, ChineseCast
from digests.extract.chinese_beside import opens_tag, signed, told_before
from digests.extract.chinese_colon import by_colon
from digests.extract.chinese_cues import cue_pattern
from digests.extract.chinese_paragraphs import fill_alone, introduced
from digests.extract.chinese_saying import STOP, is_whole
from digests.extract.chinese_saying import Said as Said
from digests.extract.chinese_views import (
    VIEW,
    acts,
    acts_at_last,
    alone_in,
    describes,
    follows,
    is_person,
    left_behind,
    left_out,
    passed_on,
    past_source,
    seen_by,
)
from digests.extract.marks import Marked
from digests.model import Span

_ASKED = re.compile(
    "(?:被?问[及到]|被问|谈[及到]|面对|针对|关于|对于)$"
)  # 被问及“会不会裁员”，林岚说
_LABEL_WORDS = re.compile(
    r"(?:所谓|名为|叫做?|名叫|取名|题为|标题为|书名|口号是|关键词|回复|点击|搜索|关注|代号|又称|简称|俗称|下称|以下简称|人称|戏称其为|戏称为|称之为|誉为|被称为|称作|代表作|系列|产品|系统|计划|项目|品牌|一词|看|选择|新书|专栏|栏目|公众号|[由以把]|的)\s*$"
)


def said(cast: ChineseCast, marked: Sequence[Marked]) -> Mapping[int, Said]:
    """For each quoted stretch of a Chinese text that someone said, who."""
    text = cast.text
    out: dict[int, Said] = {}
    for number, quote in enumerate(marked):
        if _is_listed(text, marked, number):
            continue
        before = marked[number - 1] if number else None
        start = _sentence_start(text, quote, before, number in out or number - 1 in out)
        if _ASKED.search(text, start, quote.left):
            continue
        own = _before(cast, quote, start)
        if own is None or not (own.close or (own.sure and _is_interrupted(text, before, quote))):
            after = _after(cast, quote)
            own = after if after and (own is None or not _keeps(text, quote, own, after)) else own
        own = own or opens_tag(cast, quote)
        carried = out.get(number - 1) if before and before.paragraph == quote.paragraph else None
        if own is None and carried and _goes_on(cast, before, quote, carried):
            own = Said(speaker=carried.speaker, mention=carried.mention, cue=carried.cue, sure=True)
        if own is None and carried and _stands_alone(cast, marked[number - 1], quote, carried):
            own = Said(speaker=carried.speaker, mention=carried.mention, cue=carried.cue, sure=True)
        if own is None:
            own = signed(cast, quote) or left_behind(cast, quote) or told_before(cast, quote)
            own = own or follows(cast, quote)
        own = own or introduced(cast, quote)
        if own is None and quote.continues:
            own = out.get(number - 1)
        if own is not None:
            out[number] = own
    fill_alone(cast, marked, out)
    return out


def _keeps(text: str, quote: Marked, own: Said, after: Said) -> bool:
    """Whether a cue before the words goes before one after: 谈思齐直言，“……”，因为他们无法判断."""
    goes_on = own.sure and own.cue is not None and _GOES_ON.match(text, quote.right) is not None
    return goes_on or (own.speaker is not None and after.speaker is None)


_GOES_ON = re.compile("[，,](?:因为|但|而|并|同时|不过|所以|从而|以便)")
_COUNTED = re.compile(r"(?:这|等)?[一二两三四五六七八九十几多\d]+[款个家种类项名位大只]|等")
_NAMES = 12  # names in a list
_JOINS = ("", "、", "和", "与", "及")


def _is_listed(text: str, marked: Sequence[Marked], number: int) -> bool:
    """Whether a stretch is one of several names: “知己圈”“橘子”三款应用."""
    first = last = number
    while (
        first > max(0, number - _NAMES)
        and text[marked[first - 1].right : marked[first].left] in _JOINS
    ):
        first -= 1
    while (
        last + 1 < min(len(marked), number + _NAMES)
        and text[marked[last].right : marked[last + 1].left] in _JOINS
    ):
        last += 1
    return last > first and _COUNTED.match(text, marked[last].right) is not None


def _goes_on(cast: ChineseCast, before: Marked | None, quote: Marked, carried: Said) -> bool:
    """Whether a quote follows another with only a short tag between."""
    if before is None:
        return False
    text = cast.text
    between = text[before.right : quote.left]
    said_by = carried.speaker.name if carried.speaker else None
    inside = [one.speaker for one in cast.within(before.right, quote.left)]
    if any(one and is_person(one) and one.name != said_by for one in inside):
        return False
    most = _TAG if text[before.end - 1 : before.end] in ("，", ",") else 30
    return len(between) <= most and (not between.strip() or between.rstrip()[-1:] in "，。：,.:")


def _is_interrupted(text: str, before: Marked | None, quote: Marked) -> bool:
    """Whether only a tag between commas parts a quote from the one before: “……，”他说，“……。”"""
    if before is None or before.paragraph != quote.paragraph or not is_whole(text, quote):
        return False
    between = text[before.right : quote.left].strip()
    return between.endswith(("，", ",")) and STOP.search(between) is None and len(between) <= _TAG


_TAG = 60  # characters between two parts of one utterance


def _stands_alone(cast: ChineseCast, before: Marked, quote: Marked, carried: Said) -> bool:
    """Whether a whole utterance follows a speaker's own, with nobody else between."""
    text = cast.text
    if not is_whole(text, quote) or text[quote.left - 1 : quote.left] not in _ENDS:
        return False
    between = [one.speaker for one in cast.within(before.right, quote.left) if one.speaker]
    people = {one.name for one in between if one.kind != "organisation"}
    return carried.speaker is not None and people <= {carried.speaker.name}


_ENDS = ("。", "！", "？", "\n")


def _sentence_start(text: str, quote: Marked, before: Marked | None, known: bool) -> int:
    """Where the sentence begins that a quote stands in; stops inside earlier quotes do not count."""
    floor = max(quote.left - 200, 0)
    limit = before.right if before and before.right > floor else None
    if limit is not None:
        cuts = [m.end() for m in STOP.finditer(text, limit, quote.left)]
        if cuts:
            return cuts[-1]
        if (
            before
            and text[before.end - 1 : before.end] in ("。", "！", "？")
            and text[before.right : before.right + 1] not in ("，", ",", "；", "、")
        ):
            return before.right  # “……。”她的回答是：“……”
        return max(
            [m.end() for m in STOP.finditer(text, floor, before.left if before else floor)],
            default=floor,
        )
    return max([m.end() for m in STOP.finditer(text, floor, quote.left)], default=floor)


def _after(cast: ChineseCast, quote: Marked) -> Said | None:
    """“……，”林俊旸说"""
    text = cast.text
    at = quote.right
    inner = text[quote.end - 1 : quote.end]
    tail = re.compile(r"[，,]?([^。！？\n“「]{0,48})").match(text, at)
    if tail is None or not tail[1]:
        return None
    if inner not in _POINTS and text[at : at + 1] not in ("，", ","):
        return None
    if inner not in _POINTS and quote.end - quote.start <= _NAME:
        return None  # 机器狗“阿黄”，曾被林岚讥为……
    whole = is_whole(text, quote)
    if _INTRODUCES.match(text, tail.end()) and (whole or inner not in _POINTS):
        return None  # “……。”林岚打断他：“……”, and 前者说“……”，后者反问：“……”
    told = _THESE_WORDS.match(tail[1])
    for match in [told] if told else cue_pattern().finditer(text, tail.start(1), tail.end(1)):
        at = tail.start(1) + told.start("cue") if told else match.start()
        found = cast.subject(tail.start(1), at)
        if found is None or CLAUSE.search(text, found.end, match.start()):
            return None
        if inner not in _POINTS and CLAUSE.search(text, tail.start(1), found.start):
            return None  # “每年更新一次”，至于为何没有更新，对方没有回答
        return Said(
            speaker=found.speaker,
            mention=Span(start=found.start, end=found.end),
            cue=match["cue"] if told else match[0],
            sure=True,
        )
    return None


_NAME = 3  # characters: no more says nothing
_POINTS = ("，", "。", "！", "？", ",", "…")
_INTRODUCES = re.compile("(?<=[：:])[“「]")
# “……。”这话老魏是笑着讲的
_THESE_WORDS = re.compile(r"这(?:句|番|段)?话[^。！？]{0,16}?(?P<cue>[说讲写])(?:出来)?的")


def _before(cast: ChineseCast, quote: Marked, start: int) -> Said | None:
    """林俊旸说：“……” or 公司“……” inside what 林俊旸 reports."""
    text = cast.text
    start = past_source(cast, start, quote.left)
    lead = text[start : quote.left].rstrip()
    colon = lead.endswith(("：", ":"))
    other = passed_on(cast, quote, start) or describes(cast, quote, start, lead)
    if other is not None:
        return other
    told = quote.end - quote.start > 6 and _TOLD.search(text, quote.start, quote.end) is not None
    if not (colon or told) and _LABEL_WORDS.search(lead) and not _cue_at_end(lead):
        return None
    by_cue = _by_cue(cast, quote, start, colon=colon)
    if by_cue is not None:
        return by_cue
    seen = VIEW.search(lead)
    viewed = (
        seen_by(cast, quote, start + seen.start("who"), start + seen.end("who")) if seen else None
    )
    if viewed is not None or colon:
        return viewed or by_colon(cast, quote, start, lead)
    long = quote.end - quote.start > _LONG and (is_whole(text, quote) or told)
    return _in_what_follows(cast, quote, start) if long and lead.endswith("，") else None


def _by_cue(cast: ChineseCast, quote: Marked, start: int, *, colon: bool) -> Said | None:
    """Whose the last cue before the words is: 林俊旸说：“……”."""
    for match in reversed(list(cue_pattern().finditer(cast.text, start, quote.left))):
        found = cast.subject(start, match.start())
        if found and not colon and _DENIED.search(cast.text, start, match.start()):
            return Said(speaker=None, mention=None, cue=match[0], sure=False)
        found = found or left_out(cast, start, match.start())
        if found:
            return Said(
                speaker=found.speaker,
                mention=Span(start=found.start, end=found.end),
                cue=match[0],
                sure=colon or quote.left - match.end() <= _NEAR,
                close=colon,
            )
    return None


_NEAR = 2  # characters between a cue and its words


def _in_what_follows(cast: ChineseCast, quote: Marked, start: int) -> Said | None:
    """Who does something in the clause before the words: 林岚皱起了眉头，“……。”"""
    end = quote.left - 1
    did = acts(cast, start, end) or acts_at_last(cast, start, end) or alone_in(cast, start, end)
    return Said(speaker=did[1], mention=did[0], cue=None, sure=True) if did else None


# A predicate: words and no name. 产品“不会用于任何军事目的”
_TOLD = re.compile("，|[不没未](?![来知名])|了|过$|会|将|可以|能够|必须|应该|已经")
_LONG = 7  # characters


# 林岚没有说芯片“……”: nobody's words.
_DENIED = re.compile(
    r"(?:没有?|[并从尚]?未|从没|不肯|不愿|拒绝|从来没有?)(?:公开|明确|直接|正面|具体)?$"
)


def _cue_at_end(lead: str) -> bool:
    return any(match.end() == len(lead) for match in cue_pattern().finditer(lead))
