"""What a text is about, in no language: the terms of data/concepts.txt, the kinds of event of
data/families.txt.

A term says that two words mean one thing; a family only that they tell the same kind of event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from digests.model import Language
from digests.stories.words import CJK, LATIN, stem

_LONGEST_ENGLISH, _LONGEST_CHINESE = 4, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dictionary:
    english: Mapping[str, tuple[str, ...]]
    chinese: Mapping[str, tuple[str, ...]]


def concepts(text: str) -> Iterator[str]:
    """The concepts a text names, in its order: `v:launch` for an event, `c:chip` for a thing.

    The longest form wins at each place; a form may stand for two concepts.
    """
    return _found(text, _concepts())


def families(text: str) -> Iterator[str]:
    """The kinds of event that a text tells of, in its order: `k:outage`, `k:personnel`."""
    return _found(text, _families())


def label(concept: str, language: Language) -> str:
    """A concept's name for a reader: "outage", 断电; "" where it has none in this language."""
    return _labels().get((concept, "zh" if language == "zh" else "en"), "")


def _found(text: str, known: _Dictionary) -> Iterator[str]:
    yield from _english([stem(word.lower()) for word in LATIN.findall(text)], known.english)
    for run in CJK.findall(text):
        yield from _chinese(run, known.chinese)


def _english(stems: list[str], known: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    at = 0
    while at < len(stems):
        for size in range(min(_LONGEST_ENGLISH, len(stems) - at), 0, -1):
            found = known.get(" ".join(stems[at : at + size]))
            if found:
                yield from found
                at += size
                break
        else:
            at += 1


def _chinese(run: str, known: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    at = 0
    while at < len(run):
        for size in range(min(_LONGEST_CHINESE, len(run) - at), 0, -1):
            found = known.get(run[at : at + size])
            if found:
                yield from found
                at += size
                break
        else:
            at += 1


@lru_cache(maxsize=1)
def _concepts() -> _Dictionary:
    return _dictionary(_rows())


@lru_cache(maxsize=1)
def _labels() -> Mapping[tuple[str, Language], str]:
    found: dict[tuple[str, Language], str] = {}
    for name, left, right in _rows():
        found[name, "en"] = left.partition(";")[0].strip()
        found[name, "zh"] = next(iter(right.split()), "")
    return found


def _rows() -> Iterator[tuple[str, str, str]]:
    """Each concept by its name, with its English forms and its Chinese ones."""
    kind = "c"
    for line in _lines("concepts.txt"):
        if line.startswith("["):
            kind = "v" if line == "[event]" else "c"
        elif "|" in line:
            left, _, right = line.partition("|")
            yield f"{kind}:{left.partition(';')[0].strip().replace(' ', '-')}", left, right


@lru_cache(maxsize=1)
def _families() -> _Dictionary:
    rows: list[tuple[str, str, str]] = []
    for line in _lines("families.txt"):
        name, colon, forms = line.partition(":")
        if colon:
            left, _, right = forms.partition("|")
            rows.append((f"k:{name}", left, right))
    return _dictionary(rows)


def _dictionary(rows: Iterable[tuple[str, str, str]]) -> _Dictionary:
    """A dictionary of these names, each with its English forms and its Chinese ones."""
    english: dict[str, tuple[str, ...]] = {}
    chinese: dict[str, tuple[str, ...]] = {}
    for name, left, right in rows:
        for form in filter(None, (form.strip() for form in left.split(";"))):
            key = " ".join(stem(word.lower()) for word in LATIN.findall(form))
            if name not in english.get(key, ()):
                english[key] = (*english.get(key, ()), name)
        for form in right.split():
            if name not in chinese.get(form, ()):
                chinese[form] = (*chinese.get(form, ()), name)
    return _Dictionary(english=english, chinese=chinese)


def _lines(file: str) -> Iterator[str]:
    text = files("digests.stories").joinpath(f"data/{file}").read_text(encoding="utf-8")
    return (line for line in text.splitlines() if not line.startswith("#"))
