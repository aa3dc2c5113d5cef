"""Whether sentences of an article bear out a sentence in other words, in the same language.

Every check looks for one way a retelling goes wrong: a figure, date or name that is not there or
is somebody else's, a lost "not", "may" or "less than", a word of the opposite sense, words of its
own, or two facts run together into one that nobody reported. What can't be checked is not borne
out: a sentence too many is dropped rather than a lie shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol, TypeVar

from digests.amounts import of_how_many, of_why
from digests.antecedents import is_name, names_before
from digests.bindings import (
    NAME,
    arranged,
    is_passive,
    otherwise,
    plain_names,
    says_of_one_who,
    whole_name,
)
from digests.figures_told import otherwise_counted
from digests.joined import ANAPHOR, run_together
from digests.left_out import left_out
from digests.model import Evidence
from digests.names_told import unnamed
from digests.offices_told import of_another_house
from digests.plainer import plainer
from digests.polarity import contradiction
from digests.text import has_cjk, locate, sentences
from digests.wholeness import interleaved
from digests.words import content_words, loose_words

NEW = 0.1  # the share of a sentence's words that may be its own
_SAYS_CJK = frozenset("表示 指出 认为 透露 宣布 依然 同时".split())
# What a Chinese clause begins with that has no subject of its own.
_GOES_ON_CJK = re.compile(
    r"同比|环比|并(?!购)|且|尚|仍|已|将|还|也|由(?!于)|净?亏损|净?利润|营收|收入|参数|达|较|比|同时|预计|计划|高于|低于|不到|超过|"
    r"增长|下降|上涨|下跌|每|最快|最早|今年|去年|第[一二三四]|估值|价格|售价"
)
_GOES_ON = re.compile(
    r"(?:(?:Instead|But|Then|And|Still),? )?(?:it|they|most of them|some of them)\b", re.IGNORECASE
)
_HEAD = 3  # pairs of characters of a Chinese subject
_NEAR_CJK = 120  # characters before a sentence in which its "she" has a name
_LIGHT = frozenset("level total number amount".split())  # "their lowest level"
NEW_CJK = 0.45  # pairs of characters: each word of its own makes two or three
CARRIES = 0.5  # of the best evidence's words: evidence with fewer only names things
_QUOTED = re.compile(
    r'“([^”]+)”|"([^"]+)"|「([^」]+)」|『([^』]+)』|‘([^’]{12,})’'
    r"|`{1,2}([^`']{8,})''?"
)


class _Texted(Protocol):
    @property
    def text(self) -> str: ...


E = TypeVar("E", bound=_Texted)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a piece of evidence says, in plain words."""

    text: str


def unsupported(text: str, evidence: Sequence[Evidence], whole: str = "") -> str | None:
    """What the sentence says that its evidence does not; None when it is borne out.

    `whole` is all that the articles say: it tells that "Ilse Brandvold" is who "Brandvold" is.
    """
    if not evidence:
        return "no sentence of the articles says this"
    literal = (otherwise_counted, _amounts, _bindings)
    retold = (_polarity, _clauses, run_together, _left_out)
    found = unnamed(text, evidence, whole) or _subject(text, evidence, whole)
    found = found or _quoted(text, evidence, whole) or of_another_house(text, whole)
    found = found or next((fault for check in literal if (fault := check(text, evidence))), None)
    found = found or _antecedent(text, evidence, whole) or _elsewhere(text, evidence, whole)
    if found:
        return found
    plain = [_Told(text=plainer(one.text)) for one in evidence]
    lacking = _own_words(plainer(text), plain, plainer(whole))
    return lacking or next(
        (fault for check in retold if (fault := check(plainer(text), plain))), None
    )


def _quoted(text: str, evidence: Sequence[Evidence], whole: str) -> str | None:
    """Words in quotation marks, which may go over the end of a sentence there."""
    for groups in _QUOTED.findall(text):
        said = next(filter(None, groups)).strip(" ,.，。")
        there = locate(whole, said)
        near = there and any(
            whole[there.start : there.end].startswith(said[:12])
            and one.text[-12:] in whole[there.start : there.end + len(one.text)]
            for one in evidence
        )
        if not near and not any(locate(one.text, said) for one in evidence):
            return "words in quotation marks are not in its sources"
    return None


def _subject(text: str, evidence: Sequence[Evidence], whole: str) -> str | None:
    """A Chinese sentence begins with whom it is about: its sources have to be about them too."""
    if not has_cjk(text):
        return None
    head = next(loose_words(text), "")
    carried = carrying(text[text.find(head) + len(head) + 1 :] or text, evidence)
    if not has_cjk(head) or any(head in one.text for one in carried):
        return None
    if any(ANAPHOR.search(one.text) and head in _before(one, whole) for one in carried):
        return None
    return f"its sources are not about {head!r}"


def _antecedent(text: str, evidence: Sequence[Evidence], whole: str) -> str | None:
    """A name that stands for an "it" of another sentence has to be in the sentence before it."""
    named = {one for one in plain_names(text) if is_name(one, whole)}
    for one in carrying(text, evidence):
        own = set(plain_names(one.text))
        borrowed = {name for name in named if not own & set(whole_name(text, name))}
        if not borrowed or ANAPHOR.search(one.text) is None:
            continue
        if _head_name(text) in borrowed and not _subject_leans(one.text):
            return "who is meant is somebody else in its sources"
        before = set(names_before(one.text, whole))
        if before and not borrowed & before:
            return "who is meant is somebody else in its sources"
    return None


def _head_name(text: str) -> str:
    return next(plain_names(text), "") if NAME.match(text) else ""


def _subject_leans(text: str) -> bool:
    """Whether the subject may be somebody named before: not where "it" comes after its own one."""
    late = re.match(r"(?:A|An|The) (?:spokes\w+|official|representative)s? (?:for|of|from) ", text)
    return late is None


def _elsewhere(text: str, evidence: Sequence[Evidence], whole: str) -> str | None:
    """A Chinese word that only other sentences of the articles have: no capital tells a place."""
    if not has_cjk(text):
        return None
    known = set(loose_words(plainer("\n".join(one.text for one in evidence))))
    others = set(loose_words(plainer(whole))) - known
    for word in islice(loose_words(plainer(text)), _HEAD, None):
        if word in others and has_cjk(word) and word not in _SAYS_CJK:
            return f"its sources say nothing of {word!r}"
    return None


def _before(one: Evidence, whole: str) -> str:
    """What stands just before the evidence: whom "she" and "the company" mean."""
    at = whole.find(one.text)
    return whole[max(0, at - _NEAR_CJK) : at] if at > 0 else ""


def _own_words(text: str, evidence: Sequence[_Told], whole: str) -> str | None:
    names = " ".join(match[0] for match in NAME.finditer(text))  # looked for by themselves
    words = set(loose_words(text)) - set(loose_words(names)) - _LIGHT
    known = set(loose_words("\n".join(one.text for one in evidence)))
    head = next(loose_words(text), "")
    generic = ANAPHOR.match(text) is not None
    if not has_cjk(text) and head in words and head not in known and _meant(head, evidence, whole):
        words.discard(head)  # what an "it" of the sources stands for
    elif not has_cjk(text) and not generic and head in words and head not in known:
        return f"its sources are not about {head!r}"
    limit = NEW_CJK if has_cjk(text) else NEW
    if len(words - known) > limit * len(words):
        return "too many of its words are not its sources'"
    return None


def _meant(head: str, evidence: Sequence[_Told], whole: str) -> bool:
    """Whether a sentence of them goes on with "it" about what the one before begins with."""
    for one in evidence:
        at = whole.find(one.text)
        if at <= 0 or not _GOES_ON.match(one.text):
            continue
        before = whole[max(0, at - 400) : at]
        spans = [before[span.start : span.end] for span in sentences(before)]
        if spans and head in islice(loose_words(spans[-1]), 2):
            return True
    return False


def _polarity(text: str, evidence: Sequence[_Told]) -> str | None:
    """Checked against what the sentence mainly says, not against what only names things."""
    return contradiction(text, "\n".join(one.text for one in carrying(text, evidence)))


def carrying(text: str, evidence: Sequence[E]) -> list[E]:
    """The evidence that the sentence mainly says; the rest only names who or what is meant."""
    named = {word for name in plain_names(text) for word in content_words(name)}
    words = set(content_words(plainer(text)))
    words = words - named or words
    shares = [(len(words & set(content_words(plainer(one.text)))), one) for one in evidence]
    most = max(share for share, _ in shares)
    return [one for share, one in shares if share >= CARRIES * most]


def _amounts(text: str, evidence: Sequence[Evidence]) -> str | None:
    known = "\n".join(one.text for one in evidence)
    return of_how_many(text, known) or of_why(text, known)


def _bindings(text: str, evidence: Sequence[Evidence]) -> str | None:
    """Who and whose, by each that it mainly says, unless another has all the same names right."""
    ours = set(plain_names(text))
    right: list[set[str]] = []
    wrong: list[tuple[str, set[str]]] = []
    for one in carrying(text, evidence):
        fault, shared = otherwise(text, one.text), ours & set(plain_names(one.text))
        if fault is None:
            right.append(shared)
        else:
            wrong.append((fault, shared))
    kept = (fault for fault, names in wrong if not names or not any(names <= r for r in right))
    return next(kept, None)


def _clauses(text: str, evidence: Sequence[_Told]) -> str | None:
    words = set(loose_words(text))
    own = words - {word for name in plain_names(text) for word in loose_words(name)} or words
    most = max(evidence, key=lambda one: len(own & set(loose_words(one.text))))
    if has_cjk(text) and _about_one(most.text):
        return None  # what each figure measures is looked at by itself
    of_one = any(says_of_one_who(name, text, most.text) for name in plain_names(text))
    if of_one or is_passive(text) != is_passive(most.text):
        return None  # who does it stands between; that it is they is looked at by itself
    mixed = interleaved(arranged(text), arranged(most.text))
    return "it mixes two clauses of its sources" if mixed else None


def _about_one(known: str) -> bool:
    """Whether each Chinese clause goes on with the subject of the first of its sentence."""
    return all(
        _GOES_ON_CJK.match(clause)
        for told in re.split(r"[。！？\n]", known)
        for clause in re.split("[，；]", told)[1:]
    )


def _left_out(text: str, evidence: Sequence[_Told]) -> str | None:
    told = (left_out(text, one.text) for one in carrying(text, evidence))
    return next(filter(None, told), None)
