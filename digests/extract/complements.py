"""What follows a noun of an office: a field, and the organisation that it is of."""

from __future__ import annotations

from digests.extract.companies import COMPANY_NOUNS, HOUSE_NOUNS
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
    firm unit coalition alliance society guild""".split()
)


def is_preposition(word: str) -> bool:
    """Whether a word ends the words of an office."""
    return word in AT or word in _MORE or word in _FOREIGN


_MORE = frozenset(("of", "to", "on", "who", "and/or"))
# "of" in quotes left in their own language: "directora de Talaya Digital", "Vorstand der Kranich AG".
_FOREIGN = frozenset("de du des di del della der von bei do da chez".split())


def reach(people: People, number: int, at: int) -> tuple[int, int]:
    """The pieces of the run with that number, around piece `at`."""
    begin = end = at
    while people.run_at.get(begin - 1) == number:
        begin -= 1
    while people.run_at.get(end) == number:
        end += 1
    return begin, end


def house_called(frame: Frame, people: People, first: int, end: int) -> int | None:
    """The piece where a house's name is in "the Dutch insurer Tern", "a firm called Tern", "Tern".

    None where pieces `first:end` begin with no house.
    """
    low = frame.low
    begin = first + (low[first : first + 1] != [] and low[first] in ARTICLES)
    for at in range(begin, min(end, begin + _NOUN_PHRASE)):
        number = people.run_at.get(at)
        one = people.of_run(number) if number is not None else None
        if number is not None and at == begin and _only_tells_where(frame, people, number, at):
            continue  # "the Wilmington firm Tern"
        if one is not None and one.kind != "place":
            called = at == begin or low[at - 1] in HOUSES or low[at - 1] in ("called", "named")
            return at if called and one.kind != "person" else None
        if one is None and (frame.kinds[at] not in "wC" or is_preposition(low[at])):
            return None
    return None


def _only_tells_where(frame: Frame, people: People, number: int, at: int) -> bool:
    last = reach(people, number, at)[1]
    return (
        frame.low[last : last + 1] != [] and frame.low[last] in HOUSES and last + 1 in people.run_at
    )


_NOUN_PHRASE = 7  # pieces
HOUSES = (
    COMPANY_NOUNS
    | HOUSE_NOUNS
    | ORG_NOUNS
    | frozenset(
        "fund broker brokerage lender carrier operator host tenant newsletter site bank maker".split()
    )
)


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
        if begin >= finish or (low[at] == "for" and _counts(frame, begin, finish)):
            break  # "lawyer for 212 former employees", "head for a decade"
        if low[at] in ("on", "in") and _house_follows(frame, finish, last):
            end = at = finish  # "expert on employment law at Sutter College"
            continue
        if low[at] == "on" and finish == last and set(frame.kinds[begin:finish]) == {WORD}:
            return last, None  # "adviser on chips"
        named = house_called(frame, people, begin, finish)
        if named is None:
            named = _first_named(people, begin, min(finish, begin + 4))
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


def _counts(frame: Frame, first: int, last: int) -> bool:
    return frame.kinds[first] == NUMBER or not _SPANS.isdisjoint(frame.low[first:last])


def _first_named(people: People, first: int, last: int) -> int | None:
    """The first name there; of "the Korean shipyard Hansol" the one that is no place."""
    found = [at for at in range(first, last) if at in people.run_at]
    houses = (
        at
        for at in found
        if (one := people.of_run(people.run_at[at])) is None or one.kind != "place"
    )
    return next(houses, found[0] if found else None)


_SPANS = frozenset("decade decades years year months weeks generation".split())
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
