"""People and organisations of a Chinese text by their fullest names, and the ways to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digests.extract.chinese_houses import GENERIC, houses_in, main_house
from digests.extract.chinese_people import HONOURS, Person, people_in
from digests.extract.chinese_words import is_word
from digests.model import EntityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Who and what a Chinese text names. `alias` leads from each way of naming to the full name."""

    people: Mapping[str, Person]
    organisations: tuple[str, ...]
    main: str | None  # the organisation the article is about
    alias: Mapping[str, str]


def names_of(text: str, known: Sequence[tuple[str, EntityKind]] = ()) -> Names:
    """Read the people and organisations out of a Chinese text. `known` are listed names in it."""
    found = people_in(text, known)
    listed = [name for name, kind in known if kind == "organisation" and is_han(name)]
    organisations = houses_in(text, found.values(), listed)
    main = main_house(text, organisations)
    people = {name: _settled(text, one, organisations, main) for name, one in found.items()}
    return Names(
        people=people, organisations=organisations, main=main,
        alias=_aliases(text, people, organisations),
    )  # fmt: skip


def is_han(name: str) -> bool:
    """Whether a name is written in Chinese characters, at least in part."""
    return any("\u3400" <= c <= "\u9fff" for c in name)


def _settled(text: str, person: Person, organisations: tuple[str, ...], main: str | None) -> Person:
    """A person with "the company" and short names turned to the full name."""
    organisation = person.organisation
    if organisation in GENERIC or (organisation is None and _is_of_company(person.role)):
        organisation = _nearest(text, person.at, organisations, main)
    elif organisation and len(organisation) <= 3 and is_word(organisation):
        before = text[: person.at]  # 工会 of 照服员工会
        ends = [one for one in organisations if one.endswith(organisation) and one in before]
        organisation = max(ends, key=before.rfind, default=organisation)
    elif organisation:
        organisation = next((o for o in organisations if o.startswith(organisation)), organisation)
    return Person(name=person.name, role=person.role, organisation=organisation, at=person.at)


_NEAR = 160  # characters back to the company that "the company" may be


def _nearest(text: str, at: int, organisations: tuple[str, ...], main: str | None) -> str | None:
    """The company that 公司 means at an offset: the main one, unless only another stands near."""
    near = text[max(0, at - _NEAR) : at]
    places = ((near.rfind(name[: max(2, len(name) - 2)]), name) for name in organisations)
    named = [(place, name) for place, name in places if place >= 0]
    if not named or any(name == main for _, name in named):
        return main
    return max(named)[1]


_COMPANY_ROLES = frozenset(
    """董事长 总裁 总经理 创始人 创始人兼CEO CEO 首席执行官 首席财务官 首席技术官 首席运营官 财务总监
    技术总监 发言人 联合创始人 创办人 营运长 执行长 董事会秘书 董秘 产品负责人 负责人 董事总经理""".split()
)


def _is_of_company(role: str | None) -> bool:
    return role is not None and (role in _COMPANY_ROLES or role.split("兼")[0] in _COMPANY_ROLES)


def _aliases(
    text: str, people: Mapping[str, Person], organisations: tuple[str, ...]
) -> dict[str, str]:
    out: dict[str, str] = {}
    for name in organisations:
        if len(name) >= 4 and name[0] > "\u2e7f":
            out.setdefault(name[:2], name)
        out[name] = name
    surnames = Counter(name[0] for name in people)
    for name in people:
        if "·" in name:
            out.setdefault(name.rpartition("·")[2], name)
        elif " " in name:
            out.setdefault(name.rpartition(" ")[2], name)
        elif surnames[name[0]] == 1:
            for honour in HONOURS:
                out.setdefault(name[0] + honour, name)
            for familiar in ("老", "小", "阿"):
                out.setdefault(familiar + name[0], name)
        out[name] = name
    return {short: full for short, full in out.items() if short in text}
