"""Whether sentences of an article bear out a sentence in other words, in the same language.

Every check looks for one way a retelling goes wrong: a figure, date or name that is not there or
is somebody else's, a lost "not", "may" or "less than", a word of the opposite sense, words of its
own, or two facts run together into one that nobody reported. What can't be checked is not borne
out: a sentence too many is dropped rather than a lie shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from digests.bindings import DIGITS, NAME, OPENERS, POSSESSIVE, otherwise, plain_names
from digests.dates_told import calendar
from digests.extract.figures import figures
from digests.model import Evidence, Figure
from digests.polarity import contradiction
from digests.stories.quantities import quantities
from digests.text import has_cjk, locate
from digests.wholeness import interleaved
from digests.words import content_words, loose_words

NEW = 0.1  # the share of a sentence's words that may be its own
_HEAD = 3  # pairs of characters of a Chinese subject
_NEAR_CJK = 120  # characters before a sentence in which its "she" has a name
NEW_CJK = 0.45  # pairs of characters: each word of its own makes two or three
CARRIES = 0.5  # of the best evidence's words: evidence with fewer only names things
_QUOTED = re.compile(r'“([^”]+)”|"([^"]+)"|「([^」]+)」|『([^』]+)』|‘([^’]{12,})’')
_WORD = re.compile(r"[^\W\d_][\w’'-]+")
_MIDDLE_CAPITAL = re.compile(r"[a-z,;)] [A-Z]")
_ANAPHOR = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|its|their|the (?:\w+ )?(?:company|firm|start-?up|group|lab|"
    r"developer|maker|chipmaker|giant|agency|ministry|regulator|commission|model|chip|system|tool|"
    r"chief executive|founder|researcher|analyst|director|university|bank|fund|court))\b"
    r"|该公司|公司|他|她|它|其|该(?:模型|机构|平台|产品|芯片|实验室|项目)|后者|双方",
    re.IGNORECASE,
)
# "Ilse Brandvold, the chief scientist, said": all of it stands for who speaks.
_INTRODUCED = re.compile(r"([A-Z][^,.;]{2,40}, [^,.;]{3,80}), (?:said|says|told|added)\b")


def unsupported(text: str, evidence: Sequence[Evidence], whole: str = "") -> str | None:
    """What the sentence says that its evidence does not; None when it is borne out.

    `whole` is all that the articles say: it tells that "Ilse Brandvold" is who "Brandvold" is.
    """
    if not evidence:
        return "no sentence of the articles says this"
    checks = (_quoted, _figures, _numbers, _own_words, _polarity, _bindings, _clauses, _joined)
    found = _names(text, evidence, whole) or _subject(text, evidence, whole)
    return found or next((fault for check in checks if (fault := check(text, evidence))), None)


def _quoted(text: str, evidence: Sequence[Evidence]) -> str | None:
    for groups in _QUOTED.findall(text):
        said = next(filter(None, groups)).strip(" ,.，。")
        if not any(locate(one.text, said) for one in evidence):
            return "words in quotation marks are not in its sources"
    return None


def _figures(text: str, evidence: Sequence[Evidence]) -> str | None:
    language = "zh" if has_cjk(text) else "en"
    known = [
        found
        for one in evidence
        for told in {one.text, closed_up(one.text)}
        for found in figures(told, language=language)
    ]
    for figure in figures(text, language=language):
        same = [one for one in known if _same_value(figure, one)]
        if not same:
            return f"the figure {figure.text!r} is not in its sources"
        if not any(_same_sense(figure, one) for one in same):
            return f"the figure {figure.text!r} is a limit or a change in another sense there"
    return None


def closed_up(text: str) -> str:
    """The text without blanks that a converter left in it: "56, 000" and "two - week"."""
    return re.sub(r"(?<=\d), (?=\d{3}\b)", ",", re.sub(r"(?<=\w) - (?=\w)", "-", text))


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
    together = "\n".join(f"{one.text}\n{closed_up(one.text)}" for one in evidence)
    lost = set(quantities(text)) - set(quantities(together))
    if lost or set(calendar(text)) - set(calendar(together)):
        return "a number or date in it is not in its sources"
    known = {one.replace(",", "") for one in DIGITS.findall(together)}
    missing = [one for one in DIGITS.findall(text) if one.replace(",", "") not in known]
    covered = {str(int(one.value)) for one in figures(text) if one.value == int(one.value)}
    for one in missing:
        if one not in covered and not any(one in figure.text for figure in figures(text)):
            return f"the number {one!r} is not in its sources"
    return None


def _names(text: str, evidence: Sequence[Evidence], whole: str) -> str | None:
    together = "\n".join(f"{one.text}\n{closed_up(one.text)}" for one in evidence)
    folded, stems = together.casefold(), set(content_words(together))
    for match in NAME.finditer(text):
        name = POSSESSIVE.sub("", match[0])
        if name.casefold() in folded or _is_fuller(match, text, folded, whole):
            continue
        opens = not text[: match.start()].strip(" \"'“‘")
        if opens and (name.casefold() in OPENERS or set(content_words(name)) <= stems):
            continue
        return f"the name {name!r} is not in its sources"
    return None


def _is_fuller(match: re.Match[str], text: str, folded: str, whole: str) -> bool:
    """Whether it is a part of a name that the articles give in full, and here in part."""
    pattern = NAME if _MIDDLE_CAPITAL.search(whole) else _WORD  # some texts write all names small
    beside = [one for one in pattern.finditer(text) if one.start() != match.start()]
    for one in beside:
        between = text[match.end() : one.start()] or text[one.end() : match.start()]
        other = POSSESSIVE.sub("", one[0]).casefold()
        if between == " " and other in folded:
            start, end = sorted((match.span(), one.span()))
            if POSSESSIVE.sub("", text[start[0] : end[1]]).casefold() in whole.casefold():
                return True
    return False


def _subject(text: str, evidence: Sequence[Evidence], whole: str) -> str | None:
    """A Chinese sentence begins with whom it is about: its sources have to be about them too."""
    if not has_cjk(text):
        return None
    head = next(loose_words(text), "")
    carried = carrying(text, evidence)
    if not has_cjk(head) or any(head in one.text for one in carried):
        return None
    if any(_ANAPHOR.search(one.text) and head in _before(one, whole) for one in carried):
        return None
    return f"its sources are not about {head!r}"


def _before(one: Evidence, whole: str) -> str:
    """What stands just before the evidence: whom "she" and "the company" mean."""
    at = whole.find(one.text)
    return whole[max(0, at - _NEAR_CJK) : at] if at > 0 else ""


def _own_words(text: str, evidence: Sequence[Evidence]) -> str | None:
    names = " ".join(match[0] for match in NAME.finditer(text))  # looked for by themselves
    words = set(loose_words(text)) - set(loose_words(names))
    known = set(loose_words("\n".join(one.text for one in evidence)))
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
    told = (otherwise(text, one.text) for one in carrying(text, evidence))
    return next(filter(None, told), None)


def _clauses(text: str, evidence: Sequence[Evidence]) -> str | None:
    words = set(loose_words(text))
    most = max(evidence, key=lambda one: len(words & set(loose_words(one.text))))
    return "it mixes two clauses of its sources" if interleaved(text, most.text) else None


def _joined(text: str, evidence: Sequence[Evidence]) -> str | None:
    """Words that stand next to one another here stand together in one sentence there.

    Only a name may take the place of "she" or "the company".
    """
    held = [(set(loose_words(one.text)), one.text) for one in evidence]
    known = set().union(*(words for words, _ in held))
    named = {word for name in plain_names(text) for word in loose_words(name)}
    for told in _INTRODUCED.findall(text):
        named |= set(loose_words(told))
    if has_cjk(text):  # it begins with whom it is about, and no capital says so
        named |= set(islice(loose_words(text), _HEAD))
    units = [word for word in loose_words(text) if word in known]
    for left, right in pairwise(units):
        if any(left in words and right in words for words, _ in held):
            continue
        other = right if left in named else left if right in named else None
        if other is None or not any(other in words and _ANAPHOR.search(t) for words, t in held):
            return "it runs together what its sources say apart"
    return None
