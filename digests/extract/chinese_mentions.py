"""Every mention of someone in a Chinese text, with whom it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import ahocorasick_rs

from digests.extract.chinese_names import Names
from digests.extract.chinese_unnamed import WAS, house_in, office, phrases_in, unnamed
from digests.extract.speaker import Speaker

_COMPANY = re.compile(
    r"(?:该|这家|本|上述)(?:公司|集团|企业|机构|平台)|(?<![\u4e00-\u9fff])公司(?!发言人|创始人|董事长|CEO|总裁|联合|首席|秘书|高管|员工|董事|监事|股东|法务|公关|[\u4e00-\u9fff]{0,4}负责人)|公司(?=[在则也称回表])"
    r"|(?:声明|公告|通报|回应|致歉信)(?=中?(?:[称指写]|表示|强调|否认|补充|重申|提到|披露))"
)
_EPITHET = re.compile(
    r"(?:这位|这名|那位|该|这个)[^，。：；“”「」\s]{0,14}?(?=显得|则|也|还|表示|说|称|认为|告诉|对|在|坦|直|回|强|指|补|透|$)"
)
_PRONOUN = re.compile(r"他们|她们|它|他|她|其(?=[表称说认指强])")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChineseMention:
    start: int
    end: int
    speaker: Speaker | None


@dataclass(slots=True)
class _Heard:
    """Who has been mentioned so far. Filled while a text is read."""

    person: Speaker | None = None
    house: Speaker | None = None
    unnamed: list[Speaker] | None = None


def mentions_in(text: str, names: Names) -> list[ChineseMention]:
    """Every mention in text order, each with whom it means."""
    spans = sorted(_spans(text, names), key=lambda span: (span[0], -span[1]))
    out: list[ChineseMention] = []
    heard = _Heard(unnamed=[])
    end = -1
    for start, stop, kind in spans:
        if start < end:
            continue
        end = stop
        speaker = _meant(text[start:stop], kind, names, heard)
        _hear(heard, kind, speaker)
        out.append(ChineseMention(start=start, end=stop, speaker=speaker))
    return out


def _hear(heard: _Heard, kind: str, speaker: Speaker | None) -> None:
    if speaker is None:
        return
    if speaker.kind == "organisation":
        if kind == "name":
            heard.house = speaker
        return
    if kind in ("unnamed", "insider", "office") and heard.unnamed is not None:
        heard.unnamed.append(speaker)
    if kind in ("name", "unnamed", "insider", "office"):
        heard.person = speaker


def _spans(text: str, names: Names) -> Iterator[tuple[int, int, str]]:
    if names.alias:
        longest = ahocorasick_rs.MatchKind.LeftmostLongest
        automaton = ahocorasick_rs.AhoCorasick(list(names.alias), matchkind=longest)
        for _, start, end in automaton.find_matches_as_indexes(text):
            yield start, end, "name"
    yield from phrases_in(text, names)
    for kind, pattern in (("company", _COMPANY), ("epithet", _EPITHET), ("pronoun", _PRONOUN)):
        for match in pattern.finditer(text):
            if match.end() > match.start() and not WAS.search(match[0]):
                yield match.start(), match.end(), kind


def _bare(phrase: str, names: Names) -> Speaker | None:
    """Whom a bare role means: the one who holds it, else nobody named; None where several do."""
    held = [one for one in islice(names.people.values(), _MOST) if phrase in (one.role or "")]
    if held:
        return named_speaker(held[0].name, names) if len(held) == 1 else None
    return Speaker(name=phrase, kind="unnamed", role=phrase)


def _meant(phrase: str, kind: str, names: Names, heard: _Heard) -> Speaker | None:
    if kind == "name":
        return named_speaker(names.alias[phrase], names)
    if kind in ("unnamed", "insider"):
        return unnamed(phrase, names)
    if kind == "office":
        return _by_role_of(phrase, names) or office(phrase, names)
    if kind == "body":
        full = next((one for one in names.organisations if one.endswith(phrase)), phrase)
        return Speaker(name=phrase, kind="organisation", organisation=full)
    if kind == "bare":
        return _bare(phrase, names)
    if kind == "anaphora":
        return _earlier(phrase, names, heard)
    if kind == "company":
        if phrase[:2] in ("声明", "公告", "通报", "回应", "致歉"):
            return heard.house or (named_speaker(names.main, names) if names.main else None)
        return named_speaker(names.main, names) if names.main else None
    if kind == "epithet":
        return _by_role(phrase, names) or heard.person
    return heard.person if phrase in ("他", "她", "其") else None


_BACK = 60  # unnamed people back


def _earlier(phrase: str, names: Names, heard: _Heard) -> Speaker | None:
    """Whom 该人士 or 这名经理 means: the unnamed one with that noun, else whoever holds the role."""
    if phrase == "对方":
        return Speaker(name=phrase, kind="unnamed")
    unnamed = (heard.unnamed or [])[-_BACK:]
    if phrase[:2] in ("其中", "另一"):
        return unnamed[-1] if unnamed else heard.person
    same = [one for one in unnamed if one.name.endswith(phrase[-2:])]
    if same:
        return same[-1]
    held = _by_role(phrase, names)
    if held:
        return held
    if phrase.startswith(("上述", "前述")):
        return Speaker(name=phrase, kind="unnamed")
    return unnamed[-1] if unnamed else heard.person


def named_speaker(name: str, names: Names) -> Speaker:
    """The speaker that a full name means."""
    person = names.people.get(name)
    if person is None:
        return Speaker(name=name, kind="organisation", organisation=name)
    return Speaker(name=name, kind="person", role=person.role, organisation=person.organisation)


_MOST = 200  # houses or people that are looked through


def _by_role_of(phrase: str, names: Names) -> Speaker | None:
    """The one person whose office a whole phrase names: 岚星科技CEO."""
    house = house_in(phrase, names)
    held = [
        one
        for one in islice(names.people.values(), _MOST)
        if one.role and one.organisation == house and phrase.endswith(one.role)
    ]
    return named_speaker(held[0].name, names) if house and len(held) == 1 else None


def _by_role(phrase: str, names: Names) -> Speaker | None:
    """The one person whose role a phrase like 这位创始人 names."""
    able = [
        p
        for p in islice(names.people.values(), _MOST)
        if p.role and any(part in phrase for part in re.split("[兼、和]", p.role))
    ]
    return named_speaker(able[0].name, names) if len(able) == 1 else None
