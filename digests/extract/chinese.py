"""Who is who in a Chinese text, by offset."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from digests.extract.chinese_cues import cue_pattern
from digests.extract.chinese_meant import named_speaker
from digests.extract.chinese_mentions import ChineseMention, mentions_in
from digests.extract.chinese_names import Names, names_of
from digests.extract.chinese_roles import HAN
from digests.extract.chinese_words import simplified, simplified_name
from digests.extract.speaker import Speaker
from digests.model import EntityKind, Span

VIEW_OF = re.compile(
    "(?:在(?P<who>[^，。；]{1,16}?)(?:看来|眼中|眼里)|(?:根据|依据|据|按照|按)(?P<by>[^，。；]{1,24}?)的?(?:估算|测算|预测|估计|判断|说法|计算|推算))，"
)
# 坐在她旁边的冼志航: not she.
BESIDE = re.compile(
    "(?:旁边|身边|对面|身旁|身后|一旁|隔壁|左手边|右手边|左侧|右侧|邻座|左边|右边|前面|后面)的"
)
# 对她说, and 与他共事九年的……
OBJECT = re.compile("[对向给跟替被把]$|(?:^|[，。；\n”])[与和跟]$")
_AND = re.compile("(?:并且?|也|还|且|同时|又|但|则|随后|再次)+")
CLAUSE = re.compile(r"[，,；;。！？]")


class ChineseCast:
    """The speakers of one Chinese text. Reads it once; answers by offset."""

    __slots__ = ("_forms", "mentions", "names", "starts", "text", "written")

    def __init__(self, text: str, known: Sequence[tuple[str, EntityKind]] = ()) -> None:
        """`known` are names that a gazetteer found in the text, with their kinds."""
        self.written = text
        self.text = text = simplified(text)
        self.names: Names = names_of(text, [(simplified_name(n), kind) for n, kind in known])
        found = mentions_in(text, self.names)
        self._forms: Mapping[str, str] = (
            {text[m.start : m.end]: self.written[m.start : m.end] for m in found}
            if text is not self.written
            else {}
        )
        self.mentions: Sequence[ChineseMention] = (
            found
            if text is self.written
            else [replace(one, speaker=self._in_script(one.speaker)) for one in found]
        )
        self.starts = [mention.start for mention in self.mentions]

    def named(self, name: str) -> Speaker:
        """The speaker that one of the text's names means."""
        plain = simplified_name(name) if self.text != self.written else name
        speaker = named_speaker(self.names.alias.get(plain, plain), self.names)
        return self._in_script(speaker) or speaker

    def knows(self, name: str) -> bool:
        """Whether this is one of the text's names."""
        return name in self.names.alias or simplified_name(name) in self.names.alias

    def as_written(self, name: str | None) -> str | None:
        """A name in the characters that the text writes it in."""
        if name is None or self.text is self.written:
            return name
        if name in self._forms:
            return self._forms[name]
        at = self.text.find(name)
        return self.written[at : at + len(name)] if at >= 0 else name

    def _in_script(self, speaker: Speaker | None) -> Speaker | None:
        if speaker is None or self.text is self.written:
            return speaker
        return replace(
            speaker,
            name=self.as_written(speaker.name) or speaker.name,
            role=self.as_written(speaker.role),
            organisation=self.as_written(speaker.organisation),
        )

    def resolve(self, span: Span) -> Speaker | None:
        """Whom the mention at `span` means."""
        at = bisect_left(self.starts, span.end)
        for mention in self.mentions[max(0, at - 1) : at]:
            if span.start < mention.end:
                return mention.speaker
        return None

    def within(self, start: int, end: int) -> list[ChineseMention]:
        """The mentions between two offsets, in order."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [mention for mention in self.mentions[first:last] if mention.end <= end]

    def subject_of(self, sentence: Span) -> tuple[Span, Speaker] | None:
        """Who says what a sentence reports, by its first cue that has a subject."""
        for match in cue_pattern().finditer(self.text, sentence.start, sentence.end):
            found = self.subject(sentence.start, match.start())
            if found and found.speaker:
                return Span(start=found.start, end=found.end), found.speaker
        seen = VIEW_OF.match(self.text, sentence.start, sentence.end)
        part = seen.lastgroup if seen else None
        for one in self.within(*seen.span(part)) if seen and part else ():
            if one.speaker and one.speaker.kind != "organisation":
                return Span(start=one.start, end=one.end), one.speaker
        return None

    def _said_earlier(self, start: int, end: int) -> ChineseMention | None:
        """The person who says something in an earlier clause: 他同时宣布，公司将……，并直言“……”."""
        for found in cue_pattern().finditer(self.text, start, end):
            floor = max(
                (m.end() for m in CLAUSE.finditer(self.text, start, found.start())), default=start
            )
            inside = self.within(floor, found.start())
            people = [one for one in inside if one.speaker and one.speaker.kind == "person"]
            if people:
                return people[0]
        return None

    def subject(self, start: int, cue: int) -> ChineseMention | None:
        """The mention that is the subject of a cue at `cue`: in its clause, else one before."""
        end = cue
        for _ in range(4):
            cut = max((m.end() for m in CLAUSE.finditer(self.text, start, end)), default=start)
            inside = self.within(cut, end)
            free = [m for m in inside if self.text[m.end : m.end + 1] != "的"] or inside
            free = [m for m in free if not BESIDE.match(self.text, m.end)] or free
            free = [m for m in free if not OBJECT.search(self.text, max(0, m.start - 2), m.start)]
            named = [m for m in free if m.speaker and m.speaker.kind == "person"]
            if len(named) > 1 and _TOGETHER.search(self.text, named[-1].end, cue):
                return _group(named)
            if named or free:
                return (named or free)[0]
            if inside and cut <= start:
                return inside[0]
            goes_on = end == cue and not inside and _AND.fullmatch(self.text, cut, cue)
            earlier = self._said_earlier(start, cut) if goes_on else None
            if earlier:
                return earlier
            if cut <= start:
                return None
            end = cut - 1
        return None


_TOGETHER = re.compile("(?:均|都|一致|共同|联合|联名|先后)")


def _group(named: Sequence[ChineseMention]) -> ChineseMention:
    """Several people who say something together: 沈亦川、高予岑均表示."""
    names = "、".join(dict.fromkeys(one.speaker.name for one in named if one.speaker))
    speaker = Speaker(name=names, kind="group")
    return ChineseMention(start=named[0].start, end=named[-1].end, speaker=speaker)


def is_chinese(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` has more Chinese characters than words in Latin letters."""
    han = len(re.findall(rf"[{HAN}]", text[start:end]))
    return han > len(re.findall(r"[A-Za-z]+", text[start:end]))
