"""Whether a sentence says who said it, and names the right one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digests.bindings import speaker_first
from digests.model import Claim, Evidence, Quote
from digests.summarisers.base import StoryView
from digests.support import carrying
from digests.words import content_words

NEAR = 48  # characters between a name and the word that says it speaks
_SPEAKS = re.compile(
    r"\b(?:said|says|say|told|tells|according to|warn(?:s|ed)|argu(?:es|ed)|announc(?:es|ed)|add(?:s|ed)|"
    r"call(?:s|ed)|claim(?:s|ed)|believ(?:es|ed)|predict(?:s|ed)|expect(?:s|ed)|stat(?:es|ed)|wr(?:ites|ote)|"
    r"explain(?:s|ed)|insist(?:s|ed)|acknowledg(?:es|ed)|confirm(?:s|ed)|den(?:ies|ied)|estimat(?:es|ed)|"
    r"put(?:s)? the|tweeted|posted|testif(?:ies|ied))\b"
    r"|表示|称|说|认为|指出|透露|警告|宣布|预计|预测|强调|坦言|承认|否认|介绍|回应|写道|补充",
    re.IGNORECASE,
)
_SAID_BY = re.compile(
    r"(?P<who>(?:[Tt]he |[Ii]ts )?[\w’' -]{2,60}?)(?:, [^,]{2,60},)? (?:said|says|told \w+)\b(?: that)? (?P<said>.+)"
)
_IN_QUOTES = re.compile(r"[\"“”「」]")
_SOMEBODY = frozenset("He She They It he she they it".split())
_OPINION = frozenset({"forecast", "denial"})


def misattributed(text: str, evidence: Sequence[Evidence], view: StoryView) -> str | None:
    """What is wrong with who says it; None where it is right or nobody need be named.

    Speech and forecasts need somebody who says them; the one who is named must be the one the
    articles name.
    """
    wrong = _other_mouth(text, evidence)
    if wrong:
        return wrong
    heard = list(told(carrying(text, evidence), view))
    speakers = {one.speaker for one in heard if one.speaker}
    if not speakers:
        return None
    if _SPEAKS.search(text) is None:
        owned = [one for one in heard if isinstance(one, Quote) or one.kind in _OPINION]
        named = any(_named(one.speaker, text) for one in owned if one.speaker)
        return None if named or not owned else "it is somebody's words, told as a fact"
    strangers = _everyone(view) - speakers
    for name in strangers:
        if _speaks(name, text) and not any(_named(one, text) for one in speakers):
            return f"it is not {name} who says so in its sources"
    return None


def _other_mouth(text: str, evidence: Sequence[Evidence]) -> str | None:
    """Where somebody is named who says it, and the sentence that it stands on names another."""
    spoken = _SAID_BY.match(speaker_first(text))
    if spoken is None:
        return None
    stem = spoken["who"].split()[-1]
    for one in carrying(spoken["said"], evidence)[:1]:
        told = _SAID_BY.match(speaker_first(one.text))
        if stem in one.text or (told and told["who"].split()[0] in _SOMEBODY):
            continue
        if told and set(content_words(told["who"])) & set(content_words(spoken["who"])):
            continue  # "the person said", of whom another sentence says who they are
        if told is None and (_SPEAKS.search(one.text) or _IN_QUOTES.search(one.text)):
            continue  # it goes on with what somebody says
        return f"it is not {spoken['who']} who says so in its sources"
    return None


def told(evidence: Sequence[Evidence], view: StoryView) -> Iterator[Claim | Quote]:
    """The claims and quotes of people that the evidence mainly consists of."""
    for one in evidence:
        article = view.article(one.article_id)
        if article is None:
            continue
        found = view.extraction(article)
        spoken: tuple[Claim | Quote, ...] = (*found.claims, *found.quotes)
        for each in spoken:
            if each.speaker_kind == "person" and _covers(each.evidence, one):
                yield each


def _covers(inner: Evidence, outer: Evidence) -> bool:
    shared = min(inner.end, outer.end) - max(inner.start, outer.start)
    return shared * 2 > outer.end - outer.start


def _everyone(view: StoryView) -> set[str]:
    """Every person in the story, whether they speak in it or not."""
    names: set[str] = set()
    for article in view.articles:
        found = view.extraction(article)
        spoken: tuple[Claim | Quote, ...] = (*found.claims, *found.quotes)
        names |= {one.speaker for one in spoken if one.speaker and one.speaker_kind == "person"}
        names |= {one.name for one in found.entities if one.kind == "person"}
    return names


def _named(name: str, text: str) -> bool:
    """Whether the text names somebody, if only by the last part of the name."""
    return any(_place(part, text) is not None for part in _parts(name))


def _speaks(name: str, text: str) -> bool:
    """Whether the name stands near a word of speech."""
    places = [at for part in _parts(name) if (at := _place(part, text)) is not None]
    return any(abs(match.start() - at) <= NEAR for at in places for match in _SPEAKS.finditer(text))


def _parts(name: str) -> tuple[str, ...]:
    words = name.split()
    return (name, words[-1]) if len(words) > 1 and len(words[-1]) > 2 else (name,)


def _place(name: str, text: str) -> int | None:
    pattern = re.escape(name) if not name.isascii() else rf"\b{re.escape(name)}\b"
    match = re.search(pattern, text, re.IGNORECASE)
    return match.start() if match else None
