"""The bilingual term dictionary of data/concepts.txt: what a text is about, in no language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

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
    known = _dictionary()
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
def _dictionary() -> _Dictionary:
    english: dict[str, tuple[str, ...]] = {}
    chinese: dict[str, tuple[str, ...]] = {}
    kind = "c"
    text = files("digests.stories").joinpath("data/concepts.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            kind = "v" if line == "[event]" else "c"
        if "|" not in line or line.startswith("#"):
            continue
        left, _, right = line.partition("|")
        forms = [form.strip() for form in left.split(";") if form.strip()]
        name = f"{kind}:{forms[0].replace(' ', '-')}"
        for form in forms:
            key = " ".join(stem(word.lower()) for word in LATIN.findall(form))
            if name not in english.get(key, ()):
                english[key] = (*english.get(key, ()), name)
        for form in right.split():
            chinese[form] = (*chinese.get(form, ()), name)
    return _Dictionary(english=english, chinese=chinese)
