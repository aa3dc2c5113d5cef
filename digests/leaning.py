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
# "It is unclear whether", "it takes a year to": this "it" points at what follows. What was trained,
# set or likely to do something was named before.
_BEING = r"(?:is|was|would be|will be|remains|seems|appears)"
_DEGREE = r"(?:(?:not|yet|quite|still|also|too|very|so|more|far|now|almost|\w+ly)\s+)*"
_EASE = (
    r"(?:hard(?:er)?|eas(?:y|ier)|difficult|early|late|possible|impossible|important|necessary|"
    r"common|rare|unusual|cheap(?:er)?|tempting|unwise|wise|unfair|fair|right|wrong|time)"
)
_EXPLETIVE = (
    rf"it\s+(?:(?:seems|appears)\s+that\b|remains\s+to\s+be\b|{_BEING}\s+{_DEGREE}(?:"
    r"\w+\s+(?:that|whether)|(?:un)?(?:clear|known|certain)\s+(?:if|how|why|when|what|who)|"
    rf"{_EASE}\s+(?:for\s+(?:\w+\s+){{1,4}}?)?to)\b|"
    r"(?:takes|took|costs?)\s+(?:\w+\s+){1,5}?to\b)"
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


_CUES = (
    r"(?:said|says|added|adds|told|wrote|writes|noted|explained|argued|argues|warned|warns|"
    r"predicted|estimated|replied|recalled|insisted|conceded|admitted|continued)"
)
_TAG_EN = re.compile(rf"[,”\"]\s*(?:(?:he|she|they)\s+{_CUES}|{_CUES}\s+(?:he|she|they))\b")
_TAG_ZH = re.compile(
    r"[，”」](?:他|她|他们|她们)(?:还|又|也)?(?:说|表示|称|指出|补充|解释|强调|认为)"
)


def lacks_its_speaker(text: str) -> bool:
    """Whether it is told by a pronoun alone, at its end or inside: "…, he said.", “……”他说。"""
    return _TAG_EN.search(text) is not None or _TAG_ZH.search(text) is not None


def leans(text: str) -> bool:
    """Whether a reader needs the sentence before it: for its subject, or for who says it."""
    return leans_back(text) or lacks_its_speaker(text)
