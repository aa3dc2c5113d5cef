"""Who speaks in Chinese text: for each quoted stretch its cue, its mention and its speaker."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digests.extract.chinese_cues import cue_pattern
from digests.extract.chinese_names import Names, names_of
from digests.extract.chinese_roles import HAN
from digests.extract.marks import Marked
from digests.extract.speaker import Speaker
from digests.model import EntityKind, Span

_UNNAMED = re.compile(
    r"(?:[一两二三四五多几数]|另一|其中一|[0-9]+)[位名个些家](?:[^，。：；、“”「」‘’\s]{0,16}?)"
    r"(?:人士|员工|工程师|高管|审稿人|投资人|投资者|分析师|专家|研究员|学者|科学家|教授|官员|负责人|知情者|消息人士|创业者|开发者|从业者|用户|客户|店主|司机|教师|老师|家长|学生|银行家|律师|医生|顾问|经理|记者|业者)"
)
_ANAPHORA = re.compile(
    r"(?:该|这位|这名|那位|上述|前述)(?:[^，。：；“”「」\s]{0,8}?)(?:人士|员工|工程师|高管|审稿人|投资人|分析师|专家|研究员|学者|官员|负责人|知情者|消息人士|教授|创业者|司机|店主|银行家|律师|顾问)|其中一[人位名]|另一人|此人|对方"
)
_COMPANY = re.compile(
    r"(?:该|这家|本|上述)(?:公司|集团|企业|机构|平台)|(?<![\u4e00-\u9fff])公司(?!发言人|创始人|董事长|CEO|总裁|联合|首席)|公司(?=[在则也称回表])"
)
_EPITHET = re.compile(
    r"(?:这位|这名|那位|该|这个)[^，。：；“”「」\s]{0,14}?(?=显得|则|也|还|表示|说|称|认为|告诉|对|在|坦|直|回|强|指|补|透|$)"
)
_PRONOUN = re.compile(r"他们|她们|它|他|她|其(?=[表称说认指强])")
_STOP = re.compile(r"[。！？\n]")
_CLAUSE = re.compile(r"[，,；;。！？]")
_LABEL_WORDS = re.compile(
    r"(?:所谓|名为|叫做?|名叫|取名|题为|标题为|书名|口号是|关键词|回复|点击|搜索|关注|代号|又称|简称|俗称|被称为|称作|代表作|系列|产品|系统|计划|项目|品牌|一词|看|选择|新书|专栏|栏目|公众号|[由以把将]|的)\s*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A quoted stretch's cue and speaker in Chinese. `sure` when a cue stands right beside it."""

    speaker: Speaker | None
    mention: Span | None
    cue: str | None
    sure: bool
    close: bool = False  # cue and colon right before it


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    start: int
    end: int
    speaker: Speaker | None


class ChineseCast:
    """The speakers of one Chinese text. Reads it once; answers by offset."""

    __slots__ = ("mentions", "names", "starts", "text")

    def __init__(self, text: str, known: Sequence[tuple[str, EntityKind]] = ()) -> None:
        """`known` are names that a gazetteer found in the text, with their kinds."""
        self.text = text
        self.names: Names = names_of(text, known)
        self.mentions: Sequence[_Mention] = _mentions(text, self.names)
        self.starts = [mention.start for mention in self.mentions]

    def named(self, name: str) -> Speaker:
        """The speaker that one of the text's names means."""
        return _named(self.names.alias.get(name, name), self.names)

    def resolve(self, span: Span) -> Speaker | None:
        """Whom the mention at `span` means."""
        at = bisect_left(self.starts, span.end)
        for mention in self.mentions[max(0, at - 1) : at]:
            if span.start < mention.end:
                return mention.speaker
        return None

    def within(self, start: int, end: int) -> list[_Mention]:
        """The mentions between two offsets, in order."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [mention for mention in self.mentions[first:last] if mention.end <= end]

    def subject_of(self, sentence: Span) -> tuple[Span, Speaker] | None:
        """Who says what a sentence reports, by its first cue that has a subject."""
        for match in cue_pattern().finditer(self.text, sentence.start, sentence.end):
            found = self.subject(sentence.start, match.start())
            if found and found.speaker:
                return Span(start=found.start, end=found.end), found.speaker
        return None

    def subject(self, start: int, cue: int) -> _Mention | None:
        """The mention that is the subject of a cue at `cue`: in its clause, else one before."""
        end = cue
        for _ in range(4):
            cut = max((m.end() for m in _CLAUSE.finditer(self.text, start, end)), default=start)
            inside = self.within(cut, end)
            named = [m for m in inside if m.speaker and m.speaker.kind == "person"] or inside
            if named:
                return named[0]
            if cut <= start:
                return None
            end = cut - 1
        return None


def _mentions(text: str, names: Names) -> list[_Mention]:
    """Every mention in text order, each with whom it means."""
    spans = sorted(_spans(text, names), key=lambda span: (span[0], -span[1]))
    out: list[_Mention] = []
    person: Speaker | None = None
    unnamed: Speaker | None = None
    end = -1
    for start, stop, kind in spans:
        if start < end:
            continue
        end = stop
        speaker = _meant(text[start:stop], kind, names, person, unnamed)
        if kind == "unnamed":
            unnamed = speaker
        if kind in ("name", "unnamed") and speaker and speaker.kind != "organisation":
            person = speaker
        out.append(_Mention(start=start, end=stop, speaker=speaker))
    return out


def _spans(text: str, names: Names) -> Iterator[tuple[int, int, str]]:
    if names.alias:
        alias = "|".join(sorted(map(re.escape, names.alias), key=len, reverse=True))
        for match in re.finditer(alias, text):
            yield match.start(), match.end(), "name"
    for kind, pattern in (
        ("unnamed", _UNNAMED), ("anaphora", _ANAPHORA), ("company", _COMPANY),
        ("epithet", _EPITHET), ("pronoun", _PRONOUN),
    ):  # fmt: skip
        for match in pattern.finditer(text):
            if match.end() > match.start():
                yield match.start(), match.end(), kind


def _meant(
    phrase: str, kind: str, names: Names, person: Speaker | None, unnamed: Speaker | None
) -> Speaker | None:
    if kind == "name":
        return _named(names.alias[phrase], names)
    if kind == "unnamed":
        return _unnamed(phrase, names)
    if kind == "anaphora":
        return unnamed or person
    if kind == "company":
        return _named(names.main, names) if names.main else None
    if kind == "epithet":
        return _by_role(phrase, names) or person
    return person if phrase in ("他", "她", "其") else None


def _named(name: str, names: Names) -> Speaker:
    person = names.people.get(name)
    if person is None:
        return Speaker(name=name, kind="organisation", organisation=name)
    return Speaker(name=name, kind="person", role=person.role, organisation=person.organisation)


_HEAD = re.compile(
    r"(?:人士|员工|工程师|高管|审稿人|投资人|分析师|专家|研究员|学者|科学家|教授|官员|负责人|律师|医生|银行家|顾问|经理|司机|店主)$"
)


def _unnamed(phrase: str, names: Names) -> Speaker:
    head = _HEAD.search(phrase)
    role = head[0] if head and head[0] != "人士" else None
    inside = "在职" in phrase or "离职" in phrase or "内部" in phrase
    many = phrase[0] in "两二三四五多几数" and not phrase.startswith("数学")
    return Speaker(
        name=phrase, kind="group" if many else "unnamed", role=role,
        organisation=names.main if inside else None,
    )  # fmt: skip


def _by_role(phrase: str, names: Names) -> Speaker | None:
    """The one person whose role a phrase like 这位创始人 names."""
    able = [
        p
        for p in names.people.values()
        if p.role and any(part in phrase for part in re.split("[兼、和]", p.role))
    ]
    return _named(able[0].name, names) if len(able) == 1 else None


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
        if found is None or _CLAUSE.search(text, found.end, match.start()):
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
    if not colon and _LABEL_WORDS.search(lead) and not _cue_at_end(lead):
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


def is_chinese(text: str, start: int, end: int) -> bool:
    """Whether most letters of `text[start:end]` are Chinese."""
    han = len(re.findall(rf"[{HAN}]", text[start:end]))
    return han * 3 > end - start
