"""Whose view or words a Chinese sentence gives without a cue: 援引某人的话, 把它称作“……”, 在某人看来."""

from __future__ import annotations

import re

from digests.extract.chinese import CLAUSE, ChineseCast
from digests.extract.chinese_mentions import ChineseMention
from digests.extract.chinese_saying import Said, is_whole
from digests.extract.marks import Marked
from digests.extract.speaker import Speaker
from digests.model import Span


def is_person(speaker: Speaker | None) -> bool:
    """Whether somebody, named or not, and no organisation."""
    return speaker is not None and speaker.kind != "organisation"


# 据《晚报》援引一名助手的话报道，法案“……”
_CITED = re.compile(
    r"(?:援引|引述|转述|引用|根据|按照|按|据)(?P<who>[^，。；：“”「」]{1,24}?)的(?:话|说法|消息|描述|讲述|介绍|测算|估计|解释)"
)


def passed_on(cast: ChineseCast, quote: Marked, start: int) -> Said | None:
    """Whose words somebody passes on, where nobody else speaks in between."""
    text = cast.text
    cited = list(_CITED.finditer(text, start, quote.left))
    if not cited:
        return None
    who = Span(start=cited[-1].start("who"), end=cited[-1].end("who"))
    if any(map(is_person, (one.speaker for one in cast.within(who.end, quote.left)))):
        return None
    inside = [one.speaker for one in cast.within(who.start, who.end) if is_person(one.speaker)]
    speaker = inside[-1] if inside else Speaker(name=text[who.start : who.end], kind="unnamed")
    return Said(speaker=speaker, mention=who, cue=None, sure=True)


# “……。”撂下这句话，林岚离开了会场; “……。”林岚话音刚落; “……。”\n——这是林岚在会上的开场白
_LEFT = re.compile(
    r"(?:(?:撂下|丢下|扔下|留下|抛下|说完|讲完|说罢|言罢)(?:[这那]?(?:句|番|段|一句)?话)?(?:之?后)?，(?P<then>[^。！？\n“「]{2,40})"
    r"|(?P<whose>[^，。！？\n“「]{2,24}?)(?:的?话音|话)(?:刚|未|一|甫)(?:落|完|毕|说完|出口)"
    r"|[^“「\n]{0,24}?(?:\n\s*)?[—–-]{0,2}\s?说(?:话|[这那](?:句|番|段)?话)的(?:人)?[是叫](?P<who>[^。！？\n“「]{2,40})"
    r"|\s*[—–-]{0,2}\s?这[是就]是?(?P<word>[^。！？\n“「]{2,40}?)(?:的|给出的)(?:开场白|回答|答案|原话|回应|结语|开头|解释|结论|忠告|第一句话|一句话))"
)


def left_behind(cast: ChineseCast, quote: Marked) -> Said | None:
    """Whose words stand before what the sentence after them says of whoever spoke."""
    found = _LEFT.match(cast.text, quote.right)
    part = found.lastgroup if found else None
    if found is None or part is None:
        return None
    inside = [one for one in cast.within(*found.span(part)) if is_person(one.speaker)]
    if not inside:
        return None
    who = inside[0]
    span = Span(start=who.start, end=who.end)
    return Said(speaker=who.speaker, mention=span, cue=None, sure=True)


_ON_SUBJECT = re.compile(
    "(?:谈[到及起]|说[到起]|提[到及起]|问[到及起]|被问[到及]?|至于|对于|关于|针对|面对|回忆)[^，。：“”「」]{1,24}，(?:[则又还却也只便]|态度[^，。：“”]{1,4}，|话[锋题][^，。：“”]{1,3}，|不愿[^，。]{1,6}，只?)*$"
)


def left_out(cast: ChineseCast, start: int, cue: int) -> ChineseMention | None:
    """Who is meant where a sentence leaves the subject out: 谈到成本，直言“……”.

    Only where the two paragraphs before name one person, and nobody else.
    """
    if _ON_SUBJECT.fullmatch(cast.text, start, cue) is None:
        return None
    floor = cast.text.rfind("\n\n", 0, max(0, cast.text.rfind("\n\n", 0, start)))
    near = [
        one for one in cast.within(max(0, floor, start - _FAR), start) if is_person(one.speaker)
    ]
    return near[-1] if len({one.speaker.name for one in near if one.speaker}) == 1 else None


_LONG_NAME = 7  # characters: names of things have less
_FAR_BACK = 40  # characters back to whose answer it is
_FAR = 300  # characters


def follows(cast: ChineseCast, quote: Marked) -> Said | None:
    """Who does something right after a whole utterance: “……。”魏知秋给每个人倒了茶."""
    text = cast.text
    if quote.end - quote.start < _UTTERANCE or not is_whole(text, quote):
        return None
    if quote.left and text[quote.left - 1] not in "。！？\n”":
        return None
    end = next((one.start() for one in _SENTENCE_END.finditer(text, quote.right)), len(text))
    found = acts_at_last(cast, quote.right, _first_clause(cast, quote.right, end))
    if found is None:
        return None
    return Said(speaker=found[1], mention=found[0], cue=None, sure=True)


def _first_clause(cast: ChineseCast, start: int, end: int) -> int:
    """Where the first clause ends that names somebody."""
    first = next((one for one in cast.within(start, end) if is_person(one.speaker)), None)
    cut = CLAUSE.search(cast.text, first.end, end) if first else None
    return cut.start() if cut else end


_UTTERANCE = 7  # characters
_SENTENCE_END = re.compile("[。！？\n“「]")
_SOURCE = re.compile("(?<![根依证])据[^，。：“”「」]{2,24}，")


def past_source(cast: ChineseCast, start: int, end: int) -> int:
    """Where a sentence goes on after who passes words on: 据林岚回忆，|周敏只说了一句：“……”."""
    sources = list(_SOURCE.finditer(cast.text, start, end))
    if not sources or cast.text[end - 1 : end] not in ("：", ":"):
        return start
    found = sources[-1]
    others = [one for one in cast.within(found.end(), end) if is_person(one.speaker)]
    return found.end() if others else start


# 他把去年称作“……”, and 他的评价是“……”
_CALLS = re.compile(
    r"[把将](?!这[种类款个项])[^，。；：]{1,12}?(?:称作|称为|叫做?|叫作|视为|看作)$"
)
# 她收到创始人苏赫发来的微信：“……”
_SENT = re.compile(
    r"收到了?(?P<who>[^，。：“”]{1,20}?)(?:发来|寄来|传来|打来)的[^，。：“”]{1,8}：$"
)
# 被告公司则由发言人林岚出面回应：“……”
_THROUGH = re.compile(r"由(?P<who>[^，。：“”]{2,24}?)(?:出面|代为|代表公司)[^，。：“”]{2,6}：$")
# 用他的话说，“……”
_IN_WORDS = re.compile("用(?P<who>[^，。；：“”]{1,12}?)的话(?:来)?(?:说|讲|形容)，?$")
# 他用“……”来形容, 只用“……”四个字作答
_WITH = re.compile("(?:[用以]|留下|回了|写了|说了)$")
_DESCRIBES = re.compile(
    "(?:[一二三四五六七八九十]个字|一词|一句|这样的(?:话|字眼|词))?来?(?:作答|形容|回答|概括|总结|描述|评价|回应|比喻|定义)|[一二三四五六七八九十]个字(?=[，。；])"
)
_REMARK = re.compile(
    r"(?:给出)?的(?:评价|回答|答复|结论|判断|看法|解释|感受|反应|总结|说法|理由|规矩|原则|要求|态度|答案)(?:[却则也]|只)?是$"
)


def describes(cast: ChineseCast, quote: Marked, start: int, lead: str) -> Said | None:
    """Who gives a thing this name: words with 的 describe, others are terms."""
    remark, calls = _REMARK.search(lead), _CALLS.search(lead)
    passed = _through(cast, start, lead)
    if passed is not None:
        return passed
    own = _IN_WORDS.search(lead)
    if own:
        return seen_by(cast, quote, start + own.start("who"), start + own.end("who"))
    told = _WITH.search(lead) and _DESCRIBES.match(cast.text, quote.right)
    if told:
        return _with_words(cast, quote, start)
    tells = "的" in cast.text[quote.start : quote.end] or quote.end - quote.start >= _LONG_NAME
    found = remark or (calls if tells else None)
    if found is None:
        return None
    end = start + found.start()
    inside = [
        one for one in cast.within(max(start, end - _FAR_BACK), end) if is_person(one.speaker)
    ]
    if not inside or CLAUSE.search(cast.text, inside[-1].end, end):
        return None
    who = inside[-1]
    span = Span(start=who.start, end=who.end)
    return Said(speaker=who.speaker, mention=span, cue=None, sure=remark is not None)


def _through(cast: ChineseCast, start: int, lead: str) -> Said | None:
    """Who sent the message, or spoke for the house."""
    for pattern in (_SENT, _THROUGH):
        found = pattern.search(lead)
        inside = cast.within(start + found.start("who"), start + found.end("who")) if found else []
        named = [one for one in inside if is_person(one.speaker)]
        if named:
            span = Span(start=named[-1].start, end=named[-1].end)
            return Said(speaker=named[-1].speaker, mention=span, cue=None, sure=True)
    return None


def _with_words(cast: ChineseCast, quote: Marked, start: int) -> Said | None:
    """Whoever the sentence is about, where only one person is."""
    inside = [one for one in cast.within(start, quote.left) if is_person(one.speaker)]
    if len({one.speaker.name for one in inside if one.speaker}) != 1:
        return None
    span = Span(start=inside[0].start, end=inside[0].end)
    return Said(speaker=inside[0].speaker, mention=span, cue=None, sure=True)


# 在林俊旸看来，这是“……”
VIEW = re.compile(r"在(?P<who>[^，。；]{1,16})(?:看来|眼中|眼里)，[^。]*$")


def seen_by(cast: ChineseCast, quote: Marked, start: int, end: int) -> Said | None:
    """Whose view a sentence gives: words of it in quotation marks are that person's."""
    inside = [one for one in cast.within(start, end) if is_person(one.speaker)]
    if len(inside) != 1 or quote.end - quote.start < _LONG_ENOUGH:
        return None
    span = Span(start=inside[0].start, end=inside[0].end)
    return Said(speaker=inside[0].speaker, mention=span, cue=None, sure=False)


_LONG_ENOUGH = 5  # characters: shorter ones are terms


def acts(cast: ChineseCast, start: int, end: int) -> tuple[Span, Speaker] | None:
    """Who opens a sentence and does something before the words: 彭国梁把数字贴在了白板上。“……。”"""
    first = next(iter(cast.within(start, end)), None)
    if first is None or first.start != start or first.speaker is None:
        return None
    told = is_person(first.speaker) and cast.text[first.end : first.end + 1] not in "的、和与"
    return (Span(start=first.start, end=first.end), first.speaker) if told else None


def alone_in(cast: ChineseCast, start: int, end: int) -> tuple[Span, Speaker] | None:
    """The only person of a stretch: 她以药品为例，“……”."""
    inside = [one for one in cast.within(start, end) if is_person(one.speaker)]
    names = {one.speaker.name for one in inside if one.speaker}
    if len(names) != 1 or inside[0].speaker is None:
        return None
    return Span(start=inside[0].start, end=inside[0].end), inside[0].speaker


_REACHED = re.compile("[对向给被让由把与和跟问请替找]|采访|联系")


def acts_at_last(cast: ChineseCast, start: int, end: int) -> tuple[Span, Speaker] | None:
    """Who does something in a sentence's last clause: 被问及是否后悔，岚星科技创始人林岚摆了摆手."""
    cut = max((one.end() for one in CLAUSE.finditer(cast.text, start, end)), default=start)
    inside = [one for one in cast.within(cut, end) if is_person(one.speaker)]
    one = inside[0] if len(inside) == 1 else None
    if one is None or one.speaker is None or cast.text[one.end : one.end + 1] in "的、和与":
        return None
    lead = cast.text[cut : one.start]
    if len(lead) > 20 or _REACHED.search(lead) or one.end >= end:
        return None
    return Span(start=one.start, end=one.end), one.speaker


_VERSION = re.compile(
    r"在(?P<who>[^，。；]{1,12}?)(?:的(?:版本|描述|讲述|叙述|回忆|印象|记忆|说法)(?:里|中)|看来)，"
)


def version_of(cast: ChineseCast, start: int, end: int) -> tuple[Span, Speaker] | None:
    """Whose story a sentence tells: 在她的版本里，事情没有那么复杂."""
    found = _VERSION.search(cast.text, start, end)
    inside = cast.within(found.start("who"), found.end("who")) if found else []
    named = [one for one in inside if one.speaker and is_person(one.speaker)]
    if len(named) != 1 or named[0].speaker is None:
        return None
    return Span(start=named[0].start, end=named[0].end), named[0].speaker
