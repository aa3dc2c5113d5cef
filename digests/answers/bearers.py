"""Of whom a sentence tells: the ones the question names, one it points back to, or somebody else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from digests.answers.lexemes import lexemes
from digests.answers.matching import match
from digests.answers.passages import Passage
from digests.answers.question import Question

# What opens a sentence that goes on about the one before: a pronoun, or "the company".
_BACK = re.compile(
    r"^[\"“‘]?(?:(?:(?:But|And|In|At|For|Of|By|On) )?(?:he|she|it|they|his|her|its|their|this|that|these|those|both|one|we|our)\b"
    r"|the (?:\w+[ -]){0,2}?(?:company|firm|lab|laboratory|start-?up|developer|maker|group|publisher|agency|"
    r"office|regulator|authority|commission|hospital|university|bank|fund|investor|insurer|model|chip|card|"
    r"robot|agent|system|software|tool|service|study|report|letter|round|deal|order|contract|rule|draft|law|"
    r"cap|case|suit|outage|recall|site|plant|team|researchers?|founder|executive|scientist|minister)s?(?:'s|’s)?\b)"
    r"|^[“「]?(?:该|此|这|其|他|她|它|双方|两人|公司|上述|前者|后者)",
    re.IGNORECASE,
)

# What opens a sentence on somebody who is not named and is not the one asked about.
_OTHER = re.compile(
    r"^[\"“‘]?(?:(?:a|an|one|another|its|their|some|other|the|most|several|many) )?"
    r"(?:(?:\w+ )?(?:rivals?|competitors?)|neighbouring|neighboring|other (?:firms|companies|labs|outlets|cities|countries)|elsewhere)\b"
    r"|^[“「]?(?:邻[市省县国]|同行|(?:竞争)?对手|其他|另一|别的)",
    re.IGNORECASE,
)

# What is counted is that of the one who opens the sentence: "Perigon puts Isobar's model on its 60 satellites".
_OWN = re.compile(r"\b(?:its|their|his|her) (?:own )?[$€£¥]?\d")


class Bearing(Enum):
    """How a sentence stands to the names of a question."""

    named = "it has them all, or the question has none"
    carried = "one is missing, and the sentence points back"
    usurped = "one is missing, and the sentence opens with another"
    rival = "one is missing, and another one stands first"
    open = "one is missing"


def bearing(question: Question, one: Passage, here: Sequence[float]) -> Bearing:
    """`here` is how surely the sentence has each name of the question."""
    other = one.opens and one.opens.lower() not in question.text.lower()
    if other and question.kind == "count" and _OWN.search(one.evidence.text):
        return Bearing.usurped
    if all(here):
        return Bearing.named
    if other and not any(here):
        return Bearing.usurped
    if one.named and not any(here) and not _known(question, one.named[0][0]):
        if one.evidence.text.lstrip('"“‘「').startswith(re.split("[ ·]", one.named[0][0])[0]):
            return Bearing.usurped
        return Bearing.rival
    unnamed = _OTHER.match(one.evidence.text)
    if unnamed and unnamed[0].split()[-1].lower() not in question.text.lower():
        return Bearing.usurped
    return Bearing.carried if points_back(one.evidence.text) else Bearing.open


def points_back(text: str) -> bool:
    """Whether a sentence opens with what only the one before it explains: "she", "the company"."""
    return _BACK.match(text) is not None


def _known(question: Question, name: str) -> bool:
    said = lexemes(name)
    return any(
        match(term, said) or ("#" in term.text and term.text.split("#")[0] in name)
        for term in question.names
    )
