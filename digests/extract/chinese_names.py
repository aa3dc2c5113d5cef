"""People and organisations of a Chinese text by their fullest names, and the ways to them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import ahocorasick_rs

from digests.extract.chinese_endings import heads_unit, is_unit
from digests.extract.chinese_forms import FAMILIAR, HONOURS, KINDLY, count_near
from digests.extract.chinese_given import surnames as family_names
from digests.extract.chinese_houses import GENERIC, houses_in, main_house, whole_house
from digests.extract.chinese_people import Person, people_in
from digests.extract.chinese_roles import HAN, roles_in
from digests.extract.chinese_words import is_word
from digests.extract.lexicon import words
from digests.model import EntityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Who and what a Chinese text names. `alias` leads from each way of naming to the full name."""

    people: Mapping[str, Person]
    organisations: tuple[str, ...]
    main: str | None  # the organisation the article is about
    alias: Mapping[str, str]
    roles: Sequence[tuple[int, int]] = ()  # where roles stand in the text


def names_of(text: str, known: Sequence[tuple[str, EntityKind]] = ()) -> Names:
    """Read the people and organisations out of a Chinese text. `known` are listed names in it."""
    roles = roles_in(text)
    found = _by_full_name(people_in(text, known, roles))
    listed = [name for name, kind in known if kind == "organisation" and is_han(name)]
    organisations = houses_in(text, found.values(), listed)
    main = main_house(text, organisations)
    full = {
        name[:end]: name
        for name in reversed(organisations)
        for end in range(max(2, len(name) - 2), len(name) + 1)
    }
    people = {name: _settled(text, one, full, main, found) for name, one in found.items()}
    return Names(
        people=people, organisations=organisations, main=main, roles=roles,
        alias=_aliases(text, people, organisations),
    )  # fmt: skip


def _by_full_name(found: dict[str, Person]) -> dict[str, Person]:
    """The people without those who are also there by their full name: 老韩 is 韩立群."""
    families: defaultdict[str, list[str]] = defaultdict(list)
    for name in found:
        if not _is_familiar(name):
            families[name[0]].append(name)
    out = {name: one for name, one in found.items() if not _is_familiar(name)}
    for name, one in found.items():
        if not _is_familiar(name):
            continue
        family = families[name[1] if name[0] in FAMILIAR else name[0]]
        if len(family) != 1:
            if not family or _title(name) is None:
                out[name] = one
            continue
        full = out[family[0]]
        out[full.name] = replace(
            full, role=full.role or one.role, organisation=full.organisation or one.organisation
        )
    return out


def _is_familiar(name: str) -> bool:
    """Whether a name is a surname with what goes before or after it: 老韩, 刘姐, 姚厂长."""
    return (len(name) == 2 and name[0] in FAMILIAR) or _title(name) is not None


def _title(name: str) -> str | None:
    rest = name[1:]
    return rest if rest in KINDLY or rest in _TITLES else None


# Offices that stand after a surname: 姚厂长.
_TITLES = tuple(
    "厂长 院长 校长 所长 局长 处长 部长 科长 主任 市长 县长 书记 经理 总监 律师 法官 医生 大夫 师傅 队长 会长 社长 行长 董事长 站长 村长 组长 秘书长 导师 医师 主编 老师傅".split()
)


def is_han(name: str) -> bool:
    """Whether a name is written in Chinese characters, at least in part."""
    return any("\u3400" <= c <= "\u9fff" for c in name)


def _settled(
    text: str, person: Person, full: Mapping[str, str], main: str | None, names: Container[str]
) -> Person:
    """A person with "the company" and short names turned to the full name."""
    organisation = person.organisation or (None if person.role else _beside(text, person, full))
    if organisation in names:
        organisation = None  # 茅以萱的代理律师裘百川
    if organisation == "该校":
        school = whole_house(text, person.at, "大学")
        organisation = school if school != "大学" else None
    elif organisation and organisation[0] == "该" and organisation not in GENERIC:
        organisation = None
    elif organisation in GENERIC or (organisation is None and _is_of_company(person.role)):
        ours = None if organisation == "其" else main
        organisation = _nearest(text, person.at, full, ours) or main
    elif organisation and len(organisation) <= 3 and is_word(organisation):
        near = text[max(0, person.at - _NEAR) : person.at]  # 工会 of 照服员工会
        pieces = (near[start:end] for start, end in _pieces(near))
        longer = (full[one] for one in pieces if one.endswith(organisation) and one in full)
        organisation = next(longer, None) or whole_house(text, person.at, organisation)
    elif organisation:
        parts = None if organisation in full else _house_and_unit(organisation, full)
        if parts and person.role and heads_unit(person.role):
            return replace(person, role=f"{parts[1]}{person.role}", organisation=parts[0])
        organisation = full.get(organisation) or _longer(organisation, full)
    return replace(person, organisation=organisation)


def _beside(text: str, person: Person, full: Mapping[str, str]) -> str | None:
    """The house that stands right before a name: 专访栖云科技盛若谷."""
    at = text.find(person.name, max(0, person.at - _FIRST))
    near = text[max(0, at - 14) : at]
    ends = (near[start:] for start in range(len(near) - 2))
    return next((one for one in ends if full.get(one) == one), None)


def _house_and_unit(phrase: str, full: Mapping[str, str]) -> tuple[str, str] | None:
    """A house that the text names, and a unit of it: 逐光智驾 and 座舱部."""
    ends = (end for end in range(len(phrase) - 1, 2, -1) if full.get(phrase[:end]) == phrase[:end])
    return next(((phrase[:end], phrase[end:]) for end in ends if is_unit(phrase[end:])), None)


_FIRST = 20_000  # characters back to where a name stands first: an article is no longer
_NEAR = 160  # characters back to the company that "the company" may be


_FEW = 400  # in a text that names more houses short names are left as they are


def _longer(name: str, full: Mapping[str, str]) -> str:
    """The fullest name that begins with a short one."""
    able = full if len(full) < _FEW else ()
    return next((full[part] for part in able if part.startswith(name)), name)


def _pieces(near: str) -> Iterator[tuple[int, int]]:
    """The pieces of a stretch that may be a house's name, those nearest its end first."""
    for end in range(len(near), 1, -1):
        for start in range(max(0, end - 14), end - 1):
            yield start, end


def _nearest(text: str, at: int, full: Mapping[str, str], main: str | None) -> str | None:
    """The company that 公司 means at an offset: the main one, unless only another stands near."""
    opening = text.rfind("\n", max(0, at - _NEAR), at) + 1  # the paragraph's own house goes first
    often = main is not None and count_near(text, main[: max(2, len(main) - 3)], at) >= _OFTEN
    wider = "" if often else text[max(0, at - _NEAR) : at]
    for near in (text[max(opening, at - _NEAR) : at], wider):
        named = [full[near[start:end]] for start, end in _pieces(near) if near[start:end] in full]
        if named:
            return main if main in named else named[0]
    return main


_OFTEN = 2  # times an article names the house that it is about
_COMPANY_ROLES = frozenset(
    """董事长 总裁 总经理 创始人 创始人兼CEO CEO 首席执行官 首席财务官 首席技术官 首席运营官 财务总监
    技术总监 发言人 联合创始人 创办人 营运长 执行长 独立董事 执行董事 董事 合伙人 管理合伙人 董事会秘书 董秘 产品负责人 负责人 董事总经理""".split()
)


def _is_of_company(role: str | None) -> bool:
    parts = (_RANK.sub("", part) for part in re.split("[兼、和]", role or ""))
    return any(part in _COMPANY_ROLES or _OFFICER.fullmatch(part) for part in parts)


_RANK = re.compile("^(?:副|高级|资深|联席|执行|常务)+")
_OFFICER = re.compile(r"[^、兼]{2,6}(?:负责人|总监|总裁|主管)|首席[^、兼]{2,6}")


def _aliases(
    text: str, people: Mapping[str, Person], organisations: tuple[str, ...]
) -> dict[str, str]:
    out: dict[str, str] = {}
    for name in organisations:
        if len(name) >= 4 and name[0] > "\u2e7f":
            out.setdefault(name[:2], name)
        out[name] = name
    surnames = Counter(name[0] for name in people if not _is_familiar(name))
    ways: defaultdict[str, set[str]] = defaultdict(set)
    for family, way in _by_surname(text):
        ways[family].add(way)
    out.update(_by_title(people, ways))
    out.update(_by_double_name(text, people))
    for name in people:
        if "·" in name:
            out.setdefault(name.rpartition("·")[2], name)
        elif " " in name:
            out.setdefault(name.rpartition(" ")[2], name)
        elif not _is_familiar(name) and surnames[name[0]] == 1:
            for way in sorted(ways[name[0]]):
                if way[1:] not in _TITLES or way[1:] in (people[name].role or ""):
                    out.setdefault(way, name)
        out[name] = name
    _add_called(text, people, out)
    out.update(_for_short(text, out))
    if not out:
        return {}
    automaton = ahocorasick_rs.AhoCorasick(list(out))
    there = {index for index, _, _ in automaton.find_matches_as_indexes(text, overlapping=True)}
    return {short: full for index, (short, full) in enumerate(out.items()) if index in there}


_FOR_SHORT = re.compile(
    rf"(?P<long>[{HAN}A-Za-z]{{4,20}})[（(](?:以下|下文)?[下简]?称(?:为|作)?[“「](?P<short>[^”」]{{2,8}})[”」][）)]"
)


def _for_short(text: str, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """苍梧人工智能研究院（下称“苍梧院”）."""
    for match in _FOR_SHORT.finditer(text):
        long = match["long"]
        full = next((known[long[at:]] for at in range(len(long) - 1) if long[at:] in known), None)
        if full:
            yield match["short"], full


_AFTER = "|".join((*_TITLES, *HONOURS, *KINDLY))


def _by_double_name(text: str, people: Mapping[str, Person]) -> Iterator[tuple[str, str]]:
    """司徒 and 范姜律师, of whoever has a family name of two characters."""
    for name in people:
        japanese = name[:2] in words("surnames_ja_zh")
        if (japanese or name[:2] in family_names(rare=False)[1]) and len(name) > 2:
            ways = {found[0] for found in re.finditer(rf"{name[:2]}(?:{_AFTER})?", text)}
            yield from ((way, name) for way in sorted({name[:2], *ways}))


def _by_title(
    people: Mapping[str, Person], ways: Mapping[str, set[str]]
) -> Iterator[tuple[str, str]]:
    """黎律师, of several people called 黎: the one of them who is a lawyer."""
    for name, person in people.items():
        others = [one for one in people.values() if one.name[0] == name[0] and one is not person]
        for way in ways.get(name[0], ()):
            title = way[1:]
            mine = title in _TITLES and title in (person.role or "")
            if mine and not any(title in (one.role or "") for one in others):
                yield way, name


_FAMILIAR_NAME = re.compile(rf"[{''.join(sorted(FAMILIAR))}](?P<family>[{HAN}])")


@cache
def _after_surnames() -> ahocorasick_rs.AhoCorasick:
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick([*KINDLY, *HONOURS, *_TITLES], matchkind=longest)


def _by_surname(text: str) -> Iterator[tuple[str, str]]:
    """Each family name and a way of calling somebody by it: 老魏, 刘姐, 姚厂长."""
    for found in _FAMILIAR_NAME.finditer(text):
        yield found["family"], found[0]
    for _, start, end in _after_surnames().find_matches_as_indexes(text):
        if start and is_han(text[start - 1]):
            yield text[start - 1], text[start - 1 : end]


# 厂里人喊他老魏，也有人喊他魏师傅
_CALLED = re.compile(
    rf"[喊叫称]他?她?(?P<name>[老小阿][{HAN}]|[{HAN}](?:{'|'.join((*KINDLY, *HONOURS, *_TITLES))}))(?=[，。；、\n”」])"
)
_BEFORE = 200  # characters back to whoever is called so


def _add_called(text: str, people: Mapping[str, Person], alias: dict[str, str]) -> None:
    """Add what the text says that somebody is called: whoever of that family was named before."""
    for called in _CALLED.finditer(text):
        name = called["name"]
        family = name[1] if name[0] in FAMILIAR else name[0]
        near = text[max(0, called.start() - _BEFORE) : called.start()]
        begins = (at for at in range(len(near)) if near[at] == family)
        able = {one for at in begins for n in (2, 3, 4) if (one := near[at : at + n]) in people}
        if len(able) == 1:
            alias[name] = able.pop()
