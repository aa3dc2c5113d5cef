"""Who a Chinese text names, found without a segmenter: by a role beside a name, or a cue after it.

Where a name ends is read from what follows it, from how often each length stands in the text, and
from the dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digests.extract.chinese_after_roles import foreign_surname, told_of, unusual_name
from digests.extract.chinese_cued import by_cue, by_label, by_quote
from digests.extract.chinese_endings import ENDING
from digests.extract.chinese_forms import (
    HONOURS,
    NOT_NAME,
    can_end,
    count_near,
    is_han,
    name_at,
)
from digests.extract.chinese_given import given_odds
from digests.extract.chinese_introduced import by_honour, by_verb
from digests.extract.chinese_looks import after_role, by_looks, unlisted
from digests.extract.chinese_notes import by_holding, by_house, by_note, by_present
from digests.extract.chinese_offices import office_before
from digests.extract.chinese_roles import COUNTRIES, HAN, roles_in
from digests.extract.chinese_told import (
    Shown,
    by_age,
    by_family,
    by_handle,
    by_kin,
    by_kindly,
    by_place,
    by_pronoun,
    by_pseudonym,
    by_service,
    by_work,
)
from digests.extract.chinese_words import is_word
from digests.extract.lexicon import words
from digests.model import EntityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone by the fullest name the article gives, with role and organisation where it has them."""

    name: str
    role: str | None = None
    organisation: str | None = None
    at: int = 0  # where the name first stands


def people_in(
    text: str, known: Sequence[tuple[str, EntityKind]], roles: Sequence[tuple[int, int]]
) -> dict[str, Person]:
    """Everyone whose name something shows to be one.

    `known` are listed names in the text, `roles` the places of its roles.
    """
    found: dict[str, Person] = {}
    for name, at, role, organisation in (
        *_by_role(text, roles), *by_cue(text), *by_quote(text), *by_kin(text), *by_age(text), *by_label(text), *by_kindly(text), *by_family(text), *by_handle(text), *by_house(text), *by_holding(text), *by_pseudonym(text)
    ):  # fmt: skip
        _add(found, name, at, role, organisation)
    for name, at, role, organisation in (*by_looks(text), *by_pronoun(text, found)):
        _add(found, name, at, role, organisation)
    told = (
        *by_note(text, found),
        *by_work(text, found),
        *by_place(text, found),
        *by_service(text, found),
        *by_present(text, found),
        *by_honour(text, found),
        *by_verb(text, found),
    )
    for name, at, role, organisation in told:
        _add(found, name, at, role, organisation)
    for name, kind in known:
        if kind == "person" and any(map(is_han, name)) and name not in found:
            _add(found, name, text.find(name), None, None)
    found = {name: one for name, one in found.items() if not _is_firm(text, one, roles)}
    return _by_full_name(_whole_names(text, found))


def _whole_names(text: str, found: dict[str, Person]) -> dict[str, Person]:
    """The people without looks that are only a part of a name: 井上泰 of 井上泰辅."""
    pieces = {
        name[start:end]: name
        for name in found
        if 3 < len(name) <= 6
        for start in range(len(name) - 1)
        for end in range(start + 2, len(name) + 1)
        if end - start < len(name)
    }
    return {
        name: one
        for name, one in found.items()
        if one.role
        or name not in pieces
        or count_near(text, name, one.at) > count_near(text, pieces[name], one.at)
    }


def _by_full_name(found: dict[str, Person]) -> dict[str, Person]:
    """The people without those who are there by a foreign name's part: 罗哈斯 of 塔米·罗哈斯."""
    foreign = [name for name in found if "·" in name]
    for full in foreign:
        short = found.get(full.rpartition("·")[2])
        if short and short.role:  # 创办人席拉……奥马尔·席拉
            _add(found, full, short.at, short.role, short.organisation)
    parts = {part[:end] for full in foreign for part in full.split("·") for end in range(2, 9)}
    return {name: one for name, one in found.items() if name not in parts}


def _whole(text: str, at: int) -> str | None:
    """A longer name than the look of its beginning gives, up to its cue: 祖力皮卡尔|说."""
    name = name_at(text, at, rare=True)
    if name is None or given_odds(name[1:]) >= _GIVEN or can_end(text, at + len(name)):
        return None
    told = told_of(text, at)
    if told is None or len(told) < 4 or not told.startswith(name):
        return None
    rest = told[len(name) :]
    return None if is_word(rest) or rest[:1] in "只今第首先又再才就" else told


_GIVEN = 1.0  # odds at which a look is a name's


def _is_firm(text: str, one: Person, roles: Sequence[tuple[int, int]]) -> bool:
    """Whether a name in Latin letters stands before an office: Orrery Compute亚太区总裁."""
    end = one.at + len(one.name)
    if one.role and one.role not in ("被告", "原告"):
        return False
    if one.name.isascii():
        return any(end <= start <= end + 6 and is_han(text[end:start]) for start, _ in roles)
    if _GOES_ON.match(text, end):
        return True  # 阳明 of 阳明工业大学
    return any(end < start <= end + 3 and _BARE.fullmatch(text, end, start) for start, _ in roles)


_FIRM = re.compile("公司|集团")
_GOES_ON = re.compile(
    f"(?:{ENDING})(?!说|表示|称|认为)|[{HAN}]{{0,4}}?(?:大学|学院|法院|检察院|委员会|研究院|实验室)|[{HAN}]{{0,8}}?中心(?=主任|副主任|负责人)"
)
_BARE = re.compile("(?![的和与是，。在])[智联云数科创新未来先进光电微精]{1,3}")


def _by_role(text: str, roles: Sequence[tuple[int, int]]) -> Iterator[Shown]:
    ends = {end: start for start, end in roles}
    for start, end in roles:
        at = end + (text[end : end + 1] == " ")
        name = (
            _with_latin(text, at)
            or _whole(text, at)
            or name_at(text, at, rare=True)
            or unusual_name(text, at)
            or foreign_surname(text, at)
            or told_of(text, at)
            or after_role(text, at)
            or unlisted(text, at)
            or _with_latin(text, at)
        )
        firm = name and _FIRM.match(text, at + len(name))  # 主管范拓公司战略的陶雷
        if (
            name
            and not firm
            and not (
                is_word(name) and given_odds(name[1:]) < 0 and not can_end(text, at + len(name))
            )
        ):
            yield name, at, *office_before(text, start, end, ends)


_LATIN_BESIDE = re.compile(rf"([{HAN}]{{2,6}})[（(][A-Z][a-z]+[ -][A-Z]")


def _with_latin(text: str, at: int) -> str | None:
    """A name whose Latin spelling stands beside it: 桑吉卓玛（Sangye Drolma）."""
    found = _LATIN_BESIDE.match(text, at)
    return found[1] if found else None


_REGIONS = frozenset("欧洲 亚洲 非洲 美洲 南美 北美 中东 东欧 西欧 北欧 南亚".split())
# 插画家美智子·法雷尔, 的多米尼克·阿德耶米
_AFTER_NOUN = re.compile(rf"^(?:的|[{HAN}]{{1,6}}?[家者员师官手长人](?=[{HAN}]{{2,6}}·))")


def _add(
    found: dict[str, Person], name: str, at: int, role: str | None, organisation: str | None
) -> None:
    name = _AFTER_NOUN.sub("", name)
    if name in COUNTRIES or name[:3] in _REGIONS:
        return
    if (
        len(name) < 2
        or name[1:] in ("总", "董", "院士")
        or name[2:] in HONOURS
        or name[:2] in NOT_NAME
        or name in words("roles_zh")
        or ("·" in name and roles_in(name)[:1] != [] and roles_in(name)[0][0] == 0)
    ):
        return  # none, or with the role before it: 副部长梅丽莎·格兰特
    old = found.get(name)
    if old is None:
        found[name] = Person(name=name, role=role, organisation=organisation, at=at)
        return
    # "X，苍松智能联合创始人、CTO" says more than "苍松智能CTO X" in the headline.
    fuller = bool(
        role and old.role and (old.role in role or (organisation and not old.organisation))
    )
    found[name] = Person(
        name=name,
        role=role if fuller else old.role or role,
        organisation=(organisation if fuller else None) or old.organisation or organisation,
        at=min(old.at, at),
    )
