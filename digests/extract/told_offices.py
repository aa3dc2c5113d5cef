"""Offices that a sentence tells of "he" or "she", and in its opening: "As chief of Tern, Roe", "she leads research"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from digests.extract.careers import careers, opening_office
from digests.extract.complements import house_called, reach
from digests.extract.frame import Stretch
from digests.extract.grammar import is_adverb
from digests.extract.houses_meant import organisation_of
from digests.extract.introductions import renamed
from digests.extract.office_clauses import perfect, relative
from digests.extract.phrases import Ref, Scene
from digests.extract.pronouns import Focus, antecedent
from digests.extract.roles import VERBS, Office, office_in
from digests.extract.roster import Roster
from digests.extract.tag import Tag

_HE = frozenset(("he", "she"))
# What tells an office or a house: a verb that any subject may have tells none of "he".
_TELLING = frozenset(
    """is owns founded co-founded cofounded joined works teaches lectures covers advises speaks studies
    researches""".split()
) | frozenset(VERBS)
_CHOSEN = frozenset("hired named appointed elected promoted".split())  # "she was hired as tester"
_PAST = frozenset(("was", "were", "had", "did"))


def add_told_offices(
    scene: Scene, leads: Sequence[Ref | None], focused: Sequence[Focus], offices: Roster
) -> None:
    """Note what sentences tell of whom "he" or "she" means, and of their subject in an opening."""
    for number, sentence in enumerate(scene.frame.sentences):
        now = focused[number]
        for one, office in (
            *_of_subject(scene, sentence, leads[number], now),
            *_of_pronouns(scene, sentence, now),
        ):
            if scene.people.characters[one].kind in ("person", "unknown") and not office.former:
                house = organisation_of(scene, office, now, sentence.last)
                offices.add(one, office, house)


def add_renamed(
    scene: Scene,
    spoken: Sequence[Sequence[Tag]],
    leads: Sequence[Ref | None],
    focused: Sequence[Focus],
    offices: Roster,
) -> None:
    """Note the offices of subjects that say nothing and mean who was just named: "The mayor"."""
    frame, people = scene.frame, scene.people
    for number, lead in enumerate(leads):
        speaks = any(tag.strong and tag.ref == lead for tag in spoken[number])
        if lead is None or lead.kind != "nominal" or speaks:
            continue
        now = focused[number]
        one = renamed(scene, lead, now, offices)
        office = office_in(frame, people, lead.first, lead.last) if one is not None else None
        if one is None or office is None:
            continue
        if not office.former:
            offices.add(one, office, organisation_of(scene, office, now))
        more = _clause_after(scene, lead, frame.sentences[number])
        if more is not None and not more.former:
            offices.add(one, more, organisation_of(scene, more, now))


def _clause_after(scene: Scene, lead: Ref, sentence: Stretch) -> Office | None:
    """The office in the clause of "The roboticist, who directs the institute,"."""
    frame = scene.frame
    ends = (i for i in range(lead.last + 2, sentence.last) if frame.kinds[i] in "pQL")
    if frame.low[lead.last : lead.last + 2] == [",", "now"]:
        return office_in(frame, scene.people, lead.last + 2, next(ends, sentence.last))
    if frame.low[lead.last : lead.last + 2] != [",", "who"]:
        return None
    return relative(frame, scene.people, lead.last + 1, next(ends, sentence.last))


def _of_subject(
    scene: Scene, sentence: Stretch, lead: Ref | None, now: Focus
) -> Iterator[tuple[int, Office]]:
    office = opening_office(scene.frame, scene.people, sentence)
    if office is None:
        return
    if lead is None or lead.kind == "nominal":
        low = scene.frame.low
        at = next((i for i in range(sentence.first, sentence.last) if low[i] in _HE), None)
        if at is None:
            return
        lead = Ref(kind="pronoun", first=at, last=at + 1, head=at, left=at)
    one = _whom(scene, lead, sentence, now)
    if one is not None:
        yield one, office


def _whom(scene: Scene, ref: Ref, sentence: Stretch, now: Focus) -> int | None:
    if ref.kind == "pronoun":
        return antecedent(scene, ref, sentence, now) if scene.frame.low[ref.first] in _HE else None
    number = scene.people.run_at.get(ref.last - 1)
    return scene.people.who[number] if ref.kind == "name" and number is not None else None


def _of_pronouns(scene: Scene, sentence: Stretch, now: Focus) -> Iterator[tuple[int, Office]]:
    frame = scene.frame
    if _HE.isdisjoint(frame.low[sentence.first : sentence.last]):
        return
    for at in range(sentence.first, sentence.last - 2):
        if frame.low[at] not in _HE or frame.low[at - 1] in ("if", "whether", "unless"):
            continue
        found = list(_offices(scene, at, sentence))
        if not found:
            continue
        ref = Ref(kind="pronoun", first=at, last=at + 1, head=at, left=at)
        one = antecedent(scene, ref, sentence, now)
        if one is not None:
            yield from ((one, office) for office in found)


def _offices(scene: Scene, at: int, sentence: Stretch) -> Iterator[Office]:
    frame, people = scene.frame, scene.people
    verb = at + 1
    while verb < sentence.last - 1 and is_adverb(frame.low[verb]):
        verb += 1
    if frame.low[verb] in _PAST and frame.low[verb + 1] not in _CHOSEN:
        return
    yield from careers(frame, people, verb, sentence)
    end = next(
        (i for i in range(verb, sentence.last) if frame.kinds[i] in "pQL" or frame.low[i] == "."),
        sentence.last,
    )
    if frame.low[verb] not in _TELLING and perfect(frame, verb + 1) is None:
        return
    found = relative(frame, people, verb, end)
    if found is not None:
        yield _at_house(scene, found, at)


def _at_house(scene: Scene, office: Office, at: int) -> Office:
    """An office with the house before its holder: "at Tern she is head of risk"."""
    before = range(at - 1, max(0, at - 6), -1)
    place = next((i for i in before if scene.frame.low[i] == "at"), None)
    if place is None or office.organisation is not None:
        return office
    named = house_called(scene.frame, scene.people, place + 1, at)
    if named is None:
        return office
    return replace(
        office, organisation=reach(scene.people, scene.people.run_at[named], named), implied=False
    )
