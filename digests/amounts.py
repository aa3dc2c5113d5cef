"""How many of them, and why: a quantifier or a cause that the sources do not give."""

from __future__ import annotations

import re

_ALL = re.compile(
    r"\b(?:all|every|each|everyone|everything|entire|whole|always)\b|全部|所有|全体|全都|一律|总是",
    re.IGNORECASE,
)
_NOT_ALL = re.compile(
    r"\bsome\b|\bseveral\b|\bparts? of\b|\bpartly\b|\bsometimes\b|部分|一些|有些|有时",
    re.IGNORECASE,
)
# Each needs its like in the sources; "some" only nothing that says "all".
_STRONG = (
    _ALL,
    re.compile(r"\b(?:most (?:of|\w+s)\b|majority|mostly)\b|大多|多数|大部分", re.IGNORECASE),
    re.compile(r"\b(?:few|handful|rarely|minority)\b|少数|极少|很少", re.IGNORECASE),
    re.compile(
        r"\b(?:only|just|solely|merely|exclusively)\b|仅(?!次于)|只(?=有|能|是|会|占|用|需)|唯一",
        re.IGNORECASE,
    ),
    re.compile(r"\bhalf\b|一半|半数", re.IGNORECASE),
)
_BOTH = re.compile(r"\bboth\b|(?<!首)都(?!柏林|会|市|灵)|均(?!价|衡|匀|线|值)|双方", re.IGNORECASE)
_TWO = re.compile(
    r"\b(?:both|two|all|each|either|neither|and|every)\b|都|均|双方|[两二三四五六七八九十]|各|全|所有|和|与|及|、",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:because|due to|owing to|as a result|result(?:s|ed|ing)? (?:in|from)|thanks to|caus(?:e|es|ed|ing)|"
    r"le(?:d|ads?|ading) to|prompt(?:s|ed|ing)|trigger(?:s|ed|ing)?|forc(?:e|es|ed|ing)|therefore|"
    r"consequently|in response to|blam(?:e|es|ed|ing)|in order to)\b"
    r"|(?<!基)因(?!子|素|特|果|霍|斯|茨|纽)|由于|导致|造成|促使|迫使|引发|原因|理由",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"\b(?:why|reasons?|since|cit(?:e|es|ed|ing)|trac(?:e|ed) to|attribut\w+|fault|over|after|follow\w*|amid|so that)\b|为此|所以",
    re.IGNORECASE,
)


def of_how_many(text: str, known: str) -> str | None:
    """What the sentence says of how many otherwise than its sources; None where it does not."""
    if _BOTH.search(text) and not _TWO.search(known):
        return "it says of how many what its sources do not"
    lacking = any(one.search(text) and not one.search(known) for one in _STRONG)
    fewer = _NOT_ALL.search(text) and _ALL.search(known) and not _NOT_ALL.search(known)
    return "it says of how many what its sources do not" if lacking or fewer else None


def of_why(text: str, known: str) -> str | None:
    """A cause that the sources do not give; None where there is none."""
    if _CAUSE.search(text) is None or _CAUSE.search(known) or _WHY.search(known):
        return None
    return "it gives a cause that its sources do not"
