"""The word lists under `data/`, read once: what each list holds stands in its first line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def words(name: str) -> frozenset[str]:
    """Every word of `data/<name>.txt`. Lines that begin with # are comments."""
    return frozenset(word for line in _lines(name) for word in line.split())


@cache
def table(name: str) -> Mapping[str, str]:
    """First word of each line of `data/<name>.txt` to the rest of the line, which may be empty."""
    pairs = (line.split(maxsplit=1) for line in _lines(name))
    return MappingProxyType({pair[0]: pair[1] if len(pair) > 1 else "" for pair in pairs})


@cache
def given_names() -> frozenset[str]:
    """Given names of women and men, lower case."""
    return words("given_names_m") | words("given_names_f")


@cache
def finite_verbs() -> frozenset[str]:
    """Verb forms that can follow a subject at once: "plans", "planned", "took"."""
    cues = frozenset(
        word for word in words("cues") | words("cues_weak") if not word.endswith("ing")
    )
    return cues | frozenset(form for entry in words("verbs") for form in _forms(entry))


@cache
def participles() -> frozenset[str]:
    """Present participles of the verbs that are listed: "introducing"."""
    cues = frozenset(word for word in words("cues") | words("cues_weak") if word.endswith("ing"))
    bases = (entry.partition(":")[0] for entry in words("verbs"))
    return cues | frozenset(base.removesuffix("e") + "ing" for base in bases)


def _forms(entry: str) -> Iterator[str]:
    base, _, past = entry.partition(":")
    yield _third_person(base)
    yield past or _past(base)
    if not past and base[-2:] in ("en", "er", "it"):
        yield base + "ed"  # opened, covered, visited: the last syllable is not stressed


def _third_person(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    if base[-1] in "bdgmnprt" and base[-2] in "aeiou" and base[-3] not in "aeiou" and len(base) < 6:
        return base + base[-1] + "ed"
    return base + "ed"


def _lines(name: str) -> list[str]:
    text = files("digests.extract").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
