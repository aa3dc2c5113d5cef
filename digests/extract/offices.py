"""The offices that the words around a name give: appositions and titles."""

from __future__ import annotations

from dataclasses import replace

from digests.extract.characters import PARTIES
from digests.extract.complements import ARTICLES, HOUSES, house_called, reach
from digests.extract.frame import NUMBER, POSSESSIVE, WORD, Frame, Stretch, past_bracket
from digests.extract.grammar import AUXILIARIES, RELATIVES, is_closed, is_verb, opens_with_verb
from digests.extract.left_edges import heads, left_edge, who_clause
from digests.extract.lexicon import words
from digests.extract.names import Run
from digests.extract.office_clauses import of_house, past_former, relative, started_by
from digests.extract.people import People
from digests.extract.roles import COMPANY_NOUNS, VERBS, Office, has_role, office_in
from digests.extract.titles import office_of_title


def offices_at(frame: Frame, people: People, run: Run, sentence: Stretch) -> list[Office]:
    """Every office that the words around one mention of a person give."""
    found = [_before(frame, people, run, sentence), _after(frame, people, run, sentence)]
    found.append(_later(frame, people, run, sentence))
    if frame.low[run.last : run.last + 1] == ["("]:
        found.append(_alone(frame, people, run.last + 1, sentence))
    found.append(started_by(frame, people, run.first))
    if frame.low[run.first - 1 : run.first] == ["named"]:
        found.append(_so_named(frame, people, run, sentence))
    return [office for office in found if office is not None]


def _before(frame: Frame, people: People, run: Run, sentence: Stretch) -> Office | None:
    """ "spokeswoman Inge Moll", "Finance chief Dana Holt", "Judge Alba Quinn", "the firm's head, Jo Ek" """
    low, kinds = frame.low, frame.kinds
    end = run.core
    titled = (
        run.core - run.first > 1
    )  # "On Monday, Tern CEO Jo Ek": the comma ends what went before
    if run.first > sentence.first and low[run.first - 1] in (",", *_DASHES) and not titled:
        end = run.first - 1
        last = _past_house(frame, people, run.last)
        if last > run.last and not {"our", "my"}.isdisjoint(low[max(0, end - 6) : end]):
            return None  # "our lead investor, Ana Roe of Brine": what she is to the writer
        if end <= sentence.first or (last < sentence.last and kinds[last] not in "pL"):
            return office_of_title(run) or _opening(frame, people, run, sentence)
    elif kinds[run.first - 1 : run.first] == POSSESSIVE and run.first - 2 in people.run_at:
        return _owned(people, run, run.first - 2)
    if end != run.core and (clause := who_clause(frame, end, sentence)):
        return office_in(frame, people, *clause)
    start = left_edge(frame, end, sentence, named_after=end != run.core)
    if start is None:
        return None
    if end == run.core > run.first and heads(frame, run.first - 1):  # Head of Product Jo Ek
        office = office_in(frame, people, start, run.first - 1)
        return replace(office, role=run.title) if office else office_of_title(run)
    field = any(heads(frame, at) for at in range(max(start + 1, end - 4), end - 1))
    near = start if end != run.core or field else max(start, end - 1)  # "head of sales Jo Ek"
    if start == end or not has_role(frame, near, end):
        return office_of_title(run) or _trade(frame, people, run)
    return office_in(frame, people, start, end) or office_of_title(run)


def _past_house(frame: Frame, people: People, at: int) -> int:
    """Past "of Durham" after a name."""
    if frame.low[at : at + 1] not in (["of"], ["at"], ["from"]):
        return at
    house = at + 1 + (frame.low[at + 1 : at + 2] == ["the"])
    return reach(people, people.run_at[house], house)[1] if house in people.run_at else at


def _trade(frame: Frame, people: People, run: Run) -> Office | None:
    """What somebody makes or sells for a living: "keyboard maker Ana Roe". Of a house it is none."""
    low, last = frame.low, run.core
    one = people.of_run(people.run_at[run.core])
    if one is None or one.kind != "person" or not low[last - 1].endswith(_TRADES):
        return None
    plain = last > 1 and frame.kinds[last - 2] == WORD and last - 2 not in people.run_at
    what = (
        plain
        and not is_closed(low[last - 2])
        and not is_verb(low[last - 2])
        and low[last - 2] not in ARTICLES
    )
    ends = low[last - 2].endswith("ed")
    return Office(role=frame.slice(last - 2 if what and not ends else last - 1, last))


_TRADES = ("maker", "builder", "seller", "keeper", "grower", "smith", "wright")


def _so_named(frame: Frame, people: People, run: Run, sentence: Stretch) -> Office | None:
    """The office in "Its counsel, a former Norvane lawyer named Bea Moran, is not a defendant"."""
    end = run.first - 1
    commas = [at for at in range(sentence.first, end) if frame.low[at] == ","]
    start = commas[-1] + 1 if commas else sentence.first
    start = next((at + 1 for at in range(end - 1, start, -1) if frame.low[at] in _BE), start)
    own = office_in(frame, people, start, end)
    if own is None or not own.former or len(commas) != 1:
        return own
    return office_in(frame, people, sentence.first, commas[0])


_BE = frozenset("is was are were".split())


def _opening(frame: Frame, people: People, run: Run, sentence: Stretch) -> Office | None:
    """The office in "A retired hydrologist, Ana Roe has spent three years": the sentence opens with it."""
    low, end = frame.low, run.first - 1
    opens = low[sentence.first : sentence.first + 1] in (["a"], ["an"])
    told = low[run.last : run.last + 1] != [] and low[run.last] in words("cues")
    if not opens or told or low[end] != "," or "," in low[sentence.first : end]:
        return None
    return office_in(frame, people, sentence.first, end)


def _owned(people: People, run: Run, owner: int) -> Office | None:
    """The office in "Norvane's Jo Ek" or "Norvane's CEO Jo Ek"."""
    office = office_of_title(run)
    number = people.run_at[owner]
    one = people.of_run(number)
    if office is None or one is None or one.kind in ("person", "place"):
        return office or of_house(people, owner)
    return replace(office, organisation=reach(people, number, owner))


_DASHES = ("—", "–", "--")
_GOES_ON = frozenset(["is", "was", "who", "started", "joined", "owns", *VERBS])


def _after(frame: Frame, people: People, run: Run, sentence: Stretch) -> Office | None:
    low, kinds = frame.low, frame.kinds
    at = past_bracket(frame, run.last, sentence.last)
    if at < sentence.last and low[at] in ("of", "from", "at", "with"):
        house = house_called(frame, people, at + 1, sentence.last)
        told = low[at] == "at" or (low[at] == "of" and people.businesslike)
        plain = house is not None and (told or low[house - 1] in HOUSES)
        return of_house(people, house, plain=plain) if house is not None else None
    if at < sentence.last and low[at] in (",", "(", "—", "–", "--", "-"):
        at += 1
        if at + 1 < sentence.last and kinds[at] == NUMBER and low[at + 1] == ",":
            at += 2
    elif at < sentence.last and low[at] not in _GOES_ON:
        return None
    if low[at : at + 1] in (["is"], ["was"]):
        at += 1
        if not _is_office_told(frame, at, sentence):
            return None
    end = _chunk_end(frame, at, sentence)
    if low[at : at + 2] in (["now", "at"], ["now", "with"]) and at + 2 in people.run_at:
        return of_house(people, at + 2)
    at = past_former(frame, at, end)
    at += low[at : at + 1] in (["became"], ["becomes"])
    at += 2 * (low[at : at + 2] in (["serves", "as"], ["works", "as"]))
    if at >= end:
        return None
    named = _whose_house(frame, people, at)
    if named is not None:
        return of_house(people, named)
    if low[at] == "of":
        firm = house_called(frame, people, at + 1, end)  # of the Wilmington firm Tern
        return of_house(people, firm) if firm is not None else None
    acts = low[at] in VERBS and low[at + 1 : at + 2] not in (["of"], ["at"])  # not "head of"
    if low[at] in ("who", "joined", "started", "owns") or acts:
        return _called_after(frame, people, relative(frame, people, at, end), end, sentence)
    return _with_house(frame, people, office_in(frame, people, at, end), at, end, sentence)


def _called_after(
    frame: Frame, people: People, office: Office | None, end: int, sentence: Stretch
) -> Office | None:
    """An office with the house that its clause only then names: "for one tenant, the Dutch firm Tern"."""
    bare = office is not None and office.organisation is None and not office.generic
    if office is None or not bare or frame.low[end : end + 2] not in ([",", "the"], [",", "a"]):
        return office
    if frame.low[end - 1] not in HOUSES:
        return office
    named = house_called(frame, people, end + 1, sentence.last)
    return (
        replace(office, organisation=reach(people, people.run_at[named], named))
        if named
        else office
    )


def _is_office_told(frame: Frame, at: int, sentence: Stretch) -> bool:
    """Whether what follows "is" or "was" is an office that somebody holds.

    "was named chair" is read elsewhere, "was chair until 2020" is past.
    """
    low = frame.low
    if at >= sentence.last or low[at] in _CHOSEN:
        return False
    if low[at - 1] == "was" and "until" in low[at : _chunk_end(frame, at, sentence)]:
        return False
    if low[at] in ARTICLES or has_role(frame, at, min(at + 2, sentence.last)):
        return True
    owned = POSSESSIVE in frame.kinds[at : at + 3]  # "is Northbeam's chief scientist"
    return owned and has_role(frame, at, min(at + 6, sentence.last))


def _is_clause(frame: Frame, at: int, end: int) -> bool:
    """Whether a clause follows a comma: "inside Norvane, the author did not mince words"."""
    verb = next((i for i in range(at, end) if frame.low[i] in _FINITE), end)
    return verb < end and RELATIVES.isdisjoint(frame.low[at:verb])


_FINITE = AUXILIARIES - {"'s", "’s"}


def _whose_house(frame: Frame, people: People, at: int) -> int | None:
    """The house in "whose company, Tern Labs, supplies" and "whose Tern Labs owns"."""
    low = frame.low
    if low[at] != "whose":
        return None
    if low[at + 1 : at + 2] != [] and low[at + 1] in COMPANY_NOUNS:
        at += 1 + (low[at + 2 : at + 3] == [","])
    return at + 1 if at + 1 in people.run_at else None


_CHOSEN = frozenset("named appointed elected made promoted hired".split())


def _with_house(
    frame: Frame, people: People, office: Office | None, at: int, end: int, sentence: Stretch
) -> Office | None:
    """An office with the house that stands alone behind it: "Jo Ek, CEO, Norvane"."""
    low = frame.low
    if low[at - 1] == "," and (opens_with_verb(low[at]) or _is_clause(frame, at, end)):
        return None
    if office is None:
        return _alone(frame, people, at, sentence) if low[at - 1] == "," else None
    if office.organisation is None and not office.generic and low[end : end + 1] == [","]:
        house = _alone(frame, people, end + 1, sentence)
        return replace(office, organisation=house.organisation) if house else office
    return office


def _alone(frame: Frame, people: People, at: int, sentence: Stretch) -> Office | None:
    """The house in "Jo Ek, Norvane:" and "Jo Ek (Norvane)": all that stands there."""
    number = people.run_at.get(at)
    one = people.of_run(number) if number is not None else None
    if number is None or one is None or one.kind in ("person", "place"):
        return None
    if frame.low[at][1:2] in ("-", "–") or frame.low[at] in PARTIES:
        return None  # (D-R.I.), (Ind, Thornley West): a party and where for
    first, last = reach(people, number, at)
    ends = last >= sentence.last or frame.low[last] in (":", ".", ")") or frame.kinds[last] in "QL"
    return Office(role=None, organisation=(first, last)) if ends and first == at else None


def _later(frame: Frame, people: People, run: Run, sentence: Stretch) -> Office | None:
    """The relative clause after an apposition: ", a former banker who now runs Norvane"."""
    at = past_bracket(frame, run.last, sentence.last)
    if at + 1 >= sentence.last or frame.low[at] != "," or frame.low[at + 1] == "who":
        return None
    end = _chunk_end(frame, at + 1, sentence)
    end += frame.low[end : end + 2] == [",", "who"]  # ", Norvane's former chief, who now runs"
    if end >= sentence.last or frame.low[end] != "who":
        return None
    return relative(frame, people, end, _chunk_end(frame, end + 1, sentence))


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
