"""The noun phrase that ends at a place, read from right to left: what stands before a verb."""

from __future__ import annotations

from digests.extract.frame import POSSESSIVE, WORD, Frame, Stretch
from digests.extract.grammar import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    TIME_NOUNS,
    TIMES,
    acts,
    is_adverb,
    is_closed,
    is_participle,
    is_role,
)
from digests.extract.lexicon import words
from digests.extract.names import Run
from digests.extract.phrases import Ref, Scene, core_of, is_verb_at, phrase_from, speaks

_LIKE_ADJECTIVES = frozenset(
    "retired elected appointed registered renowned noted celebrated acclaimed convicted disgraced".split()
)


def phrase_to(scene: Scene, last: int, floor: int) -> Ref | None:
    """The noun phrase whose last piece is `last`, beginning at or after `floor`."""
    frame = scene.frame
    if frame.low[last] in PRONOUNS:
        return Ref(kind="pronoun", first=last, last=last + 1, head=last, left=last)
    run = scene.run(last)
    start = _start(scene, last, floor)
    if run is not None:
        if run.core > run.first and frame.low[run.first - 1 : run.first] == ["of"]:
            # VP of Engineering Jane Roe
            return Ref(kind="name", first=run.core, last=run.last, head=run.last - 1, left=start)
        housed = _of_house(scene, run, start)
        if housed:
            return housed
        if run.first > start and (
            _belongs_to_longer(scene, start, run.first) or _is_where_from(scene, start, run)
        ):
            return _described(scene, start, last + 1)
        return _joined(scene, run, floor, min(start, run.first))
    if frame.kinds[last] not in "wCn" or is_closed(frame.low[last]):
        return None
    return _described(scene, start, last + 1)


def _of_house(scene: Scene, run: Run, start: int) -> Ref | None:
    """The name in "Jane Roe of Leeds University" """
    before = run.first - 1
    if before > start and scene.frame.low[before] == "the":
        before -= 1  # "Jane Roe of the Consumers' Forum"
    if before - 1 < start or scene.frame.low[before] not in ("of", "from", "at"):
        return None
    other = scene.run(before - 1)
    one = scene.people.of_run(scene.people.run_at[before - 1]) if other else None
    if (
        other is None
        or scene.frame.low[other.last - 1] in words("roles")  # Secretary of State Ilka Brenn
        or other.last != before
        or one is None
        or one.kind not in ("person", "unknown")
    ):
        return None
    return Ref(
        kind="name",
        first=other.core,
        last=other.last,
        head=other.last - 1,
        left=min(start, other.first),
    )


def _joined(scene: Scene, run: Run, floor: int, left: int) -> Ref:
    before = run.first - 1
    if before - 1 >= floor and scene.frame.low[before] == "and":
        other = scene.run(before - 1)
        office = run.core > run.first and is_role(scene.frame.low[before - 1])
        if other and other.last == before and other.first >= floor and not office:
            return Ref(
                kind="names", first=other.core, last=run.last, head=run.last - 1, left=other.first
            )
    return _both_titled(scene, run, floor) or Ref(
        kind="name", first=run.core, last=run.last, head=run.last - 1, left=left
    )


def _both_titled(scene: Scene, run: Run, floor: int) -> Ref | None:
    """The two in "CEO Ilka Brenn and Tern chief Jo Ek": an office stands before the second name."""
    frame = scene.frame
    at = run.first - 1
    if at <= floor or not is_role(frame.low[at]):
        return None
    while at > max(floor, run.first - 6) and frame.kinds[at] in "wCs" and frame.low[at] != "and":
        at -= 1
    other = scene.run(at - 1) if frame.low[at] == "and" and at > floor else None
    one = scene.people.of_run(scene.people.run_at[at - 1]) if other else None
    if other is None or one is None or one.kind != "person" or other.last != at:
        return None
    return Ref(kind="names", first=other.core, last=run.last, head=run.last - 1, left=other.first)


def _is_where_from(scene: Scene, start: int, run: Run) -> bool:
    """Whether a place only tells where somebody is from: "a widower from Maine"."""
    frame = scene.frame
    one = scene.people.of_run(scene.people.run_at[run.first])
    return (
        one is not None
        and one.kind == "place"
        and frame.low[run.first - 1] in ("from", "in", "near")
        and frame.low[start] in DETERMINERS
        and run.first - start > 2
    )


def _belongs_to_longer(scene: Scene, start: int, name: int) -> bool:
    """Whether the name at `name` only describes: "a spokesman for Trump", "the head of Norvane"."""
    frame = scene.frame
    before = frame.low[name - 1]
    if before in ("the", "a", "an") and name - 1 > start:
        before = frame.low[name - 2]
    if before not in PREPOSITIONS:
        return False
    return any(
        frame.low[at] in words("roles") or frame.low[at] in words("nouns_speaking")
        for at in range(start, name - 1)
    ) or _are_many(frame, start, name)


def _are_many(frame: Frame, start: int, name: int) -> bool:
    """Whether some people of a house are meant: "two former contractors for Norvane"."""
    of_house = frame.low[name - 1] in ("for", "at", "of") and frame.low[name - 2].endswith("s")
    return of_house and frame.low[start] in _SOME


_SOME = frozenset("two three four five six seven several some many most both other few".split())


def _start(scene: Scene, at: int, floor: int) -> int:
    """The first piece of the clause that ends at `at`, going left over a noun phrase."""
    frame = scene.frame
    start = at
    run = scene.run(at)
    if run:
        start = max(run.first, floor)
    while start > floor:
        before = start - 1
        word = frame.low[before]
        run = scene.run(before)
        if run is not None:
            start = max(run.first, floor)
            continue
        if frame.kinds[before] in "QpL" or word in PRONOUNS or word in RELATIVES:
            break
        if word in CONJUNCTIONS and not _joins_nouns(frame, before):
            break
        if is_participle(word) and frame.kinds[before] == WORD and _has_object(frame, before):
            break
        if (
            is_verb_at(frame, before)
            and word not in _LIKE_ADJECTIVES
            and frame.kinds[before] != POSSESSIVE
            and word not in words("roles")
            and not _is_before_noun(frame, before, floor)
        ):
            break
        start = before
    return start


def _is_before_noun(frame: Frame, at: int, floor: int) -> bool:
    """Whether what looks like a verb tells which: "one claims manager", "Norvane's updated policy"."""
    if at <= floor:
        return False
    owned = frame.kinds[at - 1] == POSSESSIVE and not frame.low[at].endswith(("s", "ing"))
    kind = frame.low[at].endswith("s") and frame.low[at - 1] in ("a", "an", "one", "the", "its")
    return owned or (kind and is_role(frame.low[at + 1]))


def _has_object(frame: Frame, participle: int) -> bool:
    """Whether a word in -ing is a verb with something after it: "is releasing a paper".

    In "a source speaking to the Ledger said" it only describes the source.
    """
    following = frame.low[participle + 1]
    verbal = participle > 0 and frame.low[participle - 1] in AUXILIARIES | {","}
    return verbal and (following in DETERMINERS or following == "to")


def _joins_nouns(frame: Frame, at: int) -> bool:
    """Whether "and" joins two nouns: "founder and chairman"."""
    if frame.low[at] not in ("and", "or") or at == 0 or at + 1 >= len(frame.low):
        return False
    if frame.low[at - 1] == ",":
        return False
    roles = words("roles") | words("nouns_speaking")
    left = frame.low[max(0, at - 6) : at]
    right = frame.low[at + 1 : at + 6]
    return any(word in roles for word in left) and any(word in roles for word in right)


def _described(scene: Scene, start: int, last: int) -> Ref | None:
    """The noun phrase in pieces `start:last`, without what only opens the sentence."""
    first = _past_opening(scene, start, last)
    if first >= last or not speaks(scene, first, last):
        return None
    core, name = core_of(scene, first, last)
    if name is not None and (core == last or scene.frame.low[core] in words("cues")):
        # or "Jo Ek said", before ", going on to say"
        return Ref(kind="name", first=name.core, last=name.last, head=name.last - 1, left=first)
    head = max(first, core - 1)
    if scene.frame.low[head] in TIME_NOUNS or scene.frame.low[head] in TIMES:
        return None
    return Ref(kind="nominal", first=first, last=last, head=head, left=first)


def _past_opening(scene: Scene, start: int, last: int) -> int:
    frame = scene.frame
    first = start
    while first < last and is_adverb(frame.low[first]) and scene.run(first) is None:
        first += 1
    if first < last and (frame.low[first] in PREPOSITIONS or frame.low[first] in TIMES):
        later = [
            at for at in range(first + 1, last)
            if frame.low[at] in DETERMINERS and frame.low[at - 1] not in PREPOSITIONS
        ]  # fmt: skip
        return later[0] if later else last
    return first


def who_had(scene: Scene, sentence: Stretch, before: int) -> Ref | None:
    """The subject of a clause in the past perfect: "One told us that Lin had stood up and said"."""
    low = scene.frame.low
    for at in range(before - 2, max(sentence.first, before - _BACK), -1):
        if low[at] == "that":
            found = phrase_from(scene, at + 1, before)
            if found is None or found.kind == "nominal":
                return None
            verb = found.last + (low[found.last : found.last + 1] == [","])
            told = low[before + 1] in ("told", "asked") and low[before + 2 : before + 3] in _HIM
            return found if low[verb] == "had" or (told and acts(low, verb)) else None
    return None


_HIM = (["her"], ["him"], ["them"])
_BACK = 24  # pieces
