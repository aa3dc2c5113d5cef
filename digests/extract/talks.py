"""The quotes of an interview or transcript: each turn with the one who says it."""

from __future__ import annotations

import re
from dataclasses import replace

from digests.evidence import cut
from digests.extract.chinese import is_chinese
from digests.extract.interview_labels import Turn
from digests.extract.interviews import Talk
from digests.extract.speaker import Speaker
from digests.extract.speakers import Cast
from digests.model import Article, Mention, Quote, Span


def quotes_of_talk(article: Article, cast: Cast, talk: Talk) -> tuple[Quote, ...]:
    """One quote a paragraph that is said. Speakers come from the layout, else the interviewee."""
    guest = _interviewee(cast, talk.start)
    told = {_label(article, turn): turn for turn in reversed(talk.turns) if turn.role}
    turns = (_with_role(turn, told.get(_label(article, turn))) for turn in talk.turns)
    return tuple(_quote(article, cast, turn, guest) for turn in turns)


def _label(article: Article, turn: Turn) -> str | None:
    return article.text[turn.label.start : turn.label.end].strip() if turn.label else None


def _with_role(turn: Turn, told: Turn | None) -> Turn:
    """A turn with the role that another turn of the same speaker prints."""
    if told is None or turn.role is not None:
        return turn
    return replace(turn, role=told.role, organisation=told.organisation)


def _quote(article: Article, cast: Cast, turn: Turn, guest: Speaker | None) -> Quote:
    label = turn.label
    speaker = _labelled(article, cast, turn, label) if label else guest
    return Quote(
        evidence=cut(article, turn.span.start, turn.span.end),
        speaker=speaker.name if speaker else None,
        speaker_kind=speaker.kind if speaker else None,
        mention=Mention(
            text=article.text[label.start : label.end], start=label.start, end=label.end
        )
        if label
        else None,
        role=speaker.role if speaker else None,
        organisation=speaker.organisation if speaker else None,
        cue=None,
        directness="direct",
    )


def _labelled(article: Article, cast: Cast, turn: Turn, label: Span) -> Speaker:
    """The speaker that a heading or label names, with the role printed beside it."""
    printed = article.text[label.start : label.end].strip()
    known = _by_initials(cast, printed) or cast.named(printed)
    name = known.name if known else printed
    role = turn.role or (known.role if known else None)
    inside = turn.role is not None and turn.organisation is None
    ours = _house_of_call(article, cast) if _is_officer(article, role) else None
    return Speaker(
        name=name.title() if name.isupper() and " " in name else name,
        kind="person",
        role=role,
        organisation=turn.organisation
        or ours
        or (known.organisation if known else None)
        or (_house_of_call(article, cast) if inside else None),
    )


def _by_initials(cast: Cast, printed: str) -> Speaker | None:
    """Whom "MQ" means: the one person whose names begin so."""
    letters = printed.replace(".", "").replace(" ", "")
    if not 2 <= len(letters) <= 3 or not letters.isupper():
        return None
    able = [
        one
        for one in cast.people_before(len(cast.article.text))
        if one.kind == "person" and letters in _initials(one.name)
    ]
    return able[0] if len(able) == 1 else None


def _initials(name: str) -> tuple[str, str]:
    """The first letters of a name, and with both of a double surname: "OB" and "OBD"."""
    parts = name.split()
    both = [word for part in parts for word in part.split("-") if word]
    return "".join(p[0] for p in parts).upper(), "".join(word[0] for word in both).upper()


_CALL = re.compile(
    r"(?P<house>[A-Z][^\n(]{2,50}?)\s*(?:\([A-Z.: ]{1,14}\))?,?\s*(?:Q[1-4]|(?:First|Second|Third|Fourth)[- ]Quarter|H[12]|Full[- ]Year|Fiscal|FY)\b",
    re.I,
)


_OFFICER = re.compile(
    r"\b(?:chief|president|chairman|chairwoman|chair|founder|ceo|cfo|coo|cto|treasurer|investor relations)\b",
    re.I,
)


def _is_officer(article: Article, role: str | None) -> bool:
    """Whether somebody with this role speaks for the house whose call it is."""
    on_call = _CALL.match(article.title or article.text) is not None
    return on_call and role is not None and _OFFICER.search(role) is not None


def _house_of_call(article: Article, cast: Cast) -> str | None:
    """Whose call a transcript is of: by its title, else by whom it names most."""
    found = _CALL.match(article.title or article.text)
    if found is None:
        return cast.main_organisation()
    known = cast.named(found["house"]) or cast.named(_LEGAL.sub("", found["house"]))
    return known.name if known else _LEGAL.sub("", found["house"]).strip()


_LEGAL = re.compile(r",?\s(?:Inc|Corp|Ltd|LLC|PLC|plc|Co|Holdings|AG|SE|N\.V)\.?$")


def _interviewee(cast: Cast, before: int) -> Speaker | None:
    """Whom the lines before an interview introduce: the first person with an office, else the first."""
    text = cast.article.text
    if cast.chinese and is_chinese(text, 0, max(before, 1)):
        people = sorted(cast.chinese.names.people.values(), key=lambda person: person.at)
        best = next((one for one in people if one.role), people[0] if people else None)
        return cast.chinese.named(best.name) if best else None
    able = [one for one in cast.people_before(before) if one.kind == "person"]
    return next((one for one in able if one.role), able[0] if able else None)
