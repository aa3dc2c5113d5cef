"""Who speaks in Chinese text: for each quoted stretch its cue, its mention and its speaker."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digests.extract.chinese import CLAUSE, ChineseCast
from digests.extract.chinese_cues import cue_pattern
from digests.extract.marks import Marked
from digests.extract.speaker import Speaker
from digests.model import Span

_STOP = re.compile(r"[。！？\n]")
_LABEL_WORDS = re.compile(
    r"(?:所谓|名为|叫做?|名叫|取名|题为|标题为|书名|口号是|关键词|回复|点击|搜索|关注|代号|又称|简称|俗称|人称|被称为|称作|代表作|系列|产品|系统|计划|项目|品牌|一词|看|选择|新书|专栏|栏目|公众号|[由以把]|的)\s*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A quoted stretch's cue and speaker in Chinese. `sure` when a cue stands right beside it."""

    speaker: Speaker | None
    mention: Span | None
    cue: str | None
    sure: bool
    close: bool = False  # cue and colon right before it


def said(cast: ChineseCast, marked: Sequence[Marked]) -> Mapping[int, Said]:
    """For each quoted stretch of a Chinese text that someone said, who."""
    text = cast.text
    out: dict[int, Said] = {}
    for number, quote in enumerate(marked):
        before = marked[number - 1] if number else None
        start = _sentence_start(text, quote, before, number in out or number - 1 in out)
        own = _before(cast, quote, start)
        if own is None or not own.close:
            own = _after(cast, quote) or own
        carried = out.get(number - 1) if before and before.paragraph == quote.paragraph else None
        if own is None and carried and _goes_on(text, before, quote):
            own = Said(speaker=carried.speaker, mention=carried.mention, cue=carried.cue, sure=True)
        if own is None and carried and _stands_alone(cast, marked[number - 1], quote, carried):
            own = Said(speaker=carried.speaker, mention=carried.mention, cue=carried.cue, sure=True)
        if own is None:
            own = _signed(cast, quote)
        if own is None and quote.continues:
            own = out.get(number - 1)
        if own is not None:
            out[number] = own
    return out


def _goes_on(text: str, before: Marked | None, quote: Marked) -> bool:
    """Whether a quote follows another with only a short tag between."""
    if before is None:
        return False
    between = text[before.right : quote.left]
    return len(between) <= 30 and (not between.strip() or between.rstrip()[-1:] in "，。：,.:")


def _stands_alone(cast: ChineseCast, before: Marked, quote: Marked, carried: Said) -> bool:
    """Whether a whole utterance follows a speaker's own, with nobody else between."""
    text = cast.text
    whole = text[quote.end - 1 : quote.end] in ("。", "！", "？", "…")
    if not whole or text[quote.left - 1 : quote.left] not in ("。", "！", "？", "\n"):
        return False
    between = [one.speaker for one in cast.within(before.right, quote.left) if one.speaker]
    people = {one.name for one in between if one.kind != "organisation"}
    return carried.speaker is not None and people <= {carried.speaker.name}


_SIGNATURE = re.compile(r"[—–-]{1,2}\s?(?P<who>[^。！？\n“「]{2,30})(?=\n|$)")


def _signed(cast: ChineseCast, quote: Marked) -> Said | None:
    """“……”——诗人乔木, on the same line."""
    found = _SIGNATURE.match(cast.text, quote.right)
    inside = cast.within(found.start("who"), found.end("who")) if found else []
    named = [one for one in inside if one.speaker and one.speaker.kind == "person"]
    if not named:
        return None
    mention = Span(start=named[-1].start, end=named[-1].end)
    return Said(speaker=named[-1].speaker, mention=mention, cue=None, sure=True)


def _sentence_start(text: str, quote: Marked, before: Marked | None, known: bool) -> int:
    """Where the sentence begins that a quote stands in; stops inside earlier quotes do not count."""
    floor = max(quote.left - 200, 0)
    limit = before.right if before and before.right > floor else None
    if limit is not None:
        cuts = [m.end() for m in _STOP.finditer(text, limit, quote.left)]
        if cuts:
            return cuts[-1]
        if (
            before
            and text[before.end - 1 : before.end] in ("。", "！", "？")
            and text[before.right : quote.left].strip() == ""
        ):
            return quote.left
        return max(
            [m.end() for m in _STOP.finditer(text, floor, before.left if before else floor)],
            default=floor,
        )
    return max([m.end() for m in _STOP.finditer(text, floor, quote.left)], default=floor)


def _after(cast: ChineseCast, quote: Marked) -> Said | None:
    """“……，”林俊旸说"""
    text = cast.text
    at = quote.right
    inner = text[quote.end - 1 : quote.end]
    tail = re.compile(r"[，,]?([^。！？\n“「]{0,48})").match(text, at)
    if tail is None or not tail[1]:
        return None
    if inner not in ("，", "。", "！", "？", ",", "…") and text[at : at + 1] not in ("，", ","):
        return None
    for match in cue_pattern().finditer(text, tail.start(1), tail.end(1)):
        found = cast.subject(tail.start(1), match.start())
        if found is None or CLAUSE.search(text, found.end, match.start()):
            return None
        return Said(
            speaker=found.speaker,
            mention=Span(start=found.start, end=found.end),
            cue=match[0],
            sure=True,
        )
    return None


def _before(cast: ChineseCast, quote: Marked, start: int) -> Said | None:
    """林俊旸说：“……” or 公司“……” inside what 林俊旸 reports."""
    text = cast.text
    lead = text[start : quote.left].rstrip()
    colon = lead.endswith(("：", ":"))
    told = quote.end - quote.start > 8 and "，" in text[quote.start : quote.end]
    if not (colon or told) and _LABEL_WORDS.search(lead) and not _cue_at_end(lead):
        return None
    cues = list(cue_pattern().finditer(text, start, quote.left))
    for match in reversed(cues):
        found = cast.subject(start, match.start())
        if found:
            near = quote.left - match.end() <= 2
            return Said(
                speaker=found.speaker,
                mention=Span(start=found.start, end=found.end),
                cue=match[0],
                sure=colon or near,
                close=colon,
            )
    if colon:
        inside = [
            m
            for m in cast.within(start, quote.left)
            if m.speaker and m.speaker.kind != "organisation"
        ]
        if inside:
            first = inside[0]
            return Said(
                speaker=first.speaker,
                mention=Span(start=first.start, end=first.end),
                cue=None,
                sure=True,
            )
        return Said(speaker=None, mention=None, cue=None, sure=True)
    return None


def _cue_at_end(lead: str) -> bool:
    return any(match.end() == len(lead) for match in cue_pattern().finditer(lead))
