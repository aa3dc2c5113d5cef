"""What is asked of the archive, and the words by which an article is found in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from digests.answers.lexemes import lexemes
from digests.model import Article, Extraction, Language
from digests.stories.words import CJK, LATIN, stem
from digests.text import has_cjk

_PIECE = re.compile(r"[\"“「『]([^\"”」』]+)[\"”」』]|(\S+)")
_WORD = re.compile(rf"(?:{LATIN.pattern})|(?:{CJK.pattern})")
_ENDING = re.compile(r"['’]s?$")
_KEYS = ("c:", "v:", "s:", "x:", "p:", "m:", "g:", "f:", "d:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What to find. `text` is words and "phrases"; times are UTC, `since` and `until` included.

    `person` and `organisation` must be named by the article as one who speaks or is told of.
    """

    text: str = ""
    person: str | None = None
    organisation: str | None = None
    outlet: str | None = None
    topic: str | None = None
    language: Language | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """An article as the index takes it: words in their order, names, keys of no language."""

    title: tuple[str, ...]
    body: tuple[str, ...]
    names: tuple[str, ...]
    keys: tuple[str, ...]


def indexed(article: Article, extraction: Extraction | None) -> Indexed:
    """The words of an article. Pure and CPU-bound, some milliseconds an article."""
    named = _names(extraction) if extraction else ()
    told = lexemes(f"{article.title}\n{article.text}")
    return Indexed(
        title=tuple(tokens(article.title)),
        body=tuple(tokens(article.text)),
        names=tuple(token for name in named for token in tokens(name)),
        keys=tuple(sorted(one for one in told if one.startswith(_KEYS) or "#" in one)),
    )


def tokens(text: str) -> Iterator[str]:
    """The words of a text in order: stems, and neighbouring Chinese characters two by two.

    A single Chinese character stands by itself.
    """
    for match in _WORD.finditer(text):
        found = match[0]
        if not has_cjk(found):
            yield stem(_ENDING.sub("", found.lower()))
        elif len(found) == 1:
            yield found
        else:
            yield from (found[at : at + 2] for at in range(len(found) - 1))


def phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """What a reader typed, as runs of words that must stand together: "phrases", then words."""
    found: list[tuple[str, ...]] = []
    for match in _PIECE.finditer(text):
        if match[1]:
            found.append(tuple(tokens(match[1])))
        else:
            found.extend(_loose(match[2]))
    return tuple(dict.fromkeys(one for one in found if one))


def _loose(word: str) -> Iterable[tuple[str, ...]]:
    """A word by itself; Chinese stands together, and so do the parts of one Latin word."""
    yield from (tuple(tokens(match[0])) for match in _WORD.finditer(word))


def _names(extraction: Extraction) -> tuple[str, ...]:
    told = [one.speaker for one in extraction.quotes] + [one.speaker for one in extraction.claims]
    told += [one.organisation for one in extraction.claims]
    told += [name for one in extraction.entities for name in (one.name, *one.aliases)]
    return tuple(dict.fromkeys(name for name in told if name))
