"""A character of an article, and how it is told whether that is a person, a firm or a place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from digests.extract.companies import (
    acts_like_one,
    after_company_noun,
    by_first_word,
    files_papers,
    impersonal_context,
    is_company,
    owns_as_it,
    speaks_as_it,
)
from digests.extract.frame import Frame
from digests.extract.lexicon import given_names, table, words
from digests.extract.names import Run
from digests.extract.personal import PLACED, personal_context

Kind = Literal["person", "organisation", "place", "unknown"]


Gender = Literal["m", "f"]


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


def title_gender(title: str) -> Gender | None:
    for word in title.lower().replace(".", "").split():
        gender = table("titles").get(word)
        if gender == "m":
            return "m"
        if gender == "f":
            return "f"
    return None


def given_gender(tokens: Sequence[str]) -> Gender | None:
    first = tokens[0].split("-")[0] if tokens else ""
    man, woman = first in words("given_names_m"), first in words("given_names_f")
    if man == woman:
        return None
    return "m" if man else "f"


def judge(frame: Frame, runs: Sequence[Run], character: Character) -> None:
    """Settle what kind a character is, and a person's gender."""
    tokens = character.tokens
    mine = [runs[n] for n in character.mentions]
    titled = [run.title for run in mine if run.title and _is_personal(run.title)]
    genders = {title_gender(title) for title in titled} - {None}
    if not tokens:
        return
    if character.kind == "unknown":
        character.kind = _kind(frame, character, mine, bool(titled))
    if character.kind in ("person", "unknown"):
        character.gender = next(iter(genders)) if len(genders) == 1 else given_gender(tokens)


def _kind(frame: Frame, character: Character, mine: Sequence[Run], titled: bool) -> Kind:
    tokens = character.tokens
    if any(map(_is_for_place(frame), mine)):
        return "place"
    if " ".join(tokens) in words("places") or (len(tokens) > 1 and _places_only(tokens)):
        return "place"
    if not titled and any(owns_as_it(frame, run) for run in mine):
        return "organisation"
    if titled or _looks_personal(tokens):
        return "person"
    if (
        set(tokens) & words("org_words")
        or " & " in character.name
        or _is_acronym(character.name)
        or _is_small(character.name)
    ):
        return "organisation"
    if any(after_company_noun(frame, run) for run in mine):
        return "organisation"
    if any(personal_context(frame, run) for run in mine) or _by_surname(frame, tokens, mine):
        return "person"
    if (
        "&" in character.name
        or _OWNING.search(character.name)
        or by_first_word(frame, tokens, mine)
    ):
        return "organisation"
    if any(is_company(frame, run) or files_papers(frame, run) for run in mine):
        return "organisation"
    if any(impersonal_context(frame, run) for run in mine):
        return "organisation"
    if len(tokens) == 1:
        return _kind_of_word(frame, mine)
    return "person" if _speaks(frame, mine) and len(tokens) <= 4 else _kind_by_place(frame, mine)


def _kind_by_place(frame: Frame, mine: Sequence[Run]) -> Kind:
    """The kind of a name that only ever tells where: "Traders at Norvane Quay", "in Bad Orlen"."""
    if mine and all(frame.low[run.first - 1 : run.first] in _WHERE for run in mine):
        return "organisation" if frame.low[mine[0].first - 1] == "at" else "place"
    return "unknown"


_WHERE = (*PLACED, ["at"])


_OWNING = re.compile(r"(?<!\b[OoDdLl])['’]")  # Moody's, but not O'Neill and d'Arcy


def _is_for_place(frame: Frame) -> Callable[[Run], bool]:
    """Whether a name tells where a member is for: "(Ind, Thornley West)"."""
    low = frame.low
    return lambda run: (
        run.first > 2
        and low[run.first - 1] == ","
        and low[run.first - 2] in PARTIES
        and low[run.first - 3] == "("
    )


PARTIES = frozenset("ind lab con ld libdem snp dup green r d rep dem".split())


def _kind_of_word(frame: Frame, mine: Sequence[Run]) -> Kind:
    """The kind of a name of one word that nothing tells: by what it does and where it stands."""
    after = [frame.low[run.last] for run in mine if run.last < len(frame.low)]
    if any(word in _PERSONAL_CUES for word in after):
        return "person"
    if mine and all(frame.low[run.first - 1 : run.first] in PLACED for run in mine):
        return "place"
    if any(speaks_as_it(frame, run) for run in mine) or acts_like_one(frame, mine):
        return "organisation"
    return "unknown"


def _by_surname(frame: Frame, tokens: Sequence[str], mine: Sequence[Run]) -> bool:
    """Whether the last word of a name stands for all of it elsewhere, as people's names do."""
    alone = (frame.low[run.core] for run in mine if run.last - run.core == 1)
    return len(tokens) > 1 and tokens[-1] in alone


def _speaks(frame: Frame, mine: Sequence[Run]) -> bool:
    """Whether a cue stands right after the name, and no preposition of place before it."""
    cued = any(
        frame.low[run.last : run.last + 1] and frame.low[run.last] in _PLAIN_CUES for run in mine
    )
    at = any(run.first > 0 and frame.low[run.first - 1] in ("at", "from") for run in mine)
    return cued and not at


_PERSONAL_CUES = frozenset(
    """told tells tweeted recalled recalls laughed laughs joked jokes answered answers shrugged
    quipped mused""".split()
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
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?y?(?:i?[aeo](?:ng|n|i|o|u|h|e)?|i(?:ng|n|u|e)?|u(?:an|en|ai|ei|ang|i|o|n|a|e)?|ü)[km]?-?){1,3}"
)


def _is_small(name: str) -> bool:
    """Whether a name is written as only companies write theirs: "kolme", "8th Meridian"."""
    return name.islower() or name[:1].isdigit()


def _is_acronym(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    return " " not in name and len(letters) > 1 and all(c.isupper() for c in letters)
