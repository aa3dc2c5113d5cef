"""Which house an office is of, where the text does not name it beside the office."""

from __future__ import annotations

from digests.extract.characters import Character
from digests.extract.frame import Frame, Stretch
from digests.extract.grammar import DETERMINERS, is_closed
from digests.extract.lexicon import finite_verbs, given_names
from digests.extract.nominals import COMPANY, the_company
from digests.extract.phrases import Scene
from digests.extract.pronouns import Focus
from digests.extract.roles import Office, is_where

_BACK = 3_000  # pieces back to where "the committee" was called by its full name
_LONGEST = 5  # words before the noun


def _house_by_noun(scene: Scene, noun: int) -> str | None:
    """The house that "the committee" at piece `noun` means: by its name, or its first full phrase.

    "The public accounts committee criticised it. Dame Ana Roe, the committee's chair, said …"
    """
    word = scene.frame.low[noun]
    able = [
        one
        for one in scene.people.characters
        if one.kind == "organisation"
        and len(one.tokens) > 1
        and (one.tokens[-1] == word or one.tokens[0] == word)
        and one.mentions
        and scene.runs[one.mentions[0]].first < noun
    ]
    if able:
        return able[0].name if len(able) == 1 else None
    return _phrase(scene.frame, noun, word)


def _phrase(frame: Frame, noun: int, word: str) -> str | None:
    for at in range(max(0, noun - _BACK), noun):
        if frame.low[at] != word:
            continue
        first = at
        while first > max(0, at - _LONGEST) and _modifies(frame, first - 1):
            first -= 1
        if first < at and frame.low[first - 1] in ("the", "a", "an"):
            return frame.slice(first, at + 1)
    return None


def _modifies(frame: Frame, at: int) -> bool:
    word = frame.low[at]
    return frame.kinds[at] in "wC" and not is_closed(word) and word not in DETERMINERS


def _only_house(scene: Scene, until: int) -> int | None:
    """The one house that is named before piece `until`; None where none or two are."""
    able = {
        one.number
        for one in scene.people.characters
        if one.mentions
        and scene.runs[one.mentions[0]].first < until
        and _PRESS.isdisjoint(one.tokens)
        and (one.kind == "organisation" or (one.kind == "unknown" and _acts_as_house(scene, one)))
    }
    return able.pop() if len(able) == 1 else None


# An outlet that is named has most often only reported it: "a memo seen by the Ledger".
_PRESS = frozenset(
    """times post journal tribune herald gazette chronicle telegraph guardian press wire newswire ledger bulletin
    observer review courier dispatch reporter mail standard""".split()
)


def _acts_as_house(scene: Scene, one: Character) -> bool:
    """Whether people are at it or in it, or it does what only an "it" does."""
    frame = scene.frame
    for number in one.mentions:
        run = scene.runs[number]
        before = frame.low[run.first - 1] if run.first else ""
        if (before in ("at", "inside") and frame.low[run.first - 2] not in _SITES) or (
            before == "of" and frame.low[run.first - 2] in _PARTS
        ):
            return True
        if run.opens_sentence and (_is_it(frame, run.last) or _does(frame, run.last, one)):
            return True
    return _opens_report(scene, one)


_SITES = frozenset("mill plant factory site campus centre center depot port yard farm".split())
_PARTS = frozenset(
    """sale lobby offices office headquarters staff shares customers board directors founder founders head
    employees workers chief purchase takeover sales shareholders engineers ceo owner""".split()
)


def _opens_report(scene: Scene, one: Character) -> bool:
    """Whether a report begins with what a name does that is nobody's, and goes on about "the company"."""
    frame, run = scene.frame, scene.runs[one.mentions[0]]
    named = not 1 < len(one.tokens) < _MANY or one.tokens[0] in given_names()
    if named or run.first > _OPENING or not run.opens_sentence:
        return False
    if frame.low[run.last] not in finite_verbs() | {"has", "will", "is"}:
        return False
    pairs = zip(frame.low[run.last :], frame.low[run.last + 1 :], strict=False)
    return any(first == "the" and noun in COMPANY for first, noun in pairs)


_MANY = 5  # words: more are no name
_OPENING = 40  # pieces


def _does(frame: Frame, at: int, one: Character) -> bool:
    """Whether a name of one word has done something: "Tern has not lost", which no office tells of a person."""
    return (
        len(one.tokens) == 1
        and frame.low[at : at + 1] != []
        and frame.low[at] in ("has", "will", "is", "does")
    )


def _is_it(frame: Frame, at: int) -> bool:
    """Whether "that it" or "its own" in the clause from piece `at` stands for its subject."""
    for index in range(at, min(len(frame.low) - 1, at + 16)):
        if frame.kinds[index] in "QL" or frame.low[index] in (".", "he", "she", "his", "her"):
            return False
        if frame.low[index] == "its" or frame.low[index : index + 2] in (
            ["that", "it"],
            ["said", "it"],
        ):
            return True
    return False


def _may_be_house(one: Character) -> bool:
    return one.kind == "organisation" or (one.kind == "unknown" and len(one.tokens) == 1)


def house_of_its(scene: Scene, first: int, sentence: Stretch) -> tuple[int, int] | None:
    """The one house that "its" means before the name at `first`: "Norvik sells one, and its founder, Jo Ek".

    None where the sentence names two before it, or none.
    """
    frame = scene.frame
    its = next((at for at in range(first - 1, sentence.first, -1) if frame.low[at] == "its"), None)
    if its is None:
        return None
    seen = {
        number
        for at in range(sentence.first, its)
        if (number := scene.people.run_at.get(at)) is not None
    }
    houses = {
        scene.people.who[number]: number
        for number in seen
        if (one := scene.people.of_run(number)) is not None and _may_be_house(one)
    }
    if len(houses) != 1:
        return None
    run = scene.runs[min(houses.values())]
    return run.core, run.last


def _is_generic(scene: Scene, first: int, last: int, one: Character | None) -> bool:
    """Whether it is "the Wuxi company" or "an American lab", which is no name."""
    low = scene.frame.low
    if last - first < 2 or low[last - 1] not in COMPANY:
        return False
    once = one is not None and len(one.tokens) == 1 and len(one.mentions) == 1
    return once or all(map(is_where, low[first : last - 1]))


def _serves_people(office: Office, character: Character) -> bool:
    """Whether somebody with this role is of a person, not of a house: "Pyo's lawyer"."""
    return (
        (character.kind != "organisation" or len(character.tokens) == 1)
        and office.role is not None
        and office.role.lower().rpartition(" ")[2] in _PERSONAL
    )


_PERSONAL = frozenset(
    "lawyer attorney solicitor barrister agent publicist doctor biographer".split()
)


_SCHOOLS = frozenset("school university college academy gymnasium lyceum polytechnic".split())
_COMMISSIONS = frozenset(["commission"])
# Offices that only houses of one kind have.
_KIND_OF = {
    **dict.fromkeys(
        "principal headteacher headmaster headmistress rector vice-rector dean provost vice-chancellor".split(),
        _SCHOOLS,
    ),
    "commissioner": _COMMISSIONS,
}


def _kind_of(office: Office) -> frozenset[str] | None:
    """The nouns of the only houses that have such an office: a principal's is a school."""
    return _KIND_OF.get((office.role or "").lower().rpartition(" ")[2])


def _only_one(scene: Scene, nouns: frozenset[str]) -> str | None:
    """The one house of a kind that the text names."""
    able = [
        one.name
        for one in scene.people.characters
        if one.mentions and one.kind != "person" and not nouns.isdisjoint(one.tokens)
    ]
    return able[0] if len(able) == 1 else None


def organisation_of(
    scene: Scene, office: Office, now: Focus, until: int | None = None
) -> str | None:
    """The fullest name of whose office it is, `now` being the focus of its sentence.

    `until` is the piece before which "the company" must have been named: None says nothing of it.
    """
    if office.noun is not None and office.organisation is None:
        return _house_by_noun(scene, office.noun)
    kind = _kind_of(office) if office.organisation is None else None
    if kind is not None:
        return _only_one(scene, kind)
    if office.organisation is None:
        if not (office.generic or office.implied):
            return None
        one = now.here
        if one is None:
            one = the_company(scene, now)
        if one is None and until is not None:
            one = _only_house(scene, until)
        return scene.people.characters[one].name if one is not None else None
    first, last = office.organisation
    number = scene.people.run_at.get(first)
    character = scene.people.of_run(number) if number is not None else None
    if number is not None and first == scene.runs[number].first < scene.runs[number].core < last:
        first = scene.runs[number].core  # "Norvik" of "Chipmaker Norvik's chief executive"
    if _is_generic(scene, first, last, character):
        one = the_company(scene, now) if scene.frame.low[first - 1 : first] == ["the"] else None
        return scene.people.characters[one].name if one is not None else None
    text = scene.frame.slice(first, last)
    if number is not None and last < scene.runs[number].last:
        return text  # "Tern Labs" in "Tern Labs CEO Jo Ek"
    at = scene.frame.low[first - 1 : first] == ["at"]
    if character and (character.kind == "person" or (_serves_people(office, character) and not at)):
        return None
    return character.name if character and len(character.name) >= len(text) else text
