"""The offices that the words around a name give: appositions, titles, relative clauses."""

from __future__ import annotations

from dataclasses import replace

from digests.extract.frame import NUMBER, POSSESSIVE, WORD, Frame, Stretch, past_bracket
from digests.extract.lexicon import words
from digests.extract.names import FORMS_OF_ADDRESS, Run
from digests.extract.people import People
from digests.extract.roles import (
    ARTICLES,
    AT,
    COMPANY_NOUNS,
    ORG_NOUNS,
    VERBS,
    Office,
    complement,
    has_role,
    office_in,
    reach,
)

_LEFT_STOPS = frozenset(
    "by and but that as to when while from for with of in on at after before because if about".split()
)


def offices_at(frame: Frame, people: People, run: Run, sentence: Stretch) -> list[Office]:
    """Every office that the words around one mention of a person give."""
    found = [_before(frame, people, run, sentence), _after(frame, people, run, sentence)]
    found.append(_later(frame, people, run, sentence))
    return [office for office in found if office is not None]


def _before(frame: Frame, people: People, run: Run, sentence: Stretch) -> Office | None:
    """ "spokeswoman Inge Moll", "Finance chief Dana Holt", "Judge Alba Quinn", "the firm's head, Jo Ek" """
    low, kinds = frame.low, frame.kinds
    end = run.core
    if run.first > sentence.first and low[run.first - 1] in (",", *_DASHES):
        end = run.first - 1
        if end <= sentence.first or (run.last < sentence.last and kinds[run.last] not in "pL"):
            return _titled(run)
    elif kinds[run.first - 1 : run.first] == POSSESSIVE and run.first - 2 in people.run_at:
        return _titled(run) or _of_house(people, run.first - 2)  # "Norvane's Jo Ek"
    start = _left_edge(frame, end, sentence, named_after=end != run.core)
    if start is None:
        return None
    if end == run.core > run.first and _heads(frame, run.first - 1):  # Head of Product Jo Ek
        office = office_in(frame, people, start, run.first - 1)
        return replace(office, role=run.title) if office else _titled(run)
    near = start if end != run.core else max(start, end - 1)
    if start == end or not has_role(frame, near, end):
        return _titled(run)
    return office_in(frame, people, start, end)


def _left_edge(frame: Frame, end: int, sentence: Stretch, named_after: bool) -> int | None:
    """Where the words begin that describe the name after `end`; None: too many to be a role.

    `named_after` a comma, the whole stretch back to the comma before is one phrase.
    """
    start = end
    cues = words("cues")
    while start > sentence.first and frame.kinds[start - 1] in "wCsn":
        word = frame.low[start - 1]
        if word in cues or (
            not named_after and word in _LEFT_STOPS and not _heads(frame, start - 1)
        ):
            break
        start -= 1
        if end - start > 10:
            break
    if named_after:
        start = _last_phrase(frame, start, end)
    return start if end - start <= 10 else None


def _heads(frame: Frame, at: int) -> bool:
    """Whether the piece is the "of" in "Head of Product"."""
    return frame.low[at] == "of" and at > 0 and frame.low[at - 1] in words("roles")


def _last_phrase(frame: Frame, start: int, end: int) -> int:
    """Where the phrase before a comma begins: "the head of product" in "report to the head of product, Jo Ek"."""
    for at in range(end - 1, start, -1):
        if (
            frame.low[at] in ARTICLES
            and has_role(frame, at, end)
            and frame.low[at - 1] in _LEFT_STOPS | {"to", "said", "told"}
        ):
            return at if not has_role(frame, start, at) else start
    return start


def _titled(run: Run) -> Office | None:
    """The office that a title before the name is: "Sen." but not "Dr." """
    title = run.title.strip()
    bare = title.lower().rstrip(".")
    if not title or bare in _NO_OFFICE:
        return None
    return Office(role=_IN_FULL.get(bare, title))


_DASHES = ("—", "–", "--")
_NO_OFFICE = FORMS_OF_ADDRESS | {"then", "former"}
_IN_FULL = {
    "sen": "Senator", "rep": "Representative", "gov": "Governor", "prof": "Professor",
    "gen": "General", "col": "Colonel", "lt": "Lieutenant", "capt": "Captain", "cmdr": "Commander",
    "sgt": "Sergeant", "maj": "Major", "adm": "Admiral", "rev": "Reverend", "cllr": "Councillor",
}  # fmt: skip
_GOES_ON = frozenset(["is", "was", "who", "started", "joined", *VERBS])


def _after(frame: Frame, people: People, run: Run, sentence: Stretch) -> Office | None:
    low, kinds = frame.low, frame.kinds
    at = past_bracket(frame, run.last, sentence.last)
    if at < sentence.last and low[at] in ("of", "from", "at", "with"):
        house = at + 2 if low[at + 1 : at + 2] == ["the"] else at + 1
        return _of_house(people, house) if house in people.run_at else None
    if at < sentence.last and low[at] in (",", "(", "—", "–", "--", "-"):
        at += 1
        if at + 1 < sentence.last and kinds[at] == NUMBER and low[at + 1] == ",":
            at += 2
    elif at < sentence.last and low[at] not in _GOES_ON:
        return None
    if at < sentence.last and low[at] in ("is", "was"):
        at += 1
        if (
            low[at : at + 1]
            and low[at] not in ARTICLES
            and not has_role(frame, at, min(at + 2, sentence.last))
        ):
            return None
    end = _chunk_end(frame, at, sentence)
    at += low[at : at + 1] in (["became"], ["becomes"])
    at += 2 * (low[at : at + 2] in (["serves", "as"], ["works", "as"]))
    if at >= end:
        return None
    if low[at] == "of" and at + 1 in people.run_at:
        return _of_house(people, at + 1)
    acts = low[at] in VERBS and low[at + 1 : at + 2] not in (["of"], ["at"])  # not "head of"
    if low[at] in ("who", "joined", "started") or acts:
        return _relative(frame, people, at, end)
    return office_in(frame, people, at, end)


def _later(frame: Frame, people: People, run: Run, sentence: Stretch) -> Office | None:
    """The relative clause after an apposition: ", a former banker who now runs Norvane"."""
    at = past_bracket(frame, run.last, sentence.last)
    if at + 1 >= sentence.last or frame.low[at] != "," or frame.low[at + 1] == "who":
        return None
    end = _chunk_end(frame, at + 1, sentence)
    if end >= sentence.last or frame.low[end] != "who":
        return None
    return _relative(frame, people, end, _chunk_end(frame, end + 1, sentence))


def _chunk_end(frame: Frame, at: int, sentence: Stretch) -> int:
    end = at
    while (
        end < sentence.last
        and frame.kinds[end] not in "QL"
        and frame.low[end] not in (",", ";", ":", ")", "—", "–", "--", ".")
        and (end == at or frame.low[end] not in ("who", "said", "says", "told", "which"))
    ):
        end += 1
    return end


def _relative(frame: Frame, people: People, at: int, end: int) -> Office | None:
    """ "who leads research at Tern Labs", "who founded the company", "joined Heliotrope as chief scientist"

    Of "who ran the bureau until 2023 and is now a partner at Dunmore Hale" the second.
    """
    again = next((i for i in range(at, end) if _resumes(frame, i, end)), end)
    first = _clause(frame, people, at, again)
    if again < end and (first is None or first.former):
        return _clause(frame, people, again + 1, end)
    return first


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
        office = office_in(frame, people, verb, end)
        return replace(office, former=office.former or past) if office else None
    if past:
        return None
    if low[verb : verb + 3] == ["took", "over", "as"]:
        return office_in(frame, people, verb + 3, end)
    if low[verb] == "joined":
        return _joined(frame, people, verb, end)
    if low[verb] in ("founded", "co-founded", "cofounded", "started"):
        return _founded(frame, people, verb, end)
    if low[verb] not in VERBS:
        return _works_at(frame, people, verb, end)
    over = low[verb] in ("ran", "led") and "has" not in low[at:verb]
    if over and _WORKS.isdisjoint(low[verb:end]):
        return None
    return _headed(frame, people, verb, end)


_WORKS = frozenset(
    "study paper report project research work investigation round analysis trial".split()
)
_BEFORE_VERB = frozenset(["has", "have", "also", "now", "currently", "is", "was"])
_PAST = frozenset(["previously", "once", "formerly", "was"])


_HEADED_ENDS = AT | {"since", "and", "that", "which", "who", "when", "as"}


def _headed(frame: Frame, people: People, verb: int, end: int) -> Office | None:
    """What someone heads: "runs evaluation at Tern Labs", "chairs the Lords housing committee"."""
    low = frame.low
    stop = next((i for i in range(verb + 1, end) if low[i] in _HEADED_ENDS), end)
    _, organisation = complement(frame, people, stop, end)
    whole = verb + 1 < end and low[verb + 1] in ARTICLES
    named = verb + 2 if whole else verb + 1
    number = people.run_at.get(named)
    role = VERBS[low[verb]]
    if number is not None and not _describes(frame, people, number, named, end):
        return Office(verbal=True, role=role, organisation=reach(people, number, named))
    if named >= stop or role == "teacher":
        return Office(verbal=True, role=role, organisation=organisation)
    if low[stop - 1] in COMPANY_NOUNS and stop - named == 1:
        return Office(verbal=True, role=role, generic=True)
    if low[stop - 1] in ORG_NOUNS:
        return Office(verbal=True, role=role, organisation=(named, stop))
    return Office(
        verbal=True, role=f"{role} of {frame.slice(verb + 1, stop)}", organisation=organisation
    )


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
        house = at + 2 if frame.low[at + 1] == "the" else at + 1
        number = people.run_at.get(house)
        one = people.of_run(number) if number is not None else None
        if (
            frame.low[at] in ("at", "for")
            and number is not None
            and one
            and one.kind not in ("person", "place")
        ):
            return Office(role=role, organisation=reach(people, number, house))
    return None


def _of_house(people: People, at: int) -> Office | None:
    """The house in "Jane Roe of Leeds University" """
    number = people.run_at[at]
    one = people.of_run(number)
    if one is None or one.kind != "organisation":
        return None
    return Office(role=None, organisation=reach(people, number, at))


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
