"""Names that a cue after them shows, a quote before them, or a label's colon."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from digests.extract.chinese_cues import cue_pattern
from digests.extract.chinese_endings import ENDING
from digests.extract.chinese_forms import (
    HONOURS,
    NOT_NAME,
    PARTICLES,
    TIMES,
    count_near,
    is_han,
    name_at,
)
from digests.extract.chinese_given import surnames
from digests.extract.chinese_roles import BREAK, HAN, roles_in
from digests.extract.chinese_told import (
    Shown,
)
from digests.extract.chinese_words import is_word

# What stands between a name and its cue: 教授, 在…上, 对本报, 昨日, 进一步.
_FILLER = re.compile(
    rf"(?:{'|'.join(HONOURS)})?(?:同时|则|也|还|又|曾|却|便|进一步|直接|均|都|一致|公开|再次|多次|在[^{BREAK}]{{1,16}}|对[^{BREAK}]{{1,10}}"
    rf"|向[^{BREAK}]{{1,10}}|于[^{BREAK}]{{1,8}}|接受[^{BREAK}]{{0,4}}(?:《[^》]{{1,12}}》)?[^{BREAK}]{{0,8}}|{TIMES}|予以|地|笑着|苦笑着|\d{{1,2}}月\d{{1,2}}日){{0,3}}"
)


_LEADS = re.compile(r"(?:但是?|据|由|而|对此|不过|然而|其中|此外|随后|同时|当时|例如|比如|正如)")


_BREAK = re.compile(rf"[{BREAK}]")


_CLAUSE = 40  # characters from the head of a clause to its cue


def by_cue(text: str) -> Iterator[Shown]:
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


# “……。”岸田律子通过翻译对记者说
_SAID_BY = re.compile(
    rf"[”」](?P<name>[{HAN}]{{2,4}}?)(?=(?:通过|用|对|向|在)[^{BREAK}]{{1,14}}?(?:说|表示|称|写道|指出|强调))"
)


def by_quote(text: str) -> Iterator[Shown]:
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


def by_label(text: str) -> Iterator[Shown]:
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
