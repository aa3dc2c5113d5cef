"""Names put together: which runs name the same person or organisation, and what kind it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digests.extract.characters import Character as Character
from digests.extract.characters import given_gender, judge, title_gender
from digests.extract.companies import COMPANY_NOUNS, is_company
from digests.extract.dateline_pieces import is_where_filed
from digests.extract.frame import NUMBER, QUOTE, Frame
from digests.extract.lexicon import words
from digests.extract.names import PARTICLES, Run
from digests.model import EntityKind

_SUFFIXES = frozenset(
    "jr jr. sr sr. ii iii iv phd md inc inc. corp corp. co co. ltd ltd. llc plc".split()
)

_MANY = 40  # people who share a name: no one can say which is meant


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Every character of an article, and which one each run names (None: it could be two)."""

    characters: Sequence[Character]
    who: Sequence[int | None]
    run_at: Mapping[int, int]  # piece of a frame -> number of the run it is in
    main: int | None = None  # the organisation named most
    businesslike: bool = False  # whether the article speaks of a company at all

    def of_run(self, number: int) -> Character | None:
        """Whom run `number` names."""
        who = self.who[number]
        return None if who is None else self.characters[who]


def people(
    frame: Frame,
    runs: Sequence[Run],
    more: Iterable[str] = (),
    known: Mapping[int, EntityKind] | None = None,
) -> People:
    """Group `runs` into characters.

    `more` are names from inside quotes; `known` the kinds of the names that begin at an offset of
    the text, from a gazetteer.
    """
    keys = [_key(frame, run) for run in runs]
    register = _Register()
    for run, key in zip(runs, keys, strict=True):
        if len(key) > 1 and not run.headline:
            register.enlist(_name(frame, run), key)
    for name in more:
        register.enlist(name, _plain(name.split()))
    register.count(keys)
    who = [register.assign(frame, run, key) for run, key in zip(runs, keys, strict=True)]
    characters = register.characters
    for number, one in enumerate(who):
        if one is not None:
            characters[one].mentions.append(number)
            kind = known.get(frame.starts[runs[number].core]) if known else None
            if kind in ("person", "organisation"):
                characters[one].kind = kind
    for character in characters:
        judge(frame, runs, character)
        if any(
            is_where_filed(frame, runs[number].first, runs[number].last)
            for number in character.mentions
        ):
            character.kind = "place"
        if character.mentions and all(_is_dateline(frame, runs[n]) for n in character.mentions):
            character.kind = "place"  # a wire's own name says nothing
        _ennoble(runs, character)
    return People(
        characters=characters,
        who=who,
        run_at={at: n for n, run in enumerate(runs) for at in range(run.first, run.last)},
        main=_main(frame, runs, characters),
        businesslike=not COMPANY_NOUNS.isdisjoint(frame.low),
    )


_NOBLE = frozenset("baroness baron lord lady viscount dame sir".split())


def _ennoble(runs: Sequence[Run], character: Character) -> None:
    """Put a title into a name that is nothing without it: "Baroness Threlkeld"."""
    if len(character.tokens) != 1 or character.kind != "person":
        return
    titles = (runs[number].title.strip() for number in character.mentions)
    noble = next((title for title in titles if title.lower() in _NOBLE), None)
    if noble:
        character.name = f"{noble} {character.name}"


def _main(frame: Frame, runs: Sequence[Run], characters: Sequence[Character]) -> int | None:
    """The organisation that an article names most, and at least twice; its opening counts more."""
    able = [
        one
        for one in characters
        if one.kind == "organisation"
        and len(one.mentions) > 1
        and not any(_is_dateline(frame, runs[number]) for number in one.mentions)
        and not any(_is_version(frame, runs[number]) for number in one.mentions)
    ]
    if not able:
        return _described(frame, runs, characters)
    lead = min(able, key=lambda one: one.mentions[0], default=None)
    opening = frame.sentences[min(2, len(frame.sentences) - 1)].last if frame.sentences else 0
    best = max(
        able,
        key=lambda one: (
            len(one.mentions) + (runs[one.mentions[0]].first < opening) + 3 * (one is lead)
        ),
        default=None,
    )
    return best.number if best else None


def _is_dateline(frame: Frame, run: Run) -> bool:
    """Whether a name stands in brackets before a dash, as the wire's own name does."""
    before = frame.low[run.first - 1 : run.first]
    return before == ["("] and frame.low[run.last : run.last + 2] in (
        [")", "-"],
        [")", "—"],
        [")", "–"],
    )


def _is_version(frame: Frame, run: Run) -> bool:
    """Whether a name is a product's: "Sable 4"."""
    at = run.last
    return (
        run.last - run.core == 1 and frame.kinds[at : at + 1] == NUMBER and len(frame.low[at]) < 4
    )


def _described(frame: Frame, runs: Sequence[Run], characters: Sequence[Character]) -> int | None:
    """The one organisation that the text says is a company, where none is named twice."""
    able = [
        one.number
        for one in characters
        if one.kind == "organisation" and any(is_company(frame, runs[n]) for n in one.mentions)
    ]
    return able[0] if len(able) == 1 else None


def _name(frame: Frame, run: Run) -> str:
    return frame.slice(run.core, run.last)


def _plain(tokens: Iterable[str]) -> tuple[str, ...]:
    low = (token.lower().rstrip(".") for token in tokens)
    return tuple(t for t in low if t and t not in _SUFFIXES and len(t) > 1 and t != "the")


def _key(frame: Frame, run: Run) -> tuple[str, ...]:
    return _plain(frame.words[at] for at in range(run.core, run.last) if frame.kinds[at] != QUOTE)


class _Register:
    """The characters found so far, and the ways to them. Filled while names are grouped."""

    __slots__ = ("_exact", "_index", "_seen", "characters")

    def __init__(self) -> None:
        self.characters: list[Character] = []
        self._index: dict[str, list[int]] = defaultdict(list)
        self._exact: dict[tuple[str, ...], int] = {}
        self._seen: set[int] = set()

    def enlist(self, name: str, key: tuple[str, ...]) -> None:
        """Add a name of two or more words, or a longer form of one that is there."""
        if len(key) < 2:
            return
        if key in self._exact:
            character = self.characters[self._exact[key]]
            if len(name) > len(character.name) and not name.isupper():
                character.name = name
            return
        longer = self._with_particle(key)
        if longer is not None:
            self._exact[key] = longer
            return
        ends = (key[0], "", key[-1])  # first and last name alike: Donald J. Trump
        same = self._exact.get(ends)
        if same is None:
            number = self._exact[ends] = self._add(name, key)
            for token in set(key):
                self._index[token].append(number)
            return
        self._exact[key] = same
        if len(key) > len(self.characters[same].tokens):
            self.characters[same].name, self.characters[same].tokens = name, key

    def _with_particle(self, key: tuple[str, ...]) -> int | None:
        """Whose surname a key is: "Van der Berg" of "Jo van der Berg". None: nobody's, or two have it."""
        if key[0] not in PARTICLES:
            return None
        able = {
            number
            for number in self._index[key[-1]]
            if self.characters[number].tokens[-len(key) :] == key
        }
        return able.pop() if len(able) == 1 else None

    def count(self, keys: Sequence[tuple[str, ...]]) -> None:
        """Count how often each character is named in full."""
        whole = Counter(self._exact[key] for key in keys if key in self._exact)
        for number, count in whole.items():
            self.characters[number].full_mentions = count

    def assign(self, frame: Frame, run: Run, key: tuple[str, ...]) -> int | None:
        """Whom a run names. Runs are to be asked for in the order of the text."""
        one: int | None
        if key in self._exact:
            one = self._exact[key]
        elif len(key) == 1 and key[0] in self._index and key[0] not in words("places"):
            one = _one_of(self._index[key[0]], key[0], run, self.characters, self._seen)
        elif not key or run.headline:
            one = None
        else:
            one = self._add(_name(frame, run), key)
        if one is not None:
            self._seen.add(one)
        return one

    def _add(self, name: str, key: tuple[str, ...]) -> int:
        number = self._exact[key] = len(self.characters)
        self.characters.append(Character(number=number, name=name, tokens=key))
        return number


def _one_of(
    candidates: Sequence[int], token: str, run: Run, characters: Sequence[Character], seen: set[int]
) -> int | None:
    """Which of several full names a single word means."""
    gender = title_gender(run.title)
    if len(candidates) > _MANY:
        return None
    able = [characters[n] for n in candidates]
    for test in (
        lambda c: gender is None or given_gender(c.tokens) in (None, gender),
        lambda c: not (set(c.tokens) & words("org_words")) or c.tokens[0] == token,
        lambda c: c.tokens[-1] == token,
        lambda c: c.number in seen,
    ):
        able = [c for c in able if test(c)] or able
    if len(able) == 1:
        return able[0].number
    able.sort(key=lambda c: -c.full_mentions)
    if able[0].full_mentions >= 2 * max(1, able[1].full_mentions):
        return able[0].number
    return None
