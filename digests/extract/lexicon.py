"""The word lists under `data/`, read once: what each list holds stands in its first line."""

from __future__ import annotations

from collections.abc import Mapping
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


def _lines(name: str) -> list[str]:
    text = files("digests.extract").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
