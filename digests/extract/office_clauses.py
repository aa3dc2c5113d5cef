"""The offices that clauses about someone give: "who leads research at Tern Labs"."""

from __future__ import annotations

from dataclasses import replace

from digests.extract.complements import (
    ARTICLES,
    AT,
    HOUSES,
    ORG_NOUNS,
    complement,
    house_called,
    reach,
)
from digests.extract.frame import NUMBER, POSSESSIVE, WORD, Frame
from digests.extract.grammar import is_adverb
from digests.extract.people import People
from digests.extract.roles import COMPANY_NOUNS, HOUSES_BY_NOUN, VERBS, Office, office_in

# The perfect of a verb that tells an office: "has run inference at Tern since".
PERFECT = {
    "run": "runs", "led": "leads", "headed": "heads", "chaired": "chairs", "directed": "directs",
    "managed": "manages", "overseen": "oversees", "edited": "edits", "hosted": "hosts",
    "maintained": "maintains", "published": "publishes",
}  # fmt: skip


def perfect(frame: Frame, at: int) -> str | None:
    """The present of the verb at `at` in "has run", for which an office stands: "runs"."""
    if at >= len(frame.low):
        return None
    before = at - 1
    while before > 0 and is_adverb(frame.low[before]):
        before -= 1
    return PERFECT.get(frame.low[at]) if frame.low[before] in ("has", "have") else None


def past_former(frame: Frame, at: int, end: int) -> int:
    """Past "now", and past what was in "formerly of Northbeam and now a professor at Leiden"."""
    low = frame.low
    if low[at : at + 1] in (["formerly"], ["previously"], ["once"], ["now"]):
        for index in range(at, end - 1):
            if low[index] == "now" and low[index + 1] in ARTICLES:
                return index + 1
            if (
                low[index] == "since"
                and low[index + 2 : index + 3] != []
                and low[index + 2] in ARTICLES
            ):
                return index + 2  # "formerly of Brine and since March the head of Tern"
    return at


def relative(frame: Frame, people: People, at: int, end: int) -> Office | None:
    """ "who leads research at Tern Labs", "who founded the company", "joined Heliotrope as chief scientist"

    Of "who ran the bureau until 2023 and is now a partner at Dunmore Hale" the second.
    """
    again = next((i for i in range(at, end) if _resumes(frame, i, end)), end)
    first = _clause(frame, people, at, again)
    if again < end and (first is None or first.former):
        return _clause(frame, people, again + 1, end)
    if again < end and frame.low[again + 1] == "now":  # "who started Norvik and now works for Tern"
        return _clause(frame, people, again + 1, end) or first
    return first


# What is led for a time, and is no office.
_NO_OFFICE = frozenset("work way charge push study effort efforts talks round review".split())


def _resumes(frame: Frame, at: int, end: int) -> bool:
    return frame.low[at] == "and" and frame.low[at + 1 : at + 2] in (["is"], ["now"], ["has"])


def _clause(frame: Frame, people: People, at: int, end: int) -> Office | None:
    low = frame.low
    verb = at + 1 if low[at] == "who" else at
    past = _PAST.isdisjoint(low[at : verb + 2]) is False or "until" in low[at:end]
    while verb < end and low[verb] in _BEFORE_VERB:
        verb += 1
    if verb >= end:
        return None
    if low[verb - 1] in ("is", "was") or {"is", "was"} & set(low[at:verb]):
        office = office_in(frame, people, verb, end) or _in_charge(frame, people, verb, end)
        return replace(office, former=office.former or past) if office else None
    if past:
        return None
    if low[verb : verb + 3] == ["took", "over", "as"]:
        return office_in(frame, people, verb + 3, end)
    if low[verb] in ("became", "becomes"):
        return office_in(frame, people, verb + 1, end)
    if low[verb] == "joined":
        return _joined(frame, people, verb, end)
    if low[verb] in ("founded", "co-founded", "cofounded", "started"):
        return _founded(frame, people, verb, end)
    held = perfect(frame, verb)
    if low[verb] == "owns" and verb + 1 in people.run_at:
        house = reach(people, people.run_at[verb + 1], verb + 1)
        return Office(role="owner", organisation=house, verbal=True)
    if low[verb] not in VERBS and held is None:
        return _works_at(frame, people, verb, end)
    over = low[verb] in ("ran", "led") and "has" not in low[at:verb]
    if over and _WORKS.isdisjoint(low[verb:end]):
        return None
    return _headed(frame, people, verb, end)


_COUNTS = frozenset("two three four five six seven eight nine ten several some".split())
_WORKS = frozenset(
    "study paper report project research work investigation round analysis trial".split()
)
_BEFORE_VERB = frozenset(["has", "have", "also", "now", "currently", "is", "was"])
_PAST = frozenset(["previously", "once", "formerly", "was"])


_HEADED_ENDS = AT | {"since", "and", "that", "which", "who", "when", "as"}


def _in_charge(frame: Frame, people: People, verb: int, end: int) -> Office | None:
    """The office of who "is in charge of logistics at Tern"."""
    low = frame.low
    if low[verb : verb + 3] != ["in", "charge", "of"]:
        return None
    stop = next((i for i in range(verb + 3, end) if low[i] in AT), end)
    _, house = complement(frame, people, stop, end)
    return Office(role=f"head of {frame.slice(verb + 3, stop)}", organisation=house, verbal=True)


def _is_place(people: People, number: int) -> bool:
    one = people.of_run(number)
    return one is not None and one.kind == "place"


def _office_of(verb: str) -> str:
    return VERBS[PERFECT.get(verb, verb)]


def _headed(frame: Frame, people: People, verb: int, end: int) -> Office | None:
    """What someone heads: "runs evaluation at Tern Labs", "chairs the Lords housing committee"."""
    low = frame.low
    stop = next((i for i in range(verb + 1, end) if low[i] in _HEADED_ENDS), end)
    _, organisation = complement(frame, people, stop, end)
    whole = verb + 1 < end and low[verb + 1] in ARTICLES
    named = verb + 2 if whole else verb + 1
    of_noun = whole and frame.kinds[named + 1 : named + 2] == POSSESSIVE
    if of_noun and named + 2 < end and low[named] in HOUSES_BY_NOUN:
        what = frame.slice(named + 2, stop)  # "runs the trust's digital programme"
        return Office(verbal=True, role=f"{_office_of(low[verb])} of {what}", noun=named)
    if whole and stop - named == 1 and low[named] in HOUSES_BY_NOUN and named not in people.run_at:
        return Office(verbal=True, role=_office_of(low[verb]), noun=named)  # "chairs the authority"
    role = _office_of(low[verb])
    if named >= end:
        return Office(verbal=True, role=role, organisation=organisation)
    inside = _inside(frame, people, verb, named, stop) if organisation is None else None
    if inside is not None:
        return inside
    number = people.run_at.get(named)
    placed = number is not None and _is_place(people, number)
    if number is not None and not placed and not _describes(frame, people, number, named, end):
        return Office(verbal=True, role=role, organisation=reach(people, number, named))
    at = next((i for i in range(named, min(end, named + 4)) if low[i] in HOUSES), end)
    firm = people.run_at.get(at + 1)
    if firm is not None and at < stop:  # "runs the consultancy Brine", "runs travel start-up Brine"
        return Office(verbal=True, role=role, organisation=reach(people, firm, at + 1))
    if role == "teacher" and organisation and _is_university(frame, organisation):
        return Office(role=None, organisation=organisation)
    if low[stop - 1] in _NO_OFFICE and named < stop:
        return Office(role=None, organisation=organisation)  # "who led the work"
    if named >= stop or role == "teacher":
        return Office(verbal=True, role=role, organisation=organisation)
    if low[stop - 1] in COMPANY_NOUNS and stop - named == 1:
        return Office(verbal=True, role=role, generic=True)
    if low[stop - 1] in ORG_NOUNS and organisation is None:
        return Office(verbal=True, role=role, organisation=(named, stop))
    return Office(
        verbal=True, role=f"{role} of {frame.slice(verb + 1, stop)}", organisation=organisation
    )


def _inside(frame: Frame, people: People, verb: int, named: int, stop: int) -> Office | None:
    """Of whose part somebody is head: "heads the research arm of the bank Tern", "runs four branches of Brine"."""
    low = frame.low
    of = next((i for i in range(named, stop) if low[i] == "of"), None)
    house = house_called(frame, people, of + 1, stop) if of is not None else None
    if of is None or house is None:
        return None
    found = reach(people, people.run_at[house], house)
    if low[named] in _COUNTS or frame.kinds[named] == NUMBER:
        return Office(verbal=True, role=_office_of(low[verb]), organisation=found)
    if named == verb + 1:
        return None
    role = f"{_office_of(low[verb])} of {frame.slice(verb + 1, of)}"
    return Office(verbal=True, role=role, organisation=found)


def _is_in_body(frame: Frame, at: int, house: int) -> bool:
    """Whether it is "in the Norvane union", as members are."""
    near = frame.low[house + 1 : house + 3]
    return frame.low[at] == "in" and not ORG_NOUNS.isdisjoint(near)


def _is_university(frame: Frame, house: tuple[int, int]) -> bool:
    """Whether those who teach there are no school teachers."""
    return not _HIGHER.isdisjoint(frame.low[house[0] : house[1]])


_HIGHER = frozenset("university college institute polytechnic".split())


def _founded(frame: Frame, people: People, verb: int, end: int) -> Office | None:
    """The office of who "founded Norvik" or "the safety group Norvik" or "the company"."""
    low = frame.low
    role = "co-founder" if low[verb].startswith("co") else "founder"
    for at in range(verb + 1, min(end, verb + 5)):
        if low[at] in AT:
            break
        if at in people.run_at:
            found = reach(people, people.run_at[at], at)
            return Office(role=role, organisation=found, verbal=True)
    if low[verb + 1 : verb + 2] == ["it"]:
        return Office(role=role, generic=True, verbal=True)
    generic = low[verb + 2 : verb + 3] != [] and low[verb + 2] in COMPANY_NOUNS
    if not generic and low[verb] == "started":
        return None
    return Office(role=role, generic=True, verbal=True)


def _describes(frame: Frame, people: People, number: int, at: int, end: int) -> bool:
    """Whether a name only stands before a noun: "the Loom team"."""
    last = reach(people, number, at)[1]
    return (
        last < end
        and frame.kinds[last] == WORD
        and frame.low[last] not in (*AT, "of", "and", "as", "since")
    )


def _works_at(frame: Frame, people: People, verb: int, end: int) -> Office | None:
    """Whose they are who "covers software at Kestrel Research", or "has labelled for it since"."""
    lasts = frame.low[verb - 1] == "has" and "since" in frame.low[verb:end]
    if not lasts and (not frame.low[verb].endswith("s") or frame.low[verb] in ("was", "is", "has")):
        return None
    role = "spokesperson" if frame.low[verb : verb + 2] == ["speaks", "for"] else None
    for at in range(verb + 1, end - 1):
        house = house_called(frame, people, at + 1, end)
        if house is not None and (frame.low[at] in ("at", "for") or _is_in_body(frame, at, house)):
            return Office(role=role, organisation=reach(people, people.run_at[house], house))
    return None


def _joined(frame: Frame, people: People, verb: int, end: int) -> Office | None:
    low = frame.low
    number = people.run_at.get(verb + 1)
    if number is None:
        return None
    first, last = reach(people, number, verb + 1)
    if low[last : last + 1] == ["as"]:
        office = office_in(frame, people, last + 1, end)
        role = office.role if office else None
        return Office(role=role.split(" last ")[0] if role else None, organisation=(first, last))
    return Office(role=None, organisation=(first, last))


def started_by(frame: Frame, people: People, first: int) -> Office | None:
    """The office of who stands at `first` in "Norvik was started in 2021 by Ana Roe"."""
    low = frame.low
    if first < 3 or low[first - 1] != "by":
        return None
    for verb in range(first - 2, max(0, first - 7), -1):
        if low[verb] in _STARTED:
            before = verb - 1 - (low[verb - 1] in ("was", "were", ","))
            role = "co-founder" if low[verb].startswith("co") else "founder"
            one = people.of_run(people.run_at[before]) if before in people.run_at else None
            if one is None or one.kind in ("person", "place"):
                return None
            house = reach(people, people.run_at[before], before)
            return Office(role=role, organisation=house, verbal=True)
        if frame.kinds[verb] in "QL" or low[verb] in (",", "."):
            return None
    return None


_STARTED = frozenset("founded co-founded cofounded started".split())


def of_house(people: People, at: int, plain: bool = False) -> Office | None:
    """The house in "Jane Roe of Leeds University"; where it is `plain` any name may be one."""
    number = people.run_at[at]
    one = people.of_run(number)
    if one is None or one.kind not in ("organisation", "unknown" if plain else "organisation"):
        return None
    return Office(role=None, organisation=reach(people, number, at))
