"""Who does it to whom across two languages: names and like figures keep their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from digests.across import lexicon
from digests.across.pairing import Pairing, Unit, when_left_out
from digests.bindings import NAME
from digests.extract.figures import figures
from digests.model import Figure

_PASSIVE_ZH = re.compile(
    r"被|遭|(?<!理)(?<!自)由(?!于)(?=[^，。；]{1,24}(?:领投|收购|牵头|开发|制造|创办|创立|支付|提出|负责|主导|资助|供应|提供|生产|批准|承担|投资|建造|运营))"
)
_PASSIVE_EN = re.compile(
    r"\b(?:(?:was|were|is|are|been|being|be|got)\s+(?:\w+\s+){0,2}?\w+|\w+(?:ed|led|ought|uilt|ade|old))\s+by\s+"
    r"(?:the |an? |its )?(?:[a-z-]+ ){0,2}(?!AI\b)[A-Z]"
)
# "Daniel Whitcombe, the chief executive of Norvane": the house behind the person, as Chinese never has it.
_OF = re.compile(r"\b(?:of|at|from|for)\s+(?:the\s+)?$")
_AT_EN = re.compile(
    r"\b(?:in|at|near|outside|across|on|over|with|against|than|like)\s+(?:the\s+)?$|,\s*$",
    re.IGNORECASE,
)
_FROM_EN, _TO_EN = re.compile(r"\bfrom\s+(?:about |around |nearly |some )?\W*$"), re.compile(r"\b(?:to|into|join|joined|joins|for)\s+(?:about |around |nearly |some |the (?:rival|competitor) )?\W*$")  # fmt: skip
_FROM_ZH, _TO_ZH = (
    re.compile(r"(?:从|由|自|离开)[^，。]{0,3}$"),
    re.compile(r"(?:至|到|往|为|加入|加盟|达|入职)[^，。]{0,5}$"),
)
_CLAUSES = re.compile(r"[；。]")


def order_turned(pairing: Pairing) -> str | None:
    """Whether names or figures of one kind stand in another order; None where they do not."""
    if _names_turned(pairing) or _given_to(pairing) or _owner_turned(pairing):
        return "who did what to whom is another way round in its sources"
    if _sited_otherwise(pairing):
        return "where it is and where it goes are another way round in its sources"
    if _owned_otherwise(pairing):
        return "a figure belongs to somebody else in its sources"
    if _ends_turned(pairing):
        return "where from and where to are another way round in its sources"
    if _figures_turned(pairing) or _numbers_turned(pairing):
        return "its figures stand in another order in its sources"
    return None


def _places(pairing: Pairing) -> list[tuple[Unit, int]]:
    """The names that both have, each with its place in the English text where it stands once."""
    found: list[tuple[Unit, int]] = []
    seen: set[int] = set()
    for unit, links in zip(pairing.units, pairing.links, strict=True):
        tokens = [pairing.tokens.tokens[at] for at in sorted(links)]
        capitals = [one for one in tokens if pairing.english[one.start].isupper()]
        if unit.kind == "word" and lexicon.listed(unit.text):
            capitals = [one for one in capitals if not _opens(pairing.english, one.start)]
        if not capitals or unit.kind == "figure" or (unit.kind == "word" and len(unit.text) < 2):
            continue
        stems = {one.stem for one in capitals}
        if stems == {"ai"}:
            continue  # a capital, and no name
        if any(len(pairing.tokens.places[stem]) > 1 for stem in stems):
            continue
        start = capitals[0].start
        if start not in seen:
            seen.add(start)
            found.append((unit, start))
    return found


def _opens(text: str, at: int) -> bool:
    """Whether a sentence begins there, with a capital that makes no name."""
    return text[:at].rstrip(" \n\"“'‘")[-1:] in {"", ".", "!", "?"}


def _names_turned(pairing: Pairing) -> bool:
    passive = bool(_PASSIVE_ZH.search(pairing.chinese)) != bool(_PASSIVE_EN.search(pairing.english))
    for clause in _clauses(pairing.chinese):
        held = [
            (unit.start, at)
            for unit, at in _places(pairing)
            if clause[0] <= unit.start < clause[1] and not _beside(pairing, unit, at)
        ]
        theirs = _listed_as_one(pairing, [at for _, at in held])
        if len(held) > 1 and (theirs != sorted(theirs)) != (passive and len(held) == 2):
            return True
    return False


def _does_it(pairing: Pairing, given: Unit) -> bool:
    """Whether whom the Chinese clause begins with does something in the English text too."""
    start = max(pairing.chinese.rfind(mark, 0, given.start) for mark in "，。；") + 1
    for unit, links in zip(pairing.units, pairing.links, strict=True):
        if start <= unit.start < given.start and links and len(unit.text) > 1:
            first = pairing.tokens.tokens[min(links)]
            return _GIVEN_EN.search(pairing.english[: first.start]) is None
    return False


def _listed_as_one(pairing: Pairing, places: Sequence[int]) -> list[int]:
    """The places, two names of one list in either order: "by A and B"."""
    found = list(places)
    for at in range(len(found) - 1):
        first, second = sorted(found[at : at + 2])
        between = pairing.english[first:second]
        if re.fullmatch(r"(?:[A-Z][\w’'-]*,? )+(?:and )?(?:the )?", between):
            found[at : at + 2] = [first, second]
    return found


_GIVEN_ZH = re.compile(r"(?:向|给|针对|从)[^，。；]{0,14}$")
_GIVEN_EN = re.compile(
    r"\b(?:in|into|to|from|against|by|with)\s+(?:(?:the|a|an|its|their)\s+)?(?:[a-z-]+\s+){0,2}$"
)
_TAKEN_EN = re.compile(
    r"\b(?:from|into|to|against)\s+(?:(?:the|a|an|its|their)\s+)?(?:[a-z-]+\s+){0,2}$"
)
_FIRST_EN = re.compile(r"(?:^|[.!?]\s|\n)(?:[A-Za-z'’-]+ ){0,4}$")


def _given_to(pairing: Pairing) -> bool:
    """Whether whom it is done to in one text is who does it in the other."""
    if _PASSIVE_EN.search(pairing.english) or _PASSIVE_ZH.search(pairing.chinese):
        return False
    for unit, at in _places(pairing):
        if unit.kind != "name" and not lexicon.place(unit.text) and lexicon.listed(unit.text):
            continue
        before, there = pairing.english[:at], pairing.chinese[: unit.start]
        clause = re.split(r"[，。；]", there)[-1]
        to = _GIVEN_ZH.search(there) is not None
        first = (
            len(clause) <= 6 and not to and not re.search("据|按照", clause) and "，" not in there
        )
        if to and _FIRST_EN.search(before) and not _GIVEN_EN.search(before):
            return not _does_it(pairing, unit)
        given = _GIVEN_EN if unit.kind == "name" else _TAKEN_EN
        if first and given.search(before):
            return True
    return False


def _owner_turned(pairing: Pairing) -> bool:
    """Whether whose it is in one text is what it is in the other: "A's customer", "its customer A"."""
    for unit, at in _places(pairing):
        nouns = [
            (one, pairing.links[spot])
            for spot, one in enumerate(pairing.units)
            if one.kind == "word" and len(one.text) > 1
        ]
        ends_zh = unit.end + (pairing.chinese[unit.end : unit.end + 1] == "的")
        name = re.match(r"[A-Z][\w-]*(?: [A-Z][\w-]*)*", pairing.english[at:])
        end = at + (name.end() if name else 0)
        owns_en = re.match(r"['’]s? (?:[a-z-]+ ){0,2}", pairing.english[end:])
        for noun, links in nouns:
            for link in links:
                token = pairing.tokens.tokens[link]
                if noun.end == unit.start and owns_en and end < token.start <= end + owns_en.end():
                    return True
                beside = re.fullmatch(r",? (?:the )?", pairing.english[token.end : at]) is not None
                if beside and ends_zh <= noun.start <= ends_zh + 2 and ends_zh > unit.end:
                    return True
    return False


def _owned_otherwise(pairing: Pairing) -> bool:
    """Whether a figure stands after one name here, and there after another that both know."""
    spots = _places(pairing)
    names = [match.start() for match in NAME.finditer(pairing.english)] or [0]
    known = sorted({at for _, at in spots} | set(names))
    others = [one for one in figures(pairing.english) if one.change is None or one.unit != "%"]
    for one, two in pairing.figures:
        ours = _before(one.start, [unit.start for unit, _ in spots])
        at = next((place for unit, place in spots if unit.start == ours), None)
        theirs = _before(two.start, known)
        if at is None or theirs is None or at == theirs or _same_run(pairing.english, at, theirs):
            continue
        like = [o for o in others if _kind(o) == _kind(two) and o.start != two.start]
        held = [_before(o.start, known) for o in like]
        if any(h is not None and _same_run(pairing.english, at, h) for h in held):
            return True
    return False


def _same_run(text: str, one: int, other: int) -> bool:
    """Whether both are words of one name, or the second stands behind an "of" or "in" of it."""
    first, second = sorted((one, other))
    between = text[first:second]
    return (
        re.fullmatch(r"(?:[A-Z][\w’'-]* )*|[^,.;]{0,60}\b(?:of|in|at|to|for) (?:the )?", between)
        is not None
    )


def _before(at: int, places: Sequence[int]) -> int | None:
    return max((one for one in places if one <= at), default=None)


def _beside(pairing: Pairing, unit: Unit, at: int) -> bool:
    """Whether the name is only where, of whom or from where: its place in a sentence is free."""
    before, there = pairing.english[:at], pairing.chinese[: unit.start]
    free = _AT_EN.search(before) or _OF.search(before) or _FROM_EN.search(before)
    return bool(free) or re.search(r"(?:在|从|向|对|与|和|比)[^，。]{0,2}$", there) is not None


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    cuts = [0, *(match.start() for match in _CLAUSES.finditer(text)), len(text)]
    yield from pairwise(cuts)


def _ends_turned(pairing: Pairing) -> bool:
    """Whether what it goes from here is what it goes to there."""
    spots = [(unit.start, at) for unit, at in _places(pairing)]
    spots += [(one.start, two.start) for one, two in pairing.figures]
    for here, there in spots:
        ours = _end(pairing.chinese[:here], _FROM_ZH, _TO_ZH)
        theirs = _end(pairing.english[:there], _FROM_EN, _TO_EN)
        if ours and theirs and ours != theirs:
            return True
    return False


_IN_ZH, _IN_EN = (
    re.compile(r"(?:位于|在)[^，。]{0,3}$"),
    re.compile(r"\b(?:in|at|near|outside)\s+(?:the )?$"),
)


def _sited_otherwise(pairing: Pairing) -> bool:
    """Whether of two places the one where it is here is where it goes there, and the other way."""
    turned: set[str] = set()
    for unit, at in _places(pairing):
        here, there = pairing.chinese[: unit.start], pairing.english[:at]
        if _IN_ZH.search(here) and _TO_EN.search(there):
            turned.add("in")
        if _TO_ZH.search(here) and not _IN_ZH.search(here) and _IN_EN.search(there):
            turned.add("to")
    return len(turned) == 2


def _end(before: str, start: re.Pattern[str], goal: re.Pattern[str]) -> str | None:
    return "from" if start.search(before) else "to" if goal.search(before) else None


def _figures_turned(pairing: Pairing) -> bool:
    for kind in {_kind(one) for one, _ in pairing.figures}:
        alike = [(one, two) for one, two in pairing.figures if _kind(one) == kind]
        alike = [pair for pair in alike if not _from_to(pairing, *pair)]
        once = [(one, two) for one, two in alike if _once(one, [o for o, _ in alike])]
        theirs = [two.start for _, two in once]
        if theirs != sorted(theirs):
            return True
    return False


_NUMBER = re.compile(
    r"(?<![\w.,$€£¥])\d[\d,]*(?:\.\d+)?(?![\d%万亿千百年月日]| ?(?:million|billion|thousand|percent|%))"
)


def _numbers_turned(pairing: Pairing) -> bool:
    """Whether plain numbers that both texts have stand in another order."""
    ours = [one.replace(",", "") for one in _NUMBER.findall(_blank(pairing.chinese))]
    theirs = [one.replace(",", "") for one in _NUMBER.findall(_blank(pairing.english))]
    told = {f"{one.value:g}" for one, _ in pairing.figures}  # looked at by themselves
    ours = [one for one in ours if one not in told]
    both = [one for one in ours if ours.count(one) == 1 == theirs.count(one)]
    return both != sorted(both, key=theirs.index)


def _blank(text: str) -> str:
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)", " ", when_left_out(text))


def _from_to(pairing: Pairing, one: Figure, two: Figure) -> bool:
    ours = _end(pairing.chinese[: one.start], _FROM_ZH, _TO_ZH)
    theirs = _end(pairing.english[: two.start], _FROM_EN, _TO_EN)
    return ours is not None and ours == theirs


def _once(one: Figure, others: Sequence[Figure]) -> bool:
    return sum(other.start == one.start for other in others) == 1


def _kind(figure: Figure) -> str:
    unit = figure.unit or ""
    return unit if unit == "%" or (unit.isupper() and len(unit) == 3) else "count"
