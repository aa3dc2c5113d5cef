"""Whether sentences of an article bear out a sentence in other words, in the same language.

Every check looks for one way a retelling goes wrong: a figure, date or name that is not there or
is somebody else's, a lost "not", "may" or "less than", a word of the opposite sense, words of its
own, or two facts run together into one that nobody reported. What can't be checked is not borne
out: a sentence too many is dropped rather than a lie shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from digests.dates_told import CALENDAR, calendar
from digests.extract.figures import figures
from digests.model import Evidence, Figure
from digests.polarity import contradiction
from digests.stories.quantities import quantities
from digests.text import has_cjk, locate
from digests.words import content_words

NEW = 0.12  # the share of a sentence's words that may be its own
NEW_CJK = 0.45  # pairs of characters: each word of its own makes two or three
CARRIES = 0.5  # of the best evidence's words: evidence with fewer only names things
_QUOTED = re.compile(r'“([^”]+)”|"([^"]+)"|「([^」]+)」|『([^』]+)』|‘([^’]{12,})’')
_NAME = re.compile(r"\b[A-Z][\w’'&-]*[A-Za-z0-9]\b|\b[A-Z]\d[\w.-]*\b|\b\d*[a-z]*[A-Z]\w*\b")
_DIGITS = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?")
_POSSESSIVE = re.compile(r"['’]s?$")
_ANAPHOR = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|its|their|the (?:\w+ )?(?:company|firm|start-?up|group|lab|"
    r"developer|maker|chipmaker|giant|agency|ministry|regulator|commission|model|chip|system|tool|"
    r"chief executive|founder|researcher|analyst|director|university|bank|fund|court))\b"
    r"|该公司|公司|他|她|它|其|该(?:模型|机构|平台|产品|芯片|实验室|项目)|后者|双方",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being|be|got)\s+\w+\s+by\b|\w+ed by\b|被|遭|由")
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


def unsupported(text: str, evidence: Sequence[Evidence]) -> str | None:
    """What the sentence says that its evidence does not; None when it is borne out."""
    if not evidence:
        return "no sentence of the articles says this"
    checks = (_quoted, _figures, _numbers, _names, _own_words, _polarity, _bindings, _joined)
    return next((fault for check in checks if (fault := check(text, evidence))), None)


def _quoted(text: str, evidence: Sequence[Evidence]) -> str | None:
    for groups in _QUOTED.findall(text):
        said = next(filter(None, groups)).strip(" ,.，。")
        if not any(locate(one.text, said) for one in evidence):
            return "words in quotation marks are not in its sources"
    return None


def _figures(text: str, evidence: Sequence[Evidence]) -> str | None:
    language = "zh" if has_cjk(text) else "en"
    known = [found for one in evidence for found in figures(one.text, language=language)]
    for figure in figures(text, language=language):
        same = [one for one in known if _same_value(figure, one)]
        if not same:
            return f"the figure {figure.text!r} is not in its sources"
        if not any(_same_sense(figure, one) for one in same):
            return f"the figure {figure.text!r} is a limit or a change in another sense there"
    return None


def _same_value(one: Figure, other: Figure) -> bool:
    return one.unit == other.unit and round(one.value, 6) == round(other.value, 6)


_SIDES = {"<": -1, "at_most": -1, ">": 1, "at_least": 1}


def _same_sense(said: Figure, known: Figure) -> bool:
    """Whether a limit is the same limit, and a change goes the same way."""
    if _SIDES.get(said.bound, 0) != _SIDES.get(known.bound, 0):
        return False
    return said.change is None or known.change is None or said.change == known.change


def _numbers(text: str, evidence: Sequence[Evidence]) -> str | None:
    """Years, dates, and all other digits: each must be there."""
    together = "\n".join(one.text for one in evidence)
    lost = set(quantities(text)) - set(quantities(together))
    if lost or set(calendar(text)) - set(calendar(together)):
        return "a number or date in it is not in its sources"
    known = {one.replace(",", "") for one in _DIGITS.findall(together)}
    missing = [one for one in _DIGITS.findall(text) if one.replace(",", "") not in known]
    covered = {str(int(one.value)) for one in figures(text) if one.value == int(one.value)}
    for one in missing:
        if one not in covered and not any(one in figure.text for figure in figures(text)):
            return f"the number {one!r} is not in its sources"
    return None


def _names(text: str, evidence: Sequence[Evidence]) -> str | None:
    together = "\n".join(one.text for one in evidence)
    folded, stems = together.casefold(), set(content_words(together))
    for match in _NAME.finditer(text):
        name = _POSSESSIVE.sub("", match[0])
        if name.casefold() in folded:
            continue
        opens = not text[: match.start()].strip(" \"'“‘")
        if opens and (name.casefold() in OPENERS or set(content_words(name)) <= stems):
            continue
        return f"the name {name!r} is not in its sources"
    return None


def _own_words(text: str, evidence: Sequence[Evidence]) -> str | None:
    words = set(content_words(text))
    known = set(content_words("\n".join(one.text for one in evidence)))
    limit = NEW_CJK if has_cjk(text) else NEW
    if len(words - known) > limit * len(words):
        return "too many of its words are not its sources'"
    return None


def _polarity(text: str, evidence: Sequence[Evidence]) -> str | None:
    """Checked against what the sentence mainly says, not against what only names things."""
    return contradiction(text, "\n".join(one.text for one in carrying(text, evidence)))


def carrying(text: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence that the sentence mainly says; the rest only names who or what is meant."""
    words = set(content_words(text))
    shares = [(len(words & set(content_words(one.text))), one) for one in evidence]
    most = max(share for share, _ in shares)
    return [one for share, one in shares if share >= CARRIES * most]


def _bindings(text: str, evidence: Sequence[Evidence]) -> str | None:
    """Who did it to whom, and whose figure it is: shared names and figures keep their order."""
    for one in carrying(text, evidence):
        names = _shared(list(_plain_names(text)), list(_plain_names(one.text)))
        if names and _reversed(*names) != (_is_passive(text) != _is_passive(one.text)):
            return "who did what to whom is another way round in its sources"
        numbers = _shared(_DIGITS.findall(text), _DIGITS.findall(one.text))
        if numbers and _reversed(*numbers):
            return "its figures stand in another order in its sources"
        if _bound_otherwise(text, one.text):
            return "a figure belongs to somebody else in its sources"
    return None


def _plain_names(text: str) -> Iterator[str]:
    for match in _NAME.finditer(text):
        opens = not text[: match.start()].strip(" \"'“‘")
        name = _POSSESSIVE.sub("", match[0]).casefold()
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
    """Whether a figure stands after one name here, and there after another that both know."""
    here, there = dict(_after_names(text)), dict(_after_names(known))
    return any(
        figure in there and there[figure] != name and name in there.values()
        for figure, name in here.items()
    )


def _after_names(text: str) -> Iterator[tuple[str, str]]:
    """Each figure with the name that stands last before it."""
    names = [(match.end(), match[0]) for match in _NAME.finditer(text)]
    for match in _DIGITS.finditer(text):
        before = [
            _POSSESSIVE.sub("", name).casefold() for end, name in names if end <= match.start()
        ]
        if before and before[-1] not in OPENERS:
            yield match[0], before[-1]


def _joined(text: str, evidence: Sequence[Evidence]) -> str | None:
    """Words that stand next to one another here stand together in one sentence there.

    Only a name may take the place of "she" or "the company".
    """
    held = [(set(content_words(one.text)), one.text) for one in evidence]
    known = set().union(*(words for words, _ in held))
    named = {word for name in _plain_names(text) for word in content_words(name)}
    units = [word for word in content_words(text) if word in known]
    for left, right in pairwise(units):
        if any(left in words and right in words for words, _ in held):
            continue
        other = right if left in named else left if right in named else None
        if other is None or not any(other in words and _ANAPHOR.search(t) for words, t in held):
            return "it runs together what its sources say apart"
    return None
