"""Who "it", "she" and "the company" are: the names of the last sentence that has any."""

from __future__ import annotations

import re

from digests.bindings import NAME, OPENERS, POSSESSIVE
from digests.dates_told import CALENDAR
from digests.leaning import leans_back
from digests.text import sentences

_FAR = 600  # characters before a sentence in which its "she" has a name
_STARTS = re.compile(
    r"(?:(?:Shares|Stock|Sales) (?:in|of|at) )?(?i:the) (?:[A-Z][\w-]+ )(?:company|firm|group|lab|start-?up|maker)\b|"
    r"(?:(?:And|But|Still|Also|Then|Yet),? )?(?:Its?|He|She|They|His|Her|Their|The (?:company|firm|group|lab|start-?up|"
    r"bank|agency|university|maker|chipmaker|developer))\b(?! (?:is|was) (?:un)?(?:clear|likely|hard|easy))"
)


_THING = re.compile(
    r"(?:The|Its) (model|chip|system|tool|robot|agent|assistant|app|service|software|product|phone|car|device|deal)s?\b"
)


_HOUSE = re.compile(
    r"(?:(?:Shares|Stock|Sales) (?:in|of|at) )?(?i:the) (?:[A-Z][\w-]+ )?(?:company|firm|group|lab|start-?up|maker|chipmaker|developer)\b"
)
_OFFICE = re.compile(
    r"(?:Chief|Founder|Co-founder|Chair\w*|President|Head|Director|Analyst|Finance|Vice)\b"
)


def names_before(sentence: str, whole: str) -> list[str]:
    """The names of the nearest sentence before this one that has any, in small letters.

    One that itself begins with a "she" is about whom the one before it is about. `whole` is the text it stands in. Empty where there is none near.
    """
    at = whole.find(sentence)
    if at <= 0:
        return []
    before = whole[max(0, at - _FAR) : at]
    spans = [before[one.start : one.end] for one in sentences(before)]
    about = [one for one in spans if not (leans_back(one) or _STARTS.match(one))]
    told = ([name for name in _names(one) if is_name(name, whole)] for one in reversed(about))
    return next(filter(None, told), [])


def is_name(word: str, whole: str) -> bool:
    """Whether the text writes the word with a capital in the middle of a sentence somewhere."""
    form = rf"(?<=[\w,;’'] )(?-i:[A-Z0-9])(?i:{re.escape(word[1:])})\b"
    return re.search(form, whole) is not None or _always_capital(word, whole)


def _house_before(sentence: str, whole: str) -> str:
    """The first name of the nearest sentence before that begins with a name, and with no office."""
    at = whole.find(sentence)
    before = whole[max(0, at - _FAR) : max(at, 0)]
    for span in reversed(sentences(before)):
        told = before[span.start : span.end].strip()
        opens = NAME.match(told) if not _STARTS.match(told) else None
        if opens and opens[0].casefold() not in OPENERS and not _OFFICE.match(told):
            return next((one for one in _names(told) if is_name(one, whole)), "")
    return ""


def _first_whole(sentence: str, whole: str) -> list[str]:
    """The first name of the sentence before, with the words of it that follow: "noor", "haddad"."""
    names = names_before(sentence, whole)
    count = 1
    while count < len(names) and " ".join(names[: count + 1]) in whole.casefold():
        count += 1
    return names[:count]


def _always_capital(word: str, whole: str) -> bool:
    """Whether a word that opens sentences is a name: never small, and there more than once."""
    if word in OPENERS or not word.isalpha():
        return False
    found = re.findall(rf"\b{re.escape(word)}\b", whole, re.IGNORECASE)
    return len(found) > 1 and all(one[0].isupper() for one in found)


def stands_for(name: str, sentence: str, whole: str) -> bool:
    """Whether the sentence's first words are an "it" or "the model" that can only be `name`.

    It is the first name of the sentence before, whom that is about; or what that calls a model.
    """
    if _STARTS.match(sentence) and name.casefold() in _first_whole(sentence, whole):
        return True
    leans = _HOUSE.match(sentence) or not any(_names(sentence))
    if leans and _house_before(sentence, whole) == name.casefold():
        return True
    thing = _THING.match(sentence)
    at = whole.find(sentence)
    if thing is None or at <= 0:
        return False
    before, word = whole[max(0, at - _FAR) : at], re.escape(name)
    called = rf"\b{word}\b(?: [\d.]+)?, (?:its|an?|the) [^,.;]*\b{thing[1]}\b"
    return bool(re.search(rf"{called}|\b{thing[1]},? (?:called |named )?{word}\b", before))


def _names(text: str) -> list[str]:
    found: list[str] = []
    for match in NAME.finditer(text):
        name = POSSESSIVE.sub("", match[0]).casefold()
        opens = not text[: match.start()].strip(" \"'“‘")
        if name not in CALENDAR and not (opens and name in OPENERS):
            found.append(name)
    return found
