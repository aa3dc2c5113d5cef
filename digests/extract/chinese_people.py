"""Who a Chinese text names, found without a segmenter: by a role beside a name, or a cue after it.

Where a name ends is read from what follows it, from how often each length stands in the text, and
from the dictionary.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digests.extract.chinese_after_roles import foreign_surname, told_of, unusual_name
from digests.extract.chinese_cues import cue_pattern
from digests.extract.chinese_endings import ENDING
from digests.extract.chinese_forms import (
    HONOURS,
    NOT_NAME,
    PARTICLES,
    TIMES,
    can_end,
    count_near,
    is_han,
    name_at,
)
from digests.extract.chinese_given import given_odds, surnames
from digests.extract.chinese_introduced import by_honour, by_verb
from digests.extract.chinese_looks import after_role, by_looks, unlisted
from digests.extract.chinese_notes import by_holding, by_house, by_note, by_present
from digests.extract.chinese_offices import office_before
from digests.extract.chinese_roles import BREAK, COUNTRIES, HAN, roles_in
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

# What stands between a name and its cue: 教授, 在…上, 对本报, 昨日, 进一步.
_FILLER = re.compile(
    rf"(?:{'|'.join(HONOURS)})?(?:同时|则|也|还|又|曾|却|便|进一步|直接|均|都|一致|公开|再次|多次|在[^{BREAK}]{{1,16}}|对[^{BREAK}]{{1,10}}"
    rf"|向[^{BREAK}]{{1,10}}|于[^{BREAK}]{{1,8}}|接受[^{BREAK}]{{0,4}}(?:《[^》]{{1,12}}》)?[^{BREAK}]{{0,8}}|{TIMES}|予以|地|笑着|苦笑着|\d{{1,2}}月\d{{1,2}}日){{0,3}}"
)
_LEADS = re.compile(r"(?:但是?|据|由|而|对此|不过|然而|其中|此外|随后|同时|当时|例如|比如|正如)")
_BREAK = re.compile(rf"[{BREAK}]")
_CLAUSE = 40  # characters from the head of a clause to its cue


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
        *_by_role(text, roles), *_by_cue(text), *_by_quote(text), *by_kin(text), *by_age(text), *_by_label(text), *by_kindly(text), *by_family(text), *by_handle(text), *by_house(text), *by_holding(text), *by_pseudonym(text)
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


def _by_cue(text: str) -> Iterator[Shown]:
    """A name at the head of a clause that ends in a cue. A common word is no name by that alone."""
    breaks = [0, *(match.end() for match in _BREAK.finditer(text))]
    for cue in cue_pattern().finditer(text):
        head = max(breaks[bisect_right(breaks, cue.start()) - 1], cue.start() - _CLAUSE)
        lead = _LEADS.match(text, head, cue.start())
        after_of = text.rfind("的", head, cue.start()) + 1  # 从公司离职的赵一鸣
        for at in dict.fromkeys((head, lead.end() if lead else head, after_of or head)):
            name = name_at(text, at) or _often(text, at) or _strange(text, at, cue.start())
            if name is None or at + len(name) > cue.start() or is_word(name):
                continue
            if _ONE_OF.search(text, max(0, at - 8), at):
                continue  # 平台之一的闻乐回应: a house
            if _FILLER.fullmatch(text, at + len(name), cue.start()):
                yield name, at, _honour(text, at + len(name)), None
                break


def _often(text: str, at: int) -> str | None:
    """A name with a rare family name, where it stands more than once."""
    name = name_at(text, at, rare=True) if text[at : at + 1] in surnames(rare=True)[0] else None
    return name if name and count_near(text, name, at) > 1 else None


def _strange(text: str, at: int, end: int) -> str | None:
    """A name of any characters that fills the clause up to its cue, and comes again: 扎西顿珠|说."""
    name = text[at:end]
    plain = 3 <= len(name) <= 4 and is_han(name) and PARTICLES.isdisjoint(name)
    return (
        name
        if plain
        and not roles_in(name)
        and count_near(text, name, at) > 1
        and not _HOUSE_END.search(name)
        else None
    )


_HOUSE_END = re.compile(f"(?:{ENDING}|公司|集团|方面|政府|部|委|局|院|会|社|厂|店|所|校|行)$")


def _honour(text: str, end: int) -> str | None:
    """The office that stands right after a name: 沈亦舟教授."""
    return next((one for one in _OFFICES_AFTER if text.startswith(one, end)), None)


_LATIN_BESIDE = re.compile(rf"([{HAN}]{{2,6}})[（(][A-Z][a-z]+[ -][A-Z]")


def _with_latin(text: str, at: int) -> str | None:
    """A name whose Latin spelling stands beside it: 桑吉卓玛（Sangye Drolma）."""
    found = _LATIN_BESIDE.match(text, at)
    return found[1] if found else None


# “……。”岸田律子通过翻译对记者说
_SAID_BY = re.compile(
    rf"[”」](?P<name>[{HAN}]{{2,4}}?)(?=(?:通过|用|对|向|在)[^{BREAK}]{{1,14}}?(?:说|表示|称|写道|指出|强调))"
)


def _by_quote(text: str) -> Iterator[Shown]:
    """Whoever stands right between a quote and its cue, by any name."""
    for match in _SAID_BY.finditer(text):
        name = match["name"]
        plain = PARTICLES.isdisjoint(name) and not is_word(name) and not roles_in(name)
        if (
            plain
            and name[0] not in "该本某各每双"
            and not _HOUSE_END.search(name)
            and name[:2] not in NOT_NAME
        ):
            yield name, match.start("name"), None, None


_OFFICES_AFTER = ("教授", "院士", "律师", "医生", "法官")


_ONE_OF = re.compile("(?:平台|公司|企业|厂商|机构|应用)之一的$")
_LABEL = re.compile(r"^(?:\*\*)?(?P<name>[^\s：:*]{2,8})(?:\*\*)?[：:]", re.MULTILINE)


def _by_label(text: str) -> Iterator[Shown]:
    """Who speaks in an interview: a name that opens two paragraphs or more, before a colon."""
    lines = list(_LABEL.finditer(text))
    labels = [match for match in lines if name_at(text, match.start("name"), rare=True)]
    often = Counter(match["name"] for match in labels)
    for match in labels:
        name = match["name"]
        rare = often[name] > 1
        whole = name_at(text, match.start("name"), rare=rare) == name and not is_word(name)
        if (often[name] > 1 or text[match.end() : match.end() + 1] in ("“", "「")) and whole:
            yield name, match.start("name"), None, None


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
