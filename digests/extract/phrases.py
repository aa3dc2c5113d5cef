"""Noun phrases without a parser: where one begins and ends, and whether it names or describes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from digests.extract.adjuncts import is_past, is_when_or_where_said, past_clause
from digests.extract.frame import CAPITAL, NUMBER, POSSESSIVE, WORD, Frame
from digests.extract.grammar import (
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
    acts,
    is_adverb,
    is_closed,
    is_participle,
    is_role,
    is_verb,
)
from digests.extract.lexicon import words
from digests.extract.names import Run
from digests.extract.people import People

RefKind = Literal["name", "names", "pronoun", "nominal"]


_ALONE = frozenset(
    "one some many others most another both few several hundreds thousands dozens scores".split()
)

_TAIL = frozenset(
    "familiar involved briefed close close-to responsible based present aware".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """Pieces `first:last` that refer to someone. `head` is the piece of the main noun.

    `left` is where the whole phrase begins: "spokeswoman" in "spokeswoman Inge Moll".
    """

    kind: RefKind
    first: int
    last: int
    head: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A text in pieces with its names: what the grammar reads."""

    frame: Frame
    runs: Sequence[Run]
    people: People

    def run(self, piece: int) -> Run | None:
        """The run of capitalised words that a piece is in."""
        number = self.people.run_at.get(piece)
        return None if number is None else self.runs[number]


def is_verb_at(frame: Frame, at: int) -> bool:
    return frame.kinds[at] in (WORD, POSSESSIVE) and is_verb(frame.low[at])


def phrase_from(scene: Scene, first: int, limit: int) -> Ref | None:
    """The name, pronoun or noun phrase that begins at piece `first`, ending before `limit`."""
    frame = scene.frame
    if first >= limit:
        return None
    if frame.low[first] in PRONOUNS:
        return Ref(kind="pronoun", first=first, last=first + 1, head=first, left=first)
    core, name = core_of(scene, first, limit)
    if name is not None:
        return _second_office(scene, name, limit, first) or _named(scene, name, limit, first)
    titled = _titled_of(scene, first, core, limit) or _joint_office(scene, first, core, limit)
    if titled or core == first or not speaks(scene, first, core):
        return titled
    renamed = _named_after(scene, core, limit)
    if renamed:
        return renamed
    last = _with_tail(scene, core, limit)
    again = _named_after(scene, last, limit)
    whole = last if scene.run(core - 1) else past_clause(frame, core, last, limit)
    return again or Ref(kind="nominal", first=first, last=whole, head=core - 1, left=first)


_OFFICE = 4  # pieces from "of" to the name


def _titled_of(scene: Scene, first: int, core: int, limit: int) -> Ref | None:
    """The name at the end of "master of ceremonies Asa Tabchi" """
    if core == first or core + 1 >= limit or scene.frame.low[core] != "of":
        return None
    if scene.frame.low[core + 1] == "the":
        return None  # the front page of the Morning Argus
    _, name = core_of(scene, core + 1, limit)
    if name is None or name.core <= core + 1 or name.first > core + _OFFICE:
        return None
    return Ref(kind="name", first=name.core, last=name.last, head=name.last - 1, left=first)


def _second_office(scene: Scene, name: Run, limit: int, left: int) -> Ref | None:
    """The name at the end of "Norvane President and Chief Operating Officer Jo Ek" """
    low = scene.frame.low
    if name.last + 1 >= limit or low[name.last] != "and" or not is_role(low[name.last - 1]):
        return None
    other = scene.run(name.last + 1)
    if other is None or other.core == other.first:
        return None
    return Ref(kind="name", first=other.core, last=other.last, head=other.last - 1, left=left)


def _joint_office(scene: Scene, first: int, core: int, limit: int) -> Ref | None:
    """The name at the end of "Norvane founder and chief executive Jo Ek" """
    low = scene.frame.low
    if (
        core == first
        or core + 1 >= limit
        or low[core] != "and"
        or low[core - 1] not in words("roles")
    ):
        return None
    _, name = core_of(scene, core + 1, limit)
    if name is None or name.core <= core + 1:
        return None
    return Ref(kind="name", first=name.core, last=name.last, head=name.last - 1, left=first)


def core_of(scene: Scene, first: int, limit: int) -> tuple[int, Run | None]:
    """Where determiner, adjectives and noun end, and the name that they end in if they do."""
    frame = scene.frame
    at, noun = first, False
    while at < limit:
        run = scene.run(at)
        if run is not None and run.first >= first and frame.low[at] not in DETERMINERS - {"the"}:
            at = min(run.last, limit)
            if at >= limit or not _continues(scene, at):
                return at, run
            noun = True
            at += frame.kinds[at] == WORD and frame.low[at] in words("nouns_speaking")
        elif frame.kinds[at] == POSSESSIVE and at > first:
            at, noun = at + 1, False
        elif frame.kinds[at] in "wnC" and not _stops(scene, at, noun, first):
            noun = noun or frame.low[at] not in DETERMINERS
            at += 1
        else:
            break
    return at, None


def _continues(scene: Scene, at: int) -> bool:
    """Whether a noun phrase goes on after a name: "Clinton campaign", "Alibaba's researcher"."""
    frame = scene.frame
    if frame.kinds[at] == POSSESSIVE:
        following = frame.low[at + 1] if at + 1 < len(frame.low) else ""
        return not (following.endswith("ing") or following in DETERMINERS or following == "been")
    if frame.kinds[at] != WORD or is_closed(frame.low[at]):
        return False
    surname = frame.low[at - 2 : at - 1] == ["the"] and not frame.words[at - 1].isupper()
    surname = surname and at + 1 < len(frame.low)
    if surname and frame.low[at] in words("nouns_speaking") and acts(frame.low, at + 1):
        return True  # "the Roe report finds"; but "the IMF report" is the IMF
    return (
        not acts(frame.low, at) and not is_participle(frame.low[at]) and frame.low[at] not in TIMES
    )


def _stops(scene: Scene, at: int, noun: bool, first: int) -> bool:
    word = scene.frame.low[at]
    if at == first and word in DETERMINERS:
        return False
    if is_closed(word) or (word in TIMES and noun):
        return not (is_adverb(word) and not noun) and word not in ("all", "both")
    if not noun or word in words("roles"):
        return False
    return is_verb_at(scene.frame, at) or is_past(scene.frame, at)


def _with_tail(scene: Scene, at: int, limit: int) -> int:
    """Past what describes a noun after it: "familiar with the matter", "in Berlin", "of the people"."""
    frame = scene.frame
    while at < limit:
        word = frame.low[at]
        if (word not in PREPOSITIONS and word not in _TAIL) or is_when_or_where_said(frame, at):
            break
        end, _ = core_of(scene, at + 1, limit)
        if word in _TAIL and end == at + 1:
            at += 1
            continue
        if end <= at + 1:
            break
        at = end
    return at


def _named(scene: Scene, run: Run, limit: int, left: int) -> Ref:
    """A name, or two that "and" joins."""
    frame = scene.frame
    if run.last + 1 < limit and frame.low[run.last] == "and":
        other = scene.run(run.last + 1)
        if other and (other.last >= limit or not _continues(scene, other.last)):
            return Ref(
                kind="names", first=run.core, last=other.last, head=other.last - 1, left=left
            )
    return Ref(kind="name", first=run.core, last=run.last, head=run.last - 1, left=left)


def _named_after(scene: Scene, at: int, limit: int) -> Ref | None:
    """The name in "the group's president, Jane Doe" """
    if at + 1 >= limit or scene.frame.low[at] != ",":
        return None
    if scene.frame.low[at + 1 : at + 4] == ["whose", "name", "is"]:
        at += 3
    at = _past_role(scene, at, limit)
    run = scene.run(at + 1) if at + 1 < limit else None
    if run is None or (
        run.last < limit
        and scene.frame.kinds[run.last] not in "pL"
        and scene.frame.low[run.last] not in ("who", "of", "from", "at")
    ):
        return None
    one = scene.people.of_run(scene.people.run_at[at + 1])
    firm = scene.frame.low[at - 1] in _MAY_BE_FIRMS
    if one is None or (one.kind not in ("person", "unknown") and not firm):
        return None
    return Ref(kind="name", first=run.core, last=run.last, head=run.last - 1, left=run.first)


_MAY_BE_FIRMS = frozenset(
    """company startup start-up firm lab group shareholder investor owner parent rival supplier customer lender
    insurer backer competitor""".split()
)


def _past_role(scene: Scene, comma: int, limit: int) -> int:
    """The last piece before the name in "Falk's co-founder, chief executive Jane Doe"; else `comma`."""
    frame = scene.frame
    at = comma + 1
    while at < min(limit, comma + 5) and frame.kinds[at] == WORD and scene.run(at) is None:
        at += 1
    return at - 1 if frame.low[at - 1] in words("roles") else comma


def speaks(scene: Scene, first: int, last: int) -> bool:
    """Whether pieces can be a noun phrase that says something."""
    frame = scene.frame
    opens = frame.low[first] in DETERMINERS or frame.kinds[first] in (CAPITAL, NUMBER)
    of_many = frame.low[last : last + 1] == ["of"]  # "two of the judges"
    if opens and (last - first > 1 or frame.low[first] in _ALONE or of_many):
        return True
    return any(
        frame.low[at] in words("roles") or frame.low[at] in words("nouns_speaking")
        for at in range(first, last)
    )
