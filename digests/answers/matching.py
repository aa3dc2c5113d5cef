"""Which of a question's terms a set of lexemes holds, and how much each term tells."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from digests.answers.lexemes import pairs
from digests.answers.question import Question
from digests.answers.terms import Term

_RARE = 4  # a word seldomer than in this many sentences is no more telling
_NAME = 1.2  # names tell more than words
_ROLE = 0.4  # a role says who is meant, which the name says too
_SURE = 0.75
_FIRST_CJK = "\u4e00"


def match(term: Term, said: frozenset[str]) -> float:
    """How surely the term is among these lexemes, 0 to 1.

    Of a name of several words half must be there, and one of them surely.
    """
    whole = _best(term.forms, said)
    if whole or not term.parts:
        return whole
    each = [_best(part, said) for part in term.parts]
    found = sum(1 for one in each if one)
    enough = found == len(each) or (found * 2 >= len(each) and max(each) > _SURE)
    return max(each) if enough else 0.0


def weights(question: Question, said: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """How much each term tells: the seldomer among the sentences, the more; names more, roles less.

    `said` is, for each sentence, how surely it has each term.
    """
    number = len(said) + 1
    return tuple(
        math.log(1 + number / max(_RARE, sum(1 for one in said if one[n] > 0.5)))
        * (_NAME if term.name else _ROLE if term.role else 1.0)
        for n, term in enumerate(question.terms)
    )


def _best(forms: Mapping[str, float], said: frozenset[str]) -> float:
    best = max((forms[one] for one in forms.keys() & said), default=0.0)
    for form, sure in forms.items():
        if sure > best and form[0] >= _FIRST_CJK and len(form) > 2 and _spread(form, said):
            best = sure
    return best


def _spread(form: str, said: frozenset[str]) -> bool:
    """A Chinese word of three or more characters is there where all its pairs are."""
    if not "\u4e00" <= form[0] <= "\u9fff" or not "\u4e00" <= form[-1] <= "\u9fff":
        return False
    return all(pair in said for pair in pairs(form))
