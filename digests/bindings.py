"""Who did it to whom, and whose figure it is: names and figures keep their places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digests.dates_told import CALENDAR

NAME = re.compile(r"\b[A-Z][\w’'&-]*[A-Za-z0-9]\b|\b[A-Z]\d[\w.-]*\b|\b\d*[a-z]*[A-Z]\w*\b")
DIGITS = re.compile(r"(?<![\w.,])\d+(?:,\d+)*(?:\.\d+)?")
POSSESSIVE = re.compile(r"['’]s?$")
_OWNER = re.compile(
    r"\b(?P<it>it|its|he|she|they|his|her|their|we|our|the (?:company|firm|group|lab|start-?up))\b"
    r"|(?P<place>\b(?:in|at|from|of|on|to|by|for|with|near)\s+)?(?P<name>\b[A-Z][\w’'&-]*[A-Za-z0-9]\b)"
)
_RUN = re.compile(r"[A-Z][\w’'&-]*(?: [A-Z][\w’'&-]*)*")
_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|being|be|got)\s+\w+\s+by\b|\w+ed by\b|被|遭|(?<!理)由"
)
# Openers that start a sentence with a capital and name nobody.
OPENERS = frozenset(
    """the a an in on at it its he she they we i you but and this that these those his her their for as
    if when while after before with there to so our my one some most many both since by from of no
    not what how why who yet still now then however meanwhile according about over under more less
    nearly almost around two three four five six seven eight nine ten hundreds thousands despite
    although because during until several another other each all any few last next early late
    researchers officials analysts investors regulators executives lawmakers shares sales revenue
    users customers developers engineers scientists critics experts companies firms startups rivals
    separately earlier later today yesterday instead also under within without between among""".split()
)


def otherwise(text: str, known: str) -> str | None:
    """How the text binds them otherwise than `known` does; None where it does not."""
    names = _shared(list(plain_names(text)), list(plain_names(known)))
    if names and _reversed(*names) != (_is_passive(text) != _is_passive(known)):
        return "who did what to whom is another way round in its sources"
    numbers = _shared(DIGITS.findall(text), DIGITS.findall(known))
    if numbers and _reversed(*numbers):
        return "its figures stand in another order in its sources"
    if _bound_otherwise(text, known):
        return "a figure belongs to somebody else in its sources"
    if _doer_otherwise(text, known):
        return "who did what to whom is another way round in its sources"
    return None


def plain_names(text: str) -> Iterator[str]:
    """The words that name somebody or something, in small letters, in their order."""
    for match in NAME.finditer(text):
        opens = not text[: match.start()].strip(" \"'“‘")
        name = POSSESSIVE.sub("", match[0]).casefold()
        if name not in CALENDAR and not (opens and name in OPENERS):
            yield name


def _shared(ours: list[str], theirs: list[str]) -> tuple[list[str], list[str]] | None:
    """What both have, each once and in its own order; None for fewer than two."""
    both = set(ours) & set(theirs)
    left = list(dict.fromkeys(one for one in ours if one in both))
    right = list(dict.fromkeys(one for one in theirs if one in both))
    return (left, right) if len(both) > 1 else None


def _reversed(ours: list[str], theirs: list[str]) -> bool:
    return ours != theirs


def _is_passive(text: str) -> bool:
    return _PASSIVE.search(text) is not None


def _bound_otherwise(text: str, known: str) -> bool:
    """Whether a figure stands after one name here, and there after another that both know.

    Or after one here that is not there at all, where no "it" may stand for it.
    """
    here, there = dict(_after_names(text)), dict(_after_names(known))
    for figure, name in here.items():
        if figure not in there or there[figure] == name:
            continue
        stranger = not any(word in known.casefold() for word in _whole_name(text, name))
        if name in there.values() or (stranger and _owned(known, figure) is not None):
            return True
    return False


def _whole_name(text: str, word: str) -> list[str]:
    """All words of the name that the word is the last of: "wrenmoor", "ai"."""
    runs = (match[0].casefold().split() for match in _RUN.finditer(text))
    return next((run for run in runs if word in run), [word])


def _owned(text: str, figure: str) -> str | None:
    """Whose figure it is by the last name before it; None after an "it" or where there is none.

    A name after "in", "from" and their like is a place or a source, and owns nothing.
    """
    at = text.find(figure)
    last = None
    for match in _OWNER.finditer(text, 0, max(at, 0)):
        word = POSSESSIVE.sub("", match["name"] or "").casefold()
        if match["it"]:
            last = None
        elif not match["place"] and word not in CALENDAR and word not in OPENERS:
            last = word
    return last


_DOES_CJK = re.compile(
    r"收购|起诉|投资|指控|击败|超过|供应|出售|批评|控告|赢|输给|并购|入股|反对|支持|授权|举报|抄袭|领先|落后于|依赖"
)


def _doer_otherwise(text: str, known: str) -> bool:
    """Whether who stands before a Chinese verb here stands after it there, and only there."""
    if _is_passive(text) != _is_passive(known):
        return False
    for match in _DOES_CJK.finditer(text):
        doer = text[max(0, match.start() - 2) : match.start()]
        at = known.find(match[0])
        if at >= 0 and len(doer) == 2 and doer not in known[:at] and doer in known[at:]:
            return True
    return False


def _after_names(text: str) -> Iterator[tuple[str, str]]:
    """Each figure with the name that stands last before it."""
    names = [(match.end(), match[0]) for match in NAME.finditer(text)]
    for match in DIGITS.finditer(text):
        before = [
            POSSESSIVE.sub("", name).casefold() for end, name in names if end <= match.start()
        ]
        if before and before[-1] not in OPENERS:
            yield match[0], before[-1]
