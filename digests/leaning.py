"""Whether a sentence leans on the one before it: read by itself, "It plans to" names nobody.

A journalist's rule: a sentence is quoted alone only where its subject is in it.
"""

from __future__ import annotations

import re

# What may stand before the subject and changes nothing: "But", "On Tuesday,", "By contrast,".
_BEFORE_EN = r"(?:(?:and|but|yet|so|still|then|also|however|meanwhile|instead|moreover),?\s+)?"
_ADVERBIAL = r"(?:(?:on|in|by|at|for|after|before|since|until|as of)\s[^,.;:]{1,40},\s+)?"
_POINTS_BACK = (
    r"(?:he|she|it|they|its|his|her|their|him|them|"
    r"this|these|those|both|neither|the (?:former|latter|other two|same))\b"
)
# "It is unclear whether", "it takes a year to": this "it" points at what follows.
_EXPLETIVE = (
    r"it\s+(?:is|was|would be|will be|remains|seems|appears|took|takes|costs?)\s+"
    r"(?:\w+\s+){0,4}?(?:that|whether|if|to|how|why|when)\b"
)
_EN = re.compile(_BEFORE_EN + _ADVERBIAL + f"(?!{_EXPLETIVE}){_POINTS_BACK}", re.IGNORECASE)
_EN_THAT = re.compile(
    _BEFORE_EN + r"that\s+(?:is|was|would|will|has|had|means|makes|leaves|puts)\b", re.IGNORECASE
)
_ZH = re.compile(
    r"(?:但|而|不过|然而|同时|此外|另外|因此|所以|并且)?[，,]?"
    r"(?:他|她|它|他们|她们|它们|这|那|此(?!外)|该|其(?!中|实|他|余)|两者|双方|前者|后者)"
)


def leans_back(text: str) -> bool:
    """Whether the sentence's subject is a pronoun, or points at something said before it.

    A sentence that begins with speech does not: who speaks is named after it.
    """
    plain = text.strip()
    return bool(_EN.match(plain) or _EN_THAT.match(plain) or _ZH.match(plain))
