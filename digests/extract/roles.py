"""What a person is and for whom: appositions, titles and relative clauses around a name."""

from __future__ import annotations

from dataclasses import dataclass

from digests.extract.frame import NUMBER, POSSESSIVE, Frame, Stretch
from digests.extract.lexicon import words
from digests.extract.names import Run
from digests.extract.people import People

_SKIP = frozenset(
    """the a an one another its his her their our this that longtime long-time veteran current new
    acting interim senior top""".split()
)
_DETERMINERS = frozenset("the a an its his her their our this that one another".split())
_FORMER = frozenset("former ex formerly previously onetime one-time then late retired".split())
_AT = frozenset("at with for from in".split())
_ORG_NOUNS = frozenset(
    """committee council commission group company institute university lab laboratory union campaign
    department ministry agency board bank centre center association foundation party firm unit""".split()
)
_COMPANY = frozenset(
    "company firm group startup start-up organisation organization lab university bank business maker developer agency institute".split()
)
_LEFT_STOPS = frozenset(
    "by and but that as to when while from for with of in on at after before because if about".split()
)
_KIN = frozenset(
    """sister brother mother father son daughter wife husband uncle aunt cousin niece nephew friend
    colleague person man woman people sibling parent neighbor neighbour individual individuals persons
    source sources insider mate participant attendee member victim witness resident user customer
    voter supporter supporters critics critic rival opponent""".split()
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
    "teaches": "teacher",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A role and whose it is, as the text has them. `organisation` is a run or a phrase's pieces."""

    role: str | None
    organisation: tuple[int, int] | None = None
    generic: bool = False  # the organisation is "the company", "its"
    implied: bool = False  # it goes without saying: "the head of maths" in a text about a school
    former: bool = False


def office_in(frame: Frame, people: People, first: int, last: int) -> Office | None:
    """Read "the chief scientist of Norvane" out of pieces `first:last`. None: no role there."""
    low = frame.low
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
    if start >= stop or not _has_role(frame, start, stop):
        return None
    noun = next(low[i] for i in range(stop - 1, start - 1, -1) if _is_role(low[i]))
    if noun in _KIN:
        return None
    end, organisation = _complement(frame, people, stop, last)
    implied = False
    if not generic and owner is None and organisation is None and low[stop - 1] in _INSIDE:
        implied = low[first] == "the" or low[first] in words("roles")
    return Office(
        role=frame.slice(start, end), organisation=owner or organisation,
        generic=generic, implied=implied, former=former,
    )  # fmt: skip


def _is_preposition(word: str) -> bool:
    return word in _AT or word in ("of", "to", "on", "who", "and/or")


def _has_role(frame: Frame, first: int, last: int) -> bool:
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
                run = _range(people, number, at - 1)
                return run, at + 1, False
            return None, at + 1, low[at - 1] in _COMPANY
        if _is_preposition(low[at]):
            break
    at = first
    while at < last and low[at] in _SKIP:
        at += 1
    number = people.run_at.get(at)
    if number is not None:
        begin, end = _range(people, number, at)
        if (
            low[begin] not in words("roles")
            and end < last
            and _has_role(frame, end, min(last, end + 3))
        ):
            return (begin, end), end, False
    return None, first, low[first] in ("its", "their")


def _range(people: People, number: int, at: int) -> tuple[int, int]:
    begin = end = at
    while people.run_at.get(begin - 1) == number:
        begin -= 1
    while people.run_at.get(end) == number:
        end += 1
    return begin, end


def _complement(
    frame: Frame, people: People, stop: int, last: int
) -> tuple[int, tuple[int, int] | None]:
    """After the role noun: where the role's words end, and the organisation that follows."""
    low, kinds = frame.low, frame.kinds
    end = stop
    at = stop
    while at < last and _is_preposition(low[at]):
        begin = at + 1
        while begin < last and low[begin] in _DETERMINERS:
            begin += 1
        finish = begin
        while (
            finish < last
            and not _is_preposition(low[finish])
            and low[finish] not in ("who", "and", "which", "that")
        ):
            finish += 1
        if begin >= finish:
            break
        number = people.run_at.get(begin)
        if number is not None:
            first, finish_run = _range(people, number, begin)
            if finish_run < finish and kinds[finish_run] == POSSESSIVE:
                return finish, (first, finish_run)
            one = people.of_run(number)
            if one is not None and one.kind == "place" and low[at] != "of":
                return end, None
            stretch = (
                finish if finish > finish_run and low[finish - 1] in _ORG_NOUNS else finish_run
            )
            return end, (begin, stretch)
        if low[at] not in ("of", "for", "to"):
            break
        end = at = finish
    return end, None


def offices_at(frame: Frame, people: People, run: Run, sentence: Stretch) -> list[Office]:
    """Every office that the words around one mention of a person give."""
    found = [_before(frame, people, run, sentence), _after(frame, people, run, sentence)]
    return [office for office in found if office is not None]


def _before(frame: Frame, people: People, run: Run, sentence: Stretch) -> Office | None:
    """ "spokeswoman Inge Moll", "Finance chief Dana Holt", "Judge Alba Quinn", "the firm's head, Jo Ek" """
    low, kinds = frame.low, frame.kinds
    end = run.core
    if end > sentence.first and low[end - 1] == "," and end == run.first:
        end -= 1
        if end <= sentence.first or run.last >= sentence.last or kinds[run.last] not in "pL":
            return None
    start = end
    while (
        start > sentence.first
        and kinds[start - 1] in "wCsn"
        and low[start - 1] not in words("cues") | _LEFT_STOPS
    ):
        start -= 1
        if end - start > 10:
            return None
    if start == end or not _has_role(frame, max(start, end - 1), end):
        return None if end != run.core or not run.title else _titled(run)
    return office_in(frame, people, start, end)


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


def _after(frame: Frame, people: People, run: Run, sentence: Stretch) -> Office | None:
    low, kinds = frame.low, frame.kinds
    at = run.last
    if at < sentence.last and low[at] in (",", "(", "—", "–", "--", "-"):
        at += 1
        if at + 1 < sentence.last and kinds[at] == NUMBER and low[at + 1] == ",":
            at += 2
    elif at < sentence.last and low[at] not in (
        "is",
        "was",
        "who",
        "founded",
        "co-founded",
        "runs",
        "heads",
        "leads",
        "joined",
    ):
        return None
    if at < sentence.last and low[at] in ("is", "was"):
        at += 1
        if low[at : at + 1] and low[at] not in _DETERMINERS:
            return None
    end = _chunk_end(frame, at, sentence)
    if at >= end:
        return None
    if low[at] == "who" or low[at] in VERBS or low[at] == "joined":
        return _relative(frame, people, at, end)
    return office_in(frame, people, at, end)


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
    if low[verb] in ("founded", "co-founded", "cofounded"):
        number = people.run_at.get(verb + 1)
        return Office(
            role=VERBS[low[verb]],
            organisation=_range(people, number, verb + 1) if number is not None else None,
            generic=low[verb + 2 : verb + 3] != [] and low[verb + 2] in _COMPANY,
        )
    if low[verb] not in VERBS or "previously" in low[at:verb]:
        return None
    stop = next((i for i in range(verb + 1, end) if low[i] in _AT), end)
    _, organisation = _complement(frame, people, stop, end)
    what = frame.slice(verb + 1, stop)
    number = people.run_at.get(verb + 1)
    if number is not None and organisation is None:
        return Office(role=VERBS[low[verb]], organisation=_range(people, number, verb + 1))
    return Office(role=f"{frame.words[verb]} {what}".strip(), organisation=organisation)


def _joined(frame: Frame, people: People, verb: int, end: int) -> Office | None:
    low = frame.low
    number = people.run_at.get(verb + 1)
    if number is None:
        return None
    first, last = _range(people, number, verb + 1)
    if low[last : last + 1] == ["as"]:
        office = office_in(frame, people, last + 1, end)
        role = office.role if office else None
        return Office(role=role.split(" last ")[0] if role else None, organisation=(first, last))
    return Office(role=None, organisation=(first, last))
