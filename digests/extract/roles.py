"""What a person is and for whom: appositions, titles and relative clauses around a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from digests.extract.complements import AT, complement, is_preposition, reach
from digests.extract.frame import NUMBER, POSSESSIVE, Frame
from digests.extract.grammar import is_role
from digests.extract.lexicon import words
from digests.extract.names import FIELDS, OFFICE_WORDS
from digests.extract.people import People

_SKIP = frozenset(
    """the a an one another its his her their our my your own this that old young longtime long-time veteran current new newest latest
    acting interim senior top newly freshly recently promoted""".split()
)
_FORMER = frozenset(
    [
        "former",
        "ex",
        "formerly",
        "previously",
        "onetime",
        "one-time",
        "then",
        "late",
        "once",
        "erstwhile",
    ]
)
COMPANY_NOUNS = frozenset(
    """company firm group startup start-up organisation organization lab university bank business
    maker developer agency institute""".split()
)
_KIN = frozenset(
    """sister brother mother father son daughter wife husband uncle aunt cousin niece nephew friend
    colleague person man woman people sibling parent neighbor neighbour individual individuals
    persons source sources insider mate participant attendee member victim witness resident user
    customer voter supporter supporters critics critic rival opponent""".split()
)
_NURSES = (["ward", "sister"], ["theatre", "sister"], ["nursing", "sister"])
_INSIDE = frozenset(
    """chief executive officer head counsel founder co-founder cofounder chairman chairwoman chair
    president vice-president director manager ceo cto cfo coo scientist spokesman spokeswoman
    spokesperson representative""".split()
)
VERBS = {
    "heads": "head", "head": "head", "leads": "head", "led": "head", "runs": "head", "ran": "head",
    "chairs": "chair", "directs": "director", "oversees": "head", "manages": "manager",
    "founded": "founder", "co-founded": "co-founder", "cofounded": "co-founder",
    "teaches": "teacher", "publishes": "publisher", "maintains": "maintainer", "maintained": "maintainer", "edits": "editor", "hosts": "host",
    "co-runs": "co-head", "co-heads": "co-head", "co-leads": "co-head", "co-chairs": "co-chair",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A role and whose it is, as the text has them. `organisation` is a run or a phrase's pieces."""

    role: str | None
    organisation: tuple[int, int] | None = None
    generic: bool = False  # the organisation is "the company", "its"
    implied: bool = False  # it goes without saying: "the head of maths" in a text about a school
    former: bool = False
    verbal: bool = False  # read out of a verb: "leads research"
    noun: int | None = None  # the piece of "committee" in "the committee's chair"


def office_in(frame: Frame, people: People, first: int, last: int) -> Office | None:
    """Read "the chief scientist of Norvane" out of pieces `first:last`. None: no role there."""
    low = frame.low
    if first >= last:
        return None
    whole, last = last, _one_office(frame, first, last)
    if low[first : first + 1] == ["until"]:
        return None  # "until recently Norvane's head of safety"
    former = any(low[i] in _FORMER for i in range(first, min(last, first + 3)))
    owner, start, generic = _owner(frame, people, first, last)
    ends = (i for i in range(start, last) if is_preposition(low[i]) or low[i] in _ENDS)
    stop = next(ends, last)
    while start < stop and (
        low[start] in _SKIP
        or low[start : start + 2] == ["first", "chief"]
        or low[start] in _FORMER
        or frame.kinds[start] == NUMBER
        or low[start].endswith("-old")
    ):
        start += 1
    if start >= stop or not has_role(frame, start, stop):
        return None
    at = next(i for i in range(stop - 1, start - 1, -1) if is_role(low[i]))
    if low[at] in _KIN and low[at - 1 : at + 1] not in _NURSES:
        return None
    if low[at] in ("hire", "recruit"):
        return _hired(people, at, last)
    end, organisation = complement(frame, people, stop, last)
    if owner is None and organisation is None and not generic:
        organisation = _house_of_other(frame, people, end, whole)
    housed = _house_before(frame, start, at) if owner is None and organisation is None else None
    if housed is not None and not generic:
        return Office(role=frame.slice(housed, end), organisation=(start, housed), former=former)
    if low[start] in ("company", "corporate") and start < at and owner is None:
        return Office(role=frame.slice(start + 1, end), generic=True, former=former)
    has_house = generic or owner is not None or organisation is not None
    implied = _is_implied(frame, first, start, stop, has_house)
    return Office(
        role=frame.slice(start, end), organisation=owner or organisation,
        generic=generic, implied=implied, former=former, noun=_house_noun(frame, first, start),
    )  # fmt: skip


_ENDS = frozenset(("behind", "since", "until"))


def _is_implied(frame: Frame, first: int, start: int, stop: int, housed: bool) -> bool:
    """Whether an office's house goes without saying: "Chief executive Jo Ek", "its chair"."""
    low = frame.low
    owned = any(frame.kinds[i] == POSSESSIVE for i in range(first, start))
    inside = low[stop - 1] in _INSIDE and frame.words[stop - 1] != "Representative"
    if housed or owned or not inside or (low[stop - 1] == "scientist" and low[stop - 2] != "chief"):
        return low[first] in ("its", "their")
    some = low[first] in _OF_MANY and low[stop - 1] not in _SPOKES
    return (
        not some
        and (start == stop - 1 or low[start] != "union")  # "union president"
        and low[first] not in ("our", "my")
        and low[stop + 1 : stop + 2] not in _SOME_HOUSE
    )


def _house_of_other(frame: Frame, people: People, end: int, last: int) -> tuple[int, int] | None:
    """The house of the second office in "lead author of the study and a student at Leiden University"."""
    if frame.low[end : end + 1] != ["and"]:
        return None
    other = office_in(frame, people, end + 1, last)
    return other.organisation if other is not None and not other.former else None


def _house_noun(frame: Frame, first: int, start: int) -> int | None:
    """The piece of "committee" in "the committee's", where such a house owns the office."""
    for at in range(first + 1, start):
        if frame.kinds[at] == POSSESSIVE:
            bare = at - first == 2 and frame.low[first] == "the"
            return at - 1 if bare and frame.low[at - 1] in HOUSES_BY_NOUN else None
    return None


HOUSES_BY_NOUN = frozenset(
    """committee council commission union department ministry agency board authority watchdog court
    regulator party foundation association federation coalition alliance society guild office bureau inspectorate tribunal trust charity institute university college school hospital""".split()
)


def _house_before(frame: Frame, start: int, role: int) -> int | None:
    """Where the role begins in "foreign ministry spokesman", whose house is the ministry."""
    for at in range(role - 1, start, -1):
        if frame.low[at] in _PUBLIC:
            return at + 1
    return None


_PUBLIC = frozenset("ministry department police court committee council commission union".split())
_OF_MANY = frozenset(("a", "an", "one", "another"))
_SPOKES = frozenset(("spokesman", "spokeswoman", "spokesperson", "representative"))
_SOME_HOUSE = (["a"], ["an"], ["one"], ["another"], ["some"])  # "the head of one core facility"


def _one_office(frame: Frame, first: int, last: int) -> int:
    """Where the words of an office end: "deputy" of "deputy and a former diplomat"."""
    for at in range(first + 1, last):
        if frame.low[at] == "and" and (
            frame.low[at + 1 : at + 2] == ["a"] or not has_role(frame, at + 1, min(last, at + 7))
        ):
            joined = any(frame.low[i] in _HOLDS_AND for i in range(first, at))
            if not joined:
                return at
    return last


_HOLDS_AND = AT | {"of"}  # "head of safety and security"


def _hired(people: People, first: int, last: int) -> Office | None:
    """Whose they are who are "a recent hire by Norvane Holdings" """
    named = next((at for at in range(first, last) if at in people.run_at), None)
    if named is None:
        return None
    return Office(role=None, organisation=reach(people, people.run_at[named], named))


def has_role(frame: Frame, first: int, last: int) -> bool:
    return any(is_role(frame.low[i]) for i in range(first, last))


def _owner(
    frame: Frame, people: People, first: int, last: int
) -> tuple[tuple[int, int] | None, int, bool]:
    """Whose office it is where that stands first: "Norvane's …", "the company's …", "the Norvane …"."""
    low, kinds = frame.low, frame.kinds
    for at in range(first, min(last, first + 8)):
        if kinds[at] == POSSESSIVE:
            number = people.run_at.get(at - 1)
            if number is not None:
                of_somebody = not RELATIONS.isdisjoint(low[at + 1 : min(last, at + 4)])
                run = None if of_somebody else reach(people, number, at - 1)
                return run, at + 1, False
            bare = at - first == 2 and low[first] in ("the", "its", "their")
            if not bare and (house := _public_house(frame, first, at)):
                return house, at + 1, False
            return None, at + 1, bare and low[at - 1] in COMPANY_NOUNS
        if is_preposition(low[at]):
            break
    at = first
    while at < last and low[at] in _SKIP:
        at += 1
    number = people.run_at.get(at)
    if number is not None:
        begin, end = reach(people, number, at)
        if end < last and _tells_where(people, number, low[end:last]):
            return None, end, False  # "one Seattle recruiter"
        if all(low[i] in FIELDS for i in range(begin, end)):
            return None, first, low[first] in ("its", "their")  # "Finance chief Jo Ek"
        if end >= last or is_role(low[end - 1]):  # the office is in the same run
            end = _house_end(frame, begin, last)
        if (
            low[begin] not in words("roles")
            and begin < end < last
            and has_role(frame, end, min(last, end + 3))
        ):
            return (begin, end), end, False
    return None, first, low[first] in ("its", "their")


def _tells_where(people: People, number: int, noun: Sequence[str]) -> bool:
    """Whether a place only tells where somebody is from: who serves it is "a China official"."""
    one = people.of_run(number)
    return one is not None and one.kind == "place" and _SERVING.isdisjoint(noun)


_SERVING = frozenset(
    """official officials minister ambassador envoy negotiator governor mayor president premier senator
    lawmaker mp secretary regulator commissioner spokesman spokeswoman spokesperson
    prosecutor police chief ceo head director editor correspondent bureau delegate congressman
    congresswoman representative legislator councillor treasurer""".split()
)


def _public_house(frame: Frame, first: int, end: int) -> tuple[int, int] | None:
    """The house in "the trade ministry's", which has no name of its own but its field."""
    if frame.low[end - 1] not in HOUSES_BY_NOUN:
        return None
    begin = next((at + 1 for at in range(end - 2, first - 1, -1) if frame.low[at] == "the"), end)
    return (begin, end) if end - begin > 1 else None


# What somebody is to a person, which no house can be told by: "Tan's co-author".
RELATIONS = frozenset("co-author colleague friend mentor boss successor predecessor mate".split())


def _house_end(frame: Frame, first: int, last: int) -> int:
    """Where the house ends in the title "Tern Labs CEO"; `first` where the title has none.

    A minister's or a judge's title is read whole: "Commerce Secretary", "California Governor".
    """
    low = frame.low
    end = next(
        (at for at in range(first, last) if is_role(low[at]) or low[at] in OFFICE_WORDS), last
    )
    while end > first and low[end - 1] in FIELDS:
        end -= 1
    house = " ".join(low[first:end])
    return first if is_where(house) or low[last - 1] not in _OF_HOUSES else end


def is_where(word: str) -> bool:
    """Whether a word in lower case is a place or tells from where: "wuxi", "american"."""
    return word in words("places") or word.endswith(("ese", "ish")) or word in _STATES


_STATES = frozenset(
    """us u.s uk u.k eu american british russian chinese french german indian canadian australian
    european korean italian brazilian mexican israeli iranian ukrainian""".split()
)
_OF_HOUSES = frozenset(
    """ceo cto cfo coo cio cpo cso cmo founder co-founder cofounder chairman chairwoman chairperson
    chair chief president vp svp evp vice-president director executive officer scientist engineer
    researcher professor analyst economist strategist spokesman spokeswoman spokesperson partner
    editor manager head lead fellow lecturer""".split()
)
