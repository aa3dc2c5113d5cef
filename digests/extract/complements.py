"""What follows a noun of an office: a field, and the organisation that it is of."""

from __future__ import annotations

from digests.extract.frame import CAPITAL, NUMBER, POSSESSIVE, WORD, Frame
from digests.extract.names import FIELDS
from digests.extract.people import People

ARTICLES = frozenset(
    ["the", "a", "an", "its", "his", "her", "their", "our", "this", "that", "one", "another"]
)
AT = frozenset(["at", "with", "for", "from", "in"])
ORG_NOUNS = frozenset(
    """committee council commission group company institute university lab laboratory union
    campaign department ministry agency board bank centre center association foundation party
    firm unit""".split()
)


def is_preposition(word: str) -> bool:
    """Whether a word ends the words of an office."""
    return word in AT or word in ("of", "to", "on", "who", "and/or")


def reach(people: People, number: int, at: int) -> tuple[int, int]:
    """The pieces of the run with that number, around piece `at`."""
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
    while at < last and is_preposition(low[at]):
        begin = at + 1
        while begin < last and low[begin] in ARTICLES:
            begin += 1
        finish = begin
        while finish < last and not is_preposition(low[finish]) and low[finish] not in _ENDERS:
            finish += 1
        if begin >= finish or (low[at] == "for" and frame.kinds[begin] == NUMBER):
            break  # "lawyer for 212 former employees"
        if low[at] == "on" and _house_follows(frame, finish, last):
            end = at = finish  # "expert on employment law at Sutter College"
            continue
        if low[at] == "on" and finish == last and set(frame.kinds[begin:finish]) == {WORD}:
            return last, None  # "adviser on chips"
        named = next((i for i in range(begin, min(finish, begin + 4)) if i in people.run_at), None)
        field = low[at] == "of" and named == begin and _is_field(frame, begin, finish)
        if field or (
            named is not None and low[at] in ("for", "of") and _house_follows(frame, finish, last)
        ):
            end = at = finish  # "director for Digital Markets at the Authority"
            continue
        if named is not None:
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
        inside = preposition in ("of", "for")  # "head of Altra Group's Loom series"
        return finish if inside else end, (first, last)
    one = people.of_run(number)
    whole = finish > last and frame.low[finish - 1] in ORG_NOUNS
    if one is not None and one.kind == "place" and preposition != "of" and not whole:
        return end, None
    return end, (named, finish if whole else last)
