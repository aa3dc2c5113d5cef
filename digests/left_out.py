"""Whether a sentence that is made by leaving words out still says what its source says.

What may go is a piece with edges: an apposition, a clause, an adjective. What may not is the middle
of one clause with the beginning of the next, the head of a phrase, or a word that makes the next
one mean something else ("the fastest-growing brand", "an alleged fraud"). English only: Chinese
gives no such edges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from digests.bindings import arranged, is_passive
from digests.text import has_cjk

_NEAR = 5  # words of a longer piece that still speak of the next noun
MADE_OF = 0.8  # the share of a sentence's words that stand in its source in the same order
ABOUT = 0.6  # … from which on it tells the same of somebody
_TOKEN = re.compile(r"[^\W_]+(?:[-.,’'][^\W_]+)*|[,;:()—–]|(?<=\s)--(?=\s)")
_MARKS = frozenset(",;:()—–") | {"--"}
_WHEN = frozenset({",", "after", "before", "since", "until", "than", "as"})
_AND = frozenset({"and", "but", "or"})
_LINKS = frozenset(
    """who which that whose whom where when while because although though but and or before after if
    as whereas unless until since""".split()
)
_PRONOUNS = frozenset("he she they we i".split())
_SAYS = frozenset("said says say that told announced".split())
_ARTICLES = frozenset("the a an its his her their our".split())
# "The city of Turku" is Turku.
_OF_EACH = frozenset("any every each".split())
_PLACES = frozenset(
    "city town village state county province republic port district island region".split()
)
_AUXILIARIES = frozenset(
    "has have had is are was were will would can could may might did does".split()
)
_PREPOSITIONS = frozenset(
    "of for with against from to in at on than like between about into over".split()
)
# An adjective in -ing, which may go as any other.
_PLAIN_ING = frozenset("growing leading rising existing remaining ongoing competing coming".split())
# What stands before a noun and makes it another thing, so that it may not go.
_TURNS_NOUN = re.compile(
    r"\w{3,}est|most|least|only|first|second|third|last|former|ex|deputy|vice|acting|interim|alleged|"
    r"suspected|would-be|proposed|planned|potential|possible|draft|fake|failed|attempted|mock|so-called|"
    r"aspiring|non|anti|rival|former|next|previous|largest-ever|fastest-\w+"
)  # fmt: skip
_LIMITS = re.compile(r"\w{3,}est|only|first|last|most|least|best|worst|sole")
_OF_WHICH = frozenset("that who which to of in for since outside among".split())
_NOT_SUPERLATIVE = frozenset("interest request latest forest harvest guest honest modest".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """Two neighbours of the sentence as they stand in its source: what is between was left out."""

    left: int
    right: int


def left_out(text: str, known: str) -> str | None:
    """How the sentence is turned by what it leaves out of `known`; None where it is not."""
    if has_cjk(text) or is_passive(text) != is_passive(known):
        return None
    # A speaker may be put first here and not there: what holds either way holds.
    turned = _otherwise(arranged(text), arranged(known))
    return turned if turned and _otherwise(text, known) else None


def _otherwise(text: str, known: str) -> str | None:
    ours, theirs = _tokens(text), _tokens(known)
    words = [one for one in ours if one not in _MARKS]
    places = _places(words, theirs)
    share = sum(place is not None for place in places) / max(len(words), 1)
    if share >= ABOUT and _is_no_subject(words, places, theirs):
        return "whom it is about is not who does this in its sources"
    if share < MADE_OF:
        return None
    if any(_turns(one, theirs) for one in _gaps(places)) or _breaks_superlative(
        words, places, theirs
    ):
        return "what it leaves out turns its sense"
    if _joins(words, places, theirs):
        return "it runs together what its sources say apart"
    return None


def _tokens(text: str) -> list[str]:
    return [match[0].casefold() for match in _TOKEN.finditer(text)]


def _places(words: Sequence[str], theirs: Sequence[str]) -> list[int | None]:
    """Where each word stands in the source, in the same order."""
    places: list[int | None] = [None] * len(words)
    matcher = SequenceMatcher(None, words, theirs, autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            places[block.a + step] = block.b + step
    return places


def _gaps(places: Sequence[int | None]) -> Iterator[_Kept]:
    for left, right in pairwise(places):
        if left is not None and right is not None and right > left + 1:
            yield _Kept(left=left, right=right)


def _turns(kept: _Kept, theirs: Sequence[str]) -> bool:
    gap = theirs[kept.left + 1 : kept.right]
    if all(one in _MARKS for one in gap):
        return False
    return _crosses(kept, theirs) or _loses_head(kept, theirs)


def _joins(words: Sequence[str], places: Sequence[int | None], theirs: Sequence[str]) -> bool:
    """Whether an "and" of its own joins what stands in two clauses there."""
    for at in range(1, len(words) - 1):
        left, right = places[at - 1], places[at + 1]
        if words[at] not in _AND or places[at] is not None or left is None or right is None:
            continue
        between = theirs[left + 1 : right]
        if any(map(_is_edge, between)) and "and" not in between:
            return True
    return False


def _breaks_superlative(
    words: Sequence[str], places: Sequence[int | None], theirs: Sequence[str]
) -> bool:
    """Whether it ends on "the only clue" or "the largest" where more is said of which one."""
    end = places[-1] if places else None
    if end is None or end + 1 >= len(theirs) or theirs[end + 1] not in _OF_WHICH:
        return False
    return any(_LIMITS.fullmatch(one) and one not in _NOT_SUPERLATIVE for one in words[-4:])


def _crosses(kept: _Kept, theirs: Sequence[str]) -> bool:
    """Whether it goes from within one clause to within another."""
    gap = list(theirs[kept.left + 1 : kept.right])
    opens = _is_edge(gap[0]) or _is_edge(theirs[kept.left])
    closes = _is_edge(gap[-1]) or _is_edge(theirs[kept.right])
    if _SAYS & set(gap) and re.search(r"\b(?:which|who) \w+ say", " ".join(gap)):
        return True  # "the bank, which it says never gave …": that is what it says
    if opens and closes:
        return False
    listed = gap[gap.index(")") + 1 :] if gap[0] == "(" and ")" in gap else gap
    if len(listed) > 2 and listed[0] == "," and listed[1] in _OF_EACH:
        return False  # "any payment, any message and any deletion needs": each of them does
    if gap[-1] in _PRONOUNS and not _SAYS & {theirs[kept.left], *gap}:
        return True
    joined = gap[-1] in _AND  # "has bought X, which … and sold Y": one subject does both
    while gap and _is_edge(gap[0]):
        gap.pop(0)
    while gap and _is_edge(gap[-1]):
        gap.pop()
    edges = [one for one in gap if _is_edge(one)]
    adverbial = (
        theirs[kept.right] in _LINKS - _AND and set(map(str, filter(_is_edge, gap))) <= _WHEN
    )
    if adverbial:
        return False
    if joined and not any(one in _MARKS or one in _AND for one in edges):
        return False
    return bool(edges) and edges not in ([",", ","], ["(", ")"])


def _is_edge(token: str) -> bool:
    return token in _MARKS or token in _LINKS


def _loses_head(kept: _Kept, theirs: Sequence[str]) -> bool:
    """Whether a verb, or what makes the next noun mean something else, is gone."""
    gap, before = theirs[kept.left + 1 : kept.right], theirs[kept.left]
    verbal = gap[0].endswith("ing") and "-" not in gap[0] and gap[0] not in _PLAIN_ING
    if verbal and before in _PREPOSITIONS | _AND:
        return True
    noun = before in _ARTICLES or gap[0] in _ARTICLES
    return noun and any(map(_turns_noun, gap[:_NEAR]))


def _turns_noun(word: str) -> bool:
    return _TURNS_NOUN.fullmatch(word) is not None and word not in _NOT_SUPERLATIVE


def _is_no_subject(
    words: Sequence[str], places: Sequence[int | None], theirs: Sequence[str]
) -> bool:
    """Whether whom the sentence begins with does something else in its source.

    They only stand behind "of" or "for" there, or only after what is said of them here.
    """
    head = next((at for at, one in enumerate(words) if one not in _ARTICLES), None)
    if head is None or words[head].endswith(("'s", "’s")):
        return False
    if words[head] in _PREPOSITIONS or words[head] in _LINKS:
        return False
    found = [at for at, one in enumerate(theirs) if one == words[head]]
    after = words[head + 1] if head + 1 < len(words) else ""
    noun = after not in _LINKS | _PREPOSITIONS | _AUXILIARIES and not after.endswith("ed")
    if found and noun and after in theirs[: min(found[0], 4)] and "by" in theirs[: found[0]]:
        return False  # "a Palisade agent" is "an agent of Palisade"
    if places[head] is None:
        said = [place for place in places[head + 1 :] if place is not None]
        return bool(found) and bool(said) and min(found) > min(said)
    return bool(found) and all(_depends(at, theirs) for at in found)


def _depends(at: int, theirs: Sequence[str]) -> bool:
    """Whether the word stands behind a preposition, and no "who" makes it do anything."""
    before = at - 1
    while before >= 0 and theirs[before] in _ARTICLES:
        before -= 1
    if before < 0 or theirs[before] not in _PREPOSITIONS:
        return False
    if before and theirs[before - 1] in _PLACES | {
        "according",
        "thanks",
        "spokesperson",
        "spokesman",
        "spokeswoman",
    }:
        return False
    return not {"who", "which", "whose", "that"} & set(theirs[at + 1 : at + 9])
