"""Whom a Chinese mention means, given who has been mentioned before it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from digests.extract.chinese_names import Names
from digests.extract.chinese_roles import roles_in
from digests.extract.chinese_unnamed import (
    house_in,
    of_the_company,
    office,
    unnamed,
)
from digests.extract.speaker import Speaker


@dataclass(slots=True)
class Heard:
    """Who has been mentioned so far. Filled while a text is read."""

    people: list[Speaker] = field(default_factory=list)  # the last one last, each once
    named: list[Speaker] = field(default_factory=list)  # the last names, of people or houses
    house: Speaker | None = None
    unnamed: list[Speaker] = field(default_factory=list)
    sender: Speaker | None = None  # the sentence's first house
    sender_before: Speaker | None = None  # that of the sentence before
    first: Speaker | None = None  # the sentence's first person
    before: Speaker | None = None  # that of the sentence before
    latest: str = ""  # the kind of the mention before
    opens: bool = False  # whether the mention at hand opens its sentence
    owned: dict[str, str] = field(default_factory=dict)  # people, and 他 or 她 whose they are
    other: bool = False  # whether the words before a pronoun tell of the other one
    genders: Mapping[str, str] = field(default_factory=dict)  # 他 or 她, where the text shows it

    @property
    def person(self) -> Speaker | None:
        return self.people[-1] if self.people else None


LATELY = 3  # people a pronoun may mean: whoever was named last, unless that is the other gender


def _bare(phrase: str, names: Names) -> Speaker | None:
    """Whom a bare role means: the one who holds it, else nobody named; None where several do."""
    held = [one for one in islice(names.people.values(), _MOST) if phrase in (one.role or "")]
    if held:
        return named_speaker(held[0].name, names) if len(held) == 1 else None
    return Speaker(name=phrase, kind="unnamed", role=phrase)


def meant(phrase: str, kind: str, names: Names, heard: Heard) -> Speaker | None:
    if kind == "name":
        return named_speaker(names.alias[phrase], names)
    if kind in ("company", "body", "that body", "body alone", "letter"):
        return _house_meant(phrase, kind, names, heard)
    if kind in ("unnamed", "insider"):
        return unnamed(phrase, names)
    if kind == "office":
        return _by_role_of(phrase, names) or office(phrase, names)
    if kind == "bare":
        return _bare(phrase, names)
    if kind in ("anaphora", "epithet") and _SOME.search(phrase):
        house = names.organisations[0] if len(names.organisations) == 1 else None
        return Speaker(name=phrase, kind="unnamed", organisation=house)
    if kind == "anaphora":
        return _earlier(phrase, names, heard)
    if kind == "epithet":
        return _by_role(phrase, names) or _fitting(phrase, heard.person)
    return _by_pronoun(phrase, heard)


def _fitting(phrase: str, last: Speaker | None) -> Speaker | None:
    """Whoever was named last, unless 这位创始人 says what that person isn't."""
    told = [phrase[start:end] for start, end in roles_in(phrase)]
    if last is None or not told or not last.role:
        return last
    return last if any(one in last.role or last.role in one for one in told) else None


def _of_two(phrase: str, heard: Heard) -> Speaker | None:
    """Whom 前者 and 后者 mean: the last two named, people and houses alike."""
    place = -1 if phrase == "后者" else -2
    alike = [one for one in heard.named if one.kind == heard.named[-1].kind]
    return alike[place] if len(alike) >= -place else None


def _house_meant(phrase: str, kind: str, names: Names, heard: Heard) -> Speaker | None:
    """Whom a word for a house means, or a letter: whoever signed or sent it."""
    if kind == "body":
        able = [one for one in names.organisations if one.endswith(phrase)]
        if len(able) == 1:
            return named_speaker(able[0], names)  # 法院 of 东川区法院
        full = able[0] if able else phrase
        return Speaker(name=phrase, kind="organisation", organisation=full)
    if kind == "letter":
        return heard.named[-1] if heard.named else None
    if kind in ("that body", "body alone"):
        noun = phrase.removeprefix("该")
        able = [one for one in names.organisations if one.endswith(noun)]
        return named_speaker(able[0], names) if len(able) == 1 else heard.house
    main = named_speaker(names.main, names) if names.main else None
    of_state = names.main is not None and names.main.endswith(_STATE)
    if phrase[:2] in _PAPERS:
        return heard.sender_before or heard.house or main
    return heard.house or main if of_state else main


_STATE = ("院", "局", "部", "委", "会", "大学", "署", "厅", "办公室", "政府")


_PAPERS = ("声明", "公告", "通报", "回应", "致歉")


def _other_side(heard: Heard) -> Speaker:
    """Whom 对方 means: who was named last, where it isn't the sentence's own subject."""
    last = heard.named[-1] if heard.named else None
    sure = last is not None and last != heard.first and heard.latest in ("name", "anaphora")
    return last if last and sure else Speaker(name="对方", kind="unnamed")


def _by_pronoun(phrase: str, heard: Heard) -> Speaker | None:
    """Who was named last, past those whom the text calls by the other pronoun."""
    if phrase in ("前者", "后者"):
        return _of_two(phrase, heard)
    if phrase in ("他们", "她们"):
        return next((one for one in reversed(heard.people) if one.kind == "group"), None)
    if phrase == "其":
        return heard.named[-1] if heard.named else None
    if phrase not in ("他", "她"):
        return None
    able = [
        one
        for one in reversed(heard.people)
        if one.kind != "group" and phrase in ("其", heard.genders.get(one.name, phrase))
    ]
    if heard.opens and heard.before in able:
        return heard.before
    if heard.other and len(able) > 1 and heard.owned.get(able[0].name) == phrase:
        return able[1]
    last = able[0] if able else None
    of_other = last and any(f"{one.name}的" in last.name for one in able[1:])
    return None if of_other else last  # 林岚的助理提醒她……，她说


# 该公司一位高管: one of the house, and nobody who was named before.
_SOME = re.compile("^[该本].*(?:[一多数几两][位名些]|某|有[人位名]|内部|(?:前|在职|离职)员工)")


_BACK = 60  # unnamed people back


def _earlier(phrase: str, names: Names, heard: Heard) -> Speaker | None:
    """Whom 该人士 or 这名经理 means: the unnamed one with that noun, else whoever holds the role."""
    if phrase == "对方":
        return _other_side(heard)
    unnamed = heard.unnamed[-_BACK:]
    if phrase[:2] in ("其中", "另一"):
        return unnamed[-1] if unnamed else heard.person
    same = [one for one in unnamed if one.name.endswith(phrase[-2:])]
    if same:
        return same[-1]
    held = _by_role(phrase, names) or of_the_company(phrase, names)
    if held:
        return held
    if phrase.startswith(("这位", "这名", "那位", "那名")):
        return heard.person
    if phrase.startswith(("上述", "前述")):
        return Speaker(name=phrase, kind="unnamed")
    return unnamed[-1] if len(unnamed) == 1 else None if unnamed else heard.person


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
