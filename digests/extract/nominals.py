"""Whom a noun phrase means: "the company", "the Alibaba researcher", "a person familiar with it"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from digests.extract.complements import ORG_NOUNS
from digests.extract.frame import POSSESSIVE
from digests.extract.introductions import (
    frame_paragraph,
    is_introduced,
    is_later,
    resigned,
    who_is_told,
)
from digests.extract.kinds_of_house import house_of_kind
from digests.extract.lexicon import words
from digests.extract.of_two import of_two
from digests.extract.phrases import Ref, Scene
from digests.extract.pronouns import Focus
from digests.extract.roles import Office
from digests.extract.roster import Roster

COMPANY = frozenset(
    """company firm startup start-up group business carmaker chipmaker retailer maker developer lab
    operator bank publisher supplier vendor""".split()
)
_REACH = 60  # unnamed speakers back
_ANYONE = frozenset(
    "person people source sources individual individuals man woman insider insiders".split()
)
_SPOKES = frozenset(["spokesman", "spokeswoman", "spokesperson", "spokespeople", "representative"])
_DEFINITE = frozenset(
    ["the", "this", "that", "these", "those", "his", "her", "their", "its", "our"]
)
_SOME = frozenset(("a", "an", "one", "another", "some"))
_UNDER = {
    "executive": frozenset(
        "officer chief ceo president director manager head founder chairman".split()
    ),
    "official": frozenset(
        ["secretary", "minister", "adviser", "advisor", "aide", "spokesman", "commissioner"]
    ),
    "lawmaker": frozenset(["senator", "congressman", "congresswoman", "representative", "mp"]),
    "lawyer": frozenset(("attorney", "counsel")),
    "researcher": frozenset(("scientist", "engineer")),
    "people": frozenset(("persons", "sources", "officials", "executives", "employees")),
}
_MANY = frozenset(
    ["two", "three", "four", "five", "six", "several", "some", "many", "most", "both", "dozens"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a noun phrase stands for: a character, or an earlier or its own phrase."""

    character: int | None = None
    phrase: Ref | None = None
    organisation: str | None = None  # where an organisation speaks through a spokesperson


def meaning(scene: Scene, ref: Ref, now: Focus, offices: Roster, unnamed: Sequence[Ref]) -> Meaning:
    """Whom the noun phrase `ref` means. `unnamed` are the phrases that spoke before, in order."""
    chosen = of_two(scene, ref)
    if chosen is not None:
        return Meaning(character=chosen)
    return _meaning(scene, ref, now, offices, unnamed)


def _meaning(
    scene: Scene, ref: Ref, now: Focus, offices: Roster, unnamed: Sequence[Ref]
) -> Meaning:
    frame = scene.frame
    head = frame.low[ref.head]
    bare = ref.first == ref.head or frame.low[ref.first] in words("roles")
    definite = (
        (
            frame.low[ref.first] in _DEFINITE
            or (_owned(scene, ref) and frame.low[ref.first] not in _SOME)  # "one lab's chief"
            or (bare and not head.endswith("s"))
        )
        and _SOME.isdisjoint(frame.low[ref.head + 1 : ref.last])
    )  # "the chief of one customer"
    if definite and ref.last - ref.first <= 3:
        house = _house(scene, ref, now)
        if house is not None:
            return Meaning(character=house)
    if definite and head in COMPANY and ref.last - ref.first <= 3:
        one = the_company(scene, now)
        return Meaning(character=one) if one is not None else Meaning(phrase=ref)
    if head in _SPOKES:
        named = _owner(scene, ref)
        if named:
            return Meaning(organisation=named)
        firm = the_company(scene, now)
        if firm is not None and any(word in COMPANY for word in frame.low[ref.first : ref.head]):
            return Meaning(character=firm)  # "a company spokesperson"
    if definite:
        earlier = _earlier(scene, ref, unnamed)
        if earlier:
            return Meaning(phrase=earlier)
        one = _holder(scene, ref, offices, now)
        if one is not None:
            return Meaning(character=one)
    if head == "judge" and frame_paragraph(frame, ref.first) < _LEAD:
        judges = offices.holders(head)
        if len(judges) == 1:
            return Meaning(character=min(judges))  # "A federal judge": who is named further down
    return Meaning(phrase=ref)


_LEAD = 3  # paragraphs: the headline, a dateline and the lead


def the_company(scene: Scene, now: Focus) -> int | None:
    """Which organisation "the company" is: the one in focus, unless another fills the article."""
    main = scene.people.main
    if now.organisation is None or main is None:
        return main if now.organisation is None else now.organisation
    characters = scene.people.characters
    mine, other = characters[main].mentions, characters[now.organisation].mentions
    return main if len(mine) >= 2 * len(other) else now.organisation


def _house(scene: Scene, ref: Ref, now: Focus) -> int | None:
    """The organisation whose name ends in the noun: "the guild" is the Family Doctors' Guild."""
    head = scene.frame.low[ref.head]
    if ref.last - ref.first != 2 or head.endswith("s"):
        return None
    if head in words("roles") and head not in _HOUSES_TOO:
        return None
    kind = house_of_kind(scene, head, ref.first)
    if head in _HOUSES_TOO or kind is not None:
        return kind
    able = [
        one.number
        for one in scene.people.characters
        if one.kind == "organisation"
        and len(one.tokens) > 1
        and (one.tokens[-1] == head or (one.tokens[0] == head and one.tokens[1] in _OF))
        and one.mentions
        and scene.runs[one.mentions[0]].first < ref.first
    ]
    if now.organisation in able:
        return now.organisation
    return able[0] if len(able) == 1 else None


_OF = frozenset(("of", "for", "on"))
# Roles that houses hold as well: "the regulator" is rarely a person.
_HOUSES_TOO = frozenset(("regulator",))


def _owned(scene: Scene, ref: Ref) -> bool:
    return any(scene.frame.kinds[at] == "s" for at in range(ref.first, ref.head))


def _owner(scene: Scene, ref: Ref) -> str | None:
    """The organisation whose spokesperson this is: "a Norvane spokesman", "one for the ministry"."""
    for at in (*range(ref.first, ref.head), *range(ref.head + 1, ref.last)):
        number = scene.people.run_at.get(at)
        one = scene.people.of_run(number) if number is not None else None
        if one and one.kind not in ("person", "place") and not _is_owner(scene, at):
            return one.name
    low = scene.frame.low
    if low[ref.head + 1 : ref.head + 2] in (["for"], ["from"], ["at"], ["of"]):
        first = ref.head + 2 + (low[ref.head + 2 : ref.head + 3] in (["the"], ["its"]))
        if ref.last - first > 1 and low[ref.last - 1] in ORG_NOUNS:
            return scene.frame.slice(first, ref.last)  # "the housing department"
    return None


def _is_owner(scene: Scene, at: int) -> bool:
    """Whether a name after "for" only owns what is meant: "for Norvane's parent"."""
    following = scene.frame.kinds[at + 1 : at + 2]
    return following == POSSESSIVE


def _earlier(scene: Scene, ref: Ref, unnamed: Sequence[Ref]) -> Ref | None:
    """The phrase that introduced "the official": the nearest before it with the same noun."""
    head = scene.frame.low[ref.head].removeprefix("ex-")
    tail = scene.frame.low[ref.head + 1 : ref.last]
    if ref.head - ref.first > 2:
        return None
    before = bisect_left(unnamed, ref.first, key=lambda other: other.first)
    for other in reversed(unnamed[max(0, before - _REACH) : before]):
        if other.head == ref.head:  # the same phrase, read from further left
            return replace(other, last=max(other.last, ref.last))
        noun = scene.frame.low[other.head]
        same = (
            noun == head
            or noun in _UNDER.get(head, ())
            or (head in ("person", "source") and not noun.endswith("s"))
        )
        introduces = scene.frame.low[other.first] not in ("the", "this", "these", "that")
        if tail and tail != scene.frame.low[other.head + 1 : other.head + 1 + len(tail)]:
            continue  # "the analyst at Tern" is not the one at Brine
        if same and (introduces or other.last - other.first > ref.last - ref.first + 1):
            return other
    return None


def _holder(scene: Scene, ref: Ref, offices: Roster, now: Focus) -> int | None:
    """The one person who holds the office that a definite phrase names."""
    frame = scene.frame
    head = frame.low[ref.head]
    if head.endswith("-year-old"):
        meant = {one for one in (now.m, now.f) if one is not None}
        return meant.pop() if len(meant) == 1 else None
    if head not in words("roles") and not frame.low[ref.head].endswith("er"):
        return None
    able_by_role = offices.holders(head)
    named = {
        scene.people.who[run] for at in range(ref.first, ref.last)
        if (run := scene.people.run_at.get(at)) is not None
    }  # fmt: skip
    nouns = set(frame.low[ref.first : ref.last])
    if not _NEW.isdisjoint(nouns):
        able_by_role = {one for one in able_by_role if not resigned(scene, one)}
    close = {number for number in able_by_role if _belongs(scene, number, named, nouns, offices)}
    loose = {n for n in able_by_role if all(name is None for _, name in offices.held(n))}
    able = close or (loose if named else able_by_role)
    focused = {one for one in (now.m, now.f) if one is not None}
    people = [one for one in focused if scene.people.characters[one].kind == "person"]
    if len(able) == 1 and len(people) == 1 and is_later(scene, ref, min(able)):
        return people[0] if is_introduced(scene, ref, people[0], offices) else able.pop()
    if len(able) == 1:
        return able.pop()
    if not able:
        told = who_is_told(scene, ref, offices)
        if told is not None:
            return told
    if len(able & focused) == 1:
        return (able & focused).pop()
    if not able and len(focused) == 1 and is_introduced(scene, ref, min(focused), offices):
        return focused.pop()
    if not able and len(focused) == 1 and _is_epithet(frame.low[ref.first : ref.last]):
        return focused.pop()
    return None


_NEW = frozenset(("new", "incoming"))  # "the new chief" is not the one who resigned


def _is_epithet(low: Sequence[str]) -> bool:
    return any(word.endswith("-year-old") for word in low)


def _belongs(
    scene: Scene, number: int, named: set[int | None], nouns: set[str], offices: Roster
) -> bool:
    """Whether one of someone's offices is of what a phrase names, or of its kind: "the committee"."""
    names = [scene.people.characters[n].name for n in named if n is not None]
    return any(
        any(name in organisation for name in names)
        or (organisation.islower() and organisation.rpartition(" ")[2] in nouns)
        for _, organisation in offices.held(number)
        if organisation is not None
    )


def is_group(scene: Scene, ref: Ref) -> bool:
    """Whether a phrase is of several people."""
    head = scene.frame.low[ref.head]
    return (
        (head.endswith("s") and not head.endswith("ss"))
        or head == "people"
        or scene.frame.low[ref.first] in _MANY
    )


def own_role(scene: Scene, office: Office | None) -> str | None:
    """The role an unnamed phrase gives away, where it is one: "procurement official"."""
    if office is None or office.role is None or office.former:
        return None
    return (
        None
        if office.role.lower().split()[-1] in _ANYONE or office.role.lower() in _ANYONE
        else office.role
    )
