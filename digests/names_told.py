"""Whether every name of a sentence is one that its sources have, or mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digests.antecedents import stands_for
from digests.bindings import NAME, OPENERS, POSSESSIVE
from digests.figures_told import closed_up
from digests.model import Evidence
from digests.plainer import plainer
from digests.words import content_words

_WORD = re.compile(r"[^\W\d_][\w’'-]+")
_MIDDLE_CAPITAL = re.compile(r"[a-z,;)] [A-Z]")


OFFICE = re.compile(
    r"(?:Co-)?(?:Founder|Chair\w*|Analyst|Researcher|Chief|Director|Spokes\w+|President|Head|Engineer|Investor|Lawyer|Rival|Competitor)$"
)


def unnamed(text: str, evidence: Sequence[Evidence], whole: str) -> str | None:
    """The first name that the evidence does not have, in full, in part or as an "it".

    `whole` is all that the articles say. None where it has them all.
    """
    together = "\n".join(f"{one.text}\n{closed_up(one.text)}" for one in evidence)
    folded, stems = together.casefold(), set(content_words(together))
    for match in NAME.finditer(text):
        name = POSSESSIVE.sub("", match[0])
        if name.casefold() in folded or _is_fuller(match, text, folded, whole):
            continue
        if any(_means(match, text, one, whole) for one in evidence):
            continue
        if _of_country(name, folded):
            continue
        if _is_role(name, together) or _initials(name, together):
            continue
        opens = not text[: match.start()].strip(" \"'“‘")
        if opens and OFFICE.match(name):
            continue  # a word like any other, with the capital of a sentence's first
        if opens and (name.casefold() in OPENERS or set(content_words(name)) <= stems):
            continue
        return f"the name {name!r} is not in its sources"
    return None


def _means(match: re.Match[str], text: str, one: Evidence, whole: str) -> bool:
    """Whether "it" or "the model" of the evidence is this name, and the same version of it."""
    name = POSSESSIVE.sub("", match[0])
    number = re.match(r" (\d[\d.]*)\b", text[match.end() :])
    if number and f"{name} {number[1]}" not in whole[: whole.find(one.text)]:
        return False
    return stands_for(name, one.text, whole)


def _of_country(name: str, folded: str) -> bool:
    """Whether it is how the people of a country there are called: "Taiwanese", "German"."""
    for ending in ("ese", "ian", "ish", "an", "n", "i"):
        base = name.casefold().removesuffix(ending)
        if base != name.casefold() and len(base) > 4 and re.search(rf"\b{base}", folded):
            return True
    return False


def _is_role(name: str, known: str) -> bool:
    """Whether capitals stand for an office that the sources write out: "CEO"."""
    office = plainer(name)
    return name.isupper() and office != name and office in plainer(known)


def _initials(name: str, known: str) -> bool:
    """Whether capitals are the first letters of a name there: "CMA"."""
    if not (name.isupper() and 2 < len(name) < 7):
        return False
    return (
        re.search(
            r"\b" + r"(?:[a-z’']* (?:and |of |for |the |on )*)".join(name) + r"[a-z]+\b", known
        )
        is not None
    )


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
