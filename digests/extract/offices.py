"""The offices that the words around a name give: appositions, titles, relative clauses."""

from __future__ import annotations

from digests.extract.frame import NUMBER, WORD, Frame, Stretch, past_bracket
from digests.extract.lexicon import words
from digests.extract.names import Run
from digests.extract.people import People
from digests.extract.roles import (
    ARTICLES,
    AT,
    COMPANY_NOUNS,
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
    if end > sentence.first and low[end - 1] == "," and end == run.first:
        end -= 1
        if end <= sentence.first or run.last >= sentence.last or kinds[run.last] not in "pL":
            return None
    start = _left_edge(frame, end, sentence, named_after=end != run.core)
    if start is None:
        return None
    near = start if end != run.core else max(start, end - 1)
    if start == end or not has_role(frame, near, end):
        return None if end != run.core or not run.title else _titled(run)
    return office_in(frame, people, start, end)


def _left_edge(frame: Frame, end: int, sentence: Stretch, named_after: bool) -> int | None:
    """Where the words begin that describe the name after `end`; None: too many to be a role.

    `named_after` a comma, the whole stretch back to the comma before is one phrase.
    """
    start = end
    cues = words("cues")
    while start > sentence.first and frame.kinds[start - 1] in "wCsn":
        word = frame.low[start - 1]
        if word in cues or (not named_after and word in _LEFT_STOPS):
            break
        start -= 1
        if end - start > 10:
            return None
    return start


def _titled(run: Run) -> Office | None:
    title = run.title.strip()
    bare = title.lower().rstrip(".")
    if bare in (
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
        "dame",
        "lord",
        "lady",
        "mx",
        "then",
        "former",
    ):
        return None
    return Office(role=title)


_GOES_ON = frozenset("is was who founded started co-founded runs heads leads joined".split())


def _after(frame: Frame, people: People, run: Run, sentence: Stretch) -> Office | None:
    low, kinds = frame.low, frame.kinds
    at = past_bracket(frame, run.last, sentence.last)
    if at < sentence.last and low[at] in ("of", "from", "at") and at + 1 in people.run_at:
        return _of_house(people, at + 1)
    if at < sentence.last and low[at] in (",", "(", "—", "–", "--", "-"):
        at += 1
        if at + 1 < sentence.last and kinds[at] == NUMBER and low[at + 1] == ",":
            at += 2
    elif at < sentence.last and low[at] not in _GOES_ON:
        return None
    if at < sentence.last and low[at] in ("is", "was"):
        at += 1
        if low[at : at + 1] and low[at] not in ARTICLES:
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
    """ "who leads research at Tern Labs", "who founded the company", "joined Heliotrope as chief scientist" """
    low = frame.low
    verb = at + 1 if low[at] == "who" else at
    while verb < end and low[verb] in ("has", "have", "also", "now", "currently", "is"):
        verb += 1
    if verb >= end:
        return None
    if low[verb] == "joined":
        return _joined(frame, people, verb, end)
    if low[verb] in ("founded", "co-founded", "cofounded", "started"):
        return _founded(frame, people, verb, end)
    if "previously" in low[at:verb] or "once" in low[at:verb]:
        return None
    if low[verb] not in VERBS:
        return _works_at(frame, people, verb, end)
    stop = next((i for i in range(verb + 1, end) if low[i] in AT), end)
    _, organisation = complement(frame, people, stop, end)
    what = frame.slice(verb + 1, stop)
    named = verb + 2 if verb + 1 < end and low[verb + 1] in ARTICLES else verb + 1
    number = people.run_at.get(named)
    if number is not None and not _describes(frame, people, number, named, end):
        return Office(role=VERBS[low[verb]], organisation=reach(people, number, named))
    return Office(role=f"{frame.words[verb]} {what}".strip(), organisation=organisation)


def _founded(frame: Frame, people: People, verb: int, end: int) -> Office | None:
    """The office of who "founded Norvik" or "the safety group Norvik" or "the company"."""
    low = frame.low
    role = "co-founder" if low[verb].startswith("co") else "founder"
    for at in range(verb + 1, min(end, verb + 5)):
        if low[at] in AT:
            break
        if at in people.run_at:
            return Office(role=role, organisation=reach(people, people.run_at[at], at))
    generic = low[verb + 2 : verb + 3] != [] and low[verb + 2] in COMPANY_NOUNS
    return Office(role=role, generic=True) if generic or low[verb] != "started" else None


def _describes(frame: Frame, people: People, number: int, at: int, end: int) -> bool:
    """Whether a name only stands before a noun: "the Loom team"."""
    last = reach(people, number, at)[1]
    return (
        last < end
        and frame.kinds[last] == WORD
        and frame.low[last] not in (*AT, "of", "and", "as", "since")
    )


def _works_at(frame: Frame, people: People, verb: int, end: int) -> Office | None:
    """Whose they are who "covers software at Kestrel Research": present tense only."""
    if not frame.low[verb].endswith("s") or frame.low[verb] in ("was", "is", "has"):
        return None
    for at in range(verb + 1, end - 1):
        number = people.run_at.get(at + 1)
        one = people.of_run(number) if number is not None else None
        if (
            frame.low[at] in ("at", "for")
            and number is not None
            and one
            and one.kind not in ("person", "place")
        ):
            return Office(role=None, organisation=reach(people, number, at + 1))
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
