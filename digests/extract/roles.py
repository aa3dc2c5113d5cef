"""What a person is and for whom: appositions, titles and relative clauses around a name."""

from __future__ import annotations

from dataclasses import dataclass

from digests.extract.frame import CAPITAL, NUMBER, POSSESSIVE, Frame
from digests.extract.lexicon import words
from digests.extract.names import FIELDS, OFFICE_WORDS
from digests.extract.people import People

_SKIP = frozenset(
    """the a an one another its his her their our this that longtime long-time veteran current new
    acting interim senior top""".split()
)
ARTICLES = frozenset(
    ["the", "a", "an", "its", "his", "her", "their", "our", "this", "that", "one", "another"]
)
_FORMER = frozenset(
    ["former", "ex", "formerly", "previously", "onetime", "one-time", "then", "late"]
)
AT = frozenset(["at", "with", "for", "from", "in"])
ORG_NOUNS = frozenset(
    """committee council commission group company institute university lab laboratory union
    campaign department ministry agency board bank centre center association foundation party
    firm unit""".split()
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
_INSIDE = frozenset(
    """chief executive officer head counsel founder co-founder cofounder chairman chairwoman chair
    president vice-president director manager ceo cto cfo coo scientist spokesman spokeswoman
    spokesperson""".split()
)
VERBS = {
    "heads": "head", "head": "head", "leads": "head", "led": "head", "runs": "head", "ran": "head",
    "chairs": "chair", "directs": "director", "oversees": "head", "manages": "manager",
    "founded": "founder", "co-founded": "co-founder", "cofounded": "co-founder",
    "teaches": "teacher", "publishes": "publisher", "edits": "editor", "hosts": "host",
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


def office_in(frame: Frame, people: People, first: int, last: int) -> Office | None:
    """Read "the chief scientist of Norvane" out of pieces `first:last`. None: no role there."""
    low = frame.low
    last = _one_office(frame, first, last)
    former = any(low[i] in _FORMER for i in range(first, min(last, first + 3)))
    owner, start, generic = _owner(frame, people, first, last)
    stop = next((i for i in range(start, last) if _is_preposition(low[i])), last)
    while start < stop and (
        low[start] in _SKIP
        or low[start] in _FORMER
        or frame.kinds[start] == NUMBER
        or low[start].endswith("-old")
    ):
        start += 1
    if start >= stop or not has_role(frame, start, stop):
        return None
    at = next(i for i in range(stop - 1, start - 1, -1) if _is_role(low[i]))
    if low[at] in _KIN:
        return None
    if low[at] in ("hire", "recruit"):
        return _hired(people, at, last)
    end, organisation = complement(frame, people, stop, last)
    housed = _house_before(frame, start, at) if owner is None and organisation is None else None
    if housed is not None and not generic:
        return Office(role=frame.slice(housed, end), organisation=(start, housed), former=former)
    implied = low[first] in ("its", "their")
    if low[start] in ("company", "corporate") and start < at and owner is None:
        return Office(role=frame.slice(start + 1, end), generic=True, former=former)
    owned = any(frame.kinds[i] == POSSESSIVE for i in range(first, start))
    if (
        not generic
        and not owned
        and owner is None
        and organisation is None
        and low[stop - 1] in _INSIDE
    ):
        implied = low[first] not in _OF_MANY and low[stop + 1 : stop + 2] not in _SOME_HOUSE
    return Office(
        role=frame.slice(start, end), organisation=owner or organisation,
        generic=generic, implied=implied, former=former,
    )  # fmt: skip


def _house_before(frame: Frame, start: int, role: int) -> int | None:
    """Where the role begins in "foreign ministry spokesman", whose house is the ministry."""
    for at in range(role - 1, start, -1):
        if frame.low[at] in _PUBLIC:
            return at + 1
    return None


_PUBLIC = frozenset("ministry department police court committee council commission union".split())
_OF_MANY = frozenset(("a", "an", "one", "another"))
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


def _is_preposition(word: str) -> bool:
    return word in AT or word in ("of", "to", "on", "who", "and/or")


def has_role(frame: Frame, first: int, last: int) -> bool:
    return any(_is_role(frame.low[i]) for i in range(first, last))


def _is_role(word: str) -> bool:
    return word in words("roles") or word.split("-")[-1] in words("roles")


def _owner(
    frame: Frame, people: People, first: int, last: int
) -> tuple[tuple[int, int] | None, int, bool]:
    """Whose office it is where that stands first: "Norvane's …", "the company's …", "the Norvane …"."""
    low, kinds = frame.low, frame.kinds
    for at in range(first, min(last, first + 8)):
        if kinds[at] == POSSESSIVE:
            number = people.run_at.get(at - 1)
            if number is not None:
                run = reach(people, number, at - 1)
                return run, at + 1, False
            bare = at - first == 2 and low[first] in ("the", "its", "their")
            return None, at + 1, bare and low[at - 1] in COMPANY_NOUNS
        if _is_preposition(low[at]):
            break
    at = first
    while at < last and low[at] in _SKIP:
        at += 1
    number = people.run_at.get(at)
    if number is not None:
        begin, end = reach(people, number, at)
        if end >= last:  # the name that holds the office is in the same run
            end = _house_end(frame, begin, last)
        if (
            low[begin] not in words("roles")
            and begin < end < last
            and has_role(frame, end, min(last, end + 3))
        ):
            return (begin, end), end, False
    return None, first, low[first] in ("its", "their")


def _house_end(frame: Frame, first: int, last: int) -> int:
    """Where the house ends in the title "Tern Labs CEO"; `first` where the title has none.

    A minister's or a judge's title is read whole: "Commerce Secretary", "California Governor".
    """
    low = frame.low
    end = next(
        (at for at in range(first, last) if _is_role(low[at]) or low[at] in OFFICE_WORDS), last
    )
    while end > first and low[end - 1] in FIELDS:
        end -= 1
    house = " ".join(low[first:end])
    place = house in words("places") or house.endswith(("ese", "ish")) or house in _STATES
    return first if place or low[last - 1] not in _OF_HOUSES else end


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


def reach(people: People, number: int, at: int) -> tuple[int, int]:
    begin = end = at
    while people.run_at.get(begin - 1) == number:
        begin -= 1
    while people.run_at.get(end) == number:
        end += 1
    return begin, end


def complement(
    frame: Frame, people: People, stop: int, last: int
) -> tuple[int, tuple[int, int] | None]:
    """After the role noun: where the role's words end, and the organisation that follows."""
    low = frame.low
    end = at = stop
    while at < last and _is_preposition(low[at]):
        begin = at + 1
        while begin < last and low[begin] in ARTICLES:
            begin += 1
        finish = begin
        while finish < last and not _is_preposition(low[finish]) and low[finish] not in _ENDERS:
            finish += 1
        if begin >= finish:
            break
        named = next((i for i in range(begin, min(finish, begin + 4)) if i in people.run_at), None)
        field = low[at] == "of" and named == begin and _is_field(frame, begin, finish)
        if field or (
            named is not None and low[at] in ("for", "of") and _house_follows(frame, finish, last)
        ):
            end = at = finish  # "director for Digital Markets at the Authority"
        elif named is not None:
            return _house(frame, people, named, finish, end, low[at])
        if low[at] not in ("of", "for", "to"):
            break
        end = at = finish
    return end, None


_ENDERS = frozenset(("who", "and", "which", "that"))
# Words of what a house does and no house: "Vice President of Investor Relations".
_FIELD_WORDS = FIELDS | frozenset(
    "investor human corporate external media customer relations resources affairs growth".split()
)


def _is_field(frame: Frame, first: int, last: int) -> bool:
    return all(frame.low[at] in _FIELD_WORDS for at in range(first, last))


def _house_follows(frame: Frame, at: int, last: int) -> bool:
    """Whether "at Norvane" or "at the Authority" stands there: what came before is a field."""
    return (
        at + 1 < last
        and frame.low[at] == "at"
        and any(frame.kinds[i] == CAPITAL for i in range(at + 1, min(last, at + 3)))
    )


def _house(
    frame: Frame, people: People, named: int, finish: int, end: int, preposition: str
) -> tuple[int, tuple[int, int] | None]:
    """The organisation at `named`, and where the role's words end before or after it."""
    number = people.run_at[named]
    first, last = reach(people, number, named)
    if last < finish and frame.kinds[last] == POSSESSIVE:
        return finish, (first, last)  # "head of Altra Group's Loom series"
    one = people.of_run(number)
    if one is not None and one.kind == "place" and preposition != "of":
        return end, None
    whole = finish > last and frame.low[finish - 1] in ORG_NOUNS
    return end, (named, finish if whole else last)
