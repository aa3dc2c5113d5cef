"""Every mention of someone in a Chinese text, with whom it means."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import ahocorasick_rs

from digests.extract.chinese_genders import shown_by_words
from digests.extract.chinese_meant import LATELY, Heard, meant
from digests.extract.chinese_names import Names
from digests.extract.chinese_pointing import POINTING
from digests.extract.chinese_unnamed import (
    WAS,
    phrases_in,
)
from digests.extract.speaker import Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class ChineseMention:
    start: int
    end: int
    speaker: Speaker | None


def mentions_in(text: str, names: Names) -> list[ChineseMention]:
    """Every mention in text order, each with whom it means."""
    spans = list(_apart(_spans(text, names)))
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    narrated = [span for span in spans if not _is_inside(quoted, span[0])]
    out: list[ChineseMention] = []
    heard = Heard(genders=_genders(text, narrated, names))
    outside = frozenset(start for start, _, _ in narrated)
    end = 0
    for start, stop, kind in spans:
        if start in outside:
            _go_on(heard, text, end, start)
            heard.other = _tells_of_other(text, quoted, start)
            end = stop
        speaker = meant(text[start:stop], kind, names, heard)
        if start in outside:
            owner = _OWNER.search(text, max(0, start - 18), start) if kind == "name" else None
            if owner and speaker:
                heard.owned[speaker.name] = owner[1]
            before = text[start - 1 : start] if kind == "unnamed" else ""
            person = heard.first is not None and heard.first.kind == "person"
            if before == "据" or (before == "是" and person):
                heard.unnamed.extend([speaker] if speaker else [])
            else:
                _hear(heard, kind, speaker)
        out.append(ChineseMention(start=start, end=stop, speaker=speaker))
    return out


_OWNER = re.compile("([他她])的[^。；！？“”]{0,14}$")  # 他的副手、曾经的实习生米雪松


def _tells_of_other(text: str, quoted: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether the quote right before a pronoun has the other one: “我给她写了推荐信，”他说."""
    number = bisect_right(quoted, (at, at)) - 1
    if number < 0 or quoted[number][1] != at or text[at] not in "他她":
        return False
    start, end = quoted[number]
    return text.find("她" if text[at] == "他" else "他", start, end) >= 0


def _go_on(heard: Heard, text: str, end: int, start: int) -> None:
    """Note where a sentence begins between the last mention's `end` and the next one's `start`."""
    if _STOP.search(text, end, start):
        heard.before, heard.first = heard.first, None
        heard.sender_before, heard.sender = heard.sender, None
    heard.opens = start == 0 or text[start - 1] in "。！？\n"


_STOP = re.compile("[。！？\n]")
_Piece = tuple[int, int, str]  # start, end and kind of a mention
_QUOTED = re.compile(r"“[^“”\n]*”|「[^「」\n]*」")


def _apart(spans: Iterator[_Piece]) -> Iterator[_Piece]:
    """The spans in text order, the longest of those that share characters."""
    end = -1
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if span[0] >= end:
            end = span[1]
            yield span


def _is_inside(quoted: Sequence[tuple[int, int]], at: int) -> bool:
    number = bisect_right(quoted, (at, at)) - 1
    return number >= 0 and at < quoted[number][1]


def _genders(text: str, spans: Sequence[_Piece], names: Names) -> dict[str, str]:
    """The pronoun of each name that stands alone in its paragraph before one: 林岚……，她."""
    votes: dict[str, Counter[str]] = {}
    seen: set[str] = set()
    end = 0
    for start, stop, kind in spans:
        if text.find("\n", end, start) >= 0:
            seen.clear()
        end = stop
        phrase = text[start:stop]
        if phrase in ("他", "她") and len(seen) == 1 and text[start - 1] in "。！？，；：”\n":
            votes.setdefault(next(iter(seen)), Counter())[phrase] += 1
        elif kind not in ("pronoun", "company", "body"):
            seen.add(names.alias.get(phrase, phrase))
    told = {name: next(iter(given)) for name, given in votes.items() if len(given) == 1}
    named = [(a, b, names.alias[text[a:b]]) for a, b, kind in spans if kind == "name"]
    return {**shown_by_words(text, named), **told}


def _hear(heard: Heard, kind: str, speaker: Speaker | None) -> None:
    if speaker is None:
        return
    heard.latest = kind
    if kind == "name":
        heard.named = [*(one for one in heard.named[-4:] if one.name != speaker.name), speaker]
    if speaker.kind == "organisation":
        if kind == "name":
            heard.house = speaker
            heard.sender = heard.sender or speaker
        return
    if speaker.organisation and heard.sender is None:
        house = speaker.organisation
        heard.sender = Speaker(name=house, kind="organisation", organisation=house)
    if kind in ("unnamed", "insider", "office"):
        heard.unnamed.append(speaker)
    if kind in ("name", "unnamed", "insider", "office"):
        heard.first = heard.first or speaker
        heard.people = [
            *(one for one in heard.people[-LATELY:] if one.name != speaker.name),
            speaker,
        ]


def _spans(text: str, names: Names) -> Iterator[tuple[int, int, str]]:
    if names.alias:
        longest = ahocorasick_rs.MatchKind.LeftmostLongest
        automaton = ahocorasick_rs.AhoCorasick(list(names.alias), matchkind=longest)
        for _, start, end in automaton.find_matches_as_indexes(text):
            yield start, end, "name"
    yield from phrases_in(text, names)
    for kind, pattern in POINTING:
        for match in pattern.finditer(text):
            if match.end() > match.start() and not WAS.search(match[0]):
                yield match.start(), match.end(), kind
