"""Whether words that stand together in a sentence stand together in its sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise
from typing import Protocol

from digests.bindings import plain_names
from digests.leaning import leans_back
from digests.text import has_cjk
from digests.words import loose_words

_HEAD = 3  # pairs of characters of a Chinese subject
_JOINTS = re.compile(r"[,;:] | and | but ")
ANAPHOR = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|its|their|the (?:\w+ )?(?:company|firm|start-?up|group|lab|"
    r"developer|maker|chipmaker|giant|agency|ministry|regulator|commission|model|chip|system|tool|"
    r"chief executive|founder|researcher|analyst|director|university|bank|fund|court))\b"
    r"|该公司|公司|平台|团队|他|她|它|其|该(?:模型|机构|平台|产品|芯片|实验室|项目)|后者|双方",
    re.IGNORECASE,
)
# "Ilse Brandvold, the chief scientist, said": all of it stands for who speaks.
_INTRODUCED = re.compile(r"([A-Z][^,.;]{2,40}, [^,.;]{3,80}), (?:said|says?|told|added)\b")
_ACCORDING = re.compile(r"according to ([A-Z][^,.;]{2,40}, [^.;]{3,80}?)\.?$")
_SPEAKER_CJK = re.compile(r"([\u4e00-\u9fff]{4,24}?)(?:认为|表示|指出|透露|预计|称|说)")


class Texted(Protocol):
    """What has a text."""

    @property
    def text(self) -> str:
        """The text itself."""
        ...


def run_together(text: str, evidence: Sequence[Texted]) -> str | None:
    """Words that stand next to one another here stand together in one sentence there.

    Only a name may take the place of "she" or "the company".
    """
    held = [(set(loose_words(one.text)), one.text) for one in evidence]
    known = set().union(*(words for words, _ in held))
    named = {word for name in plain_names(text) for word in loose_words(name)}
    told = _SPEAKER_CJK.match(text)
    if told and any(told[1] in source for _, source in held):
        named |= set(loose_words(told[0]))
    for told in _INTRODUCED.findall(text):
        named |= set(loose_words(told))
    for told in _ACCORDING.findall(text):
        if any(told in source for _, source in held):
            named |= set(loose_words(told))
    if has_cjk(text):  # it begins with whom it is about, and no capital says so
        named |= set(islice(loose_words(text), _HEAD))
    for clause in _JOINTS.split(text) if _goes_on(text, evidence) else [text]:
        units = [word for word in loose_words(clause) if word in known]
        for left, right in pairwise(units):
            if any(left in words and right in words for words, _ in held):
                continue
            other = right if left in named else left if right in named else None
            if other is None or not any(other in words and ANAPHOR.search(t) for words, t in held):
                return "it runs together what its sources say apart"
    return None


def _goes_on(text: str, evidence: Sequence[Texted]) -> bool:
    """Whether its sources are about one: the first names them, the others go on with "she"."""
    first, *others = evidence
    names = [name for name in plain_names(text) if name in first.text.casefold()]
    if not names or not others:
        return False
    return all(
        leans_back(one.text) or any(name in one.text.casefold() for name in names) for one in others
    )
