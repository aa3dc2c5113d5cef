"""Names put together: which runs name the same person or organisation, and what kind it is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from digests.extract.frame import POSSESSIVE, QUOTE, Frame
from digests.extract.lexicon import given_names, table, words
from digests.extract.names import Run
from digests.model import EntityKind

Kind = Literal["person", "organisation", "place", "unknown"]
Gender = Literal["m", "f"]
_SUFFIXES = frozenset(
    "jr jr. sr sr. ii iii iv phd md inc inc. corp corp. co co. ltd ltd. llc plc".split()
)
_MANY = 40  # people who share a name: no one can say which is meant
_ROLE_WORDS_AFTER = frozenset(("who", "whose"))


@dataclass(slots=True, kw_only=True)
class Character:
    """A person, organisation or place by its fullest name in the article."""

    number: int
    name: str
    kind: Kind = "unknown"
    gender: Gender | None = None
    tokens: tuple[str, ...] = ()
    mentions: list[int] = field(default_factory=list)  # numbers of runs
    full_mentions: int = 0


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
    """Group `runs`. `more` are names from inside quotes; `known` the kinds of names that begin at

    an offset of the text, from a gazetteer.
    """
    keys = [_key(frame, run) for run in runs]
    characters: list[Character] = []
    index: dict[str, list[int]] = defaultdict(list)
    exact: dict[tuple[str, ...], int] = {}
    for number, run in enumerate(runs):
        if len(keys[number]) > 1 and not run.headline:
            _enlist(_name(frame, run), keys[number], characters, index, exact)
    for name in more:
        key = _plain(name.split())
        if len(key) > 1:
            _enlist(name, key, characters, index, exact)
    whole = Counter(exact[key] for key in keys if key in exact)
    for number, count in whole.items():
        characters[number].full_mentions = count
    who = _assign(frame, runs, keys, characters, index, exact)
    for number, one in enumerate(who):
        if one is not None:
            characters[one].mentions.append(number)
    for number, run in enumerate(runs):
        kind = known.get(frame.starts[run.core]) if known else None
        one = who[number]
        if one is not None and kind in ("person", "organisation"):
            characters[one].kind = kind
    for character in characters:
        _judge(frame, runs, character)
    run_at = {at: number for number, run in enumerate(runs) for at in range(run.first, run.last)}
    return People(
        characters=characters,
        who=who,
        run_at=run_at,
        main=_main(frame, runs, characters),
        businesslike=not _COMPANY_NOUNS.isdisjoint(frame.low),
    )


def _main(frame: Frame, runs: Sequence[Run], characters: Sequence[Character]) -> int | None:
    """The organisation that an article names most, and at least twice; its opening counts more."""
    able = [one for one in characters if one.kind == "organisation" and len(one.mentions) > 1]
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


def _name(frame: Frame, run: Run) -> str:
    return frame.slice(run.core, run.last)


def _plain(tokens: Iterable[str]) -> tuple[str, ...]:
    low = (token.lower().rstrip(".") for token in tokens)
    return tuple(t for t in low if t and t not in _SUFFIXES and len(t) > 1 and t != "the")


def _key(frame: Frame, run: Run) -> tuple[str, ...]:
    return _plain(frame.words[at] for at in range(run.core, run.last) if frame.kinds[at] != QUOTE)


def _enlist(
    name: str,
    key: tuple[str, ...],
    characters: list[Character],
    index: dict[str, list[int]],
    exact: dict[tuple[str, ...], int],
) -> None:
    """Add a name of two or more words, or a longer form of one that is there."""
    if key in exact:
        number = exact[key]
        if len(name) > len(characters[number].name) and not name.isupper():
            characters[number].name = name
        return
    same = exact.get((key[0], "", key[-1]))  # first and last name alike: Donald J. Trump
    if same is not None:
        exact[key] = same
        if len(key) > len(characters[same].tokens):
            characters[same].name, characters[same].tokens = name, key
        return
    number = len(characters)
    characters.append(Character(number=number, name=name, tokens=key))
    exact[key] = exact[(key[0], "", key[-1])] = number
    for token in set(key):
        index[token].append(number)


def _assign(
    frame: Frame,
    runs: Sequence[Run],
    keys: Sequence[tuple[str, ...]],
    characters: list[Character],
    index: dict[str, list[int]],
    exact: dict[tuple[str, ...], int],
) -> list[int | None]:
    seen: set[int] = set()
    out: list[int | None] = []
    for run, key in zip(runs, keys, strict=True):
        one: int | None
        if key in exact:
            one = exact[key]
        elif len(key) == 1 and key[0] in index and key[0] not in words("places"):
            one = _one_of(index[key[0]], key[0], run, characters, seen)
        elif not key or run.headline:
            one = None
        else:
            one = len(characters)
            characters.append(Character(number=one, name=_name(frame, run), tokens=key))
            exact[key] = one
        if one is not None:
            seen.add(one)
        out.append(one)
    return out


def _one_of(
    candidates: Sequence[int], token: str, run: Run, characters: Sequence[Character], seen: set[int]
) -> int | None:
    """Which of several full names a single word means."""
    gender = _title_gender(run.title)
    if len(candidates) > _MANY:
        return None
    able = [characters[n] for n in candidates]
    for test in (
        lambda c: gender is None or _given_gender(c.tokens) in (None, gender),
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


def _title_gender(title: str) -> Gender | None:
    for word in title.lower().replace(".", "").split():
        gender = table("titles").get(word)
        if gender == "m":
            return "m"
        if gender == "f":
            return "f"
    return None


def _given_gender(tokens: Sequence[str]) -> Gender | None:
    first = tokens[0].split("-")[0] if tokens else ""
    man, woman = first in words("given_names_m"), first in words("given_names_f")
    if man == woman:
        return None
    return "m" if man else "f"


def _judge(frame: Frame, runs: Sequence[Run], character: Character) -> None:
    """Settle what kind a character is, and a person's gender."""
    tokens = character.tokens
    mine = [runs[n] for n in character.mentions]
    titled = [run.title for run in mine if run.title and _is_personal(run.title)]
    genders = {_title_gender(title) for title in titled} - {None}
    if not tokens:
        return
    if character.kind == "unknown":
        character.kind = _kind(frame, character, mine, bool(titled))
    if character.kind in ("person", "unknown"):
        character.gender = next(iter(genders)) if len(genders) == 1 else _given_gender(tokens)


def _kind(frame: Frame, character: Character, mine: Sequence[Run], titled: bool) -> Kind:
    tokens = character.tokens
    if " ".join(tokens) in words("places") or (len(tokens) > 1 and _places_only(tokens)):
        return "place"
    if titled or _looks_personal(tokens):
        return "person"
    if set(tokens) & words("org_words") or _is_acronym(character.name):
        return "organisation"
    if any(_after_company_noun(frame, run) for run in mine):
        return "organisation"
    if any(_personal_context(frame, run) for run in mine):
        return "person"
    if any(_impersonal_context(frame, run) for run in mine):
        return "organisation"
    if len(tokens) == 1:
        if any(
            frame.low[run.last : run.last + 1] and frame.low[run.last] in _PERSONAL_CUES
            for run in mine
        ):
            return "person"
        return "organisation" if _acts_like_one(frame, mine) else "unknown"
    return "person" if _speaks(frame, mine) and len(tokens) <= 4 else "unknown"


def _speaks(frame: Frame, mine: Sequence[Run]) -> bool:
    """Whether a cue stands right after the name, and no preposition of place before it."""
    cued = any(
        frame.low[run.last : run.last + 1] and frame.low[run.last] in _PLAIN_CUES for run in mine
    )
    at = any(run.first > 0 and frame.low[run.first - 1] in ("at", "from") for run in mine)
    return cued and not at


_PERSONAL_VERBS = frozenset(
    """founded co-founded cofounded joined quit resigned graduated studied married teaches chairs
    shrugged smiled nodded laughed died retired""".split()
)
_PERSONAL_CUES = frozenset(
    "told tells tweeted recalled recalls laughed laughs joked jokes answered answers shrugged quipped mused".split()
)
_PLAIN_CUES = frozenset(
    "said says told tells added adds wrote argued recalled joked replied asked".split()
)


def _is_personal(title: str) -> bool:
    return title.lower().rstrip(".") not in (
        "republican",
        "democratic",
        "gop",
        "former",
        "independent",
        "conservative",
        "liberal",
    )


def _places_only(tokens: Sequence[str]) -> bool:
    return (
        tokens[0]
        in (
            "new",
            "north",
            "south",
            "west",
            "east",
            "san",
            "los",
            "las",
            "st",
            "saint",
            "santa",
            "hong",
        )
        and len(tokens) == 2
    )


def _looks_personal(tokens: Sequence[str]) -> bool:
    if len(tokens) < 2 or set(tokens[1:]) & words("org_words"):
        return False
    return tokens[0] in given_names() or _is_pinyin(tokens)


def _is_pinyin(tokens: Sequence[str]) -> bool:
    """Whether two words are a Chinese or Korean name in Latin letters, in either order."""
    if len(tokens) != 2:
        return False
    surnames = words("surnames_pinyin")
    for surname, given in (tokens, tokens[::-1]):
        if surname in surnames and _SYLLABLES.fullmatch(given):
            return True
    return False


_SYLLABLES = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:i?[aeo](?:ng|n|i|o|u)?|i(?:ng|n|u|e)?|u(?:an|en|ai|ei|ang|i|o|n|a|e)?|ü)-?){1,3}"
)


def _is_acronym(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    return " " not in name and len(letters) > 1 and all(c.isupper() for c in letters)


def _personal_context(frame: Frame, run: Run) -> bool:
    if run.first > 1 and frame.low[run.first - 1] in ("as", "named", "called"):
        aside = (
            frame.low[run.first - 2] in ("to", "known", "identified")
            or frame.low[run.first - 2] == ","
        )
        if aside and frame.low[run.first - 1] == "as":
            return True
    after = frame.low[run.last : run.last + 4]
    if not after:
        return False
    if after[0] in _ROLE_WORDS_AFTER or after[0] in _PERSONAL_VERBS:
        return True
    if after[0] != "," or len(after) < 2:
        return False
    if (after[1].isdigit() and len(after[1]) == 2) or after[1] in _ROLE_WORDS_AFTER:
        return True
    return (
        any(word in words("roles") for word in frame.low[run.last + 1 : run.last + 5])
        and frame.kinds[run.last + 1] != "C"
    )


def _after_company_noun(frame: Frame, run: Run) -> bool:
    before = frame.low[run.core - 1] if run.core > 0 else ""
    if before == "," and run.core > 1 and frame.low[run.last : run.last + 1] == [","]:
        before = frame.low[run.core - 2]  # "her company, Sableworks,"
    return before in _COMPANY_NOUNS


def _acts_like_one(frame: Frame, mine: Sequence[Run]) -> bool:
    """Whether a single unknown word is a company's name: it owns, speaks or comes back."""
    owns = any(frame.kinds[run.last : run.last + 1] == POSSESSIVE for run in mine)
    return owns or len(mine) > 2


_COMPANY_NOUNS = frozenset(
    """company startup start-up firm maker chipmaker carmaker retailer developer group lab outlet
    newspaper magazine broadcaster agency publisher unit subsidiary conglomerate bank""".split()
)


def _impersonal_context(frame: Frame, run: Run) -> bool:
    before = frame.low[run.core - 1] if run.core else ""
    after = frame.low[run.last] if run.last < len(frame.low) else ""
    return before == "the" or (
        after in (",", POSSESSIVE)
        and frame.low[run.last + 1 : run.last + 2] in (["inc."], ["which"])
    )
